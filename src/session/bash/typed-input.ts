/** Standard input that is typed: `read`, and filters that are given neither files nor a pipe. */

import type { ExecResult, ResolvedCommandContext } from 'just-bash/browser';
import type { LineAccess, TerminalCommand } from './line-access.ts';
import { marker } from './script-words.ts';

/** Asks for one line on behalf of `read`. Its argument is the prompt. */
export const askCommand = '__ask';

export const ask: TerminalCommand = async ([prompt = ''], _context, line) => {
  const text = await line.readLine?.(prompt);
  return text === undefined
    ? { stdout: '', stderr: '', exitCode: 1 }
    : { stdout: `${text}\n`, stderr: '', exitCode: 0 };
};

/** How many operands a filter has before its files begin. */
const ownOperands: Readonly<Record<string, number>> = {
  awk: 1,
  base64: 0,
  cat: 0,
  cut: 0,
  egrep: 1,
  grep: 1,
  head: 0,
  jq: 1,
  md5sum: 0,
  nl: 0,
  rev: 0,
  sed: 1,
  sort: 0,
  tac: 0,
  tail: 0,
  tee: Number.POSITIVE_INFINITY,
  tr: Number.POSITIVE_INFINITY,
  uniq: 0,
  wc: 0,
  xargs: Number.POSITIVE_INFINITY,
};
/** Options whose value is a word of its own. */
const valued: Readonly<Record<string, RegExp>> = {
  awk: /^-[Fv]$/,
  cut: /^-[dfcb]$/,
  egrep: /^-[ABCm]$/,
  grep: /^-[ABCm]$/,
  head: /^-[nc]$/,
  sort: /^-[kto]$/,
  tail: /^-[nc]$/,
};

/** True when a filter would read what is typed. */
export function readsTyped(name: string, args: readonly string[]): boolean {
  if (!Object.hasOwn(ownOperands, name)) return false;
  const scripted = (name === 'grep' || name === 'egrep' || name === 'sed') && args.some((arg) => /^-[ef]/.test(arg));
  const operands = args.filter(
    (arg, index) => (arg === '-' || !arg.startsWith('-')) && valued[name]?.test(args[index - 1] ?? '') !== true,
  );
  const files = operands.slice(scripted ? 0 : ownOperands[name]);
  if (args.some((arg) => arg === '--help' || arg === '--version')) return false;
  return files.length === 0 || files.includes('-');
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** Runs a filter on the lines that are typed until Ctrl-D. `cat` gives each back at once. */
export async function runTyped(
  name: string,
  args: readonly string[],
  context: ResolvedCommandContext,
  line: LineAccess,
  isShown: boolean,
): Promise<ExecResult> {
  const echoes = isShown && name === 'cat' && args.every((arg) => arg === '-');
  let typed = '';
  for (;;) {
    const text = await line.readLine?.('');
    if (text === undefined) break;
    typed += `${text}\n`;
    if (echoes) line.print(`${text}\n`);
  }
  if (echoes || line.signal.aborted) return { stdout: '', stderr: '', exitCode: line.signal.aborted ? 130 : 0 };
  return context.exec!([name, ...args.map(quoted)].join(' '), {
    cwd: context.cwd,
    stdin: typed,
    env: { [marker]: '' },
  });
}
