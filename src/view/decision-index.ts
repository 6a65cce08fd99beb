/** Decisions by the object that they are about. */

import type { Decision } from '../api/decision.ts';
import type { ObjectRef } from '../api/object.ts';

/** `Pod/default/web-0`, `Node//node-1`. */
export function refKey({ kind, namespace, name }: ObjectRef): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

/** True when both name the same object. */
export function sameRef(a: ObjectRef | undefined, b: ObjectRef | undefined): boolean {
  return a !== undefined && b !== undefined && refKey(a) === refKey(b);
}

export type DecisionIndex = ReadonlyMap<string, readonly Decision[]>;

const known = new WeakMap<readonly Decision[], DecisionIndex>();

/** Groups decisions by `refKey(about)`; the same array always gives the same index. */
export function decisionIndex(decisions: readonly Decision[]): DecisionIndex {
  const before = known.get(decisions);
  if (before) return before;
  const index = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const key = refKey(decision.about);
    const list = index.get(key);
    if (list) list.push(decision);
    else index.set(key, [decision]);
  }
  known.set(decisions, index);
  return index;
}

const rank = { refuses: 0, waits: 1, acts: 2 } as const;

/** The decision that best answers "why": a rule that forbids before a wait, a wait before an act. */
export function leadingDecision(decisions: readonly Decision[] | undefined): Decision | undefined {
  let best: Decision | undefined;
  for (const decision of decisions ?? []) {
    if (!best || rank[decision.verdict] < rank[best.verdict]) best = decision;
  }
  return best;
}
