/**
 * Why something was done, or why nothing could be done, in structured form. Controllers, scheduler, binder, kubelet
 * and eviction give their decisions out; the picture explains itself from them.
 */

import type { ObjectRef } from './object.ts';

export interface Decision {
  /** The object that the decision is about (`web-1`, although the StatefulSet's controller took it). */
  readonly about: ObjectRef;
  /** `acts`: it did something; `waits`: it will act when something changes; `refuses`: a rule forbids it. */
  readonly verdict: 'acts' | 'waits' | 'refuses';
  /** Machine-readable, CamelCase and stable: `PredecessorNotReady`, `PartitionHolds`, `ClaimBeingDeleted` … */
  readonly reason: string;
  /** One plain sentence with exact terms: "web-1 is not created: web-0 is Running but not Ready." */
  readonly message: string;
  /** The objects it waits for. */
  readonly blockedBy?: readonly ObjectRef[];
  /** The field whose value is the rule: `spec.podManagementPolicy`, with the object that has it. */
  readonly rule?: { readonly object: ObjectRef; readonly field: string };
  /** When (epoch ms) it will look again by itself, for countdowns. */
  readonly untilMs?: number;
}
