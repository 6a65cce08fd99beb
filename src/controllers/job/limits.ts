/** How patient a Job is: deadline, restarts, and the pause after failures. Models pkg/controller/job backoff_utils.go. */

import type { Job, Pod } from '../../api/types.ts';
import { parseTime } from '../../lib/time.ts';

const firstBackoffMs = 10_000;
const mostBackoffMs = 600_000;

/** Time until the deadline, negative once it is past; undefined without one. */
export function pastDeadlineMs({ spec, status }: Job, nowMs: number): number | undefined {
  const startedMs = status.startTime ? parseTime(status.startTime) : undefined;
  if (spec.activeDeadlineSeconds === undefined || startedMs === undefined || spec.suspend) return undefined;
  return startedMs + spec.activeDeadlineSeconds * 1000 - nowMs;
}

/** Restarts of all containers of a Pod. */
export function restartsOf({ status }: Pod): number {
  const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  return statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
}

/** When the last container of an ended Pod ended. Models getFinishedTime. */
function endedAtMs({ metadata, status }: Pod): number {
  const ends = (status.containerStatuses ?? []).flatMap(({ state }) => {
    const finishedAt = state?.terminated?.finishedAt;
    return finishedAt ? [parseTime(finishedAt) ?? 0] : [];
  });
  if (ends.length > 0) return Math.max(...ends);
  return parseTime(metadata.deletionTimestamp ?? metadata.creationTimestamp) ?? 0;
}

/** How long to wait before the next Pod, after the failures since the last success; 0 when there is no need to. */
export function backoffMs(pods: readonly Pod[], nowMs: number): number {
  const ended = (phase: string): readonly number[] =>
    pods.filter(({ status }) => status.phase === phase).map(endedAtMs);
  const lastSuccess = Math.max(Number.NEGATIVE_INFINITY, ...ended('Succeeded'));
  const failures = ended('Failed').filter((atMs) => atMs > lastSuccess);
  if (failures.length === 0) return 0;
  const delay = Math.min(firstBackoffMs * 2 ** (failures.length - 1), mostBackoffMs);
  return Math.max(0, Math.max(...failures) + delay - nowMs);
}
