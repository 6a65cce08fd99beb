/** Redirections: where a command's input comes from and where its outputs go. */

import { normalizePath } from '../file-system.ts';
import { expandText } from './expand.ts';
import type { Shell } from './shell.ts';
import type { Redirect } from './syntax.ts';

type Sink = { readonly type: 'stdout' | 'stderr' | 'null' } | { readonly type: 'file'; readonly path: string };

export interface Redirected {
  /** Replaces standard input. */
  readonly stdin?: string;
  readonly stdout: Sink;
  readonly stderr: Sink;
}

const specials: Readonly<Record<string, Sink['type']>> = {
  '/dev/null': 'null',
  '/dev/stdout': 'stdout',
  '/dev/stderr': 'stderr',
  '/proc/1/fd/1': 'stdout',
  '/proc/1/fd/2': 'stderr',
  '/dev/termination-log': 'null',
};

/** Opens the targets (files are emptied or made); undefined when one cannot be opened, which is said and sets the status. */
export function applyRedirects(shell: Shell, redirects: readonly Redirect[]): Redirected | undefined {
  let stdin: string | undefined;
  const sinks: Record<1 | 2, Sink> = { 1: { type: 'stdout' }, 2: { type: 'stderr' } };
  for (const { fd, operator, target } of redirects) {
    const text = expandText(target, shell.context);
    if (operator === '<<') stdin = text;
    else if (operator === '>&')
      sinks[fd === 2 ? 2 : 1] = text === '2' ? sinks[2] : text === '1' ? sinks[1] : { type: 'null' };
    else if (operator === '<') {
      const read = readInput(shell, text);
      if (read === undefined) return undefined;
      stdin = read;
    } else {
      const sink = openOutput(shell, text, operator === '>>');
      if (!sink) return undefined;
      if (operator === '&>') sinks[1] = sinks[2] = sink;
      else sinks[fd === 2 ? 2 : 1] = sink;
    }
  }
  return { ...(stdin === undefined ? {} : { stdin }), stdout: sinks[1], stderr: sinks[2] };
}

function fail(shell: Shell, text: string): undefined {
  shell.complain(`${shell.state.name}: ${text}\n`);
  shell.set({ status: 1 });
  return undefined;
}

function readInput(shell: Shell, target: string): string | undefined {
  if (target === '/dev/null') return '';
  const read = shell.world.files.read(normalizePath(target, shell.state.folder));
  return 'error' in read
    ? fail(shell, `can't open ${target}: ${read.error.toLowerCase().replace('file or directory', 'file')}`)
    : read.text;
}

function openOutput(shell: Shell, target: string, append: boolean): Sink | undefined {
  const special = Object.hasOwn(specials, target) ? specials[target] : undefined;
  if (special && special !== 'file') return { type: special };
  const path = normalizePath(target, shell.state.folder);
  const error = shell.world.files.write(path, '', append);
  if (error)
    return fail(
      shell,
      `can't create ${target}: ${error === 'No such file or directory' ? 'nonexistent directory' : error}`,
    );
  return { type: 'file', path };
}

/** Delivers what a command wrote. */
export function finishRedirects(shell: Shell, redirected: Redirected, stdout: string, stderr: string): void {
  deliver(shell, redirected.stdout, stdout);
  deliver(shell, redirected.stderr, stderr);
}

function deliver(shell: Shell, sink: Sink, text: string): void {
  if (text === '') return;
  if (sink.type === 'stdout') shell.print(text);
  else if (sink.type === 'stderr') shell.complain(text);
  else if (sink.type === 'file') shell.world.files.write(sink.path, text, true);
}
