/** Deployments, ReplicaSets and Jobs with their Pods, which have no identity and so no columns. */

import { controllerOf, refOf, type KubeObject } from '../api/object.ts';
import type { Deployment, Job, Pod, ReplicaSet } from '../api/types.ts';
import { groupBy } from './group-by.ts';
import { heldDecision, memberCard, type StageSource } from './stage-column.ts';
import type { PodCard, RevisionCount, RevisionMark, WorkloadBlock, WorkloadCard } from './stage-model.ts';
import { podCard } from './stage-pod.ts';

export interface Workloads {
  /** The card of a Pod outside of all columns, in the colour of its ReplicaSet. */
  cardOf(pod: Pod): PodCard;
  /** The workloads with those of the Pods that are theirs, and the Pods that are nobody's. */
  blocks(pods: readonly PodCard[]): { readonly blocks: readonly WorkloadBlock[]; readonly rest: readonly PodCard[] };
}

const hashLabel = 'pod-template-hash';
const revisionAnnotation = 'deployment.kubernetes.io/revision';

const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace}/${metadata.name}`;

function revisionNumber({ metadata }: ReplicaSet): number {
  return Number(metadata.annotations?.[revisionAnnotation] ?? 0);
}

/** A Deployment's ReplicaSets, oldest first. The colour of one is its revision: a rollback makes it a new one. */
function byDeployment(sets: readonly ReplicaSet[]): ReadonlyMap<string, readonly ReplicaSet[]> {
  const groups = groupBy(sets, (set) => {
    const owner = controllerOf(set);
    return owner?.kind === 'Deployment' ? `${set.metadata.namespace}/${owner.name}` : '';
  });
  return new Map(
    [...groups].map(([key, group]) => [key, group.toSorted((a, b) => revisionNumber(a) - revisionNumber(b))]),
  );
}

function markOf({ memo }: StageSource, set: ReplicaSet): RevisionMark {
  const name = set.metadata.labels?.[hashLabel] ?? set.metadata.name;
  const color = Math.max(0, revisionNumber(set) - 1);
  return memo(`template ${keyOf(set)}`, [name, color], () => ({ name, color }));
}

function readyLine(ready: number, replicas: number): Pick<WorkloadCard, 'line' | 'isDone' | 'replicas'> {
  return { line: `${ready} / ${replicas} ready`, isDone: ready === replicas, replicas };
}

function cardBase(object: KubeObject): Pick<WorkloadCard, 'ref' | 'name' | 'namespace'> {
  return { ref: refOf(object), name: object.metadata.name, namespace: object.metadata.namespace ?? '' };
}

function deploymentCard(deployment: Deployment, source: StageSource, sets: readonly ReplicaSet[]): WorkloadCard {
  const newest = sets.at(-1);
  const revisions = sets.flatMap((set): RevisionCount[] => {
    const count = set.status?.replicas ?? 0;
    if (count === 0 && set !== newest) return [];
    const role =
      set !== newest ? 'older' : sets.some((other) => other !== set && other.status?.replicas) ? 'update' : 'only';
    return [{ ...markOf(source, set), count, role }];
  });
  const base = readyLine(deployment.status?.readyReplicas ?? 0, deployment.spec.replicas ?? 1);
  const line = deployment.spec.paused ? `${base.line} · paused` : base.line;
  return { ...cardBase(deployment), ...base, line, revisions };
}

function replicaSetCard(set: ReplicaSet): WorkloadCard {
  return { ...cardBase(set), ...readyLine(set.status?.readyReplicas ?? 0, set.spec.replicas ?? 1), revisions: [] };
}

function jobLine({ spec, status }: Job): Pick<WorkloadCard, 'line' | 'isDone'> {
  const ended = (status?.conditions ?? []).find(
    ({ type, status: on }) => on === 'True' && /^(Complete|Failed)$/.test(type),
  );
  const done = `${status?.succeeded ?? 0} / ${spec.completions ?? 1} succeeded`;
  if (ended?.type === 'Failed') return { line: `Failed${ended.reason ? `: ${ended.reason}` : ''}`, isDone: false };
  if (ended) return { line: 'Complete', isDone: true };
  return { line: spec.suspend ? `${done} · suspended` : done, isDone: false };
}

/** A workload, and what its card is made from. */
interface Entry {
  readonly key: string;
  readonly inputs: readonly unknown[];
  readonly make: () => WorkloadCard;
}

export function workloadsOf(source: StageSource): Workloads {
  const { reader, memo } = source;
  const sets = reader.list('replicasets.apps');
  const setsOf = byDeployment(sets);

  /** The ReplicaSet that a Pod belongs to. */
  const setOf = (pod: Pod): ReplicaSet | undefined => {
    const owner = controllerOf(pod);
    return owner?.kind === 'ReplicaSet'
      ? reader.get('replicasets.apps', pod.metadata.namespace, owner.name)
      : undefined;
  };
  const ownerKey = (pod: Pod): string => {
    const set = setOf(pod);
    const owner = (set && controllerOf(set)) ?? controllerOf(pod);
    return owner ? `${owner.kind} ${pod.metadata.namespace}/${owner.name}` : '';
  };

  const all: readonly Entry[] = [
    ...reader.list('deployments.apps').map((deployment): Entry => {
      const own = setsOf.get(keyOf(deployment)) ?? [];
      const make = (): WorkloadCard => deploymentCard(deployment, source, own);
      return { key: `Deployment ${keyOf(deployment)}`, inputs: [deployment, ...own], make };
    }),
    ...sets.flatMap((set): Entry[] => {
      if (controllerOf(set)?.kind === 'Deployment') return [];
      return [{ key: `ReplicaSet ${keyOf(set)}`, inputs: [set], make: () => replicaSetCard(set) }];
    }),
    ...reader.list('jobs.batch').map((job): Entry => {
      const make = (): WorkloadCard => ({ ...cardBase(job), ...jobLine(job), replicas: undefined, revisions: [] });
      return { key: `Job ${keyOf(job)}`, inputs: [job], make };
    }),
  ];

  return {
    cardOf(pod) {
      const { namespace = '', name } = pod.metadata;
      const owner = controllerOf(pod);
      const stateful =
        owner?.kind === 'StatefulSet' ? reader.get('statefulsets.apps', namespace, owner.name) : undefined;
      if (stateful) {
        const key = `${namespace}/${stateful.metadata.name}`;
        return memberCard(source, { set: stateful, key, namespace, service: undefined, isDeleted: false }, pod);
      }
      const set = setOf(pod);
      const revision = set && markOf(source, set);
      const deployment = set && controllerOf(set);
      const newest = deployment && setsOf.get(`${namespace}/${deployment.name}`)?.at(-1);
      const update = newest && markOf(source, newest).name;
      const decision = heldDecision(source, 'Pod', namespace, name);
      return memo(`pod ${namespace}/${name}`, [pod, revision, update, decision], () =>
        podCard(pod, revision, update, decision),
      );
    },
    blocks(pods) {
      const known = new Set(all.map(({ key }) => key));
      const byOwner = groupBy(pods, ({ ref }) => {
        const pod = reader.get('pods', ref.namespace, ref.name);
        const key = pod ? ownerKey(pod) : '';
        return known.has(key) ? key : '';
      });
      const blocks = all.map(({ key, inputs, make }) => {
        const own = memo(`pods of ${key}`, byOwner.get(key) ?? [], () => byOwner.get(key) ?? []);
        const card = memo(`card of ${key}`, inputs, make);
        return memo<WorkloadBlock>(`block of ${key}`, [card, own], () => ({ key, card, pods: own }));
      });
      return { blocks, rest: byOwner.get('') ?? [] };
    },
  };
}
