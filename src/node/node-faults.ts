/** Whether a worker is broken on purpose: by itself, or with the zone that it stands in. */

import type { SyncContext } from '../api/controller.ts';
import { faultKey } from '../api/faults.ts';
import type { ClusterReader } from '../api/reader.ts';

type FaultContext = Pick<SyncContext, 'reader' | 'fault'>;

/** The zone of a node by its label; undefined for a node without one, or that does not exist. */
export function zoneOf(node: string, reader: ClusterReader): string | undefined {
  return reader.get('nodes', undefined, node)?.metadata.labels?.['topology.kubernetes.io/zone'];
}

/** Nothing moves on a node that is down, nor on any node of a zone that is lost. */
export function isNodeDown(node: string, { reader, fault }: FaultContext): boolean {
  if (fault(faultKey({ type: 'down', node })) !== undefined) return true;
  const zone = zoneOf(node, reader);
  return zone !== undefined && fault(faultKey({ type: 'zone-lost', zone })) !== undefined;
}

/** A partitioned node works on and reaches nobody. */
export function isNodePartitioned(node: string, { fault }: FaultContext): boolean {
  return fault(faultKey({ type: 'partitioned', node })) !== undefined;
}
