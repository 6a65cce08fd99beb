import { describe, expect, it } from 'vitest';
import type { Fault } from '../api/faults.ts';
import type { ObjectRef } from '../api/object.ts';
import type { StatefulSet } from '../api/types.ts';
import { headlessService, statefulSet } from '../testing/manifests.ts';
import { scenario } from '../testing/scenario.ts';
import { faultsOn, faultText, zoneRef } from './fault-text.ts';

const namespace = 'default';
const podRef = (name: string): ObjectRef => ({ kind: 'Pod', namespace, name });

describe('faults on cards', () => {
  it('mark everything that they hit, and nothing else', () => {
    const cluster = scenario();
    // Volumes of a zone are those that may be used there alone: of a class that waits for the Pod's node.
    const zonal = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'zonal' } };
    cluster.create({ ...zonal, provisioner: 'playground.local/dynamic', volumeBindingMode: 'WaitForFirstConsumer' });
    const set = statefulSet('web', { replicas: 2, claims: ['data'] }) as StatefulSet;
    const [template] = set.spec.volumeClaimTemplates!;
    const volumeClaimTemplates = [{ ...template, spec: { ...template!.spec, storageClassName: 'zonal' } }];
    cluster.create(headlessService('web'), { ...set, spec: { ...set.spec, volumeClaimTemplates } });
    cluster.run(60);
    const { reader } = cluster.simulation;
    const node = reader.get('pods', namespace, 'web-0')!.spec.nodeName!;
    const claim: ObjectRef = { kind: 'PersistentVolumeClaim', namespace, name: 'data-web-0' };
    const volume: ObjectRef = {
      kind: 'PersistentVolume',
      name: reader.get('persistentvolumeclaims', namespace, 'data-web-0')!.spec.volumeName!,
    };
    const zone = reader.get('nodes', undefined, node)!.metadata.labels!['topology.kubernetes.io/zone']!;
    const hits = (fault: Fault, ref: ObjectRef): boolean => faultsOn([fault], ref, reader).length > 0;

    const crash: Fault = { type: 'crash', namespace, pod: 'web-0' };
    expect([hits(crash, podRef('web-0')), hits(crash, podRef('web-1'))]).toEqual([true, false]);
    const down: Fault = { type: 'down', node };
    expect(hits(down, { kind: 'Node', name: node })).toBe(true);
    expect(hits(down, podRef('web-0'))).toBe(true);
    const image: Fault = { type: 'pull-error', image: 'nginx:1.27' };
    expect([hits(image, podRef('web-1')), hits(image, claim)]).toEqual([true, false]);
    const lost: Fault = { type: 'zone-lost', zone };
    expect([hits(lost, { kind: 'Node', name: node }), hits(lost, podRef('web-0'))]).toEqual([true, true]);
    expect([hits(lost, claim), hits(lost, volume), hits(lost, zoneRef(zone)), hits(lost, zoneRef('other'))]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    // A claim that is bound needs no provisioner; the next one of its class will.
    const provisioner: Fault = { type: 'provisioner-down' };
    expect([hits(provisioner, claim), hits(provisioner, { kind: 'StorageClass', name: 'standard' })]).toEqual([
      false,
      true,
    ]);
    const cache: Fault = { type: 'dns-negative-cache' };
    expect([hits(cache, { kind: 'Service', namespace, name: 'web' }), hits(cache, podRef('web-0'))]).toEqual([
      true,
      false,
    ]);
  });

  it('are told in words', () => {
    expect(faultText({ type: 'fail-readiness', namespace, pod: 'web-1' })).toBe('web-1 fails its readiness probe');
    expect(faultText({ type: 'partitioned', node: 'node-2' })).toBe('node-2 is cut off from the network');
  });
});
