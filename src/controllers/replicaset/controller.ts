/** The ReplicaSet controller: queue keys and one sync. Models pkg/controller/replicaset/replica_set.go syncReplicaSet. */

import type { StoreChange } from '../../api/change.ts';
import type { Controller, SyncContext, SyncResult } from '../../api/controller.ts';
import { controllerOf } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { Pod, ReplicaSet, ReplicaSetStatus } from '../../api/types.ts';
import { updateRequest } from '../../client/request.ts';
import { sameJson } from '../../lib/same-json.ts';
import { claimObjects, ownerKeys } from '../controller-refs.ts';
import { createPods, deletePod } from '../pod-from-template.ts';
import { isPodActive } from '../pod-predicates.ts';
import { aggregate, failureOf, type Failure } from '../statefulset/pod-control.ts';
import { podsRefused } from '../refused-request.ts';
import { planReplicaSet, withFailure, type ReplicaSetPlan } from './plan.ts';

const resource = 'replicasets.apps';

export const replicaSetController: Controller = { name: 'replicaset-controller', keysFor, sync };

function keysFor(change: StoreChange, reader: ClusterReader): readonly string[] {
  if (change.resource === resource) return [change.key];
  return change.resource === 'pods' ? ownerKeys(change, 'ReplicaSet', resource, reader) : [];
}

function sync(key: string, context: SyncContext): SyncResult {
  const { reader, nowMs } = context;
  const [namespace, name] = key.split('/') as [string, string];
  const set = reader.get(resource, namespace, name);
  if (!set) return {};
  const { objects: pods, failure: claimFailure } = claimObjects(set, 'pods', context);
  if (claimFailure !== undefined) return { error: claimFailure };
  const plan = planReplicaSet({ set, pods, related: relatedPods(set, pods, reader), nowMs });
  const failure = carryOut(set, plan, context);
  const reason = plan.create > 0 ? 'FailedCreate' : 'FailedDelete';
  const status = withFailure(plan.status, failure === undefined ? undefined : { reason, message: failure }, nowMs);
  const error = aggregate([failure, writeStatus(set, status, context)]);
  const { requeueAfterMs } = plan;
  const refused = failure === undefined ? [] : [podsRefused(set, plan.create > 0 ? 'create' : 'delete', failure)];
  const decisions = [...plan.decisions, ...refused];
  if (error !== undefined) return { error, decisions };
  return requeueAfterMs === undefined ? { decisions } : { decisions, requeueAfterMs };
}

/** Active Pods of the ReplicaSets with the same owner. Models getIndirectlyRelatedPods. */
function relatedPods(set: ReplicaSet, own: readonly Pod[], reader: ClusterReader): readonly Pod[] {
  const owner = controllerOf(set)?.uid;
  if (owner === undefined) return own.filter(isPodActive);
  const { namespace } = set.metadata;
  const siblings = reader.list(resource, namespace).filter((sibling) => controllerOf(sibling)?.uid === owner);
  const uids = new Set(siblings.map(({ metadata }) => metadata.uid));
  return reader.list('pods', namespace).filter((pod) => isPodActive(pod) && uids.has(controllerOf(pod)?.uid ?? ''));
}

/** Models manageReplicas. */
function carryOut(set: ReplicaSet, plan: ReplicaSetPlan, context: SyncContext): Failure {
  if (plan.create > 0 && set.spec.template) {
    const traits = Array.from({ length: plan.create }, () => ({}));
    return createPods(set, set.spec.template, traits, context);
  }
  return plan.delete.map((pod) => deletePod(set, pod, context)).find((failure) => failure !== undefined);
}

function writeStatus(set: ReplicaSet, status: ReplicaSetStatus, context: SyncContext): Failure {
  if (sameJson(set.status, status)) return undefined;
  const { namespace, name } = set.metadata;
  const path = { resource, namespace: namespace!, name, subresource: 'status' };
  return failureOf(context.request(updateRequest(path, { ...set, status })));
}
