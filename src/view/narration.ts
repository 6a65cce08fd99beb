/**
 * What happened, told in sentences that can be understood without the picture: who did what to which Pod, and what came
 * of it. Told from the writes alone, so that any stretch of time can be told.
 */

import type { StoreChange } from '../api/change.ts';
import { controllerOf } from '../api/object.ts';
import type { Node, PersistentVolumeClaim, Pod, StatefulSet } from '../api/types.ts';
import { isPodReady, podState } from './pod-state.ts';
import { parentAndOrdinal } from './selectors.ts';

export interface NarrationLine {
  readonly atMs: number;
  readonly text: string;
  /** Worth interrupting somebody for. */
  readonly isTrouble: boolean;
}

type Told = string | { readonly trouble: string };

/** Who the page's user is to the API server. */
const userActor = 'kubernetes-admin';

const who: Readonly<Record<string, string>> = {
  [userActor]: 'You',
  somebody: 'Somebody',
  'statefulset-controller': 'The StatefulSet controller',
  'garbage-collector-controller': 'The garbage collector',
  'garbage-collector': 'The garbage collector',
  'taint-eviction-controller': 'The taint eviction controller',
  'pod-garbage-collector-controller': 'The Pod garbage collector',
};

/** `You delete`, `The StatefulSet controller deletes`. */
function did(actor: string, verb: 'create' | 'delete'): string {
  const name = Object.hasOwn(who, actor) ? who[actor]! : `The ${actor}`;
  return actor === userActor ? `${name} ${verb}` : `${name} ${verb}s`;
}

const revisionOf = (pod: Pod): string | undefined => pod.metadata.labels?.['controller-revision-hash'];

/** Remembers of the sets what the sentences about their Pods need. */
class Narrator {
  private readonly sets = new Map<string, StatefulSet>();
  private readonly ready = new Map<string, Set<string>>();

  tell(change: StoreChange): readonly Told[] {
    switch (change.resource) {
      case 'pods':
        return this.tellPod(change as StoreChange<Pod>);
      case 'statefulsets.apps':
        return this.tellSet(change as StoreChange<StatefulSet>);
      case 'persistentvolumeclaims':
        return tellClaim(change as StoreChange<PersistentVolumeClaim>);
      case 'nodes':
        return tellNode(change as StoreChange<Node>);
      default:
        return [];
    }
  }

  private setOf(pod: Pod): StatefulSet | undefined {
    return this.sets.get(controllerOf(pod)?.uid ?? '');
  }

  private tellPod({ type, object: pod, previous, actor }: StoreChange<Pod>): readonly Told[] {
    const { name, namespace, deletionTimestamp } = pod.metadata;
    if (namespace === 'kube-system') return [];
    const revision = revisionOf(pod);
    if (type === 'ADDED') {
      return [`${did(actor, 'create')} ${name}${revision ? ` at revision ${revision}` : ''}.`];
    }
    if (type === 'DELETED') {
      const forced = deletionTimestamp === undefined && actor === userActor;
      return [forced ? `You remove ${name} by force: nobody waits for its containers to stop.` : `${name} is gone.`];
    }
    if (!previous) return [];
    const told: Told[] = [];
    if (!isPodReady(pod) || deletionTimestamp !== undefined) this.countReady(pod, false);
    if (deletionTimestamp !== undefined && previous.metadata.deletionTimestamp === undefined) {
      const grace = pod.metadata.deletionGracePeriodSeconds ?? 0;
      const why = actor === 'statefulset-controller' ? this.whyDeleted(pod) : '';
      told.push(`${did(actor, 'delete')} ${name}${why}. It has ${grace} seconds to stop.`);
    }
    if (pod.spec.nodeName && !previous.spec.nodeName) told.push(`${name} is scheduled to ${pod.spec.nodeName}.`);
    return [...told, ...this.tellState(pod, previous)];
  }

  /** The controller deletes what is beyond the ordinals, and what is to be replaced. */
  private whyDeleted(pod: Pod): string {
    const set = this.setOf(pod);
    const ordinal = parentAndOrdinal(pod.metadata.name)?.ordinal;
    if (!set || ordinal === undefined) return '';
    const end = (set.spec.ordinals?.start ?? 0) + (set.spec.replicas ?? 1);
    if (ordinal >= end) return ' because its ordinal is no longer wanted';
    return ' to replace it by one with the new Pod template';
  }

  /** ` (2 of 3 are)`: how many Pods of the set are Ready after this one. */
  private countReady(pod: Pod, isReady: boolean): string {
    const set = this.setOf(pod);
    if (!set) return '';
    const { uid } = set.metadata;
    const names = this.ready.get(uid) ?? new Set<string>();
    this.ready.set(uid, names);
    if (isReady) names.add(pod.metadata.name);
    else names.delete(pod.metadata.name);
    return isReady ? `: ${names.size} of ${set.spec.replicas ?? 1} Pods of ${set.metadata.name} are` : '';
  }

  private tellState(pod: Pod, previous: Pod): readonly Told[] {
    const { name } = pod.metadata;
    const [now, before] = [podState(pod), podState(previous)];
    if (isPodReady(pod) && !isPodReady(previous)) return [`${name} is Ready${this.countReady(pod, true)}.`];
    if (now.tone === 'ending' || now.status === before.status) {
      const lost = isPodReady(previous) && !isPodReady(pod) && now.tone !== 'ending';
      return lost ? [{ trouble: `${name} is no longer Ready.` }] : [];
    }
    if (now.tone === 'failing') return [{ trouble: `${name} fails: ${now.status}.` }];
    return now.status === 'Running' ? [`${name} is Running, and not Ready yet.`] : [];
  }

  private tellSet({ type, object: set, previous, actor }: StoreChange<StatefulSet>): readonly Told[] {
    const { name, uid } = set.metadata;
    this.sets.set(uid, set);
    const replicas = set.spec.replicas ?? 1;
    if (type === 'ADDED') {
      return [
        `${did(actor, 'create')} StatefulSet ${name} with ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}.`,
      ];
    }
    if (type === 'DELETED') return [`StatefulSet ${name} is gone.`];
    if (!previous) return [];
    return [...tellSpec(set, previous), ...tellStatus(set, previous)];
  }
}

function tellSpec({ metadata: { name }, spec }: StatefulSet, { spec: before }: StatefulSet): readonly Told[] {
  const told: Told[] = [];
  const [from, to] = [before.replicas ?? 1, spec.replicas ?? 1];
  if (from !== to) told.push(`${name} is scaled from ${from} to ${to} replicas.`);
  if (JSON.stringify(before.template) !== JSON.stringify(spec.template)) told.push(`${name} gets a new Pod template.`);
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  if (partition !== (before.updateStrategy?.rollingUpdate?.partition ?? 0)) {
    told.push(`The partition of ${name} is now ${partition}: ordinals below it keep the current revision.`);
  }
  return told;
}

function tellStatus({ metadata: { name }, status }: StatefulSet, { status: before }: StatefulSet): readonly Told[] {
  const told: Told[] = [];
  const { updateRevision, currentRevision } = status;
  if (before.updateRevision && updateRevision !== before.updateRevision) {
    told.push(
      `The rolling update of ${name} to revision ${updateRevision ?? ''} begins, from the highest ordinal down.`,
    );
  }
  if (before.currentRevision && currentRevision !== before.currentRevision && currentRevision === updateRevision) {
    told.push(`The rolling update of ${name} is done: every Pod has revision ${currentRevision ?? ''}.`);
  }
  return told;
}

function tellClaim({ type, object: claim, previous }: StoreChange<PersistentVolumeClaim>): readonly Told[] {
  const { name } = claim.metadata;
  if (type === 'ADDED') return [`Claim ${name} is made.`];
  if (type === 'DELETED') return [`Claim ${name} is gone, and its data with it.`];
  if (claim.status.phase === 'Bound' && previous?.status.phase !== 'Bound')
    return [`Claim ${name} is bound to a volume.`];
  return claim.status.phase === 'Lost' && previous?.status.phase !== 'Lost'
    ? [{ trouble: `Claim ${name} has lost its volume.` }]
    : [];
}

const readyOf = (node: Node): string | undefined =>
  node.status.conditions?.find(({ type }) => type === 'Ready')?.status;

function tellNode({ type, object: node, previous }: StoreChange<Node>): readonly Told[] {
  const { name } = node.metadata;
  if (type === 'DELETED') return [{ trouble: `Node ${name} is gone.` }];
  if (!previous) return [];
  const told: Told[] = [];
  if (node.spec.unschedulable !== previous.spec.unschedulable) {
    told.push(node.spec.unschedulable ? `Node ${name} is cordoned: no new Pods.` : `Node ${name} takes Pods again.`);
  }
  const [now, before] = [readyOf(node), readyOf(previous)];
  if (now !== before && before !== undefined) {
    told.push(now === 'True' ? `Node ${name} is Ready again.` : { trouble: `Node ${name} is not Ready any more.` });
  }
  return told;
}

const stories = new WeakMap<StoreChange, { readonly count: number; readonly lines: readonly NarrationLine[] }>();

/** Tells `history` from its beginning. */
export function narrate(history: readonly StoreChange[]): readonly NarrationLine[] {
  const last = history.at(-1);
  if (!last) return [];
  const known = stories.get(last);
  if (known?.count === history.length) return known.lines;
  const narrator = new Narrator();
  const lines = history.flatMap((change) =>
    narrator.tell(change).map((told): NarrationLine => {
      const isTrouble = typeof told !== 'string';
      return { atMs: change.atMs, text: isTrouble ? told.trouble : told, isTrouble };
    }),
  );
  stories.set(last, { count: history.length, lines });
  return lines;
}
