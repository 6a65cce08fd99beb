/** The condition that says who is about to end a Pod, and why. Models podutil DisruptionTarget conditions. */

import type { JsonObject } from '../api/json.ts';
import type { Pod } from '../api/types.ts';
import { formatTime } from '../lib/time.ts';

export function disruptionTarget(pod: Pod, reason: string, message: string, nowMs: number): JsonObject {
  const { generation } = pod.metadata;
  const old = pod.status.conditions?.find(({ type }) => type === 'DisruptionTarget');
  return {
    type: 'DisruptionTarget',
    status: 'True',
    reason,
    message,
    lastProbeTime: null,
    lastTransitionTime: old?.status === 'True' ? old.lastTransitionTime : formatTime(nowMs),
    ...(generation === undefined ? {} : { observedGeneration: generation }),
  };
}
