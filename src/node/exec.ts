/** Running commands in containers for `kubectl exec`: at once, with what they take told in the answer. */

import type { SyncContext } from '../api/controller.ts';
import { reactionToTerm } from './container-end.ts';
import { decodeBase64 } from './container-files.ts';
import { ContainerWorld } from './container-world.ts';
import { environmentOf } from './environment.ts';
import { podKeyOf } from './pod-key.ts';
import { nodeMemoryOn, type ContainerRuntime, type PodRuntime } from './runtime-state.ts';
import { Interpreter } from './shell/interpreter.ts';
import { freshShell, type ShellState } from './shell/state.ts';
import { uidOf, userName } from './programs/users.ts';
import { hostNamesOf } from '../network/resolver.ts';
import { NodeStorage } from './storage.ts';
import { isCut, worldAccess } from './world-access.ts';
import type { Container, Pod } from '../api/types.ts';

export type ExecContext = Pick<SyncContext, 'reader' | 'memory' | 'nowMs' | 'random' | 'fault' | 'timings'>;

export interface ExecRequest {
  readonly pod: Pod;
  readonly container: string;
  /** The command line, as words. */
  readonly command: readonly string[];
  readonly stdin?: string;
  /** Its streams are a terminal. */
  readonly tty?: boolean;
  /** Goes on in this interactive shell: `command` is then one line that was typed. */
  readonly shell?: ShellState;
}

export interface ExecOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** How long the command runs, in the cluster's time. */
  readonly takesMs: number;
  /** It runs until it is interrupted. */
  readonly endless: boolean;
  /** The shell afterwards, when one was given (or asked for by starting a bare shell). */
  readonly shell?: ShellState;
  /** What the shell shows when it waits for a line. */
  readonly prompt?: string;
  /** The shell was left with `exit`. */
  readonly left: boolean;
  /** Keys that the kubelet has to sync because of what the command did. */
  readonly wakes: readonly string[];
}

/** Why a command could not be started: an HTTP code and the message of its Status. */
export interface ExecRefusal {
  readonly code: number;
  readonly message: string;
}

const startError = (program: string): ExecRefusal => {
  const why = program.includes('/')
    ? `stat ${program}: no such file or directory`
    : 'executable file not found in $PATH';
  const message = `error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": ${why}: unknown`;
  return { code: 500, message: `Internal error occurred: ${message}` };
};

/** Runs a command. What it writes is kept; a signal to the main process takes effect at the kubelet's next sync. */
export function execInContainer(request: ExecRequest, context: ExecContext): ExecOutcome | ExecRefusal {
  const { pod, container: name } = request;
  const node = pod.spec.nodeName ?? '';
  if (isCut(node, context)) {
    return {
      code: 500,
      message: `error dialing backend: dial tcp ${pod.status.hostIP ?? ''}:10250: connect: no route to host`,
    };
  }
  const memory = nodeMemoryOn(context.memory);
  const podKey = podKeyOf(pod);
  const runtime = memory.pod(podKey);
  const running = runtime?.containers.find((container) => container.name === name);
  const spec = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find(
    (container) => container.name === name,
  );
  if (!runtime || !spec || (running?.step !== 'running' && running?.step !== 'post-start')) {
    return { code: 500, message: `unable to upgrade connection: container not found ("${name}")` };
  }
  const storage = new NodeStorage(context.memory);
  const place = { pod, podKey, container: spec, restartCount: running.restartCount };
  const world = new ContainerWorld(place, worldAccess(context, storage), { tty: request.tty === true });
  const variables = environmentOf(pod, spec, context.reader, decodeBase64);
  const fresh = freshShell(variables, spec.workingDir ?? '/', request.command[0] ?? 'sh');
  const outcome = request.shell ? typeLine(request, request.shell, world) : runWords(request, fresh, world);
  if ('code' in outcome) return outcome;
  world.keep();
  storage.commit();
  const next = applySignals(runtime, running, spec, world.signals, context);
  if (next !== runtime) memory.setPod(podKey, next);
  return { ...outcome, wakes: [podKey] };
}

type Ran = Omit<ExecOutcome, 'wakes'>;

/** The prompts of busybox, of Debian's bash and of its plain sh. */
function promptOf(world: ContainerWorld, { name, folder }: ShellState): string {
  const uid = uidOf(world);
  const mark = uid === 0 ? '#' : '$';
  const place = folder === '/root' ? '~' : folder;
  if (world.set.base !== 'debian') return `${place} ${mark} `;
  if (!name.endsWith('bash')) return `${mark} `;
  return `${userName(world, uid)}@${hostNamesOf(world.pod).hostname}:${place}${mark} `;
}

function typeLine({ command, stdin }: ExecRequest, state: ShellState, world: ContainerWorld): Ran {
  const shell = new Interpreter(state, world, stdin ?? '');
  shell.runText(command.join(' '));
  const { stdout, stderr, takesMs, endless } = shell;
  return {
    stdout,
    stderr,
    takesMs,
    endless,
    exitCode: shell.state.status,
    shell: shell.state,
    prompt: promptOf(world, shell.state),
    left: shell.flow?.type === 'exit',
  };
}

/** `sh`, `/bin/bash`, `sh -i` …: a shell that waits to be typed into. */
function isBareShell(command: readonly string[]): boolean {
  const [program = '', ...args] = command;
  return /^(?:\/usr)?(?:\/bin\/)?(?:sh|bash|ash|dash)$/.test(program) && args.every((arg) => /^-[il]+$/.test(arg));
}

function runWords({ command, stdin }: ExecRequest, fresh: ShellState, world: ContainerWorld): Ran | ExecRefusal {
  const [program = ''] = command;
  if (!world.find(program)) return startError(program);
  if (isBareShell(command) && stdin === undefined) {
    return {
      stdout: '',
      stderr: '',
      exitCode: 0,
      takesMs: 0,
      endless: false,
      shell: fresh,
      prompt: promptOf(world, fresh),
      left: false,
    };
  }
  const shell = new Interpreter(fresh, world);
  const { stdout, stderr, status, takesMs, endless } = shell.callProgram(command, stdin ?? '');
  return { stdout, stderr, exitCode: status, takesMs, endless, left: false };
}

/** SIGTERM and its kin end a main process that handles them; from inside, SIGKILL does nothing to process 1. */
function applySignals(
  runtime: PodRuntime,
  container: ContainerRuntime,
  spec: Container,
  signals: readonly string[],
  { nowMs, timings, random }: ExecContext,
): PodRuntime {
  if (!signals.some((signal) => signal === 'TERM' || signal === 'INT' || signal === 'QUIT')) return runtime;
  const { exitCode, notBeforeMs } = reactionToTerm(container, spec);
  if (exitCode === undefined) return runtime;
  const atMs =
    Math.max(nowMs, notBeforeMs) + random.integer(timings.containerStopMs.minMs, timings.containerStopMs.maxMs);
  const exit = { atMs, exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' };
  const containers = runtime.containers.map((other) => (other.name === container.name ? { ...other, exit } : other));
  return { ...runtime, containers };
}
