/** What a plan consists of: single actions, in steps and batches. */

import type { PodFacts } from './pod-facts.ts';

/** One thing to do for one Pod. */
export type Action =
  /** Creates missing claims, then the Pod from the template of the current or the update revision. */
  | { readonly type: 'createPod'; readonly ordinal: number; readonly from: 'current' | 'update' }
  | { readonly type: 'deletePod'; readonly pod: PodFacts; readonly forUpdate?: boolean }
  /** Creates missing claims of a Pending Pod and puts the owners of its claims right. */
  | { readonly type: 'ensureClaims'; readonly pod: PodFacts }
  /** Puts identity labels, claim volumes and the owners of claims right. */
  | { readonly type: 'repairPod'; readonly pod: PodFacts }
  /** Puts the owners of a condemned Pod's claims right. */
  | { readonly type: 'fixClaims'; readonly pod: PodFacts };

/** What is done for one Pod, in order; its first failure ends the step. */
export type Step = readonly Action[];

/** Steps that run together: all of them run and their failures are collected; then a failure ends the plan. */
export type Batch = readonly Step[];
