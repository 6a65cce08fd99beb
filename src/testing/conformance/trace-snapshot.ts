/** The state of a cluster as the recordings of traces show it. */

import type { JsonObject } from '../../api/json.ts';
import { isTerminating, type KubeObject } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { ContainerStatus, Node, Pod } from '../../api/types.ts';

const namespace = 'default';

/** All that a snapshot has: sets, Pods, claims, revisions, endpoints and budgets of the namespace. */
export function snapshotOf(reader: ClusterReader): JsonObject {
  const budgets = reader.list('poddisruptionbudgets.policy', namespace);
  const snapshot = {
    statefulsets: reader.list('statefulsets.apps', namespace).map((set) => ({
      name: set.metadata.name,
      generation: set.metadata.generation,
      replicas: set.spec.replicas,
      ...(isTerminating(set) ? { terminating: true } : {}),
      ...(set.metadata.finalizers?.length ? { finalizers: set.metadata.finalizers } : {}),
      status: set.status,
    })),
    pods: reader.list('pods', namespace).map(podEntry),
    persistentvolumeclaims: reader.list('persistentvolumeclaims', namespace).map((claim) => ({
      name: claim.metadata.name,
      phase: claim.status.phase,
      terminating: isTerminating(claim),
      labels: claim.metadata.labels,
      ownerReferences: ownersOf(claim),
      storageClassName: claim.spec.storageClassName,
      storage: claim.spec.resources?.requests?.['storage'],
      finalizers: claim.metadata.finalizers,
    })),
    controllerrevisions: reader.list('controllerrevisions.apps', namespace).map((revision) => ({
      name: revision.metadata.name,
      revision: revision.revision,
      labels: revision.metadata.labels,
      ownerReferences: ownersOf(revision),
    })),
    endpointslices: reader
      .list('endpointslices.discovery.k8s.io', namespace)
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] !== 'kubernetes')
      .map((slice) => ({
        service: slice.metadata.labels?.['kubernetes.io/service-name'],
        addressType: slice.addressType,
        ports: slice.ports?.length ? slice.ports : null,
        endpoints: (slice.endpoints ?? [])
          .map((endpoint) => ({
            targetRef: endpoint.targetRef ? `${endpoint.targetRef.kind}/${endpoint.targetRef.name}` : undefined,
            hostname: endpoint.hostname,
            conditions: endpoint.conditions,
            hasNode: endpoint.nodeName !== undefined,
          }))
          .sort((a, b) => ((a.targetRef ?? '') < (b.targetRef ?? '') ? -1 : 1)),
      })),
    ...(budgets.length > 0 ? { poddisruptionbudgets: budgets.map(budgetEntry) } : {}),
  };
  return JSON.parse(JSON.stringify(snapshot)) as JsonObject;
}

function ownersOf({ metadata }: KubeObject): readonly object[] {
  return (metadata.ownerReferences ?? []).map(({ kind, name, controller, blockOwnerDeletion }) => ({
    kind,
    name,
    controller,
    blockOwnerDeletion,
  }));
}

function podEntry(pod: Pod): object {
  const { name, labels, annotations } = pod.metadata;
  const { hostname, subdomain, containers, volumes, nodeName } = pod.spec;
  const statuses = pod.status.containerStatuses ?? [];
  const claims = (volumes ?? []).flatMap(({ name: volume, persistentVolumeClaim }) =>
    persistentVolumeClaim ? [{ volume, claimName: persistentVolumeClaim.claimName }] : [],
  );
  return {
    name,
    phase: pod.status.phase,
    ready: pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true,
    terminating: isTerminating(pod),
    scheduled: nodeName !== undefined,
    labels,
    ...(annotations ? { annotations } : {}),
    hostname,
    subdomain,
    images: containers.map(({ image }) => image),
    claims,
    ownerReferences: ownersOf(pod),
    restartCount: statuses.reduce((sum, { restartCount }) => sum + restartCount, 0),
    containerState: statuses[0] && containerState(statuses[0]),
  };
}

function containerState({ state }: ContainerStatus): string | undefined {
  if (state?.waiting) return state.waiting.reason;
  if (state?.terminated) return 'Terminated';
  return state?.running ? 'Running' : undefined;
}

function budgetEntry(budget: {
  readonly metadata: KubeObject['metadata'];
  readonly spec: object;
  readonly status: object;
}): object {
  const {
    disruptedPods: _,
    conditions,
    ...status
  } = budget.status as {
    readonly disruptedPods?: object;
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string }[];
  };
  const findings = conditions?.map(({ type, status: state, reason }) => ({ type, status: state, reason }));
  return {
    name: budget.metadata.name,
    spec: budget.spec,
    status: { ...status, ...(findings ? { conditions: findings } : {}) },
  };
}

/** The nodes without their names, in an order that does not depend on them: which node is which is chance. */
export function nodesOf(reader: ClusterReader): readonly JsonObject[] {
  return unnamed(reader.list('nodes').map((node) => nodeEntry(node, reader)));
}

/** Recorded nodes in the same form. */
export function unnamed(nodes: readonly JsonObject[]): readonly JsonObject[] {
  const entries = nodes.map((node): JsonObject => ({ ...node, name: 'node' }));
  return entries.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

const sortKey = (node: JsonObject): string =>
  JSON.stringify([node['pods'], node['ready'], node['taints'], node['unschedulable']]);

function nodeEntry(node: Node, reader: ClusterReader): JsonObject {
  const { name } = node.metadata;
  const { taints = [], unschedulable } = node.spec ?? {};
  const onNode = reader.list('pods', namespace).filter(({ spec }) => spec.nodeName === name);
  return {
    name,
    ready: node.status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? '',
    ...(unschedulable ? { unschedulable } : {}),
    taints: taints.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`).sort(),
    pods: onNode.map(({ metadata }) => metadata.name),
  };
}
