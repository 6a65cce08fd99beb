/**
 * disruption controller: keeps the status of PodDisruptionBudgets, from which evictions are allowed. One key per
 * budget. Models pkg/controller/disruption/disruption.go.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, QueueWish, SyncContext, SyncResult } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import { objectKey, refOf } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import { matchesSelector } from '../api/selector.ts';
import type { LabelSelector, Node, Pod, PodDisruptionBudget } from '../api/types.ts';
import { updateRequest } from '../client/request.ts';
import { formatTime } from '../lib/time.ts';
import { planBudget, type BudgetPlan } from './disruption-plan.ts';

const resource = 'poddisruptionbudgets.policy';

export const disruptionController: Controller = {
  name: 'disruption-controller',
  keysFor(change, reader) {
    if (change.resource === resource) return change.type === 'DELETED' ? [] : [change.key];
    if (change.resource === 'nodes') return keysForNode(change as StoreChange<Node>, reader);
    return change.resource === 'pods' ? keysForPod(change as StoreChange<Pod>, reader) : [];
  },
  sync,
};

/** What is said of Pods changes when their node is cordoned. */
function keysForNode({ object, previous }: StoreChange<Node>, reader: ClusterReader): readonly QueueWish[] {
  const isSame = !previous || previous.spec.unschedulable === object.spec.unschedulable;
  return isSame ? [] : reader.list(resource).map(objectKey);
}

function keysForPod({ object, previous }: StoreChange<Pod>, reader: ClusterReader): readonly QueueWish[] {
  const { namespace, labels } = object.metadata;
  const isSame =
    previous !== undefined &&
    previous.metadata.labels === labels &&
    previous.metadata.deletionTimestamp === object.metadata.deletionTimestamp &&
    previous.status.conditions === object.status.conditions &&
    previous.status.phase === object.status.phase;
  if (isSame) return [];
  return reader
    .list(resource, namespace)
    .filter(
      ({ spec: { selector } }) =>
        matchesSelector(selector, labels) || (previous && matchesSelector(selector, previous.metadata.labels)),
    )
    .map(objectKey);
}

function sync(key: string, context: SyncContext): SyncResult {
  const { reader, nowMs } = context;
  const [namespace, name] = key.split('/') as [string, string];
  const budget = reader.get(resource, namespace, name);
  if (!budget) return {};
  const { selector } = budget.spec;
  const pods = reader.list('pods', namespace).filter((pod) => matchesSelector(selector, pod.metadata.labels));
  const plan = planBudget(budget, pods, reader, nowMs);
  recordEvents(budget, pods, plan, context);
  const error = writeStatus(budget, plan, context);
  if (error !== undefined) return { error };
  const decisions = [decide(budget, plan, pods), ...evictionsRefused(budget, plan, pods, reader)];
  return plan.recheckAtMs === undefined ? { decisions } : { decisions, requeueAfterMs: plan.recheckAtMs - nowMs };
}

function recordEvents(budget: PodDisruptionBudget, pods: readonly Pod[], plan: BudgetPlan, context: SyncContext): void {
  const record = (
    about: PodDisruptionBudget | Pod,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void => context.recordEvent({ about, type, reason, message, component: 'controllermanager' });
  if (pods.length === 0) record(budget, 'Normal', 'NoPods', 'No matching pods found');
  if (plan.error !== undefined) {
    const message = `Failed to calculate the number of expected pods: ${plan.error}`;
    record(budget, 'Warning', 'CalculateExpectedPodCountFailed', message);
  }
  if (plan.unmanaged.length > 0) {
    const message = `Pods selected by this PodDisruptionBudget (selector: ${goSelector(budget.spec.selector)}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`;
    record(budget, 'Warning', 'UnmanagedPods', message);
  }
  for (const pod of pods) {
    if (chosenBudget(pod, context.reader)?.metadata.name !== budget.metadata.name) continue;
    const { namespace, name } = pod.metadata;
    const message = `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.  Chose "${budget.metadata.name}" arbitrarily.`;
    record(pod, 'Warning', 'MultiplePodDisruptionBudgets', message);
  }
  for (const pod of plan.notDeleted) {
    record(pod, 'Warning', 'NotDeleted', `Pod was expected by PDB ${objectKey(budget)} to be deleted but it wasn't`);
  }
}

/** Of several budgets that cover a Pod the one that upstream would pick from a map: here the first by name. Models getPdbForPod. */
function chosenBudget({ metadata }: Pod, reader: ClusterReader): PodDisruptionBudget | undefined {
  const budgets = reader
    .list(resource, metadata.namespace)
    .filter(({ spec }) => matchesSelector(spec.selector, metadata.labels));
  return budgets.length > 1 ? budgets[0] : undefined;
}

/** A label selector as its generated Go String method prints it. */
function goSelector(selector: LabelSelector | undefined): string {
  const labels = Object.entries(selector?.matchLabels ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}: ${value},`)
    .join('');
  const expressions = (selector?.matchExpressions ?? [])
    .map(
      ({ key, operator, values }) =>
        `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${(values ?? []).join(' ')}],},`,
    )
    .join('');
  return `&LabelSelector{MatchLabels:map[string]string{${labels}},MatchExpressions:[]LabelSelectorRequirement{${expressions}},}`;
}

/** Models updatePdbStatus and, when the count failed, failSafe. */
function writeStatus(budget: PodDisruptionBudget, plan: BudgetPlan, context: SyncContext): string | undefined {
  const { namespace, name, generation } = budget.metadata;
  const old = budget.status ?? {};
  const { currentHealthy, desiredHealthy, expectedPods, disruptionsAllowed, disruptedPods, error } = plan;
  const counts = error === undefined ? { currentHealthy, desiredHealthy, expectedPods, disruptedPods } : {};
  const observedGeneration = error === undefined ? generation : old.observedGeneration;
  const isSame =
    old.disruptionsAllowed === disruptionsAllowed &&
    old.observedGeneration === observedGeneration &&
    (error !== undefined ||
      (old.currentHealthy === currentHealthy &&
        old.desiredHealthy === desiredHealthy &&
        old.expectedPods === expectedPods &&
        Object.keys(old.disruptedPods ?? {}).join() === Object.keys(disruptedPods).join()));
  const reason = error !== undefined ? 'SyncFailed' : disruptionsAllowed > 0 ? 'SufficientPods' : 'InsufficientPods';
  const before = old.conditions?.find(({ type }) => type === 'DisruptionAllowed');
  if (isSame && before?.reason === reason) return undefined;
  const status = disruptionsAllowed > 0 ? 'True' : 'False';
  const condition = {
    type: 'DisruptionAllowed',
    status,
    observedGeneration,
    lastTransitionTime: before?.status === status ? before.lastTransitionTime : formatTime(context.nowMs),
    reason,
    message: error ?? '',
  };
  const { disruptedPods: _disrupted, ...rest } = old;
  const next = { ...rest, ...withoutEmptyMap(counts), disruptionsAllowed, observedGeneration, conditions: [condition] };
  const path = { resource, namespace: namespace!, name, subresource: 'status' };
  const response = context.request(updateRequest(path, { ...budget, status: next }));
  return response.code < 300 || response.code === 404 ? undefined : JSON.stringify(response.body);
}

function withoutEmptyMap<T extends { readonly disruptedPods?: Readonly<Record<string, string>> }>(counts: T): object {
  const { disruptedPods, ...rest } = counts;
  return disruptedPods && Object.keys(disruptedPods).length > 0 ? counts : rest;
}

function decide(budget: PodDisruptionBudget, plan: BudgetPlan, pods: readonly Pod[]): Decision {
  const about = refOf(budget);
  const { currentHealthy, desiredHealthy, disruptionsAllowed, error } = plan;
  const field = budget.spec.maxUnavailable === undefined ? 'spec.minAvailable' : 'spec.maxUnavailable';
  const rule = { object: about, field };
  if (disruptionsAllowed > 0) {
    const message = `${about.name} allows ${disruptionsAllowed} more eviction${disruptionsAllowed === 1 ? '' : 's'}: ${currentHealthy} Pods are healthy, ${desiredHealthy} must be.`;
    return { about, verdict: 'acts', reason: 'SufficientPods', message, rule };
  }
  const unhealthy = pods.filter((pod) => !isHealthy(pod)).map(refOf);
  const message =
    error === undefined
      ? `${about.name} allows no eviction: ${currentHealthy} Pods are healthy, and ${desiredHealthy} must stay so.`
      : `${about.name} allows no eviction: ${error}.`;
  return {
    about,
    verdict: 'refuses',
    reason: error === undefined ? 'InsufficientPods' : 'SyncFailed',
    message,
    ...(unhealthy.length > 0 ? { blockedBy: unhealthy } : {}),
    rule,
  };
}

/** Pods that are to leave their node, which is cordoned, and may not. Models the answers of the eviction subresource. */
function evictionsRefused(
  budget: PodDisruptionBudget,
  { disruptionsAllowed, desiredHealthy, currentHealthy }: BudgetPlan,
  pods: readonly Pod[],
  reader: ClusterReader,
): readonly Decision[] {
  if (disruptionsAllowed > 0) return [];
  const budgetRef = refOf(budget);
  const field = budget.spec.maxUnavailable === undefined ? 'spec.minAvailable' : 'spec.maxUnavailable';
  return pods.flatMap((pod): readonly Decision[] => {
    const { nodeName } = pod.spec;
    const isLeaving = nodeName && reader.get('nodes', undefined, nodeName)?.spec.unschedulable === true;
    if (!isLeaving || pod.status.phase !== 'Running' || pod.metadata.deletionTimestamp !== undefined) return [];
    const about = refOf(pod);
    const message = `${about.name} cannot be evicted from ${nodeName}: ${budgetRef.name} needs ${desiredHealthy} healthy Pods and has ${currentHealthy} currently.`;
    const rule = { object: budgetRef, field };
    return [{ about, verdict: 'refuses', reason: 'EvictionRefused', message, blockedBy: [budgetRef], rule }];
  });
}

function isHealthy({ metadata, status }: Pod): boolean {
  const isReady = status.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True');
  return isReady === true && metadata.deletionTimestamp === undefined;
}
