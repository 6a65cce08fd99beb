/**
 * What only the past knows: how each Pod's state went, in which order revisions came, which StatefulSets are gone and
 * when a Pod was last seen. Read once from front to back; new writes extend it, a fork starts it again.
 */

import type { StoreChange } from '../api/change.ts';
import { controllerOf, objectKey } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { ControllerRevision, Event, Pod, StatefulSet } from '../api/types.ts';
import type { KubeObject } from '../api/object.ts';
import { podState, type StateTone } from './pod-state.ts';
import { setState } from './set-state.ts';

/** A stretch of time in which a Pod looked the same. */
export interface LaneSegment {
  readonly startMs: number;
  /** Absent while it lasts. */
  endMs?: number;
  readonly tone: StateTone;
  readonly word: string;
  readonly revision: string | undefined;
  readonly uid: string;
}

/** The life of one identity: all Pods that had this name. */
export interface Lane {
  /** `namespace/name`. */
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  /** Name of the StatefulSet that first owned it. */
  readonly set: string | undefined;
  readonly segments: LaneSegment[];
}

export interface Warning {
  readonly atMs: number;
  readonly reason: string;
  readonly message: string;
  /** Key of the lane of the Pod or the StatefulSet that it is about. */
  readonly lane: string | undefined;
}

export interface DeletedSet {
  /** Position in the history. */
  readonly index: number;
  readonly key: string;
  readonly object: StatefulSet;
}

/** What was there before the first write of a history. */
export interface HistoryStart {
  readonly atMs: number;
  readonly reader: ClusterReader;
}

/** The key of a StatefulSet's lane; those of Pods are `namespace/name`. */
export function setLaneKey(setKey: string): string {
  return `statefulset ${setKey}`;
}

export interface HistoryIndex {
  /** Of Pods. */
  readonly lanes: ReadonlyMap<string, Lane>;
  /** Of StatefulSets, by `setLaneKey`. */
  readonly setLanes: ReadonlyMap<string, Lane>;
  readonly warnings: readonly Warning[];
  readonly deletedSets: readonly DeletedSet[];
  /** Position of a revision in its set's order of appearance: the index of its colour. */
  revisionIndex(setKey: string, revision: string): number;
  /** When the identity's Pod was last gone before `atMs`. */
  goneSinceMs(laneKey: string, atMs: number): number | undefined;
  /** Grows with every write that was read. */
  readonly version: number;
}

/** What lanes need of a write. */
type Seen<T extends KubeObject> = Pick<StoreChange<T>, 'type' | 'key' | 'object' | 'atMs'>;

function endLane({ segments }: Lane, atMs: number): void {
  const open = segments.at(-1);
  if (open) open.endMs ??= atMs;
}

/** Ends the last stretch of a lane where another one begins. */
function goOn({ segments }: Lane, next: LaneSegment): void {
  const open = segments.at(-1);
  if (open && open.endMs === undefined) {
    const { uid, word, tone, revision } = open;
    if (uid === next.uid && word === next.word && tone === next.tone && revision === next.revision) return;
    open.endMs = next.startMs;
  }
  segments.push(next);
}

class History implements HistoryIndex {
  readonly lanes = new Map<string, Lane>();
  readonly setLanes = new Map<string, Lane>();
  readonly warnings: Warning[] = [];
  readonly deletedSets: DeletedSet[] = [];
  version = 0;
  private readonly revisions = new Map<string, string[]>();
  private readonly start: HistoryStart | undefined;
  private last: StoreChange | undefined;

  constructor(start?: HistoryStart) {
    this.start = start;
    if (!start) return;
    const { atMs, reader } = start;
    const older = reader.list('controllerrevisions.apps').toSorted((a, b) => a.revision - b.revision);
    for (const revision of older) this.addRevision(revision as ControllerRevision & KubeObject);
    for (const set of reader.list('statefulsets.apps'))
      this.addSet({ type: 'ADDED', key: objectKey(set), object: set, atMs });
    for (const pod of reader.list('pods')) this.addPod({ type: 'ADDED', key: objectKey(pod), object: pod, atMs });
  }

  /** True when `history` has the same start, and begins with everything that was read so far. */
  continues(history: readonly StoreChange[], start?: HistoryStart): boolean {
    if (start !== this.start) return false;
    return this.version <= history.length && (this.version === 0 || history[this.version - 1] === this.last);
  }

  read(history: readonly StoreChange[]): void {
    for (let index = this.version; index < history.length; index++) this.add(history[index]!, index);
    this.version = history.length;
    this.last = history[this.version - 1];
  }

  revisionIndex(setKey: string, revision: string): number {
    const known = this.revisions.get(setKey) ?? [];
    const index = known.indexOf(revision);
    return index < 0 ? known.length : index;
  }

  goneSinceMs(laneKey: string, atMs: number): number | undefined {
    const segments = this.lanes.get(laneKey)?.segments ?? [];
    let gone: number | undefined;
    for (const [index, { uid, endMs }] of segments.entries()) {
      const isLast = segments[index + 1]?.uid !== uid;
      if (isLast && endMs !== undefined && endMs <= atMs) gone = endMs;
    }
    return gone;
  }

  private add(change: StoreChange, index: number): void {
    if (change.resource === 'pods') this.addPod(change as StoreChange<Pod>);
    else if (change.resource === 'controllerrevisions.apps') {
      if (change.type === 'ADDED') this.addRevision(change.object as ControllerRevision & KubeObject);
    } else if (change.resource === 'statefulsets.apps') {
      this.addSet(change as StoreChange<StatefulSet>);
      if (change.type === 'DELETED') {
        this.deletedSets.push({ index, key: change.key, object: change.object as StatefulSet });
      }
    } else if (change.resource === 'events') this.addEvent(change as StoreChange<Event & KubeObject>);
  }

  private addPod({ type, key, object: pod, atMs }: Seen<Pod>): void {
    const owner = controllerOf(pod);
    let lane = this.lanes.get(key);
    if (!lane) {
      const set = owner?.kind === 'StatefulSet' ? owner.name : undefined;
      lane = { key, name: pod.metadata.name, namespace: pod.metadata.namespace ?? '', set, segments: [] };
      this.lanes.set(key, lane);
    }
    if (type === 'DELETED') {
      endLane(lane, atMs);
      return;
    }
    const { tone, word } = podState(pod);
    const revision = pod.metadata.labels?.['controller-revision-hash'];
    goOn(lane, { startMs: atMs, tone, word, revision, uid: pod.metadata.uid });
  }

  private addSet({ type, key, object: set, atMs }: Seen<StatefulSet>): void {
    const { name, namespace = '', uid } = set.metadata;
    const laneKey = setLaneKey(key);
    const lane = this.setLanes.get(laneKey) ?? { key: laneKey, name, namespace, set: name, segments: [] };
    this.setLanes.set(laneKey, lane);
    if (type === 'DELETED') endLane(lane, atMs);
    else goOn(lane, { startMs: atMs, ...setState(set), revision: set.status.updateRevision, uid });
  }

  private addRevision(revision: ControllerRevision & KubeObject): void {
    const owner = controllerOf(revision);
    if (owner?.kind !== 'StatefulSet') return;
    const setKey = objectKey({ metadata: { ...revision.metadata, name: owner.name } });
    const known = this.revisions.get(setKey) ?? [];
    if (!known.includes(revision.metadata.name)) this.revisions.set(setKey, [...known, revision.metadata.name]);
  }

  private addEvent({ type, object: event, atMs }: StoreChange<Event & KubeObject>): void {
    if (type === 'DELETED' || event.type !== 'Warning') return;
    const { kind, namespace, name } = event.involvedObject;
    const key = `${namespace}/${name}`;
    const lane = kind === 'Pod' ? key : kind === 'StatefulSet' ? setLaneKey(key) : undefined;
    this.warnings.push({ atMs, reason: event.reason ?? '', message: event.message ?? '', lane });
  }
}

/** Reads histories: what was read before is kept as long as the next history begins with it. */
export function createHistoryReader(): (history: readonly StoreChange[], start?: HistoryStart) => HistoryIndex {
  let index = new History();
  return (history, start) => {
    if (!index.continues(history, start)) index = new History(start);
    index.read(history);
    return index;
  };
}
