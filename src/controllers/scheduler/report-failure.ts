/** The Event and the condition of a failed attempt. Models schedule_one.go handleSchedulingFailure and updatePod. */

import type { SyncContext } from '../../api/controller.ts';
import type { JsonObject } from '../../api/json.ts';
import type { Pod } from '../../api/types.ts';
import { patchRequest } from '../../client/request.ts';
import { formatTime } from '../../lib/time.ts';

export interface Failure {
  readonly reason: 'Unschedulable' | 'SchedulerError';
  readonly message: string;
  /** The node that others are evicted from for the Pod; null takes the nomination back, undefined leaves it. */
  readonly nomination?: string | null;
}

export function reportFailure(pod: Pod, { reason, message, nomination }: Failure, context: SyncContext): void {
  context.recordEvent({
    about: pod,
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    series: true,
    action: 'Scheduling',
  });
  const { namespace, name, generation } = pod.metadata;
  const old = pod.status.conditions?.find(({ type }) => type === 'PodScheduled');
  const isSame = old?.status === 'False' && old.reason === reason && old.message === message;
  const isNominationSame = nomination === undefined || (pod.status.nominatedNodeName ?? null) === nomination;
  if (isSame && isNominationSame) return;
  const condition: JsonObject = {
    type: 'PodScheduled',
    status: 'False',
    reason,
    message,
    lastProbeTime: null,
    lastTransitionTime: old?.status === 'False' ? old.lastTransitionTime : formatTime(context.nowMs),
    ...(generation === undefined ? {} : { observedGeneration: generation }),
  };
  const nominated = isNominationSame ? {} : { nominatedNodeName: nomination };
  const path = { resource: 'pods', namespace: namespace!, name, subresource: 'status' };
  context.request(patchRequest(path, 'strategic', { status: { conditions: [condition], ...nominated } }));
}
