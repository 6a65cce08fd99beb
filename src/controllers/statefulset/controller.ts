/**
 * The StatefulSet controller: queue keys and one sync. What to do is decided by plan.ts; here it is carried out, and
 * the status is written. Models pkg/controller/statefulset stateful_set.go and stateful_set_control.go UpdateStatefulSet.
 */

import type { StoreChange } from '../../api/change.ts';
import type { Controller, SyncContext, SyncResult } from '../../api/controller.ts';
import type { Decision } from '../../api/decision.ts';
import { controllerOf, isTerminating, objectKey } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import { matchesSelector } from '../../api/selector.ts';
import type { OwnerReference, PersistentVolumeClaim, Pod, StatefulSet, StatefulSetStatus } from '../../api/types.ts';
import { updateRequest } from '../../client/request.ts';
import { listChanges } from '../../lib/list-changes.ts';
import { claimPods } from './claim-pods.ts';
import { requestRefused } from './explain.ts';
import {
  adoptOrphanRevisions,
  listRevisions,
  resolveRevisions,
  truncateHistory,
  type SetRevisions,
} from './history.ts';
import { podName } from './identity.ts';
import type { Action, Step } from './action.ts';
import { planStatefulSet, type Plan } from './plan.ts';
import type { PodFacts } from './pod-facts.ts';
import { aggregate, carryOut, failureOf, type Failure, type PodControlContext, type Work } from './pod-control.ts';
import { templateOf } from './revision.ts';
import { completeRollingUpdate, needsWrite, storedStatus } from './status.ts';

export const statefulSetController: Controller = {
  name: 'statefulset-controller',
  keysFor,
  sync,
};

function keysFor(change: StoreChange, reader: ClusterReader): readonly string[] {
  if (change.resource === 'statefulsets.apps') return [change.key];
  if (change.resource !== 'pods') return [];
  const pod = change.object as Pod;
  const owner = controllerOf(pod);
  const former = change.previous && controllerOf(change.previous);
  const keys = ownerKeys(owner, pod, reader);
  if (former && former.uid !== owner?.uid) keys.push(...ownerKeys(former, pod, reader));
  if (!owner && change.type !== 'DELETED' && !isTerminating(pod)) keys.push(...adopterKeys(change, pod, reader));
  return keys;
}

/** The set behind a controller reference, when it is the very one. */
function ownerKeys(owner: OwnerReference | undefined, { metadata }: Pod, reader: ClusterReader): string[] {
  if (owner?.kind !== 'StatefulSet') return [];
  const set = reader.get('statefulsets.apps', metadata.namespace, owner.name);
  return set?.metadata.uid === owner.uid ? [objectKey(set)] : [];
}

/** An orphan is news to every set that may adopt it: when it is new, or when its labels or its owner changed. */
function adopterKeys({ previous }: StoreChange, pod: Pod, reader: ClusterReader): readonly string[] {
  const { labels, namespace, ownerReferences } = pod.metadata;
  const same = previous?.metadata.labels === labels && previous?.metadata.ownerReferences === ownerReferences;
  if (previous && same) return [];
  const sets = reader.list('statefulsets.apps', namespace);
  return sets.filter(({ spec }) => matchesSelector(spec.selector, labels)).map(objectKey);
}

function sync(key: string, context: SyncContext): SyncResult {
  const [namespace, name] = key.split('/');
  const set = context.reader.get('statefulsets.apps', namespace, name!);
  if (!set) return {};
  const adoption = adoptOrphanRevisions(set, context);
  if (adoption !== undefined) return { error: adoption };
  const claimed = claimPods(set, context);
  if (claimed.failure !== undefined) return { error: claimed.failure, decisions: claimed.decisions };
  return updateStatefulSet(set, claimed.pods, claimed.decisions, context);
}

/** Models UpdateStatefulSet and performUpdate. */
function updateStatefulSet(
  set: StatefulSet,
  pods: readonly PodFacts[],
  claimDecisions: readonly Decision[],
  context: SyncContext,
): SyncResult {
  const { reader, nowMs, featureGates } = context;
  const revisions = listRevisions(set, context);
  const resolved = resolveRevisions(set, revisions, context);
  if ('failure' in resolved) return { error: resolved.failure, decisions: claimDecisions };
  const names = { current: resolved.current.metadata.name, update: resolved.update.metadata.name };
  const { collisionCount } = resolved;
  const claim = claimLookup(set, reader);
  const plan = planStatefulSet({ set, pods, claim, revisions: names, collisionCount, nowMs, featureGates });
  const outcome = carryOutAll(plan, { context, set, revisions: names, templates: templatesOf(set, resolved) });
  const statusFailure = writeStatus(set, outcome.status, context);
  const failure = outcome.failure ?? statusFailure;
  const inUse = new Set([names.current, names.update]);
  for (const { revision } of pods) inUse.add(revision);
  const error = aggregate([failure, truncateHistory(set, revisions, inUse, context)]);
  const decisions = [...claimDecisions, ...outcome.decisions];
  if (error !== undefined) return { error, decisions };
  return plan.requeueAfterMs === undefined ? { decisions } : { decisions, requeueAfterMs: plan.requeueAfterMs };
}

/** The claims that were looked at last, and the same by name: a shortcut that follows the list from version to version. */
const latest = { claims: [] as readonly PersistentVolumeClaim[], byName: new Map<string, PersistentVolumeClaim>() };

/** Claims by name; and only when the set has claims at all. */
function claimLookup(set: StatefulSet, reader: ClusterReader): (name: string) => PersistentVolumeClaim | undefined {
  if (!set.spec.volumeClaimTemplates?.length) return () => undefined;
  const claims = reader.list('persistentvolumeclaims', set.metadata.namespace);
  for (const { before, after } of listChanges(latest.claims, claims, objectKey)) {
    if (before) latest.byName.delete(before.metadata.name);
    if (after) latest.byName.set(after.metadata.name, after);
  }
  latest.claims = claims;
  return (name) => latest.byName.get(name);
}

function templatesOf(set: StatefulSet, { current, update }: SetRevisions): PodControlContext['templates'] {
  const updateTemplate = set.spec.template;
  return { current: current === update ? updateTemplate : templateOf(current), update: updateTemplate };
}

interface Outcome {
  readonly failure: Failure;
  readonly status: StatefulSetStatus;
  readonly decisions: readonly Decision[];
}

/** Runs the batches up to the first that fails. */
function carryOutAll(plan: Plan, control: PodControlContext): Outcome {
  const done: Done = { refusals: [], updated: 0 };
  let failure: Failure;
  for (const batch of plan.batches) {
    failure = runTogether(batch.map((step) => carryOutStep(step, control, done)));
    if (failure !== undefined) break;
  }
  const refused = new Set(done.refusals.map(({ about }) => about.name));
  const decisions = plan.decisions.filter(({ verdict, about }) => verdict !== 'acts' || !refused.has(about.name));
  const currentReplicas = (plan.status.currentReplicas ?? 0) - done.updated;
  return { failure, status: { ...plan.status, currentReplicas }, decisions: [...decisions, ...done.refusals] };
}

/** What has come of the steps so far. */
interface Done {
  readonly refusals: Decision[];
  /** Pods deleted for the update. */
  updated: number;
}

function* carryOutStep(step: Step, control: PodControlContext, done: Done): Work {
  for (const action of step) {
    const failure = yield* carryOut(action, control);
    if (failure !== undefined) {
      done.refusals.push(refusalOf(action, failure, control.set));
      return failure;
    }
    if (action.type === 'deletePod' && action.forUpdate) done.updated++;
  }
  return undefined;
}

/**
 * Runs the works of a batch side by side, one write each in turn. The last one goes first, then the others in order:
 * so does Go's scheduler with the goroutines that slowStartBatch starts.
 */
function runTogether(works: readonly Work[]): Failure {
  const failures: Failure[] = [];
  let open = [...works.slice(-1), ...works.slice(0, -1)];
  while (open.length > 0) {
    open = open.filter((work) => {
      const { done, value } = work.next();
      if (done) failures.push(value);
      return !done;
    });
  }
  return aggregate(failures);
}

const verbs = {
  createPod: 'created',
  deletePod: 'deleted',
  ensureClaims: 'given its claims',
  repairPod: 'updated',
  fixClaims: 'given its claims',
} as const satisfies Record<Action['type'], string>;

function refusalOf(action: Action, error: string, set: StatefulSet): Decision {
  const name = action.type === 'createPod' ? podName(set, action.ordinal) : action.pod.name;
  return requestRefused(set, name, verbs[action.type], error);
}

/** Writes the status when it differs from the stored one. Models updateStatefulSetStatus. */
function writeStatus(set: StatefulSet, computed: StatefulSetStatus, context: SyncContext): Failure {
  const status = completeRollingUpdate(set, computed);
  if (!needsWrite(set.status, status)) return undefined;
  const { namespace, name } = set.metadata;
  const path = { resource: 'statefulsets.apps', namespace: namespace!, name, subresource: 'status' };
  return failureOf(context.request(updateRequest(path, { ...set, status: storedStatus(status) })));
}
