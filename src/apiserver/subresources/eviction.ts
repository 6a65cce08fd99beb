/** POST pods/x/eviction: a deletion that PodDisruptionBudgets can refuse. Models pkg/registry/core/pod/storage/eviction.go. */

import type { KubeObject } from '../../api/object.ts';
import type { ApiResponse } from '../../api/request.ts';
import { matchesSelector } from '../../api/selector.ts';
import { badRequest, failure, notFound, StatusError } from '../../api/status.ts';
import type { Eviction, Pod, PodCondition, PodDisruptionBudget } from '../../api/types.ts';
import { shareStructure } from '../../lib/structural-sharing.ts';
import { formatTime } from '../../lib/time.ts';
import { decodeBody } from '../decoding/decode-body.ts';
import { storedObject, untypedFailure, type RequestScope } from '../request-scope.ts';
import { deleteObject, type DeleteRequestOptions } from '../verbs/delete.ts';
import { success } from './binding.ts';

const evictionKind = { group: 'policy', version: 'v1', kind: 'Eviction', type: 'Eviction' };
const budgets = 'poddisruptionbudgets.policy';

export function handleEviction(scope: RequestScope): ApiResponse {
  const eviction = decodeBody(scope, evictionKind) as Eviction;
  if ((eviction.metadata.name ?? '') !== scope.name) {
    throw new StatusError(badRequest('name in URL does not match name in Eviction object'));
  }
  const options: DeleteRequestOptions = eviction.deleteOptions ?? {};
  const dry = { ...scope, dryRun: scope.dryRun || (options.dryRun?.length ?? 0) > 0 };
  const pod = storedObject(dry) as Pod | undefined;
  if (!pod) throw new StatusError(notFound(scope.definition.row, scope.name!));
  if (!canIgnoreBudget(pod)) consumeBudget(dry, pod);
  deleteObject(dry, markTarget(dry, pod), options);
  return { code: 201, body: success };
}

/** Pods that do not run need no budget. Models canIgnorePDB. */
function canIgnoreBudget(pod: Pod): boolean {
  const { phase } = pod.status;
  return (
    phase === 'Succeeded' || phase === 'Failed' || phase === 'Pending' || pod.metadata.deletionTimestamp !== undefined
  );
}

/** Asks the pod's budget. Throws StatusError to refuse. */
function consumeBudget(scope: RequestScope, pod: Pod): void {
  const { reader } = scope.rules;
  const matching = reader
    .list(budgets, scope.namespace)
    .filter((budget) => matchesSelector(budget.spec.selector, pod.metadata.labels));
  if (matching.length > 1) {
    throw new StatusError(
      untypedFailure(
        'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
      ),
    );
  }
  const [budget] = matching;
  if (budget && !isUnhealthyAllowed(pod, budget)) takeDisruption(scope, pod, budget);
}

/** Models the unhealthy pod eviction policy. */
function isUnhealthyAllowed(pod: Pod, budget: PodDisruptionBudget): boolean {
  if (pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')) return false;
  if (budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  const { currentHealthy = 0, desiredHealthy = 0 } = budget.status;
  return currentHealthy >= desiredHealthy && desiredHealthy > 0;
}

function takeDisruption(scope: RequestScope, pod: Pod, budget: PodDisruptionBudget): void {
  const { status, metadata } = budget;
  const { disruptionsAllowed = 0, desiredHealthy = 0, currentHealthy = 0, observedGeneration = 0 } = status;
  if (observedGeneration < (metadata.generation ?? 0)) {
    throw refused(`The disruption budget ${metadata.name} is still being processed by the server.`, 10);
  }
  if (disruptionsAllowed < 1) {
    throw refused(
      `The disruption budget ${metadata.name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
    );
  }
  if (scope.dryRun) return;
  const disruptedPods = { ...status.disruptedPods, [pod.metadata.name]: formatTime(scope.rules.nowMs) };
  const next = { ...budget, status: { ...status, disruptionsAllowed: disruptionsAllowed - 1, disruptedPods } };
  scope.server.store.put(budgets, next as KubeObject, budget as KubeObject, scope.actor);
}

function refused(cause: string, retryAfterSeconds?: number): StatusError {
  const message = "Cannot evict pod as it would violate the pod's disruption budget.";
  const causes = [{ reason: 'DisruptionBudget', message: cause }];
  const details = { causes, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  return new StatusError(failure(429, 'TooManyRequests', message, details));
}

/** Says on the Pod why it goes, also when no budget was asked. Models addConditionAndDeletePod. */
function markTarget(scope: RequestScope, pod: Pod): Pod {
  const { conditions = [] } = pod.status;
  const old = conditions.find(({ type }) => type === 'DisruptionTarget');
  const condition: PodCondition = {
    type: 'DisruptionTarget',
    status: 'True',
    lastProbeTime: null as never,
    lastTransitionTime: (old?.status === 'True' && old.lastTransitionTime) || formatTime(scope.rules.nowMs),
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  };
  const next = old ? conditions.map((other) => (other === old ? condition : other)) : [...conditions, condition];
  const marked = shareStructure(pod, { ...pod, status: { ...pod.status, conditions: next } });
  if (marked === pod) return pod;
  return scope.dryRun ? marked : (scope.server.store.put(scope.resource, marked, pod, scope.actor) as Pod);
}
