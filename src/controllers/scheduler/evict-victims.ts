/** Makes room on a node: deletes the victims and says for whom. Models preemption.go PreemptPod and prepareCandidate. */

import type { SyncContext } from '../../api/controller.ts';
import type { Pod } from '../../api/types.ts';
import { deleteRequest, patchRequest } from '../../client/request.ts';
import { disruptionTarget } from '../disruption-target.ts';
import { unboundPods } from '../pod-index.ts';
import type { Candidate } from './preemption.ts';
import { priorityOf } from './priority.ts';

export function evictVictims(pod: Pod, { node, victims }: Candidate, context: SyncContext): void {
  const nodeName = node.metadata.name;
  // Victims that are on their way out already are only waited for.
  for (const victim of victims)
    if (victim.metadata.deletionTimestamp === undefined) evict(victim, pod, nodeName, context);
  for (const other of unboundPods(context.reader)) {
    const isNominated = other.status.nominatedNodeName === nodeName && other.metadata.uid !== pod.metadata.uid;
    if (isNominated && priorityOf(other) < priorityOf(pod)) denominate(other, context);
  }
}

function evict(victim: Pod, pod: Pod, nodeName: string, context: SyncContext): void {
  const { namespace, name } = victim.metadata;
  const path = { resource: 'pods', namespace: namespace!, name };
  const message = `${pod.spec.schedulerName ?? ''}: preempting to accommodate a higher priority pod`;
  const condition = disruptionTarget(victim, 'PreemptionByScheduler', message, context.nowMs);
  context.request(
    patchRequest({ ...path, subresource: 'status' }, 'strategic', { status: { conditions: [condition] } }),
  );
  const response = context.request(deleteRequest(path));
  if (response.code >= 300) return;
  context.recordEvent({
    about: victim,
    type: 'Normal',
    reason: 'Preempted',
    message: `Preempted by pod ${pod.metadata.uid} on node ${nodeName}`,
    series: true,
    action: 'Preempting',
  });
}

/** The place that a less important Pod was promised is no longer its own. Models ClearNominatedNodeName. */
function denominate({ metadata: { namespace, name } }: Pod, context: SyncContext): void {
  const path = { resource: 'pods', namespace: namespace!, name, subresource: 'status' };
  context.request(patchRequest(path, 'strategic', { status: { nominatedNodeName: null } }));
}
