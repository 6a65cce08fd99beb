/**
 * The answer to "why is it like this?" as plain data: what waits, for what, which rule says so, what would change it,
 * and where Kubernetes documents it.
 */

import type { Decision } from '../../api/decision.ts';
import type { Fault } from '../../api/faults.ts';
import type { ObjectRef } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';

/** What is known at one moment. */
export interface WhySource {
  readonly atMs: number;
  readonly reader: ClusterReader;
  readonly decisions: readonly Decision[];
  readonly faults: readonly Fault[];
}

/** Something that would change it, one click away. */
export type WhyStep =
  | { readonly type: 'command'; readonly label: string; readonly line: string }
  | { readonly type: 'object'; readonly label: string; readonly ref: ObjectRef }
  | { readonly type: 'field'; readonly label: string; readonly ref: ObjectRef; readonly field: string }
  | { readonly type: 'end-fault'; readonly label: string; readonly fault: Fault };

export interface WhyDoc {
  readonly title: string;
  readonly url: string;
}

/**
 * `fails`: something is broken; `refuses`: a rule forbids it; `waits`: it goes on when something changes; `acts`: it was
 * just done; `holds`: a rule that keeps it as it is, without anything being wrong; `fine`: nothing to explain.
 */
export type WhyVerdict = 'fails' | 'refuses' | 'waits' | 'acts' | 'holds' | 'fine';

export interface WhyAnswer {
  readonly about: ObjectRef;
  readonly verdict: WhyVerdict;
  /** Stable and machine-readable: `PredecessorNotReady`. */
  readonly reason: string;
  /** The rule by the name that Kubernetes gives it: `OrderedReady`, `PodDisruptionBudget`. */
  readonly rule: string;
  /** One sentence: what is so, or what does not happen. */
  readonly what: string;
  /** The rule in plain words. */
  readonly because: string;
  readonly blockedBy: readonly ObjectRef[];
  /** When (epoch ms) it goes on or is looked at again by itself. */
  readonly untilMs?: number;
  readonly steps: readonly WhyStep[];
  readonly doc?: WhyDoc;
}
