/** Runs kubectl command lines against a Simulation in virtual time, for tests. */

import type { KubectlConfig, KubectlFiles } from '../kubectl/io.ts';
import { runKubectl } from '../kubectl/run-kubectl.ts';
import type { Simulation } from '../sim/simulation.ts';
import { connectionOf } from './connection.ts';
import { splitCommandLine } from './split-command-line.ts';

export interface CommandOptions {
  readonly stdin?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly namespace?: string;
  readonly fetchUrl?: (url: string) => Promise<string | undefined> | string | undefined;
  readonly edit?: (text: string) => Promise<string | undefined>;
  /** Virtual time after which the command is interrupted as by Ctrl-C; default ten minutes. */
  readonly timeoutMs?: number;
}

export interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** It was still running when its time was over (or `interrupt` was called). */
  readonly interrupted: boolean;
}

/** A command that runs beside others: time passes only in `drive`. */
export interface RunningCommand {
  readonly output: () => { readonly stdout: string; readonly stderr: string };
  readonly done: () => boolean;
  /** Ctrl-C. */
  interrupt(): Promise<CommandOutput>;
  readonly finished: Promise<CommandOutput>;
}

function inMemoryFiles(files: Readonly<Record<string, string>>): KubectlFiles {
  return {
    read: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    list: (directory) => {
      const prefix = `${directory.replace(/\/$/, '')}/`;
      const names = Object.keys(files).filter((path) => path.startsWith(prefix));
      return names.length > 0 ? names.map((path) => path.slice(prefix.length)).toSorted() : undefined;
    },
  };
}

/** Starts a command (with or without the leading word `kubectl`). */
export function startCommand(
  simulation: Simulation,
  commandLine: string,
  options: CommandOptions = {},
): RunningCommand {
  const words = splitCommandLine(commandLine);
  const args = words[0] === 'kubectl' ? words.slice(1) : words;
  const abort = new AbortController();
  let stdout = '';
  let stderr = '';
  let done = false;
  const config: KubectlConfig = {
    namespace: options.namespace ?? 'default',
    context: 'kubernetes-admin@playground',
    cluster: 'playground',
    user: 'kubernetes-admin',
    server: 'https://127.0.0.1:6443',
  };
  const finished = runKubectl(args, {
    transport: connectionOf(simulation).transport,
    ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    files: inMemoryFiles(options.files ?? {}),
    ...(options.fetchUrl ? { fetchUrl: options.fetchUrl } : {}),
    ...(options.edit ? { edit: options.edit } : {}),
    signal: abort.signal,
    config,
  }).then((exitCode) => {
    done = true;
    return { stdout, stderr, exitCode, interrupted: abort.signal.aborted };
  });
  return {
    output: () => ({ stdout, stderr }),
    done: () => done,
    interrupt: async () => {
      abort.abort(new Error('interrupted'));
      return finished;
    },
    finished,
  };
}

/** Lets virtual time pass, sync by sync, until `until` holds (checked after each) or `limitMs` have gone by. */
export async function drive(simulation: Simulation, until: () => boolean, limitMs: number): Promise<boolean> {
  const connection = connectionOf(simulation);
  const endMs = simulation.nowMs + limitMs;
  await connection.flush();
  while (!until()) {
    const nextMs = Math.min(simulation.nextMs ?? endMs, connection.nextAlarmMs ?? endMs, endMs);
    if (nextMs >= endMs && simulation.nowMs >= endMs) return false;
    simulation.runUntil(nextMs);
    connection.ringAlarms();
    await connection.flush();
  }
  return true;
}

/** Runs a command to its end; one that outlives its time gets Ctrl-C. */
export async function runCommandLine(
  simulation: Simulation,
  commandLine: string,
  options: CommandOptions = {},
): Promise<CommandOutput> {
  const command = startCommand(simulation, commandLine, options);
  const ended = await drive(simulation, command.done, options.timeoutMs ?? 600_000);
  return ended ? command.finished : command.interrupt();
}
