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

/** True for the refusal of a name that is taken. */
export function isAlreadyExists({ body }: ApiResponse): boolean {
  return isStatus(body) && body.reason === 'AlreadyExists';
}

/** Several errors as one. Models utilerrors.NewAggregate. */
export function aggregate(failures: readonly Failure[]): Failure {
  const texts = [...new Set(failures.filter((failure) => failure !== undefined))];
  return texts.length <= 1 ? texts[0] : `[${texts.join(', ')}]`;
}

/** Work that pauses after each of its writes, so that several can run side by side. */
export type Work = Generator<void, Failure, void>;

/** Carries out one action; the failure is already recorded as an Event where upstream does so. */
export function carryOut(action: Action, control: PodControlContext): Work {
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
function* createPod(ordinal: number, from: 'current' | 'update', control: PodControlContext): Work {
  const { context, set, templates, revisions } = control;
  const name = podName(set, ordinal);
  const claimFailure = yield* createMissingClaims({ name, ordinal }, control);
  if (claimFailure !== undefined) {
    recordPodEvent('Create', name, claimFailure, control);
    return claimFailure;
  }
  const draft = newPod(set, templates[from], ordinal, revisions[from]);
  const response = context.request(createRequest(pathOfPod(control), draft));
  yield;
  const failure = failureOf(response);
  if (isAlreadyExists(response)) return failure;
  const uid = failure === undefined ? (response.body as unknown as Pod).metadata.uid : undefined;
  const ownersFailure = yield* setClaimOwners({ name, ordinal, uid }, control);
  if (ownersFailure !== undefined) {
    recordPodEvent('Update', name, ownersFailure, control);
    return ownersFailure;
  }
  recordPodEvent('Create', name, failure, control);
  return failure;
}

/** Models DeleteStatefulPod; a Pod that is gone already is a success. */
function* deletePod(name: string, control: PodControlContext): Work {
  const response = control.context.request(deleteRequest(pathOfPod(control, name)));
  yield;
  const failure = response.code === 404 ? undefined : failureOf(response);
  recordPodEvent('Delete', name, failure, control);
  return failure;
}

/** Models createMissingPersistentVolumeClaims. */
function* ensureClaims(user: ClaimUser, control: PodControlContext): Work {
  const claimFailure = yield* createMissingClaims(user, control);
  if (claimFailure !== undefined) return claimFailure;
  const failure = yield* setClaimOwners(user, control);
  if (failure !== undefined) recordPodEvent('Update', user.name, failure, control);
  return failure;
}

/** Models createPersistentVolumeClaims. */
function* createMissingClaims(user: ClaimUser, control: PodControlContext): Work {
  const { context, set } = control;
  const namespace = set.metadata.namespace!;
  const failures: string[] = [];
  for (const claim of newClaims(set, user.ordinal)) {
    const { name } = claim.metadata;
    const existing = context.reader.get('persistentvolumeclaims', namespace, name);
    if (existing) {
      if (existing.metadata.deletionTimestamp) failures.push(`pvc ${name} is being deleted`);
      continue;
    }
    const response = context.request(createRequest({ resource: 'persistentvolumeclaims', namespace }, claim));
    const failure = failureOf(response);
    if (failure !== undefined) failures.push(`failed to create PVC ${name}: ${failure}`);
    if (!isAlreadyExists(response)) recordClaimEvent(name, user.name, failure, control);
    yield;
  }
  return aggregate(failures);
}

/** Models UpdatePodClaimForRetentionPolicy. */
function* setClaimOwners(user: ClaimUser, { context, set }: PodControlContext): Work {
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
    yield;
    if (failure !== undefined) return `could not update claim ${name} for delete policy ownerRefs: ${failure}`;
  }
  return undefined;
}

/** Models UpdateStatefulPod. The Pod is written even when only its claims had to change. */
function* repairPod(pod: Pod, user: ClaimUser, control: PodControlContext): Work {
  const { set, context } = control;
  let repaired = identityMatches(set, pod) ? pod : withIdentity(pod);
  if (!storageMatches(set, repaired)) {
    repaired = withStorage(set, repaired);
    const claimFailure = yield* createMissingClaims(user, control);
    if (claimFailure !== undefined) {
      recordPodEvent('Update', user.name, claimFailure, control);
      return claimFailure;
    }
  }
  const ownersFailure = yield* setClaimOwners(user, control);
  if (ownersFailure !== undefined) {
    recordPodEvent('Update', user.name, ownersFailure, control);
    return ownersFailure;
  }
  const failure = failureOf(context.request(updateRequest(pathOfPod(control, user.name), repaired)));
  recordPodEvent('Update', user.name, failure, control);
  return failure;
}
