/**
 * The fault `dns-negative-cache`: resolvers between Pods and cluster DNS keep "no such name" for its TTL, as JVMs, Node
 * local caches and old Corefiles do. A name that was asked for too early stays unknown for a while after it exists.
 */

import type { Pod } from './types.ts';
import { parseTime } from '../lib/time.ts';

/** The TTL of negative answers: the minimum of the zone's SOA record. */
const negativeTtlMs = 30_000;

/** Until when a Pod's name is still answered with NXDOMAIN from caches, although the Pod is Ready. */
export function deniedUntilMs(pod: Pod): number | undefined {
  const ready = pod.status.conditions?.find(({ type }) => type === 'Ready');
  const sinceMs = ready?.status === 'True' ? parseTime(ready.lastTransitionTime ?? '') : undefined;
  return sinceMs === undefined ? undefined : sinceMs + negativeTtlMs;
}
