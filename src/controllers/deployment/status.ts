/** The status of a Deployment with its conditions. Models pkg/controller/deployment sync.go calculateStatus and progress.go. */

import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../../api/types.ts';
import { formatTime, parseTime } from '../../lib/time.ts';
import type { Family } from './replica-sets.ts';
import { availableOf, maxUnavailable, replicasOf, sumOf } from './sizes.ts';

type Conditions = readonly DeploymentCondition[];
type ConditionDraft = Pick<DeploymentCondition, 'type' | 'status' | 'reason' | 'message'>;

const maxInt32 = 2_147_483_647;

export function hasDeadline({ spec }: Deployment): boolean {
  return spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== maxInt32;
}

export function conditionOf({ conditions = [] }: DeploymentStatus, wanted: string): DeploymentCondition | undefined {
  return conditions.find(({ type }) => type === wanted);
}

/** The conditions with a new one in place of the one of its type, unless status and reason are the same. Models SetDeploymentCondition. */
export function setCondition(conditions: Conditions = [], draft: ConditionDraft, nowMs: number): Conditions {
  const present = conditions.find(({ type }) => type === draft.type);
  if (present?.status === draft.status && present.reason === draft.reason) return conditions;
  const now = formatTime(nowMs);
  const lastTransitionTime = present?.status === draft.status ? (present.lastTransitionTime ?? now) : now;
  const others = conditions.filter(({ type }) => type !== draft.type);
  return [...others, { ...draft, lastUpdateTime: now, lastTransitionTime }];
}

export function progressing(status: 'True' | 'False' | 'Unknown', reason: string, message: string): ConditionDraft {
  return { type: 'Progressing', status, reason, message };
}

/** Counts and the condition Available. Models calculateStatus. */
export function countedStatus(deployment: Deployment, { all, fresh }: Family, nowMs: number): DeploymentStatus {
  const { generation } = deployment.metadata;
  const actual = ({ status }: ReplicaSet): number => status.replicas;
  const available = sumOf(all, availableOf);
  const counts = {
    replicas: sumOf(all, actual),
    updatedReplicas: fresh ? actual(fresh) : 0,
    readyReplicas: sumOf(all, ({ status }) => status.readyReplicas ?? 0),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, sumOf(all, replicasOf) - available),
  };
  const isEnough = available >= replicasOf(deployment) - maxUnavailable(deployment);
  const condition = isEnough
    ? { status: 'True', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' }
    : {
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
  const { conditions, collisionCount } = deployment.status;
  return {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    terminatingReplicas: sumOf(all, ({ status }) => status.terminatingReplicas ?? 0),
    conditions: setCondition(conditions, { type: 'Available', ...condition }, nowMs),
    ...(collisionCount === undefined ? {} : { collisionCount }),
  };
}

/** True when all Pods are new and available. Models DeploymentComplete. */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const wanted = deployment.spec.replicas ?? 1;
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, observedGeneration = 0 } = status;
  const isCounted = updatedReplicas === wanted && replicas === wanted && availableReplicas === wanted;
  return isCounted && observedGeneration >= (deployment.metadata.generation ?? 0);
}

/** Models DeploymentProgressing. */
function hasProgressed(old: DeploymentStatus, next: DeploymentStatus): boolean {
  const count = (value: number | undefined): number => value ?? 0;
  const outdated = ({ replicas, updatedReplicas }: DeploymentStatus): number =>
    count(replicas) - count(updatedReplicas);
  return (
    count(next.updatedReplicas) > count(old.updatedReplicas) ||
    outdated(next) < outdated(old) ||
    count(next.readyReplicas) > count(old.readyReplicas) ||
    count(next.availableReplicas) > count(old.availableReplicas)
  );
}

/** When the Deployment counts as stuck (epoch ms), by its last progress; undefined when it never does. */
function deadlineMs({ spec }: Deployment, condition: DeploymentCondition | undefined): number | undefined {
  const since = condition?.lastUpdateTime ? parseTime(condition.lastUpdateTime) : undefined;
  if (since === undefined || condition!.reason === 'NewReplicaSetAvailable') return undefined;
  return since + spec.progressDeadlineSeconds! * 1000;
}

function isTimedOut(deployment: Deployment, condition: DeploymentCondition | undefined, nowMs: number): boolean {
  if (condition?.reason === 'ProgressDeadlineExceeded') return true;
  const atMs = deadlineMs(deployment, condition);
  return atMs !== undefined && atMs < nowMs;
}

/** What Progressing says next; undefined when it stays. */
function nextProgress(
  deployment: Deployment,
  status: DeploymentStatus,
  fresh: ReplicaSet | undefined,
  nowMs: number,
): ConditionDraft | undefined {
  const present = conditionOf(deployment.status, 'Progressing');
  const isDone =
    (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && present?.reason === 'NewReplicaSetAvailable';
  if (isDone) return undefined;
  const subject = fresh
    ? `ReplicaSet ${JSON.stringify(fresh.metadata.name)}`
    : `Deployment ${JSON.stringify(deployment.metadata.name)}`;
  if (isComplete(deployment, status)) {
    return progressing('True', 'NewReplicaSetAvailable', `${subject} has successfully progressed.`);
  }
  if (hasProgressed(deployment.status, status)) {
    return progressing('True', 'ReplicaSetUpdated', `${subject} is progressing.`);
  }
  if (!isTimedOut(deployment, present, nowMs)) return undefined;
  return progressing('False', 'ProgressDeadlineExceeded', `${subject} has timed out progressing.`);
}

/** The conditions with Progressing put anew: while there is progress, its time of update moves on. */
function withProgress(conditions: Conditions, draft: ConditionDraft, nowMs: number): Conditions {
  if (draft.reason !== 'ReplicaSetUpdated') return setCondition(conditions, draft, nowMs);
  const present = conditions.find(({ type }) => type === draft.type);
  const others = conditions.filter(({ type }) => type !== draft.type);
  const [next] = setCondition([], draft, nowMs) as [DeploymentCondition];
  const { lastTransitionTime } = present?.status === 'True' ? present : next;
  return [...others, { ...next, ...(lastTransitionTime ? { lastTransitionTime } : {}) }];
}

/** The failure of a ReplicaSet, of the newest template first. Models getReplicaFailures. */
function replicaFailure({ fresh, all }: Family, nowMs: number): ConditionDraft | undefined {
  const failures = [...(fresh ? [fresh] : []), ...all].flatMap(({ status }) =>
    (status.conditions ?? []).filter(({ type }) => type === 'ReplicaFailure'),
  );
  const [first] = failures;
  if (!first) return undefined;
  const { type, status, reason = '', message = '' } = first;
  return setCondition([], { type, status, reason, message }, nowMs)[0];
}

/** The status during a rollout: counts, progress and failures. Models syncRolloutStatus. */
export function rolloutStatus(deployment: Deployment, family: Family, nowMs: number): DeploymentStatus {
  const status = countedStatus(deployment, family, nowMs);
  let conditions = status.conditions ?? [];
  if (!hasDeadline(deployment)) conditions = conditions.filter(({ type }) => type !== 'Progressing');
  else {
    const draft = nextProgress(deployment, status, family.fresh, nowMs);
    if (draft) conditions = withProgress(conditions, draft, nowMs);
  }
  const failure = replicaFailure(family, nowMs);
  if (failure) conditions = setCondition(conditions, failure, nowMs);
  else conditions = conditions.filter(({ type }) => type !== 'ReplicaFailure');
  return { ...status, conditions };
}

/** How long until a rollout that makes no progress counts as stuck. Models requeueStuckDeployment. */
export function stuckCheckMs(deployment: Deployment, status: DeploymentStatus, nowMs: number): number | undefined {
  const present = conditionOf(status, 'Progressing');
  if (!hasDeadline(deployment) || !present || isComplete(deployment, status)) return undefined;
  if (present.reason === 'ProgressDeadlineExceeded' || present.reason === 'DeploymentPaused') return undefined;
  const atMs = deadlineMs(deployment, present);
  return atMs === undefined ? undefined : Math.max(atMs - nowMs, 0) + 1000;
}
