/** What a Pod says about itself where no decision does: lost nodes, tolerated taints, finalizers, DNS, budgets. */

import { refOf, type ObjectRef } from '../../api/object.ts';
import { matchesSelector } from '../../api/selector.ts';
import { toleratesTaint } from '../../api/toleration.ts';
import type { Node, Pod, PodDisruptionBudget, Service, Taint } from '../../api/types.ts';
import { parseTime } from '../../lib/time.ts';
import { deleteLine, headlessLine, publishNotReadyLine } from '../kubectl-lines.ts';
import { isPodReady, podDetail, podState } from '../pod-state.ts';
import { whyNoRecord } from '../stage-dns.ts';
import { isHeadless } from '../stage-services.ts';
import { tell } from './answer.ts';
import { command, edit, endFaults, look, setOfPod } from './steps.ts';
import type { WhyAnswer, WhySource } from './why-model.ts';

const readyOf = (node: Node): string =>
  node.status.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'Unknown';

/** When the first NoExecute taint of the node is no longer tolerated; undefined when that never happens. */
function evictedAtMs(pod: Pod, taints: readonly Taint[]): number | undefined {
  const ends = taints.flatMap((taint) => {
    const tolerations = (pod.spec.tolerations ?? []).filter((toleration) => toleratesTaint(toleration, taint));
    if (tolerations.some(({ tolerationSeconds }) => tolerationSeconds === undefined)) return [];
    const seconds = Math.min(...tolerations.map(({ tolerationSeconds = 0 }) => tolerationSeconds));
    const addedMs = parseTime(taint.timeAdded ?? '');
    return addedMs === undefined ? [] : [addedMs + (Number.isFinite(seconds) ? seconds : 0) * 1000];
  });
  return ends.length > 0 ? Math.min(...ends) : undefined;
}

function onLostNode(pod: Pod, node: Node, source: WhySource): WhyAnswer {
  const about = refOf(pod);
  const nodeRef = refOf(node);
  const { name } = pod.metadata;
  const faults = endFaults(source.faults, nodeRef, source.reader);
  if (pod.metadata.deletionTimestamp !== undefined) {
    return tell(about, {
      verdict: 'refuses',
      reason: 'NodeDoesNotConfirm',
      what: `${name} stays Terminating: its node ${nodeRef.name} does not answer, so nobody confirms that its containers have stopped.`,
      blockedBy: [nodeRef],
      steps: [
        ...faults,
        command(`The machine is gone for good: delete Node ${nodeRef.name}`, deleteLine(nodeRef)),
        command(`Force delete ${name} – only if it can never run again`, deleteLine(about, { force: true })),
      ],
    });
  }
  const taints = (node.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
  const atMs = evictedAtMs(pod, taints);
  const toleration = pod.spec.tolerations?.find(({ key }) => key === taints[0]?.key);
  const seconds = toleration?.tolerationSeconds;
  const wait =
    taints.length === 0
      ? 'It is deleted some time after the node is tainted NoExecute.'
      : atMs === undefined
        ? 'It tolerates that for ever and stays.'
        : `It tolerates ${taints[0]!.key} for ${seconds ?? 0} s and is then deleted.`;
  return tell(about, {
    verdict: 'waits',
    reason: 'TolerationSeconds',
    what: `${name} is on ${nodeRef.name}, which is ${readyOf(node) === 'False' ? 'NotReady' : 'unreachable'}. ${wait}`,
    blockedBy: [nodeRef],
    untilMs: atMs !== undefined && atMs > source.atMs ? atMs : undefined,
    steps: [...faults, look(nodeRef), ...(seconds === undefined ? [] : [edit(about, 'spec.tolerations')])],
  });
}

/** The Services whose per-Pod names the Pod should have. */
function governing(pod: Pod, source: WhySource): Service | undefined {
  const { subdomain } = pod.spec;
  return subdomain ? source.reader.get('services', pod.metadata.namespace, subdomain) : undefined;
}

function aboutDns(pod: Pod, source: WhySource): WhyAnswer | undefined {
  const { subdomain } = pod.spec;
  if (!subdomain) return undefined;
  const about = refOf(pod);
  const service = governing(pod, source);
  const host = `${pod.spec.hostname ?? pod.metadata.name}.${subdomain}`;
  const serviceRef: ObjectRef = { kind: 'Service', namespace: pod.metadata.namespace ?? '', name: subdomain };
  if (!service) {
    return tell(about, {
      verdict: 'fails',
      reason: 'ServiceMissing',
      what: `${host} has no DNS record: there is no Service ${subdomain}.`,
      blockedBy: [serviceRef],
      steps: [command(`Create the headless Service ${subdomain}`, headlessLine(serviceRef))],
    });
  }
  if (service.spec.publishNotReadyAddresses || isPodReady(pod) || !pod.status.podIP || !isHeadless(service)) {
    return undefined;
  }
  return tell(about, {
    verdict: 'waits',
    reason: 'NotReadyAddress',
    what: `${host} has no DNS record: ${pod.metadata.name} is ${whyNoRecord(pod, service, subdomain)}, and Service ${subdomain} publishes Ready Pods only.`,
    blockedBy: [],
    steps: [
      command('Publish the names of Pods that are not Ready', publishNotReadyLine(serviceRef)),
      edit(serviceRef, 'spec.publishNotReadyAddresses'),
    ],
  });
}

/** Budgets that cover the Pod and allow no eviction now. */
export function closedBudgets(pod: Pod, source: WhySource): readonly PodDisruptionBudget[] {
  return source.reader.list('poddisruptionbudgets.policy', pod.metadata.namespace).filter(({ spec, status }) => {
    return (status?.disruptionsAllowed ?? 0) === 0 && matchesSelector(spec.selector, pod.metadata.labels ?? {});
  });
}

function aboutBudget(pod: Pod, node: Node | undefined, source: WhySource): WhyAnswer | undefined {
  const [budget] = closedBudgets(pod, source);
  if (!budget || pod.metadata.deletionTimestamp !== undefined) return undefined;
  const { currentHealthy, desiredHealthy } = budget.status ?? {};
  const drained = node?.spec.unschedulable === true;
  return tell(refOf(pod), {
    verdict: drained ? 'refuses' : 'holds',
    reason: drained ? 'EvictionRefused' : 'InsufficientPods',
    what:
      `${pod.metadata.name} cannot be evicted: PodDisruptionBudget ${budget.metadata.name} demands ${desiredHealthy ?? 0} healthy Pods, ` +
      `and ${currentHealthy ?? 0} are healthy.${drained ? ` A drain of ${node.metadata.name} waits for it.` : ''}`,
    blockedBy: [refOf(budget)],
    steps: [
      edit(refOf(budget), budget.spec.minAvailable === undefined ? 'spec.maxUnavailable' : 'spec.minAvailable'),
      command(`Delete ${pod.metadata.name}: a deletion does not ask the budget`, deleteLine(refOf(pod))),
    ],
  });
}

function asItIs(pod: Pod, source: WhySource): WhyAnswer {
  const state = podState(pod);
  const { name } = pod.metadata;
  const about = refOf(pod);
  if (state.tone === 'ready') {
    const revision = pod.metadata.labels?.['controller-revision-hash'];
    const what = `${name} is Ready on ${pod.spec.nodeName ?? 'its node'}${revision ? ` at revision ${revision}` : ''}.`;
    return tell(about, { verdict: 'fine', reason: 'PodReady', what });
  }
  const detail = podDetail(pod, state);
  const what = `${name} is ${state.word === 'Running' ? 'Running but not Ready' : state.word}${detail ? `: ${detail}` : ''}.`;
  const steps = endFaults(source.faults, about, source.reader);
  const verdict = state.tone === 'failing' ? 'fails' : 'waits';
  const reason = state.status === 'CrashLoopBackOff' || /ImagePull/.test(state.status) ? state.status : 'PodState';
  return tell(about, { verdict, reason, what: what.replace(/\.\.$/, '.'), steps });
}

/** What is read off the Pod. `hasDecisions`: some component has already said what the Pod waits for. */
export function explainPod(pod: Pod, hasDecisions: boolean, source: WhySource): readonly WhyAnswer[] {
  const node = pod.spec.nodeName ? source.reader.get('nodes', undefined, pod.spec.nodeName) : undefined;
  const isLost = node !== undefined && readyOf(node) !== 'True';
  const { deletionTimestamp, finalizers } = pod.metadata;
  const held =
    deletionTimestamp !== undefined && finalizers?.length
      ? tell(refOf(pod), {
          verdict: 'refuses',
          reason: 'Finalizers',
          what: `${pod.metadata.name} is deleted when its finalizers are removed: ${finalizers.join(', ')}.`,
          steps: [edit(refOf(pod), 'metadata.finalizers')],
        })
      : undefined;
  const own = [
    isLost ? onLostNode(pod, node, source) : undefined,
    held,
    hasDecisions || isLost ? undefined : asItIs(pod, source),
    aboutDns(pod, source),
    aboutBudget(pod, node, source),
  ];
  return own.filter((answer) => answer !== undefined);
}

/** An identity whose Pod does not exist and of which no decision speaks. */
export function explainAbsentPod(ref: ObjectRef, source: WhySource): readonly WhyAnswer[] {
  const set = setOfPod(source.reader, ref);
  const live = set && source.reader.get('statefulsets.apps', set.namespace, set.name);
  if (!live || !set) return [];
  const replicas = live.spec.replicas ?? 1;
  return [
    tell(ref, {
      verdict: 'holds',
      reason: 'ScaledDown',
      what: `${ref.name} does not exist at this moment: ${set.name} has ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}.`,
      steps: [edit(set, 'spec.replicas')],
    }),
  ];
}
