/** Conditions of a Pod as the kubelet computes them. Models pkg/kubelet/status/generate.go. */

import type { Container, ContainerStatus, Pod, PodCondition } from '../api/types.ts';
import { formatTime } from '../lib/time.ts';
import { anyMainStarted, isSidecar, noTime } from './container-status.ts';

export interface ConditionsInput {
  readonly pod: Pod;
  readonly init: readonly ContainerStatus[];
  readonly main: readonly ContainerStatus[];
  readonly phase: string;
  readonly sandboxReady: boolean;
  readonly nowMs: number;
}

type Finding = Pick<PodCondition, 'status' | 'reason' | 'message'>;

const owned = new Set(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']);

/** Conditions of others first, then the kubelet's own in their fixed order. Times change only with the status. */
export function podConditions(input: ConditionsInput): readonly PodCondition[] {
  const { pod, nowMs } = input;
  const before = pod.status.conditions ?? [];
  const generation = pod.metadata.generation;
  const condition = (type: string, finding: Finding): PodCondition => {
    const old = before.find((entry) => entry.type === type);
    const same = old?.status === finding.status;
    return {
      type,
      ...(generation === undefined ? {} : { observedGeneration: generation }),
      ...finding,
      lastProbeTime: noTime,
      lastTransitionTime: same && old.lastTransitionTime ? old.lastTransitionTime : formatTime(nowMs),
    };
  };
  return [
    ...before.filter((entry) => !owned.has(entry.type)),
    condition('PodReadyToStartContainers', { status: input.sandboxReady ? 'True' : 'False' }),
    condition('Initialized', initialized(input)),
    condition('Ready', ready(input, before)),
    condition('ContainersReady', containersReady(input)),
    condition('PodScheduled', { status: 'True' }),
  ];
}

function initialized({ pod, init, main, phase }: ConditionsInput): Finding {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  if (anyMainStarted(main)) return { status: 'True' };
  const incomplete = (pod.spec.initContainers ?? []).filter((container, index) => {
    const status = init[index]!;
    return isSidecar(container) ? status.started !== true : !status.ready;
  });
  if (incomplete.length === 0) return { status: 'True' };
  const message = `containers with incomplete status: ${nameList(incomplete)}`;
  return { status: 'False', reason: 'ContainersNotInitialized', message };
}

function containersReady({ pod, init, main, phase }: ConditionsInput): Finding {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  const unready = [
    ...(pod.spec.initContainers ?? []).filter((container, index) => isSidecar(container) && !init[index]!.ready),
    ...pod.spec.containers.filter((_, index) => !main[index]!.ready),
  ];
  if (unready.length === 0) return { status: 'True' };
  const message = `containers with unready status: ${nameList(unready)}`;
  return { status: 'False', reason: 'ContainersNotReady', message };
}

function ready(input: ConditionsInput, before: readonly PodCondition[]): Finding {
  const containers = containersReady(input);
  if (containers.status !== 'True') return containers;
  const messages = (input.pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const gate = before.find((entry) => entry.type === conditionType);
    if (!gate) return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    if (gate.status === 'True') return [];
    return [`the status of pod readiness gate "${conditionType}" is not "True", but ${gate.status}`];
  });
  if (messages.length === 0) return { status: 'True' };
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') };
}

/** Names as Go prints a slice: `[a b]`. */
function nameList(containers: readonly Container[]): string {
  return `[${containers.map(({ name }) => name).join(' ')}]`;
}
