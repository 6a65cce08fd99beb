/** The Deployment controller: queue keys, one sync, and its writes. Models pkg/controller/deployment deployment_controller.go. */

import type { StoreChange } from '../../api/change.ts';
import type { Controller, SyncContext, SyncResult } from '../../api/controller.ts';
import { controllerOf, objectKey } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { Deployment, Pod, ReplicaSet } from '../../api/types.ts';
import { createRequest, deleteRequest, updateRequest } from '../../client/request.ts';
import { sameJson } from '../../lib/same-json.ts';
import { claimObjects, ownerKeys } from '../controller-refs.ts';
import { isPodFinished } from '../pod-predicates.ts';
import { failureOf, isAlreadyExists, type Failure } from '../statefulset/pod-control.ts';
import { revisionAnnotation } from './annotations.ts';
import { planDeployment, type Action, type DeploymentPlan } from './plan.ts';
import { sameTemplate, type ReplicaSetDraft } from './replica-sets.ts';
import { replicasOf } from './sizes.ts';
import { hasDeadline, progressing, setCondition } from './status.ts';

const resource = 'deployments.apps';
const setResource = 'replicasets.apps';

export const deploymentController: Controller = { name: 'deployment-controller', keysFor, sync };

function keysFor(change: StoreChange, reader: ClusterReader): readonly string[] {
  if (change.resource === resource) return [change.key];
  if (change.resource === setResource) return ownerKeys(change, 'Deployment', resource, reader);
  return change.resource === 'pods' ? recreatedKeys(change as StoreChange<Pod>, reader) : [];
}

/** A Deployment with strategy Recreate waits for the end of its Pods. Models deletePod. */
function recreatedKeys({ object, type }: StoreChange<Pod>, reader: ClusterReader): readonly string[] {
  const owner = controllerOf(object);
  if (owner?.kind !== 'ReplicaSet' || (type !== 'DELETED' && !isPodFinished(object))) return [];
  const { namespace } = object.metadata;
  const set = reader.get(setResource, namespace, owner.name);
  const root = set && controllerOf(set);
  const deployment = root?.kind === 'Deployment' ? reader.get(resource, namespace, root.name) : undefined;
  return deployment?.spec.strategy?.type === 'Recreate' ? [objectKey(deployment)] : [];
}

function sync(key: string, context: SyncContext): SyncResult {
  const [namespace, name] = key.split('/') as [string, string];
  const deployment = context.reader.get(resource, namespace, name);
  if (!deployment) return {};
  const { objects: sets, failure } = claimObjects(deployment, setResource, context);
  if (failure !== undefined) return { error: failure };
  const otherPodsRun = (fresh: ReplicaSet | undefined): boolean => podsRun(sets, fresh, context.reader);
  const plan = planDeployment({ deployment, sets, otherPodsRun, nowMs: context.nowMs });
  const error = carryOut(deployment, plan, context) ?? writeStatus(deployment, plan, context);
  const { decisions, requeueAfterMs } = plan;
  if (error !== undefined) return { error, decisions };
  return requeueAfterMs === undefined ? { decisions } : { decisions, requeueAfterMs };
}

/** Models oldPodsRunning. */
function podsRun(sets: readonly ReplicaSet[], fresh: ReplicaSet | undefined, reader: ClusterReader): boolean {
  const uids = new Set(sets.filter((set) => set !== fresh).map(({ metadata }) => metadata.uid));
  if (uids.size === 0) return false;
  const pods = reader.list('pods', sets[0]!.metadata.namespace);
  return pods.some((pod) => uids.has(controllerOf(pod)?.uid ?? '') && !isPodFinished(pod));
}

function carryOut(deployment: Deployment, { actions }: DeploymentPlan, context: SyncContext): Failure {
  for (const action of actions) {
    const failure = run(deployment, action, context);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function run(deployment: Deployment, action: Action, context: SyncContext): Failure {
  const namespace = deployment.metadata.namespace!;
  if (action.type === 'create') return createReplicaSet(deployment, action.draft, context);
  const { name } = action.set.metadata;
  const path = { resource: setResource, namespace, name };
  if (action.type === 'delete') {
    const response = context.request(deleteRequest(path));
    return response.code === 404 ? undefined : failureOf(response);
  }
  const failure = failureOf(context.request(updateRequest(path, action.next)));
  if (failure === undefined) recordScaling(deployment, name, replicasOf(action.set), replicasOf(action.next), context);
  return failure;
}

function recordScaling(about: Deployment, set: string, from: number, to: number, context: SyncContext): void {
  if (from === to) return;
  const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${set} from ${from} to ${to}`;
  context.recordEvent({ about, type: 'Normal', reason: 'ScalingReplicaSet', message });
}

/** Models the creation in getNewReplicaSet: a namesake with another template is a collision of hashes. */
function createReplicaSet(deployment: Deployment, draft: ReplicaSetDraft, context: SyncContext): Failure {
  const namespace = deployment.metadata.namespace!;
  const response = context.request(createRequest({ resource: setResource, namespace }, draft));
  const failure = failureOf(response);
  const { name } = draft.metadata;
  if (failure === undefined) {
    recordScaling(deployment, name, 0, draft.spec.replicas ?? 0, context);
    return undefined;
  }
  if (isAlreadyExists(response)) {
    const namesake = context.reader.get(setResource, namespace, name);
    const isOwn = namesake && controllerOf(namesake)?.uid === deployment.metadata.uid;
    if (isOwn && sameTemplate(namesake.spec.template, deployment.spec.template)) return undefined;
    const collisionCount = (deployment.status.collisionCount ?? 0) + 1;
    putStatus({ ...deployment, status: { ...deployment.status, collisionCount } }, context);
    return failure;
  }
  const message = `Failed to create new replica set ${JSON.stringify(name)}: ${failure}`;
  if (hasDeadline(deployment)) {
    const draft = progressing('False', 'ReplicaSetCreateError', message);
    const conditions = setCondition(deployment.status.conditions, draft, context.nowMs);
    putStatus({ ...deployment, status: { ...deployment.status, conditions } }, context);
  }
  context.recordEvent({ about: deployment, type: 'Warning', reason: 'ReplicaSetCreateError', message });
  return failure;
}

function putStatus(deployment: Deployment, context: SyncContext): Failure {
  const { namespace, name } = deployment.metadata;
  const path = { resource, namespace: namespace!, name, subresource: 'status' };
  return failureOf(context.request(updateRequest(path, deployment)));
}

function writeStatus(deployment: Deployment, { status, revision }: DeploymentPlan, context: SyncContext): Failure {
  const { annotations } = deployment.metadata;
  const isNoted = revision === undefined || annotations?.[revisionAnnotation] === revision;
  if (isNoted && sameJson(deployment.status, status)) return undefined;
  const metadata = isNoted
    ? deployment.metadata
    : { ...deployment.metadata, annotations: { ...annotations, [revisionAnnotation]: revision } };
  return putStatus({ ...deployment, metadata, status }, context);
}
