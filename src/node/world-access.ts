/** What programs on a node's network reach: the cluster as they see it, running containers and the nodes between. */

import type { SyncContext } from '../api/controller.ts';
import { withNegativeCache } from '../network/negative-cache.ts';
import type { WorldAccess } from './container-world.ts';
import { isNodeDown, isNodePartitioned } from './node-faults.ts';
import { nodeMemoryOn } from './runtime-state.ts';
import type { NodeStorage } from './storage.ts';

type NodeContext = Pick<SyncContext, 'reader' | 'memory' | 'nowMs' | 'random' | 'fault'>;

/** The access of a program whose files lie in `storage`. */
export function worldAccess(context: NodeContext, storage: NodeStorage): Required<WorldAccess> {
  const { reader, nowMs, random, fault } = context;
  const memory = nodeMemoryOn(context.memory);
  return {
    reader: fault('dns-negative-cache') === undefined ? reader : withNegativeCache(reader, nowMs),
    storage,
    nowMs,
    runtimeOf: (podKey) => memory.pod(podKey),
    pick: (count) => random.integer(0, count - 1),
    isCut: (node) => isCut(node, context),
  };
}

/** Nothing gets through to a node that is down or partitioned. */
export function isCut(node: string, context: Pick<SyncContext, 'fault' | 'reader'>): boolean {
  return isNodeDown(node, context) || isNodePartitioned(node, context);
}
