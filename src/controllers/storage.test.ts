import { describe, expect, it } from 'vitest';
import { headlessService, statefulSet } from '../testing/manifests.ts';
import { scenario, type Scenario } from '../testing/scenario.ts';

const claim = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});

const storageClass = (name: string, more: object = {}) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name },
  provisioner: 'playground.local/dynamic',
  ...more,
});

const user = (name: string, claimName: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    containers: [{ name: 'main', image: 'nginx' }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
    ...spec,
  },
});

const phaseOf = (cluster: Scenario, name: string) => cluster.get('persistentvolumeclaims', name)?.status.phase;
const reasonsAbout = (cluster: Scenario, name: string) => cluster.decisionsAbout(name).map(({ reason }) => reason);

describe('dynamic provisioning', () => {
  it('makes a volume at once for an Immediate class, and events tell', () => {
    const cluster = scenario();
    cluster.create(claim('data'));
    cluster.run(5);
    const bound = cluster.get('persistentvolumeclaims', 'data')!;
    const volumeName = `pvc-${bound.metadata.uid}`;
    expect(bound.spec.volumeName).toBe(volumeName);
    expect(bound.status).toMatchObject({
      phase: 'Bound',
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
    });
    const volume = cluster.get('persistentvolumes', volumeName)!;
    expect(volume.status.phase).toBe('Bound');
    expect(volume.metadata.finalizers).toEqual([
      'external-provisioner.volume.kubernetes.io/finalizer',
      'kubernetes.io/pv-protection',
    ]);
    expect(cluster.events().map((event) => event.split(':')[0])).toEqual([
      'Normal ExternalProvisioning PersistentVolumeClaim/data',
      'Normal Provisioning PersistentVolumeClaim/data',
      'Normal ProvisioningSucceeded PersistentVolumeClaim/data',
    ]);
  });

  it('waits for a consumer, then makes the volume where its Pod goes', () => {
    const cluster = scenario();
    cluster.create(
      storageClass('wait', { volumeBindingMode: 'WaitForFirstConsumer' }),
      claim('data', { storageClassName: 'wait' }),
    );
    cluster.run(20);
    expect(phaseOf(cluster, 'data')).toBe('Pending');
    expect(reasonsAbout(cluster, 'data')).toContain('WaitForFirstConsumer');
    cluster.create(user('app', 'data'));
    cluster.run(0.1);
    const nominated = cluster.get('pods', 'app')!.status.nominatedNodeName;
    expect(nominated).toMatch(/^node-/);
    expect(reasonsAbout(cluster, 'app')).toContain('VolumesNotBound');
    cluster.run(10);
    const pod = cluster.get('pods', 'app')!;
    expect([pod.spec.nodeName, pod.status.nominatedNodeName, pod.status.phase]).toEqual([
      nominated,
      undefined,
      'Running',
    ]);
    const zone = cluster.get('nodes', nominated!)!.metadata.labels!['topology.kubernetes.io/zone'];
    const volume = cluster.list('persistentvolumes')[0]!;
    expect(volume.spec.nodeAffinity?.required?.nodeSelectorTerms[0]?.matchExpressions).toEqual([
      { key: 'topology.kubernetes.io/zone', operator: 'In', values: [zone] },
    ]);
  });

  it('stands still while the provisioner is down, and goes on afterwards', () => {
    const cluster = scenario();
    cluster.setFault({ type: 'provisioner-down' }, true);
    cluster.create(claim('data'));
    cluster.run(60);
    expect([phaseOf(cluster, 'data'), cluster.list('persistentvolumes')]).toEqual(['Pending', []]);
    expect(reasonsAbout(cluster, 'data')).toContain('ProvisionerDown');
    cluster.setFault({ type: 'provisioner-down' }, false);
    cluster.run(5);
    expect(phaseOf(cluster, 'data')).toBe('Bound');
  });

  it('gives a claim back to the scheduler when its zone is lost', () => {
    const cluster = scenario({ nodes: 1 });
    cluster.create(
      storageClass('wait', { volumeBindingMode: 'WaitForFirstConsumer' }),
      claim('data', { storageClassName: 'wait' }),
      user('app', 'data'),
    );
    cluster.setFault({ type: 'zone-lost', zone: 'zone-a' }, true);
    cluster.run(5);
    expect(cluster.events('ProvisioningFailed')[0]).toContain('failed to provision volume with StorageClass "wait"');
    expect(cluster.get('pods', 'app')!.spec.nodeName).toBeUndefined();
    cluster.setFault({ type: 'zone-lost', zone: 'zone-a' }, false);
    cluster.run(60);
    expect(phaseOf(cluster, 'data')).toBe('Bound');
    expect(cluster.get('pods', 'app')!.status.phase).toBe('Running');
  });

  it('loses the nodes of a zone with it, and finds them again', () => {
    const cluster = scenario({ nodes: 3 });
    const readyNodes = (): readonly string[] =>
      cluster
        .list('nodes')
        .filter(({ status }) => status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'))
        .map(({ metadata }) => metadata.name);
    cluster.setFault({ type: 'zone-lost', zone: 'zone-b' }, true);
    cluster.run(90);
    expect(readyNodes()).toEqual(['node-1', 'node-3']);
    cluster.setFault({ type: 'zone-lost', zone: 'zone-b' }, false);
    cluster.run(20);
    expect(readyNodes()).toEqual(['node-1', 'node-2', 'node-3']);
  });
});

describe('reclaiming', () => {
  it('deletes what was provisioned with its claim', () => {
    const cluster = scenario();
    cluster.create(claim('data'));
    cluster.run(5);
    cluster.delete('persistentvolumeclaims', 'data');
    cluster.run(2);
    expect([cluster.list('persistentvolumeclaims'), cluster.list('persistentvolumes')]).toEqual([[], []]);
  });

  it('retains a volume and gives it to nobody until its claimRef goes', () => {
    const cluster = scenario();
    cluster.create(storageClass('keep', { reclaimPolicy: 'Retain' }), claim('data', { storageClassName: 'keep' }));
    cluster.run(5);
    const name = cluster.list('persistentvolumes')[0]!.metadata.name;
    cluster.delete('persistentvolumeclaims', 'data');
    cluster.run(1);
    expect(cluster.get('persistentvolumes', name)?.status.phase).toBe('Released');
    cluster.create(claim('data', { storageClassName: 'keep', volumeName: name }));
    cluster.run(5);
    expect(phaseOf(cluster, 'data')).toBe('Pending');
    expect(cluster.events('FailedBinding')).toEqual([
      `Warning FailedBinding PersistentVolumeClaim/data: volume "${name}" already bound to a different claim.`,
    ]);
    cluster.patch('persistentvolumes', name, { spec: { claimRef: null } });
    cluster.run(20);
    expect(phaseOf(cluster, 'data')).toBe('Bound');
  });
});

describe('protection', () => {
  it('keeps a claim that a Pod uses', () => {
    const cluster = scenario();
    cluster.create(claim('data'), user('app', 'data'));
    cluster.run(10);
    cluster.delete('persistentvolumeclaims', 'data');
    cluster.run(5);
    expect(cluster.get('persistentvolumeclaims', 'data')?.metadata.deletionTimestamp).toBeDefined();
    expect(cluster.decisionsAbout('data').find(({ reason }) => reason === 'ClaimInUse')?.blockedBy).toEqual([
      { kind: 'Pod', namespace: 'default', name: 'app' },
    ]);
    cluster.delete('pods', 'app');
    cluster.run(35);
    expect(cluster.get('persistentvolumeclaims', 'data')).toBeUndefined();
  });

  it('keeps a volume that is bound, and its claim is lost when it is torn away', () => {
    const cluster = scenario();
    cluster.create(claim('data'));
    cluster.run(5);
    const { name } = cluster.list('persistentvolumes')[0]!.metadata;
    cluster.delete('persistentvolumes', name);
    cluster.run(1);
    expect(cluster.get('persistentvolumes', name)).toBeDefined();
    cluster.patch('persistentvolumes', name, { metadata: { finalizers: null } });
    cluster.run(1);
    expect(cluster.get('persistentvolumes', name)).toBeUndefined();
    expect(phaseOf(cluster, 'data')).toBe('Lost');
  });
});

describe('attaching', () => {
  it('precedes the start of a Pod, and follows it to another node', () => {
    const cluster = scenario();
    cluster.create(claim('data'), user('one', 'data', { nodeName: 'node-1', terminationGracePeriodSeconds: 0 }));
    cluster.run(10);
    expect(cluster.get('pods', 'one')!.status.phase).toBe('Running');
    expect(cluster.get('nodes', 'node-1')!.status.volumesAttached).toHaveLength(1);
    const volume = cluster.list('persistentvolumes')[0]!.metadata.name;
    cluster.create(user('two', 'data', { nodeName: 'node-2' }));
    cluster.run(5);
    expect(cluster.events('FailedAttachVolume')).toEqual([
      `Warning FailedAttachVolume Pod/two: Multi-Attach error for volume "${volume}" Volume is already used by pod(s) one`,
    ]);
    expect(cluster.get('pods', 'two')!.status.phase).toBe('Pending');
    cluster.delete('pods', 'one');
    cluster.run(10);
    expect(cluster.get('pods', 'two')!.status.phase).toBe('Running');
    expect(cluster.get('nodes', 'node-1')!.status.volumesAttached ?? []).toEqual([]);
  });

  it('waits six minutes for a node that is lost', () => {
    const cluster = scenario();
    const web = statefulSet('web', { replicas: 1, claims: ['data'] });
    cluster.create(headlessService('web'), web);
    cluster.run(15);
    const node = cluster.get('pods', 'web-0')!.spec.nodeName!;
    cluster.setFault({ type: 'down', node }, true);
    cluster.run(65);
    cluster.delete('pods', 'web-0', { gracePeriodSeconds: 0 });
    cluster.run(300);
    const pod = cluster.get('pods', 'web-0')!;
    expect(pod.spec.nodeName).not.toBe(node);
    expect(pod.status.phase).toBe('Pending');
    expect(cluster.events('FailedAttachVolume')[0]).toContain("can't be attached to another");
    cluster.run(75);
    expect(cluster.get('pods', 'web-0')!.status.phase).toBe('Running');
  });
});

describe('expanding', () => {
  it('grows the volume, and its file system once a Pod has it mounted', () => {
    const cluster = scenario();
    cluster.create(
      storageClass('growing', { allowVolumeExpansion: true }),
      claim('data', { storageClassName: 'growing' }),
    );
    cluster.run(5);
    cluster.patch('persistentvolumeclaims', 'data', { spec: { resources: { requests: { storage: '3Gi' } } } });
    cluster.run(5);
    const present = () => cluster.get('persistentvolumeclaims', 'data')!.status;
    expect(cluster.list('persistentvolumes')[0]!.spec.capacity).toEqual({ storage: '3Gi' });
    expect(present().capacity).toEqual({ storage: '1Gi' });
    expect(present().conditions?.map(({ type }) => type)).toEqual(['FileSystemResizePending']);
    cluster.create(user('app', 'data'));
    cluster.run(15);
    expect(present()).toMatchObject({ capacity: { storage: '3Gi' } });
    expect(present().conditions ?? []).toEqual([]);
    const reasons = cluster
      .events()
      .filter((event) => event.includes('Claim/data'))
      .map((event) => event.split(' ')[1]);
    expect(reasons.slice(3).sort()).toEqual([
      'ExternalExpanding',
      'FileSystemResizeRequired',
      'FileSystemResizeSuccessful',
      'Resizing',
    ]);
  });
});
