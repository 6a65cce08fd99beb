/** What a StatefulSet as a whole is at, in a word and a tone, for its lane on the timeline. */

import type { StatefulSet } from '../api/types.ts';
import type { StateTone } from './pod-state.ts';

export interface SetState {
  readonly tone: StateTone;
  /** `2 / 3 ready`, `1 / 3 updated`. */
  readonly word: string;
}

/** A rolling update counts until the ordinals at and above the partition have the update revision. */
export function setState({ metadata, spec, status }: StatefulSet): SetState {
  const replicas = spec.replicas ?? 1;
  const ready = status.readyReplicas ?? 0;
  const updated = status.updatedReplicas ?? 0;
  const readyWord = `${ready} / ${replicas} ready`;
  if (metadata.deletionTimestamp !== undefined) return { tone: 'ending', word: 'Terminating' };
  const { type, rollingUpdate } = spec.updateStrategy ?? {};
  const held = Math.min(replicas, rollingUpdate?.partition ?? 0);
  const isRolling = status.currentRevision !== status.updateRevision && updated < replicas - held;
  if (isRolling && type !== 'OnDelete') return { tone: 'waiting', word: `${updated} / ${replicas - held} updated` };
  const isDone = ready === replicas && status.replicas === replicas;
  return { tone: isDone ? 'ready' : 'waiting', word: readyWord };
}
