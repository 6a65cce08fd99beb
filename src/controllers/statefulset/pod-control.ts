/**
 * Carries out what the plan decided for one Pod, with the requests and the Events of the real controller. Models
 * pkg/controller/statefulset stateful_pod_control.go.
 */

import type { SyncContext } from '../../api/controller.ts';
import type { ApiResponse } from '../../api/request.ts';
import { isStatus } from '../../api/status.ts';
import type { Pod, PodTemplateSpec, StatefulSet } from '../../api/types.ts';
import { createRequest, deleteRequest, updateRequest, type ObjectPath } from '../../client/request.ts';
import { claimNames, hasForeignController, newClaims, ownersUpToDate, withOwners, type ClaimUser } from './claims.ts';
import { identityMatches, newPod, podName, storageMatches, withIdentity, withStorage } from './identity.ts';
import type { Action } from './action.ts';
import type { RevisionNames } from './status.ts';

/** What actions need besides themselves. */
export interface PodControlContext {
  readonly context: SyncContext;
  readonly set: StatefulSet;
  readonly revisions: RevisionNames;
  /** The template of the revision a Pod is created at. */
  readonly templates: { readonly current: PodTemplateSpec; readonly update: PodTemplateSpec };
}

/** What went wrong, in Go's words; undefined when nothing did. */
export type Failure = string | undefined;

/** The message of a failed response. */
export function failureOf({ code, body }: ApiResponse): Failure {
  if (code < 400) return undefined;
  return isStatus(body) ? (body.message ?? body.reason ?? 'unknown') : String(body);
}

/** Several errors as one. Models utilerrors.NewAggregate. */
export function aggregate(failures: readonly Failure[]): Failure {
  const texts = [...new Set(failures.filter((failure) => failure !== undefined))];
  return texts.length <= 1 ? texts[0] : `[${texts.join(', ')}]`;
}

/** Carries out one action; the failure is already recorded as an Event where upstream does so. */
export function carryOut(action: Action, control: PodControlContext): Failure {
  switch (action.type) {
    case 'createPod':
      return createPod(action.ordinal, action.from, control);
    case 'deletePod':
      return deletePod(action.pod.name, control);
    case 'ensureClaims':
      return ensureClaims(action.pod, control);
    case 'repairPod':
      return repairPod(action.pod.pod, action.pod, control);
    case 'fixClaims':
      return setClaimOwners(action.pod, control);
  }
}

const pathOfPod = ({ set }: PodControlContext, name?: string): ObjectPath => ({
  resource: 'pods',
  namespace: set.metadata.namespace!,
  ...(name ? { name } : {}),
});

type Verb = 'Create' | 'Delete' | 'Update';

/** Models recordPodEvent. */
function recordPodEvent(verb: Verb, pod: string, failure: Failure, { context, set }: PodControlContext): void {
  const subject = `${verb} Pod ${pod} in StatefulSet ${set.metadata.name}`;
  context.recordEvent(
    failure === undefined
      ? { about: set, type: 'Normal', reason: `Successful${verb}`, message: `${subject} successful` }
      : { about: set, type: 'Warning', reason: `Failed${verb}`, message: `${subject} failed error: ${failure}` },
  );
}

/** Models recordClaimEvent. */
function recordClaimEvent(claim: string, pod: string, failure: Failure, { context, set }: PodControlContext): void {
  const place = `Pod ${pod} in StatefulSet ${set.metadata.name}`;
  context.recordEvent(
    failure === undefined
      ? { about: set, type: 'Normal', reason: 'SuccessfulCreate', message: `Create Claim ${claim} ${place} success` }
      : {
          about: set,
          type: 'Warning',
          reason: 'FailedCreate',
          message: `Create Claim ${claim} for ${place} failed error: ${failure}`,
        },
  );
}

/** Models CreateStatefulPod. */
function createPod(ordinal: number, from: 'current' | 'update', control: PodControlContext): Failure {
  const { context, set, templates, revisions } = control;
  const name = podName(set, ordinal);
  const claimFailure = createMissingClaims({ name, ordinal }, control);
  if (claimFailure !== undefined) {
    recordPodEvent('Create', name, claimFailure, control);
    return claimFailure;
  }
  const draft = newPod(set, templates[from], ordinal, revisions[from]);
  const response = context.request(createRequest(pathOfPod(control), draft));
  const failure = failureOf(response);
  if (failure !== undefined && isStatus(response.body) && response.body.reason === 'AlreadyExists') return failure;
  const uid = failure === undefined ? (response.body as unknown as Pod).metadata.uid : undefined;
  const ownersFailure = setClaimOwners({ name, ordinal, uid }, control);
  if (ownersFailure !== undefined) {
    recordPodEvent('Update', name, ownersFailure, control);
    return ownersFailure;
  }
  recordPodEvent('Create', name, failure, control);
  return failure;
}

/** Models DeleteStatefulPod; a Pod that is gone already is a success. */
function deletePod(name: string, control: PodControlContext): Failure {
  const response = control.context.request(deleteRequest(pathOfPod(control, name)));
  const failure = response.code === 404 ? undefined : failureOf(response);
  recordPodEvent('Delete', name, failure, control);
  return failure;
}

/** Models createMissingPersistentVolumeClaims. */
function ensureClaims(user: ClaimUser, control: PodControlContext): Failure {
  const claimFailure = createMissingClaims(user, control);
  if (claimFailure !== undefined) return claimFailure;
  const failure = setClaimOwners(user, control);
  if (failure !== undefined) recordPodEvent('Update', user.name, failure, control);
  return failure;
}

/** Models createPersistentVolumeClaims. */
function createMissingClaims(user: ClaimUser, control: PodControlContext): Failure {
  const { context, set } = control;
  const namespace = set.metadata.namespace!;
  const failures = newClaims(set, user.ordinal).map((claim): Failure => {
    const { name } = claim.metadata;
    const existing = context.reader.get('persistentvolumeclaims', namespace, name);
    if (existing) return existing.metadata.deletionTimestamp ? `pvc ${name} is being deleted` : undefined;
    const response = context.request(createRequest({ resource: 'persistentvolumeclaims', namespace }, claim));
    const failure = failureOf(response);
    const taken = isStatus(response.body) && response.body.reason === 'AlreadyExists';
    if (!taken) recordClaimEvent(name, user.name, failure, control);
    return failure === undefined ? undefined : `failed to create PVC ${name}: ${failure}`;
  });
  return aggregate(failures);
}

/** Models UpdatePodClaimForRetentionPolicy. */
function setClaimOwners(user: ClaimUser, { context, set }: PodControlContext): Failure {
  const namespace = set.metadata.namespace!;
  for (const name of claimNames(set, user.ordinal)) {
    const claim = context.reader.get('persistentvolumeclaims', namespace, name);
    if (!claim) continue;
    if (hasForeignController(set, claim, user)) {
      const message = `PersistentVolumeClaim ${name} has a conflicting OwnerReference that acts as a manging controller, the retention policy is ignored for this claim`;
      context.recordEvent({ about: set, type: 'Warning', reason: 'ConflictingController', message });
    }
    if (ownersUpToDate(set, claim, user)) continue;
    const path = { resource: 'persistentvolumeclaims', namespace, name };
    const failure = failureOf(context.request(updateRequest(path, withOwners(set, claim, user))));
    if (failure !== undefined) return `could not update claim ${name} for delete policy ownerRefs: ${failure}`;
  }
  return undefined;
}

/** Models UpdateStatefulPod. The Pod is written even when only its claims had to change. */
function repairPod(pod: Pod, user: ClaimUser, control: PodControlContext): Failure {
  const { set, context } = control;
  let repaired = identityMatches(set, pod) ? pod : withIdentity(pod);
  if (!storageMatches(set, repaired)) {
    repaired = withStorage(set, repaired);
    const claimFailure = createMissingClaims(user, control);
    if (claimFailure !== undefined) {
      recordPodEvent('Update', user.name, claimFailure, control);
      return claimFailure;
    }
  }
  const ownersFailure = setClaimOwners(user, control);
  if (ownersFailure !== undefined) {
    recordPodEvent('Update', user.name, ownersFailure, control);
    return ownersFailure;
  }
  const failure = failureOf(context.request(updateRequest(pathOfPod(control, user.name), repaired)));
  recordPodEvent('Update', user.name, failure, control);
  return failure;
}
