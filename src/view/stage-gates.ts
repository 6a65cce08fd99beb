/** Gates: where the order of a StatefulSet holds the next step back, told from the controller's decisions. */

import type { Decision } from '../api/decision.ts';
import type { StatefulSet } from '../api/types.ts';
import { parentAndOrdinal } from './selectors.ts';
import type { Gate } from './stage-model.ts';

function ordinalIn(set: StatefulSet, ref: { readonly kind: string; readonly name: string }): number | undefined {
  if (ref.kind !== 'Pod') return undefined;
  const parts = parentAndOrdinal(ref.name);
  return parts && parts.parent === set.metadata.name ? parts.ordinal : undefined;
}

/** How far the gate is from the Pod that it waits for. */
function distance({ lower, upper, waitsFor }: Gate): number {
  const blocker = parentAndOrdinal(waitsFor)?.ordinal ?? 0;
  return Math.min(Math.abs(lower - blocker), Math.abs(upper - blocker));
}

/** The gate that one decision shuts, if it is about an ordinal that waits for another one of the same set. */
function gateOf(set: StatefulSet, decision: Decision): Gate | undefined {
  if (decision.verdict === 'acts') return undefined;
  const held = ordinalIn(set, decision.about);
  const blocker = decision.blockedBy?.map((ref) => ordinalIn(set, ref)).find((ordinal) => ordinal !== undefined);
  if (held === undefined || blocker === undefined || held === blocker) return undefined;
  const lower = blocker < held ? held - 1 : held;
  return { lower, upper: lower + 1, waitsFor: `${set.metadata.name}-${blocker}`, decision };
}

/** The shut gates of a set: for each Pod that is waited for the one next to it, however many ordinals wait behind. */
export function gatesOf(set: StatefulSet, decisions: readonly Decision[]): readonly Gate[] {
  const byBlocker = new Map<string, Gate>();
  for (const decision of decisions) {
    const gate = gateOf(set, decision);
    const known = gate && byBlocker.get(gate.waitsFor);
    if (gate && (!known || distance(gate) < distance(known))) byBlocker.set(gate.waitsFor, gate);
  }
  return [...byBlocker.values()];
}
