/** Objects that the given ones name and that were not given: nodes, volumes, classes, namespaces, accounts. */

import { aggregateRequests } from '../../api/pod-resources.ts';
import { compareQuantities, formatQuantity, addQuantities, quantityOf } from '../../api/quantity.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../../api/types.ts';
import { attachedVolumeName } from '../../node/volumes.ts';
import type { NodeSpecification } from '../../node/node-status.ts';
import { defaultNodes } from '../default-cluster.ts';
import type { GivenObjects } from './given-object.ts';
import type { ImportNotes } from './import-notes.ts';

const isOver = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** The volumes that a Pod's claims are bound to. */
function volumesOf(pod: Pod, given: GivenObjects): readonly PersistentVolume[] {
  return (pod.spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => {
    const key = `${pod.metadata.namespace ?? ''}/${persistentVolumeClaim?.claimName ?? ''}`;
    const claim = given.get<PersistentVolumeClaim>('persistentvolumeclaims', key);
    return given.get<PersistentVolume>('persistentvolumes', claim?.spec.volumeName ?? '') ?? [];
  });
}

/** All nodes of the cluster: those that were given, those that Pods name; the usual ones where there are neither. */
export function nodesFor(given: GivenObjects, notes: ImportNotes): readonly NodeSpecification[] {
  const pods = given.list<Pod>('pods');
  const named = pods.map((pod) => pod.spec?.nodeName ?? '').filter((name) => name !== '');
  const names = new Set([...given.list<Node>('nodes').map(({ metadata }) => metadata.name), ...named]);
  if (names.size === 0) {
    const standard = defaultNodes(3);
    notes.add(
      'assumed',
      'Nodes',
      `none is named in the text: there are ${standard.map(({ name }) => name).join(', ')}.`,
    );
    return standard;
  }
  return [...names].sort().map((name, index) => {
    const specification = { name, index: index + 1 };
    if (given.has('nodes', name)) return specification;
    const own = pods.filter((pod) => pod.spec.nodeName === name && !isOver(pod));
    const cpu = atLeast('4', own, 'cpu');
    const memory = atLeast('8Gi', own, 'memory');
    notes.add(
      'assumed',
      `Node ${name}`,
      `named by Pods and not in the text: taken with ${cpu} CPUs and ${memory} of memory.`,
    );
    return { ...specification, cpu, memory, labels: labelsOf(own, given) };
  });
}

/** Enough for what runs there already. */
function atLeast(usual: string, pods: readonly Pod[], resource: string): string {
  const sum = pods
    .map((pod) => quantityOf(aggregateRequests(pod.spec)[resource]))
    .reduce(addQuantities, quantityOf(undefined));
  const [one, two] = [quantityOf(usual), sum];
  return compareQuantities(two, one) > 0 ? formatQuantity(addQuantities(two, one)) : usual;
}

/** What volumes and node selectors of its Pods say of the node. */
function labelsOf(pods: readonly Pod[], given: GivenObjects): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  for (const pod of pods) {
    Object.assign(labels, pod.spec.nodeSelector);
    for (const { spec } of volumesOf(pod, given)) {
      for (const { key, operator, values = [] } of spec.nodeAffinity?.required?.nodeSelectorTerms?.[0]
        ?.matchExpressions ?? []) {
        if (operator === 'In' && values.length === 1 && key) labels[key] = values[0]!;
      }
    }
  }
  return labels;
}

/** The Node object of a node that Pods name: with the address that they were given, and their volumes attached. */
export function settledNode(node: Node, given: GivenObjects): Node {
  const pods = given.list<Pod>('pods').filter((pod) => pod.spec.nodeName === node.metadata.name && !isOver(pod));
  const address = pods.find(({ status }) => status?.hostIP)?.status.hostIP;
  const names = pods.flatMap((pod) => volumesOf(pod, given)).map(attachedVolumeName);
  const attached = [...new Set(names.filter((name) => name !== undefined))].sort();
  const addresses = (node.status.addresses ?? []).map((entry) =>
    entry.type === 'InternalIP' && address ? { ...entry, address } : entry,
  );
  const volumesAttached = attached.map((name) => ({ name, devicePath: '' }));
  const { resourceVersion: _, ...metadata } = node.metadata;
  return {
    ...node,
    metadata: metadata as Node['metadata'],
    status: { ...node.status, addresses, ...(attached.length > 0 ? { volumesAttached } : {}) },
  };
}

/** Volumes that claims are bound to. */
export function addMissingVolumes(given: GivenObjects, notes: ImportNotes): void {
  for (const claim of given.list<PersistentVolumeClaim>('persistentvolumeclaims')) {
    const name = claim.spec?.volumeName;
    if (!name || given.has('persistentvolumes', name)) continue;
    const { namespace, name: claimName, uid } = claim.metadata;
    const volume = {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name, annotations: { 'pv.kubernetes.io/provisioned-by': 'playground.local/dynamic' } },
      spec: {
        capacity: claim.status?.capacity ?? claim.spec.resources?.requests ?? { storage: '1Gi' },
        accessModes: claim.spec.accessModes ?? ['ReadWriteOnce'],
        csi: { driver: 'dynamic.playground.local', fsType: 'ext4', volumeHandle: name },
        claimRef: {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          namespace,
          name: claimName,
          ...(uid ? { uid } : {}),
        },
        persistentVolumeReclaimPolicy: 'Delete',
        ...(claim.spec.storageClassName ? { storageClassName: claim.spec.storageClassName } : {}),
        ...(claim.spec.volumeMode ? { volumeMode: claim.spec.volumeMode } : {}),
      },
      status: { phase: 'Bound' },
    };
    given.set('persistentvolumes', volume as unknown as KubeObject);
    notes.add(
      'assumed',
      `PersistentVolume ${name}`,
      'bound to a claim and not in the text: any node can mount it, and it is deleted with its claim.',
    );
  }
}

/** StorageClasses that claims and set templates name. */
export function missingClasses(given: GivenObjects, notes: ImportNotes): readonly string[] {
  const claims = given.list<PersistentVolumeClaim>('persistentvolumeclaims');
  const sets = given.list<
    KubeObject & { readonly spec?: { readonly volumeClaimTemplates?: readonly PersistentVolumeClaim[] } }
  >('statefulsets.apps');
  const all = [...claims, ...sets.flatMap(({ spec }) => spec?.volumeClaimTemplates ?? [])];
  const names = new Set(all.map(({ spec }) => spec?.storageClassName ?? '').filter((name) => name !== ''));
  const missing = [...names].filter((name) => !given.has('storageclasses.storage.k8s.io', name));
  for (const name of missing) {
    notes.add(
      'assumed',
      `StorageClass ${name}`,
      'named by claims and not in the text: it makes volumes at once, for any node.',
    );
  }
  return missing;
}

/** Namespaces, ServiceAccounts and PriorityClasses, to be created before anything else. */
export function missingBasics(
  given: GivenObjects,
): readonly { readonly resource: string; readonly object: KubeObject }[] {
  const basics = new Map<string, { readonly resource: string; readonly object: KubeObject }>();
  const add = (resource: string, object: object, key: string): void => {
    if (!given.has(resource, key)) basics.set(`${resource}/${key}`, { resource, object: object as KubeObject });
  };
  for (const { object } of given.all()) {
    const { namespace } = object.metadata;
    if (namespace) add('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, namespace);
  }
  for (const { metadata, spec } of given.list<Pod>('pods')) {
    const namespace = metadata.namespace ?? 'default';
    const account = spec?.serviceAccountName ?? 'default';
    if (account !== 'default') {
      add(
        'serviceaccounts',
        { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace, name: account } },
        `${namespace}/${account}`,
      );
    }
    const priority = spec?.priorityClassName;
    if (priority && !priority.startsWith('system-')) {
      const object = {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name: priority },
        value: spec.priority ?? 0,
      };
      add('priorityclasses.scheduling.k8s.io', object, priority);
    }
  }
  return [...basics.values()];
}
