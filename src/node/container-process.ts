/** Processes of a container as the kubelet runs them: the main one, hooks, and the commands of probes. */

import type { Container, LifecycleHandler } from '../api/types.ts';
import { decodeBase64, containerLayer, type ContainerPlace } from './container-files.ts';
import { ContainerWorld } from './container-world.ts';
import { environmentOf, expand } from './environment.ts';
import { programMark } from './images/files.ts';
import { commandLineOf } from './images/process.ts';
import { isMeantToEnd, runtimeOf, setContainer, type PodWork } from './pod-work.ts';
import { joinRing } from './programs/cassandra.ts';
import { respond } from './programs/http-server.ts';
import { layOutData } from './programs/mysql-server.ts';
import { Interpreter } from './shell/interpreter.ts';
import { isShell, parseInvocation } from './shell/invocation.ts';
import { createProcess, resumeProcess, type ProcessState, type ProcessStep } from './shell/process.ts';
import { openInput, type ProgramResult } from './shell/program.ts';
import { freshShell } from './shell/state.ts';
import { isTrustedProgram, processOutcome } from './trusted-program.ts';

function placeOf(work: PodWork, spec: Container): ContainerPlace {
  const { pod, podKey } = work.input;
  return { pod, podKey, container: spec, restartCount: runtimeOf(work, spec.name).restartCount };
}

/** The surroundings of the container's programs at `atMs`. */
function openWorld(work: PodWork, spec: Container, atMs: number, main = false): ContainerWorld {
  const { reader, storage, podKey, random } = work.input;
  return new ContainerWorld(
    placeOf(work, spec),
    {
      reader,
      storage,
      nowMs: atMs,
      runtimeOf: (key) => (key === podKey ? work.runtime : work.input.runtimeOf(key)),
      pick: (count) => random.integer(0, count - 1),
    },
    { serves: main && !isMeantToEnd(work, runtimeOf(work, spec.name)), tty: main && spec.tty === true },
  );
}

function environment(work: PodWork, spec: Container): Readonly<Record<string, string>> {
  const ip = work.runtime.sandbox?.ip;
  const { pod } = work.input;
  // The address is known here before it is reported.
  const known = ip === undefined ? pod : { ...pod, status: { ...pod.status, podIP: ip } };
  return environmentOf(known, spec, work.input.reader, decodeBase64);
}

function writeLog(work: PodWork, spec: Container, { output }: ProcessStep): void {
  const { storage, nowMs } = work.input;
  const layer = containerLayer(placeOf(work, spec));
  for (const { stream, text } of output) storage.appendLog(layer, stream, text, nowMs);
}

/** Why a program could not be started, in the container runtime's words; undefined when it could. */
function startErrorOf(world: ContainerWorld, program: string): string | undefined {
  if (world.find(program)) return undefined;
  const why = program.includes('/')
    ? `stat ${program}: no such file or directory`
    : 'executable file not found in $PATH';
  return `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "${program}": ${why}`;
}

/** Starts the command line of the container's spec, or lays out the data of its server. Undefined: the server runs. */
export function runMain(
  work: PodWork,
  spec: Container,
): { readonly state?: ProcessState; readonly error?: string } | undefined {
  const line = commandLineOf(spec);
  const world = openWorld(work, spec, work.input.nowMs, true);
  if (!line) {
    prepareServer(world, work.runtime.sandbox?.ip ?? '');
    return undefined;
  }
  const variables = environment(work, spec);
  const argv = line.map((word) => expand(word, variables));
  const error = startErrorOf(world, argv[0] ?? '');
  if (error !== undefined) return { error };
  const made = createProcess(asScript(argv, world), variables, spec.workingDir ?? '/');
  writeLog(work, spec, made);
  const state = spec.stdin ? { ...made.state, stdin: openInput } : made.state;
  return { state: resume(work, spec, state, world) };
}

/** A script that is a file is run statement by statement too: `bash /run.sh x` as `bash -c <text> /run.sh x`. */
function asScript(argv: readonly string[], world: ContainerWorld): readonly string[] {
  const [program = '', ...words] = argv;
  const named = isShell(program);
  const { inline, operands } = parseInvocation(words);
  const [path = '', ...args] = named ? operands : argv;
  if ((named && inline) || !path.includes('/')) return argv;
  const read = world.files.read(path);
  if (!('text' in read) || read.text.startsWith(programMark)) return argv;
  const interpreter = /^#!\s*(?:\/usr\/bin\/env\s+)?(\S+)/.exec(read.text)?.[1] ?? '/bin/sh';
  if (!named && !isShell(interpreter)) return argv;
  const options = named ? words.slice(0, words.indexOf(path)) : [];
  return [named ? program : interpreter, ...options, '-c', read.text, path, ...args];
}

/** Databases lay out their data folder when they start. */
function prepareServer(world: ContainerWorld, ip: string): void {
  const { kind } = world.set;
  if (kind === 'mysql' || kind === 'mariadb') layOutData(world);
  else if (kind === 'cassandra') joinRing(world, ip);
  else return;
  world.keep();
}

function resume(work: PodWork, spec: Container, state: ProcessState, world: ContainerWorld): ProcessState {
  if (state.exitCode !== undefined) return state;
  const step = resumeProcess(state, world);
  world.keep();
  writeLog(work, spec, step);
  return step.state;
}

/** Takes a sleeping process up again, when its time has come. */
export function continueProcess(work: PodWork, spec: Container): void {
  const { nowMs } = work.input;
  const { process } = runtimeOf(work, spec.name);
  if (process?.wakeAtMs === undefined || process.wakeAtMs > nowMs) return;
  const state = resume(work, spec, process, openWorld(work, spec, nowMs, true));
  setContainer(work, spec.name, { process: undefined, ...processOutcome(work, spec, state) });
}

/** Runs a command in the container. `keep`: what it writes stays. Undefined: there is no such program. */
export function runCommand(
  work: PodWork,
  spec: Container,
  argv: readonly string[],
  atMs: number,
  keep: boolean,
): ProgramResult | undefined {
  const world = openWorld(work, spec, atMs);
  const [program = ''] = argv;
  if (!world.find(program)) return undefined;
  const shell = new Interpreter(freshShell(environment(work, spec), spec.workingDir ?? '/'), world);
  const outcome = shell.callProgram(argv, '');
  if (keep) world.keep();
  return outcome;
}

export interface HookOutcome {
  /** Infinity for a command that does not end by itself. */
  readonly takesMs: number;
  readonly ok: boolean;
}

/** Runs a lifecycle hook. */
export function runHook(work: PodWork, spec: Container, hook: LifecycleHandler): HookOutcome {
  if (hook.sleep) return { takesMs: hook.sleep.seconds * 1000, ok: true };
  const { nowMs } = work.input;
  if (hook.exec) {
    const outcome = runCommand(work, spec, hook.exec.command ?? [], nowMs, true);
    const isTrusted = isTrustedProgram(work, spec);
    if (!outcome) return { takesMs: 0, ok: isTrusted };
    return {
      takesMs: outcome.endless ? Number.POSITIVE_INFINITY : outcome.takesMs,
      ok: isTrusted || outcome.status === 0,
    };
  }
  const { port, host } = hook.httpGet ?? hook.tcpSocket ?? { port: 0 };
  const number =
    typeof port === 'number' ? port : ((spec.ports ?? []).find(({ name }) => name === port)?.containerPort ?? 0);
  const connection = openWorld(work, spec, nowMs).connect(host ?? '127.0.0.1', number);
  return { takesMs: 20, ok: connection.type === 'open' };
}

/** The status with which the container answers a request; undefined when what listens there speaks no HTTP. */
export function httpStatus(
  work: PodWork,
  spec: Container,
  request: { readonly port: number; readonly path: string },
  atMs: number,
  real: boolean,
): number | undefined {
  const connection = openWorld(work, spec, atMs).connect('127.0.0.1', request.port);
  if (connection.type !== 'open') return undefined;
  const { peer } = connection;
  const answering = peer && { ...peer, log: real ? peer.log : () => undefined };
  const from = work.input.hostIP;
  return respond({ ...connection, peer: answering }, request.path, {
    method: 'GET',
    agent: 'kube-probe/1.36',
    from,
    nowMs: atMs,
  })?.status;
}
