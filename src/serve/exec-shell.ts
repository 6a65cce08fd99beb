/** What a command says and how it ends: run at once, or line by line when it is a shell that somebody types into. */

import type { JsonObject } from '../api/json.ts';
import type { ApiResponse } from '../api/request.ts';
import type { ClusterClock } from './cluster-clock.ts';
import type { ExecAnswer, ExecStreams, Execute } from './exec-contract.ts';
import { readLines } from './terminal-lines.ts';

export interface ShellOptions {
  readonly streams: ExecStreams;
  readonly execute: Execute;
  /** The client sends stdin. */
  readonly stdin: boolean;
  /** The protocol can tell the end of stdin. */
  readonly canHalfClose: boolean;
  readonly clock: ClusterClock;
  /** Aborts when the client has gone. */
  readonly closed: AbortSignal;
}

const isRefusal = (answer: ExecAnswer | ApiResponse): answer is ApiResponse => 'code' in answer;

/** Runs the command to its end; the Status that closes the stream. */
export async function runShell(command: readonly string[], options: ShellOptions): Promise<JsonObject> {
  const { streams, execute } = options;
  // Who types into a terminal does not end it: a program that reads all of its stdin would wait for ever.
  const whole = options.stdin && !streams.tty && options.canHalfClose ? await readAll(streams) : undefined;
  const first = execute({ command: [...command], ...(whole === undefined ? {} : { stdin: whole }) });
  if (isRefusal(first)) return refusalStatus(first);
  await report(first, options);
  if (!first.shell || !options.stdin) return exitStatus(first.exitCode);
  const end = await typeInto(first, options);
  return isRefusal(end) ? refusalStatus(end) : exitStatus(end.exitCode);
}

/** Lines for a shell until it is left; what it said last. */
async function typeInto(started: ExecAnswer, options: ShellOptions): Promise<ExecAnswer | ApiResponse> {
  const { streams, execute } = options;
  let last = started;
  let { shell } = started;
  const prompt = (): string => (streams.tty ? last.prompt : '');
  for await (const line of readLines(streams, prompt)) {
    if (!shell) break;
    const answer = execute({ command: [line], shell });
    if (isRefusal(answer)) return answer;
    await report(answer, options);
    last = answer;
    if (answer.left) break;
    shell = answer.shell ?? shell;
  }
  return last;
}

/** Prints what a command said, and lets the time pass that it takes. */
async function report({ stdout, stderr, takesMs, endless }: ExecAnswer, options: ShellOptions): Promise<void> {
  options.streams.stdout(stdout);
  options.streams.stderr(stderr);
  if (endless) while ((await options.streams.read()) !== undefined);
  else await options.clock.sleep(takesMs);
}

/** All of stdin. */
export async function readAll(streams: ExecStreams): Promise<string> {
  let text = '';
  for (let piece = await streams.read(); piece !== undefined; piece = await streams.read()) text += piece;
  return text;
}

export const refusalStatus = ({ body }: ApiResponse): JsonObject => body as JsonObject;

/** Models remotecommand's v4 error stream. */
export function exitStatus(exitCode: number): JsonObject {
  if (exitCode === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
}
