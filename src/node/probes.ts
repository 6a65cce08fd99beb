/**
 * Startup, liveness and readiness probes. A fake container's answers change only through faults, files and time that
 * is known beforehand, so a probe that keeps succeeding is not run again until it would say something else.
 * Models pkg/kubelet/prober worker.go doProbe.
 */

import type { Container, Probe } from '../api/types.ts';
import { planStop } from './container-end.ts';
import {
  containerOf,
  containerRule,
  decide,
  draw,
  note,
  runtimeOf,
  setContainer,
  specOf,
  wakeAt,
  type PodWork,
} from './pod-work.ts';
import { probeOutcome, type ProbeOutcome } from './probe-outcome.ts';
import type { ContainerRuntime, ProbeKind, ProbeRuntime } from './runtime-state.ts';

const kinds: readonly ProbeKind[] = ['startup', 'readiness', 'liveness'];
const titles: Readonly<Record<ProbeKind, string>> = {
  startup: 'Startup',
  readiness: 'Readiness',
  liveness: 'Liveness',
};
/** From a container's start (and its initial delay) to its first probe. */
const firstProbeMs = { minMs: 150, maxMs: 900 };
/** What is believed before the first probe. */
const initial: Readonly<Record<ProbeKind, ProbeRuntime['result']>> = {
  startup: 'unknown',
  readiness: 'failure',
  liveness: 'success',
};

function probeOf(spec: Container, kind: ProbeKind): Probe | undefined {
  if (kind === 'startup') return spec.startupProbe;
  return kind === 'readiness' ? spec.readinessProbe : spec.livenessProbe;
}

/** The probes of a container that starts now. */
export function firstProbes(work: PodWork, spec: Container): ContainerRuntime['probes'] {
  const probes: Partial<Record<ProbeKind, ProbeRuntime>> = {};
  for (const kind of kinds) {
    const probe = probeOf(spec, kind);
    if (!probe) continue;
    const firstMs = work.input.nowMs + (probe.initialDelaySeconds ?? 0) * 1000 + draw(work, firstProbeMs);
    probes[kind] = { firstMs, nextMs: firstMs, result: initial[kind], run: 0 };
  }
  return probes;
}

/** Runs the probes of a running container that are due, and draws their consequences. */
export function runProbes(work: PodWork, name: string): void {
  for (const kind of kinds) {
    const container = runtimeOf(work, name);
    if (container.step !== 'running') return;
    const state = container.probes[kind];
    const spec = specOf(work.input.pod, container);
    const probe = probeOf(spec, kind);
    if (!state || !probe || !isActive(work, container, kind)) continue;
    runProbe(work, container, spec, kind, probe, state);
  }
}

/** The startup probe keeps the others back; a container being stopped is only asked for readiness. */
function isActive(work: PodWork, container: ContainerRuntime, kind: ProbeKind): boolean {
  if (kind === 'startup' ? container.started : !container.started) return false;
  return kind === 'readiness' || (!container.stop && !work.runtime.termination);
}

function runProbe(
  work: PodWork,
  container: ContainerRuntime,
  spec: Container,
  kind: ProbeKind,
  probe: Probe,
  state: ProbeRuntime,
): void {
  const { nowMs } = work.input;
  const outcomeAt = (atMs: number, real = false): ProbeOutcome =>
    probeOutcome(work, container, spec, kind, probe, atMs, real);
  const due = state.nextMs !== undefined && state.nextMs <= nowMs;
  const outcome = outcomeAt(nowMs, due);
  const says = outcome.ok ? 'success' : 'failure';
  let next = state;
  if (state.nextMs === undefined) {
    if (state.result === says) return;
    next = { ...state, nextMs: tickAfter(state, probe, nowMs) };
  } else if (due) {
    next = countOutcome(state, probe, outcome, nowMs);
    if (!outcome.ok) note(work, 'Warning', 'Unhealthy', `${titles[kind]} probe failed: ${outcome.output}`, container);
  }
  setContainer(work, container.name, { probes: { ...container.probes, [kind]: next } });
  if (next.run > 0 && next.result !== state.result) applyResult(work, container.name, spec, kind, probe, next.result);
  if (next.nextMs === undefined || runtimeOf(work, container.name).stop) return;
  const soon = outcomeAt(next.nextMs);
  const changes = soon.ok !== (next.result === 'success') || soon.changesAtMs !== undefined;
  wakeAt(work, next.nextMs, !changes);
}

function tickAfter(state: ProbeRuntime, probe: Probe, nowMs: number): number {
  const periodMs = (probe.periodSeconds ?? 10) * 1000;
  const periods = Math.max(0, Math.floor((nowMs - state.firstMs) / periodMs) + 1);
  return state.firstMs + periods * periodMs;
}

function countOutcome(state: ProbeRuntime, probe: Probe, outcome: ProbeOutcome, nowMs: number): ProbeRuntime {
  const says = outcome.ok ? 'success' : 'failure';
  const run = state.lastOutcome === says ? state.run + 1 : 1;
  const threshold = outcome.ok ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3);
  const result = run >= threshold ? says : state.result;
  const quiet = outcome.ok && result === 'success' && outcome.changesAtMs === undefined;
  return {
    firstMs: state.firstMs,
    ...(quiet ? {} : { nextMs: tickAfter(state, probe, nowMs) }),
    result,
    run,
    lastOutcome: says,
    ...(outcome.ok ? {} : { output: outcome.output }),
  };
}

function applyResult(
  work: PodWork,
  name: string,
  spec: Container,
  kind: ProbeKind,
  probe: Probe,
  result: ProbeRuntime['result'],
): void {
  if (kind === 'readiness') setContainer(work, name, { ready: result === 'success' });
  else if (result === 'failure') {
    const container = runtimeOf(work, name);
    note(work, 'Normal', 'Killing', `Container ${name} failed ${kind} probe, will be restarted`, container);
    const grace = probe.terminationGracePeriodSeconds ?? work.input.pod.spec.terminationGracePeriodSeconds ?? 30;
    planStop(work, name, spec, grace);
  } else if (kind === 'startup') {
    setContainer(work, name, { started: true, ready: spec.readinessProbe === undefined });
  }
}

/** Says which probe keeps a container from being ready, or is about to restart it. */
export function explainProbes(work: PodWork, container: ContainerRuntime): void {
  const spec = specOf(work.input.pod, container);
  for (const kind of kinds) {
    const state = container.probes[kind];
    const probe = probeOf(spec, kind);
    if (!state || !probe || !isActive(work, container, kind)) continue;
    if (state.lastOutcome !== 'failure' && (kind === 'liveness' || container.ready)) continue;
    const until = state.nextMs === undefined ? {} : { untilMs: state.nextMs };
    const rule = containerRule(work, container, `${kind}Probe`);
    const count = state.lastOutcome === 'failure' ? `${state.run} of ${probe.failureThreshold ?? 3}` : '';
    const message = count
      ? `${kind} probe of ${containerOf(work, container.name)} has failed (${count}): ${(state.output ?? '').trim() || 'no output'}`
      : `${containerOf(work, container.name)} waits for its ${kind} probe.`;
    decide(work, 'waits', count ? `${titles[kind]}ProbeFailing` : `${titles[kind]}ProbePending`, message, {
      ...until,
      rule,
    });
  }
}
