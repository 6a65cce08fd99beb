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
  return typeInto(first.shell, options);
}

async function typeInto(started: JsonObject, options: ShellOptions): Promise<JsonObject> {
  const { streams, execute } = options;
  let shell = started;
  let exitCode = 0;
  const prompt = streams.tty ? '# ' : '';
  for await (const line of readLines(streams, prompt)) {
    if (line.trim() === '') continue;
    const answer = execute({ command: [line], shell });
    if (isRefusal(answer)) return refusalStatus(answer);
    await report(answer, options);
    exitCode = answer.exitCode;
    if (answer.left) break;
    shell = answer.shell ?? shell;
  }
  return exitStatus(exitCode);
}

/** Prints what a command said, and lets the time pass that it takes. */
async function report({ stdout, stderr, takesMs, endless }: ExecAnswer, options: ShellOptions): Promise<void> {
  options.streams.stdout(stdout);
  options.streams.stderr(stderr);
  if (endless) while ((await options.streams.read()) !== undefined);
  else await options.clock.sleep(takesMs);
}

async function readAll(streams: ExecStreams): Promise<string> {
  let text = '';
  for (let piece = await streams.read(); piece !== undefined; piece = await streams.read()) text += piece;
  return text;
}

const refusalStatus = ({ body }: ApiResponse): JsonObject => body as JsonObject;

/** Models remotecommand's v4 error stream. */
function exitStatus(exitCode: number): JsonObject {
  if (exitCode === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
}
