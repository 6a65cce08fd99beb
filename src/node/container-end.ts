/** How runs of containers end: by themselves, or told to by preStop, SIGTERM and SIGKILL. Models kuberuntime killContainer. */

import type { Container } from '../api/types.ts';
import { runHook } from './container-process.ts';
import { commandLineOf, processOf } from './images/process.ts';
import { draw, note, runtimeOf, setContainer, type PodWork } from './pod-work.ts';
import type { ContainerRuntime, PlannedExit } from './runtime-state.ts';
import { isShell, parseInvocation } from './shell/invocation.ts';
import { parseScript } from './shell/parse.ts';

/** What is left for SIGTERM when preStop has used up the grace period. */
const minimumGraceMs = 2000;
/** From a container's end to the kubelet noticing and acting on it. */
const noticeMs = { minMs: 300, maxMs: 900 };

/** Lets a run end now: the container is `exited`, and is not started again before the kubelet has taken notice. */
export function finishExit(work: PodWork, name: string, exit: PlannedExit): void {
  const container = runtimeOf(work, name);
  const { exitCode, reason, message, atMs, own } = exit;
  setContainer(work, name, {
    step: 'exited',
    exited: {
      exitCode,
      reason,
      ...(message === undefined ? {} : { message }),
      startedAtMs: container.startedAtMs ?? atMs,
      finishedAtMs: atMs,
      ...(container.containerId === undefined ? {} : { containerId: container.containerId }),
      ...(own ? { own } : {}),
    },
    exit: undefined,
    process: undefined,
    stop: undefined,
    waiting: undefined,
    stepEndsMs: undefined,
    probes: {},
    started: false,
    ready: false,
    retryAtMs: work.input.nowMs + draw(work, noticeMs),
  });
}

/**
 * Begins to stop a running container: preStop, then SIGTERM, at the end of the grace period SIGKILL. A stop under way
 * is only ever made shorter.
 */
export function planStop(work: PodWork, name: string, spec: Container, graceSeconds: number): void {
  const { nowMs, timings } = work.input;
  const container = runtimeOf(work, name);
  const sinceMs = container.stop?.sinceMs ?? nowMs;
  const graceEndMs = nowMs + Math.max(graceSeconds, 1) * 1000;
  if (container.stop && container.stop.killAtMs <= graceEndMs) return;
  const hook = spec.lifecycle?.preStop;
  const outcome = hook && !container.stop ? runHook(work, spec, hook) : undefined;
  if (outcome && (!outcome.ok || nowMs + outcome.takesMs > graceEndMs)) {
    note(work, 'Warning', 'FailedPreStopHook', 'PreStopHook failed', container);
  }
  const termAtMs = container.stop
    ? Math.min(container.stop.termAtMs, graceEndMs)
    : Math.min(nowMs + (outcome?.takesMs ?? 0), graceEndMs);
  const killAtMs = hook ? Math.max(graceEndMs, termAtMs + minimumGraceMs) : graceEndMs;
  const { exitCode: termExitCode, notBeforeMs } = reactionToTerm(container, spec);
  const stopsAtMs = Math.max(termAtMs, notBeforeMs) + draw(work, timings.containerStopMs);
  const handled = termExitCode !== undefined && stopsAtMs < killAtMs;
  const told: PlannedExit = handled
    ? { atMs: stopsAtMs, exitCode: termExitCode, reason: termExitCode === 0 ? 'Completed' : 'Error' }
    : { atMs: killAtMs, exitCode: 137, reason: 'Error' };
  const own = container.exit;
  setContainer(work, name, {
    stop: { sinceMs, termAtMs, killAtMs },
    exit: own && !container.stop && own.atMs < told.atMs ? own : told,
  });
}

interface TermReaction {
  /** Absent: SIGTERM is ignored, as by any process 1 without a handler. */
  readonly exitCode?: number;
  /** A shell runs its trap only when the command it waits for has ended. */
  readonly notBeforeMs: number;
}

/** Servers on the Java virtual machine die of the signal. */
const javaServers = ['java', 'start-zookeeper', 'zkServer.sh', 'cassandra', 'kafka-server-start.sh'];
/** Programs that last but handle no signal. */
const deafPrograms = ['sleep', 'tail', 'nc', 'ncat', 'yes', 'python', 'python3', 'node', 'sh', 'bash', 'ash'];

/** What the container's main process does about a SIGTERM. */
export function reactionToTerm(container: ContainerRuntime, spec: Container): TermReaction {
  const { process } = container;
  if (!process) {
    // A command line without a process runs on trust: it takes the signal as the image's own server does.
    const { command: _command, args: _args, ...own } = spec;
    return { ...codeOf(processOf(own).termExitCode), notBeforeMs: 0 };
  }
  const trap = process.shell.traps['TERM'];
  if (trap !== undefined && trap !== '') {
    return { exitCode: Number(/\bexit\s+(\d+)/.exec(trap)?.[1] ?? 0), notBeforeMs: process.wakeAtMs ?? 0 };
  }
  const program = process.lasting?.program;
  if (program === undefined || deafPrograms.includes(program) || !isProcessOne(spec)) return { notBeforeMs: 0 };
  return { exitCode: javaServers.includes(program) ? 143 : 0, notBeforeMs: 0 };
}

const codeOf = (exitCode: number | undefined): { exitCode?: number } => (exitCode === undefined ? {} : { exitCode });

/** A shell puts the only command of its script, and one after `exec`, in its own place; others hear no signal. */
function isProcessOne(spec: Container): boolean {
  const [program = '', ...args] = commandLineOf(spec) ?? [];
  const { inline, operands } = parseInvocation(args);
  if (!inline || !isShell(program)) return true;
  const script = operands[0] ?? '';
  return /(?:^|[;&|\n]\s*)exec\s/.test(script) || parseScript(script).length === 1;
}
