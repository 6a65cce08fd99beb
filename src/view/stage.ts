/** The picture of one moment: StatefulSets with their columns, whatever stands alone, and the same Pods by node. */

import type { Decision } from '../api/decision.ts';
import type { Fault } from '../api/faults.ts';
import { refOf } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { Node, StatefulSet } from '../api/types.ts';
import { decisionIndex } from './decision-index.ts';
import { endpointIndex, endpointsOf } from './endpoint-index.ts';
import { groupBy } from './group-by.ts';
import type { HistoryIndex } from './history-index.ts';
import { createKeyedMemo } from './keyed-memo.ts';
import type { StageSource } from './stage-column.ts';
import type { ClaimCard, NodeCard, PodCard, ServiceCard, SetBlock, StageModel } from './stage-model.ts';
import { serviceCard } from './stage-services.ts';
import { setBlock } from './stage-set.ts';
import { claimCard } from './stage-storage.ts';
import { workloadsOf } from './stage-workloads.ts';

/** The part of a session's moment that the stage is drawn from. */
export interface StageMoment {
  readonly atMs: number;
  readonly changeCount: number;
  readonly reader: ClusterReader;
  readonly decisions: readonly Decision[];
  readonly faults: readonly Fault[];
}

/** Sets that are gone, while a Pod or a claim of theirs is still there. */
function goneSets({ reader, history }: StageSource, changeCount: number): readonly StatefulSet[] {
  const gone = new Map<string, StatefulSet>();
  for (const { index, key, object } of history.deletedSets) if (index < changeCount) gone.set(key, object);
  return [...gone.values()].filter(({ metadata }) => {
    return reader.get('statefulsets.apps', metadata.namespace, metadata.name) === undefined;
  });
}

function looseServices(source: StageSource, shown: ReadonlySet<string>): readonly ServiceCard[] {
  const services = source.reader.list('services').filter(({ metadata: { namespace, name } }) => {
    const isSystem = namespace === 'kube-system' || (namespace === 'default' && name === 'kubernetes');
    return !isSystem && !shown.has(`${namespace}/${name}`);
  });
  return services.map((service) => {
    const { namespace = '', name } = service.metadata;
    const endpoints = endpointsOf(source.endpoints, namespace, name);
    return source.memo(`service ${namespace}/${name}`, [service, endpoints], () => serviceCard(service, endpoints));
  });
}

function looseClaims(source: StageSource, shown: ReadonlySet<string>): readonly ClaimCard[] {
  const { reader, memo } = source;
  const claims = reader.list('persistentvolumeclaims').filter(({ metadata }) => {
    return !shown.has(`${metadata.namespace}/${metadata.name}`);
  });
  return claims.map((claim) => {
    const { namespace = '', name } = claim.metadata;
    const user = reader.list('pods', namespace).find(({ spec }) => {
      return spec.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === name);
    });
    return memo(`claim ${namespace}/${name}`, [claim, user?.metadata.uid], () => claimCard(claim, user));
  });
}

/** `node-2` before `node-10`. */
const byNumber = new Intl.Collator('en', { numeric: true });

function inOrder(pods: readonly PodCard[]): readonly PodCard[] {
  return pods.toSorted((a, b) => byNumber.compare(a.name, b.name));
}

function nodeCard(source: StageSource, node: Node, pods: readonly PodCard[]): NodeCard {
  const { name } = node.metadata;
  const held = source.memo(`node pods ${name}`, pods, () => inOrder(pods));
  return source.memo(`node ${name}`, [node, held], () => ({
    ref: refOf(node),
    exists: true,
    name,
    zone: node.metadata.labels?.['topology.kubernetes.io/zone'] ?? '',
    ready: (node.status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True'),
    cordoned: node.spec.unschedulable === true,
    pods: held,
  }));
}

/** Pods that no node has taken yet, as a group beside the nodes. */
function unscheduledCard(source: StageSource, pods: readonly PodCard[]): NodeCard {
  const name = 'not scheduled';
  const held = source.memo('node pods', pods, () => inOrder(pods));
  return source.memo('no node', [held], () => {
    return { ref: { kind: 'Node', name }, exists: false, name, zone: '', ready: true, cordoned: false, pods: held };
  });
}

function build(source: StageSource, changeCount: number): StageModel {
  const { reader, memo } = source;
  const live = reader.list('statefulsets.apps').map((set) => setBlock(source, set, false));
  const gone = goneSets(source, changeCount).map((set) => setBlock(source, set, true));
  const found: readonly SetBlock[] = [...live, ...gone.filter(({ columns }) => columns.length > 0)];
  const blocks = memo('blocks', found, () => found);
  const columns = blocks.flatMap((block) => block.columns);
  const inColumn = new Map(columns.map(({ key, pod }) => [key, pod]));
  const others: PodCard[] = [];
  const workloads = workloadsOf(source);
  const byNode = groupBy(
    reader
      .list('pods')
      .filter(({ metadata }) => metadata.namespace !== 'kube-system')
      .map((pod) => {
        const placed = inColumn.get(`${pod.metadata.namespace}/${pod.metadata.name}`);
        if (placed) return placed;
        const card = workloads.cardOf(pod);
        others.push(card);
        return card;
      }),
    ({ node }) => node ?? '',
  );
  const shownServices = new Set(
    blocks.flatMap(({ services }) => services.map(({ ref }) => `${ref.namespace}/${ref.name}`)),
  );
  const shownClaims = new Set(columns.flatMap(({ claims }) => claims.map(({ ref }) => `${ref.namespace}/${ref.name}`)));
  const services = looseServices(source, shownServices);
  const claims = looseClaims(source, shownClaims);
  const workers = reader.list('nodes').toSorted((a, b) => byNumber.compare(a.metadata.name, b.metadata.name));
  const nodes = workers.map((node) => nodeCard(source, node, byNode.get(node.metadata.name) ?? []));
  const unscheduled = byNode.get('');
  if (unscheduled) nodes.push(unscheduledCard(source, unscheduled));
  const podCount = columns.length + others.length;
  const owned = workloads.blocks(others);
  const parts = {
    workloads: memo('workloads', owned.blocks, () => owned.blocks),
    pods: memo('loose pods', owned.rest, () => owned.rest),
    services: memo('loose services', services, () => services),
    claims: memo('loose claims', claims, () => claims),
    nodes: memo('nodes', nodes, () => nodes),
  };
  const inputs = [blocks, parts.workloads, parts.pods, parts.services, parts.claims, parts.nodes];
  return memo<StageModel>('stage', inputs, () => ({ blocks, ...parts, podCount }));
}

/** A view of the stage: what did not change since the moment it drew last keeps its identity. */
export function createStageView(): (moment: StageMoment, history: HistoryIndex) => StageModel {
  const memory = createKeyedMemo();
  return ({ reader, atMs, changeCount, decisions, faults }, history) =>
    memory.pass((memo) => {
      const endpoints = endpointIndex(reader.list('endpointslices.discovery.k8s.io'));
      const source = { reader, atMs, decisions: decisionIndex(decisions), faults, history, endpoints, memo };
      return build(source, changeCount);
    });
}
