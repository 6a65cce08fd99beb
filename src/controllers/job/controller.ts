/** The Job controller: queue keys, one sync, and its writes. Models pkg/controller/job/job_controller.go. */

import type { StoreChange } from '../../api/change.ts';
import type { Controller, SyncContext, SyncResult } from '../../api/controller.ts';
import { controllerOf, objectKey } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { Job, JobStatus, Pod } from '../../api/types.ts';
import { patchRequest, updateRequest } from '../../client/request.ts';
import { sameJson } from '../../lib/same-json.ts';
import { claimObjects, ownerKeys } from '../controller-refs.ts';
import { createPods, deletePod } from '../pod-from-template.ts';
import { aggregate, failureOf, type Failure } from '../statefulset/pod-control.ts';
import { podsRefused } from '../refused-request.ts';
import { indexTraits } from './indexes.ts';
import { planJob, trackingFinalizer, type JobPlan } from './plan.ts';

const resource = 'jobs.batch';
const orphanPrefix = 'orphan:';

export const jobController: Controller = { name: 'job-controller', keysFor, sync };

function keysFor(change: StoreChange, reader: ClusterReader): readonly string[] {
  if (change.resource === resource) {
    return change.type === 'DELETED' ? [change.key, ...leftBehind(change.object as Job, reader)] : [change.key];
  }
  if (change.resource !== 'pods') return [];
  const pod = change.object as Pod;
  const keys = ownerKeys(change, 'Job', resource, reader);
  return isTracked(pod) && change.type !== 'DELETED' && !jobOf(pod, reader) ? [...keys, orphanKey(pod)] : keys;
}

const orphanKey = (pod: Pod): string => `${orphanPrefix}${objectKey(pod)}`;
const isTracked = ({ metadata }: Pod): boolean => metadata.finalizers?.includes(trackingFinalizer) === true;

/** The Job that controls the Pod, if it still exists. */
function jobOf(pod: Pod, reader: ClusterReader): Job | undefined {
  const owner = controllerOf(pod);
  const job = owner?.kind === 'Job' ? reader.get(resource, pod.metadata.namespace, owner.name) : undefined;
  return job?.metadata.uid === owner?.uid ? job : undefined;
}

/** Pods of a Job that is gone. */
function leftBehind({ metadata }: Job, reader: ClusterReader): readonly string[] {
  const pods = reader.list('pods', metadata.namespace);
  return pods.filter((pod) => isTracked(pod) && controllerOf(pod)?.uid === metadata.uid).map(orphanKey);
}

function sync(key: string, context: SyncContext): SyncResult {
  const isOrphan = key.startsWith(orphanPrefix);
  const [namespace, name] = (isOrphan ? key.slice(orphanPrefix.length) : key).split('/') as [string, string];
  if (isOrphan) return syncOrphan(context.reader.get('pods', namespace, name), context);
  const job = context.reader.get(resource, namespace, name);
  if (!job) return {};
  const { objects: pods, failure } = claimObjects(job, 'pods', context);
  if (failure !== undefined) return { error: failure };
  return carryOut(job, planJob({ job, pods, nowMs: context.nowMs }), context);
}

/** Nobody counts a Pod without Job: it is let go. Models syncOrphanPod. */
function syncOrphan(pod: Pod | undefined, context: SyncContext): SyncResult {
  if (!pod || !isTracked(pod) || jobOf(pod, context.reader)) return {};
  const error = removeFinalizer(pod, context);
  return error === undefined ? {} : { error };
}

function removeFinalizer({ metadata }: Pod, context: SyncContext): Failure {
  const { namespace, name, uid } = metadata;
  const patch = { metadata: { uid, '$deleteFromPrimitiveList/finalizers': [trackingFinalizer] } };
  const response = context.request(patchRequest({ resource: 'pods', namespace: namespace!, name }, 'strategic', patch));
  return response.code === 404 ? undefined : failureOf(response);
}

function carryOut(job: Job, plan: JobPlan, context: SyncContext): SyncResult {
  const { create, createIndexes, decisions, requeueAfterMs } = plan;
  const tracked = { finalizers: [trackingFinalizer] };
  const traits = createIndexes
    ? createIndexes.map((index) => ({ ...tracked, ...indexTraits(job, index) }))
    : Array.from({ length: create }, () => tracked);
  const deletion = plan.delete.map((pod) => deletePod(job, pod, context)).find((failure) => failure !== undefined);
  const creation = create > 0 ? createPods(job, job.spec.template, traits, context) : undefined;
  const error = aggregate([deletion, creation, track(job, plan, context)]);
  const refused = creation === undefined ? [] : [podsRefused(job, 'create', creation)];
  if (error !== undefined) return { error, decisions: [...decisions, ...refused] };
  for (const event of plan.events) context.recordEvent({ about: job, ...event });
  return requeueAfterMs === undefined ? { decisions } : { decisions, requeueAfterMs };
}

/**
 * Ended Pods are written down first, then let go, then counted: so none is counted twice. Models
 * trackJobStatusAndRemoveFinalizers.
 */
function track(job: Job, { succeeded, failed, status }: JobPlan, context: SyncContext): Failure {
  if (succeeded.length + failed.length === 0) return writeStatus(job, status, context);
  const uids = (pods: readonly Pod[]): readonly string[] => pods.map(({ metadata }) => metadata.uid);
  const uncountedTerminatedPods = {
    ...(succeeded.length > 0 ? { succeeded: uids(succeeded) } : {}),
    ...(failed.length > 0 ? { failed: uids(failed) } : {}),
  };
  const failure = writeStatus(job, { ...job.status, uncountedTerminatedPods }, context);
  if (failure !== undefined) return failure;
  const removals = [...succeeded, ...failed].map((pod) => removeFinalizer(pod, context));
  const { namespace, name } = job.metadata;
  const present = context.reader.get(resource, namespace, name);
  return aggregate([...removals, present && writeStatus(present, status, context)]);
}

function writeStatus(job: Job, status: JobStatus, context: SyncContext): Failure {
  if (sameJson(job.status, status)) return undefined;
  const { namespace, name } = job.metadata;
  const path = { resource, namespace: namespace!, name, subresource: 'status' };
  return failureOf(context.request(updateRequest(path, { ...job, status })));
}
