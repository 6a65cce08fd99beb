/** Verdicts of filter plugins about one node. Models pkg/scheduler/framework Status and its codes. */

import type { ObjectRef } from '../../api/object.ts';
import type { Node } from '../../api/types.ts';

/** Why a node (or, before any node is looked at, the whole Pod) is refused. */
export interface Rejection {
  readonly plugin: string;
  readonly reasons: readonly string[];
  /** Evicting other Pods would not help: UnschedulableAndUnresolvable. */
  readonly unresolvable: boolean;
  /** Objects other than the node whose change would help. */
  readonly blockedBy?: readonly ObjectRef[];
}

export interface NodeRejection {
  readonly node: Node;
  readonly rejection: Rejection;
}
