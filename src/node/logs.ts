/** The logs of containers, as the kubelet serves them to `kubectl logs`. */

import type { SyncContext } from '../api/controller.ts';
import type { Container, Pod } from '../api/types.ts';
import { formatMicroTime, parseTime } from '../lib/time.ts';
import { containerLayer } from './container-files.ts';
import { probeLog, startupLog } from './images/startup-log.ts';
import { hostNamesOf } from '../network/resolver.ts';
import { podKeyOf } from './pod-key.ts';
import { nodeMemoryOn, type ContainerRuntime } from './runtime-state.ts';
import { NodeStorage, type LogLine } from './storage.ts';

export interface LogOptions {
  readonly previous?: boolean;
  readonly tailLines?: number;
  readonly sinceSeconds?: number;
  readonly sinceTime?: string;
  readonly timestamps?: boolean;
  readonly limitBytes?: number;
}

export interface LogRefusal {
  readonly code: number;
  readonly message: string;
}

type LogContext = Pick<SyncContext, 'reader' | 'memory' | 'nowMs'>;

/** The lines of a container's present (or previous) run, each with its time. */
export function logLines(
  pod: Pod,
  name: string,
  previous: boolean,
  context: LogContext,
): readonly LogLine[] | LogRefusal {
  const podKey = podKeyOf(pod);
  const container = nodeMemoryOn(context.memory)
    .pod(podKey)
    ?.containers.find((candidate) => candidate.name === name);
  const spec = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find(
    (candidate) => candidate.name === name,
  );
  const run = container && runOf(container, previous);
  if (!spec || !container || !run) return notStarted(pod, name, previous, container);
  const place = { pod, podKey, container: spec, restartCount: run.restartCount };
  const kept = new NodeStorage(context.memory).log(containerLayer(place));
  const untilMs = run.endedMs ?? context.nowMs;
  const { hostname } = hostNamesOf(pod);
  const asked = previous || container.step !== 'running' ? [] : probeLines(spec, hostname, container, untilMs);
  return [...startLines(spec, hostname, run.startedMs, untilMs), ...asked, ...kept].toSorted((a, b) => a.atMs - b.atMs);
}

interface Run {
  readonly restartCount: number;
  readonly startedMs: number;
  readonly endedMs?: number;
}

function runOf(container: ContainerRuntime, previous: boolean): Run | undefined {
  const { restartCount, exited, previous: before, step, startedAtMs } = container;
  const waits = exited !== undefined && container.waiting !== undefined;
  const ended = previous ? (waits ? exited : before) : exited;
  if (previous || step !== 'running') {
    if (ended?.startedAtMs === undefined) return undefined;
    const earlier = previous && !waits ? 1 : 0;
    return {
      restartCount: Math.max(0, restartCount - earlier),
      startedMs: ended.startedAtMs,
      endedMs: ended.finishedAtMs ?? 0,
    };
  }
  return startedAtMs === undefined ? undefined : { restartCount, startedMs: startedAtMs };
}

/** Rounds of probes that are told at most. */
const maxProbeRounds = 100;

function probeLines(
  spec: Container,
  hostname: string,
  { probes }: ContainerRuntime,
  untilMs: number,
): readonly LogLine[] {
  return [
    { state: probes.readiness, probe: spec.readinessProbe },
    { state: probes.liveness, probe: spec.livenessProbe },
  ].flatMap(({ state, probe }, kind) => {
    if (!state || !probe?.exec || state.lastOutcome !== 'success') return [];
    const periodMs = (probe.periodSeconds ?? 10) * 1000;
    const rounds = Math.floor((untilMs - state.firstMs) / periodMs) + 1;
    const first = Math.max(0, rounds - maxProbeRounds);
    return Array.from({ length: Math.max(0, rounds - first) }, (_, index) => {
      const round = first + index;
      const atMs = state.firstMs + round * periodMs;
      const text = probeLog(spec, hostname, atMs, 2 * round + kind) ?? '';
      return (text.match(/[^\n]+\n/g) ?? []).map((line) => ({ atMs, stream: 'stdout' as const, text: line }));
    }).flat();
  });
}

function startLines(spec: Container, hostname: string, startedMs: number, untilMs: number): readonly LogLine[] {
  return startupLog(spec, startedMs, hostname)
    .map(({ afterMs, text }) => ({ atMs: startedMs + afterMs, stream: 'stderr' as const, text: `${text}\n` }))
    .filter(({ atMs }) => atMs <= untilMs);
}

const whileWaiting: Readonly<Record<string, string>> = {
  ErrImagePull: 'trying and failing to pull image',
  ImagePullBackOff: 'trying and failing to pull image',
};

function notStarted(pod: Pod, name: string, previous: boolean, container: ContainerRuntime | undefined): LogRefusal {
  const where = `container "${name}" in pod "${pod.metadata.name}"`;
  if (previous) return { code: 400, message: `previous terminated ${where} not found` };
  const fallback = (pod.spec.initContainers ?? []).length > 0 ? 'PodInitializing' : 'ContainerCreating';
  const reason = container?.waiting?.reason ?? fallback;
  return { code: 400, message: `${where} is waiting to start: ${whileWaiting[reason] ?? reason}` };
}

/** The text that the log subresource answers with. */
export function logText(
  pod: Pod,
  name: string,
  options: LogOptions,
  context: LogContext,
): { readonly text: string } | LogRefusal {
  const lines = logLines(pod, name, options.previous === true, context);
  if ('code' in lines) return lines;
  const sinceMs =
    options.sinceSeconds === undefined
      ? (parseTime(options.sinceTime ?? '') ?? Number.NEGATIVE_INFINITY)
      : context.nowMs - options.sinceSeconds * 1000;
  const recent = lines.filter(({ atMs }) => atMs >= sinceMs);
  const tail = options.tailLines === undefined ? recent : recent.slice(Math.max(0, recent.length - options.tailLines));
  const text = tail
    .map((line) => (options.timestamps ? `${formatMicroTime(line.atMs)} ${line.text}` : line.text))
    .join('');
  return { text: options.limitBytes === undefined ? text : text.slice(0, options.limitBytes) };
}
