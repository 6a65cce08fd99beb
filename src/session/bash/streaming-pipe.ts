/**
 * Pipelines that begin with kubectl and go on with filters of lines, such as `kubectl get pods -w | grep Running`. The
 * library runs one command of a pipeline after the other; here the filters run again whenever there are new rows, on all
 * rows so far, and what their output has grown by is printed.
 */

import type { ExecResult, ResolvedCommandContext } from 'just-bash/browser';
import type { ShellStreams } from '../shell-io.ts';
import type { LineAccess, Terminal } from './line-access.ts';
import { stagesOf, type Stages } from './pipe-stages.ts';
import { marker } from './script-words.ts';

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;
const scriptOf = (filters: Stages['filters']): string =>
  filters.map(([name = '', ...words]) => [name, ...words.map(quoted)].join(' ')).join(' | ');

/** After how many lines the first `head` has all it wants, and what is up to it; undefined without one. */
function limitOf(filters: Stages['filters']): { readonly lines: number; readonly script: string } | undefined {
  const at = filters.findIndex(([name]) => name === 'head');
  if (at < 0) return undefined;
  const count = /-n?\s*(\d+)|--lines[= ](\d+)/.exec(filters[at]!.slice(1).join(' '));
  return { lines: Number(count?.[1] ?? count?.[2] ?? 10), script: scriptOf(filters.slice(0, at + 1)) };
}

const lineCount = (text: string): number => text.split('\n').length - 1;

export async function runPipe(
  args: readonly string[],
  context: ResolvedCommandContext,
  line: LineAccess,
  terminal: Terminal,
): Promise<ExecResult> {
  const { kubectl, mergesErrors, filters } = stagesOf(args);
  const script = scriptOf(filters);
  const limit = limitOf(filters);
  const enough = new AbortController();
  let input = '';
  let shown = '';
  let passing: Promise<void> | undefined;
  const run = (text: string, commands: string): Promise<ExecResult> =>
    context.exec!(commands, { cwd: context.cwd, stdin: text, env: { [marker]: '' } });
  const show = ({ stdout }: ExecResult): void => {
    if (!stdout.startsWith(shown)) return;
    line.print(stdout.slice(shown.length));
    shown = stdout;
  };
  /** Runs the filters on the whole lines that have come, until there are no new ones. */
  const pass = async (): Promise<void> => {
    for (let passed = ''; ;) {
      // What comes in one go is passed on in one go; the end of a short command is not waited for in vain.
      await new Promise((resolve) => {
        setTimeout(resolve, 0);
      });
      const lines = input.slice(0, input.lastIndexOf('\n') + 1);
      if (lines === passed || enough.signal.aborted) return;
      passed = lines;
      const result = await run(lines, script);
      show(result);
      const reached = limit && (limit.script === script ? result : await run(lines, limit.script));
      if (reached && lineCount(reached.stdout) >= limit.lines) enough.abort();
    }
  };
  const take = (text: string): void => {
    input += text;
    passing ??= pass().finally(() => {
      passing = undefined;
    });
  };
  let stderr = '';
  const streams: ShellStreams = {
    ...(terminal.input ? {} : { stdin: '' }),
    stdout: take,
    stderr: (text) => {
      if (mergesErrors) take(text);
      else if (terminal.errors) line.print(text);
      else stderr += text;
    },
    isTerminal: false,
    signal: AbortSignal.any([line.signal, enough.signal]),
  };
  await line.kubectl(kubectl, streams, context);
  await passing;
  if (line.signal.aborted && input === '') return { stdout: '', stderr, exitCode: 130 };
  const last = await run(input, script);
  show(last);
  if (last.stderr !== '' && terminal.errors) line.print(last.stderr);
  return { stdout: '', stderr, exitCode: last.exitCode };
}
