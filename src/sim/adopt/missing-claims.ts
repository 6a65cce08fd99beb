/** Claims that running Pods use and that were not given: bound, and as the set's template would have made them. */

import type { KubeObject } from '../../api/object.ts';
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../api/types.ts';
import { createRandom, randomUuid } from '../../lib/random.ts';
import { defaultProvisioner } from '../default-cluster.ts';
import type { GivenObjects } from './given-object.ts';
import type { ImportNotes } from './import-notes.ts';

/** Apart from the numbers of other objects that come without a uid. */
const firstNumber = 1_000_000;

export function addMissingClaims(given: GivenObjects, notes: ImportNotes): void {
  let number = firstNumber;
  for (const pod of given.list<Pod>('pods')) {
    if (!pod.spec?.nodeName || pod.status?.phase !== 'Running') continue;
    const { namespace = '' } = pod.metadata;
    for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
      const name = persistentVolumeClaim?.claimName;
      if (!name || given.has('persistentvolumeclaims', `${namespace}/${name}`)) continue;
      const uid = randomUuid(createRandom(++number));
      given.set('persistentvolumeclaims', boundClaim(name, uid, pod, setOf(pod, given)));
      notes.add(
        'assumed',
        `PersistentVolumeClaim ${name}`,
        'used by a running Pod and not in the text: taken to be bound, without any files.',
      );
    }
  }
}

function setOf({ metadata }: Pod, given: GivenObjects): StatefulSet | undefined {
  const owners = new Set(metadata.ownerReferences?.map(({ uid }) => uid));
  return given.list<StatefulSet>('statefulsets.apps').find((set) => owners.has(set.metadata.uid));
}

function boundClaim(name: string, uid: string, pod: Pod, set: StatefulSet | undefined): KubeObject {
  const template = set?.spec?.volumeClaimTemplates?.find(
    ({ metadata }) => `${metadata?.name ?? ''}-${pod.metadata.name}` === name,
  );
  const spec: Partial<PersistentVolumeClaim['spec']> = template?.spec ?? {};
  const accessModes = spec.accessModes ?? ['ReadWriteOnce'];
  const requests = spec.resources?.requests ?? { storage: '1Gi' };
  const labels = { ...template?.metadata?.labels, ...set?.spec.selector?.matchLabels };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name,
      namespace: pod.metadata.namespace,
      uid,
      creationTimestamp: pod.metadata.creationTimestamp,
      ...(Object.keys(labels).length > 0 ? { labels } : {}),
      annotations: {
        'pv.kubernetes.io/bind-completed': 'yes',
        'pv.kubernetes.io/bound-by-controller': 'yes',
        'volume.kubernetes.io/storage-provisioner': defaultProvisioner,
      },
      finalizers: ['kubernetes.io/pvc-protection'],
    },
    spec: { ...spec, accessModes, resources: { requests }, volumeName: `pvc-${uid}` },
    status: { accessModes, capacity: requests, phase: 'Bound' },
  } as unknown as KubeObject;
}
