/**
 * What one sync of a Deployment does: ReplicaSets to create, resize and remove, and the status to write. Models
 * pkg/controller/deployment deployment_controller.go syncDeployment, rolling.go, recreate.go and sync.go.
 */

import type { Decision } from '../../api/decision.ts';
import { isTerminating } from '../../api/object.ts';
import type { Deployment, DeploymentStatus, ReplicaSet } from '../../api/types.ts';
import { sameJson } from '../../lib/same-json.ts';
import { revisionAnnotation, withRevision, withSizes } from './annotations.ts';
import * as explain from './explain.ts';
import {
  beyondHistory,
  familyOf,
  isActive,
  newReplicaSet,
  nextRevision,
  type Family,
  type ReplicaSetDraft,
} from './replica-sets.ts';
import { isScalingEvent, resizeAll, shrinkOld, type Resize } from './scale.ts';
import { nextNewReplicas, replicasOf } from './sizes.ts';
import {
  conditionOf,
  countedStatus,
  hasDeadline,
  isComplete,
  progressing,
  rolloutStatus,
  setCondition,
  stuckCheckMs,
} from './status.ts';

export type Action =
  | { readonly type: 'create'; readonly draft: ReplicaSetDraft }
  /** `next` is the whole object; the Event tells of the sizes when they differ. */
  | { readonly type: 'update'; readonly set: ReplicaSet; readonly next: ReplicaSet }
  | { readonly type: 'delete'; readonly set: ReplicaSet };

export interface DeploymentInput {
  readonly deployment: Deployment;
  /** The ReplicaSets claimed for it. */
  readonly sets: readonly ReplicaSet[];
  /** True when Pods run that are not of the given ReplicaSet. */
  readonly otherPodsRun: (fresh: ReplicaSet | undefined) => boolean;
  readonly nowMs: number;
}

export interface DeploymentPlan {
  readonly actions: readonly Action[];
  /** To be written when it differs. */
  readonly status: DeploymentStatus;
  /** Annotation of the Deployment, when there is one to write. */
  readonly revision?: string;
  readonly decisions: readonly Decision[];
  readonly requeueAfterMs?: number;
}

export function planDeployment(input: DeploymentInput): DeploymentPlan {
  const { deployment, sets, nowMs } = input;
  const family = familyOf(deployment, sets);
  if (isTerminating(deployment)) {
    return { actions: [], status: countedStatus(deployment, family, nowMs), decisions: [] };
  }
  const books = planPause(deployment, nowMs) ?? planBooks(deployment, family, nowMs);
  if (books) return books;
  const paused = deployment.spec.paused === true;
  if (paused || isScalingEvent(deployment, family)) return planScaling(deployment, family, paused, nowMs);
  return deployment.spec.strategy?.type === 'Recreate' ? planRecreate(input, family) : planRolling(input, family);
}

/** Notes that the Deployment was paused or resumed. Models checkPausedConditions. */
function planPause({ spec, status, ...deployment }: Deployment, nowMs: number): DeploymentPlan | undefined {
  const present = conditionOf(status, 'Progressing');
  if (!hasDeadline({ ...deployment, spec, status }) || present?.reason === 'ProgressDeadlineExceeded') return undefined;
  const noted = present?.reason === 'DeploymentPaused';
  if (noted === (spec.paused === true)) return undefined;
  const draft = spec.paused
    ? progressing('Unknown', 'DeploymentPaused', 'Deployment is paused')
    : progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed');
  return {
    actions: [],
    status: { ...status, conditions: setCondition(status.conditions, draft, nowMs) },
    decisions: [],
  };
}

/** Keeps annotations of the present ReplicaSet and of the Deployment in step. Models the first half of getNewReplicaSet. */
function planBooks(deployment: Deployment, { fresh, old }: Family, nowMs: number): DeploymentPlan | undefined {
  if (!fresh) return undefined;
  const annotations = withRevision(fresh.metadata.annotations, deployment, nextRevision(old));
  const { minReadySeconds: _, ...spec } = fresh.spec;
  const { minReadySeconds = 0 } = deployment.spec;
  const isSlow = (fresh.spec.minReadySeconds ?? 0) !== minReadySeconds;
  const isOutdated = isSlow || !sameJson(annotations, fresh.metadata.annotations);
  const next = {
    ...fresh,
    metadata: { ...fresh.metadata, annotations },
    spec: minReadySeconds > 0 ? { ...spec, minReadySeconds } : spec,
  };
  const revision = annotations[revisionAnnotation]!;
  const isNoted = deployment.metadata.annotations?.[revisionAnnotation] === revision;
  const { status } = deployment;
  const isFound = !hasDeadline(deployment) || conditionOf(status, 'Progressing') !== undefined;
  if (!isOutdated && isNoted && isFound) return undefined;
  const message = `Found new replica set ${JSON.stringify(fresh.metadata.name)}`;
  const draft = progressing('True', 'FoundNewReplicaSet', message);
  return {
    actions: isOutdated ? [{ type: 'update', set: fresh, next }] : [],
    status: isFound ? status : { ...status, conditions: setCondition(status.conditions, draft, nowMs) },
    revision,
    decisions: [],
  };
}

/** A resize with the annotations that go with it; nothing when all is as it should be. */
function resizing(deployment: Deployment, { set, replicas }: Resize): readonly Action[] {
  const annotations = withSizes(set.metadata.annotations, deployment);
  if (set.spec.replicas === replicas && annotations === set.metadata.annotations) return [];
  const next = { ...set, metadata: { ...set.metadata, annotations }, spec: { ...set.spec, replicas } };
  return [{ type: 'update', set, next }];
}

const deletions = (sets: readonly ReplicaSet[]): readonly Action[] => sets.map((set) => ({ type: 'delete', set }));

function planScaling(deployment: Deployment, family: Family, paused: boolean, nowMs: number): DeploymentPlan {
  const resizes = resizeAll(deployment, family);
  return {
    actions: [
      ...resizes.flatMap((resize) => resizing(deployment, resize)),
      ...(paused ? deletions(beyondHistory(deployment, family.old)) : []),
    ],
    status: countedStatus(deployment, family, nowMs),
    decisions: [...explain.resizes(deployment, resizes), ...(paused ? [explain.paused(deployment)] : [])],
  };
}

/** Creates the ReplicaSet of the present template. Models the second half of getNewReplicaSet. */
function planCreation(deployment: Deployment, { old }: Family, nowMs: number): DeploymentPlan {
  const draft = newReplicaSet(deployment, old);
  const message = `Created new replica set ${JSON.stringify(draft.metadata.name)}`;
  const { status } = deployment;
  const conditions = hasDeadline(deployment)
    ? setCondition(status.conditions, progressing('True', 'NewReplicaSetCreated', message), nowMs)
    : status.conditions;
  return {
    actions: [{ type: 'create', draft }],
    status: conditions ? { ...status, conditions } : status,
    revision: draft.metadata.annotations![revisionAnnotation]!,
    decisions: [explain.createsReplicaSet(deployment, draft)],
  };
}

/** A step of a rollout, with the status as it was before it. */
function rollout(
  { deployment, nowMs }: DeploymentInput,
  family: Family,
  actions: readonly Action[],
  decisions: readonly Decision[],
): DeploymentPlan {
  const status = rolloutStatus(deployment, family, nowMs);
  const history = isComplete(deployment, deployment.status) ? deletions(beyondHistory(deployment, family.old)) : [];
  const requeueAfterMs = stuckCheckMs(deployment, status, nowMs);
  return {
    actions: actions.length > 0 ? actions : history,
    status,
    decisions,
    ...(requeueAfterMs === undefined ? {} : { requeueAfterMs }),
  };
}

/** Models rolloutRolling: first the new ReplicaSet grows, then the old ones shrink. */
function planRolling(input: DeploymentInput, family: Family): DeploymentPlan {
  const { deployment, nowMs } = input;
  const { fresh, old, all } = family;
  if (!fresh) return planCreation(deployment, family, nowMs);
  const present = replicasOf(fresh);
  const wanted = replicasOf(deployment);
  const replicas = present > wanted ? wanted : nextNewReplicas(deployment, all, present);
  const resizes = replicas === present ? shrinkOld(deployment, family) : [{ set: fresh, replicas }];
  const actions = resizes.flatMap((resize) => resizing(deployment, resize));
  const isWaiting = resizes.length === 0 && (old.some(isActive) || !isComplete(deployment, deployment.status));
  const decisions = isWaiting ? [explain.rolloutWaits(deployment, family)] : explain.resizes(deployment, resizes);
  return rollout(input, family, actions, decisions);
}

/** Models rolloutRecreate: all old Pods go before the first new one comes. */
function planRecreate(input: DeploymentInput, family: Family): DeploymentPlan {
  const { deployment, otherPodsRun, nowMs } = input;
  const { fresh, old } = family;
  const shrinks = old.filter(isActive).map((set) => ({ set, replicas: 0 }));
  if (shrinks.length > 0) {
    const actions = shrinks.flatMap((resize) => resizing(deployment, resize));
    return rollout(input, family, actions, explain.resizes(deployment, shrinks));
  }
  if (old.some(({ status }) => status.replicas > 0) || otherPodsRun(fresh)) {
    return rollout(input, family, [], [explain.oldPodsRun(deployment)]);
  }
  if (!fresh) return planCreation(deployment, family, nowMs);
  const grows = replicasOf(fresh) === replicasOf(deployment) ? [] : [{ set: fresh, replicas: replicasOf(deployment) }];
  const actions = grows.flatMap((resize) => resizing(deployment, resize));
  return rollout(input, family, actions, explain.resizes(deployment, grows));
}
