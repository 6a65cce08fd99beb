/** Commands of the terminal that belong to the playground: what they do with the line's streams and the cluster's time. */

import type { ExecResult, ResolvedCommandContext } from 'just-bash/browser';
import type { ShellStreams } from '../shell-io.ts';
import type { TerminalCommand } from './line-access.ts';
import { jobCommands } from './job-commands.ts';
import { networkCommands } from './network-commands.ts';
import { pipeCommand } from './pipe-stages.ts';
import { runPipe } from './streaming-pipe.ts';
import { ask, askCommand } from './typed-input.ts';

const said = (stdout: string, exitCode = 0): ExecResult => ({ stdout, stderr: '', exitCode });
const failed = (stderr: string, exitCode: number): ExecResult => ({ stdout: '', stderr, exitCode });

/** The text that was piped in. */
export function stdinText({ stdin }: ResolvedCommandContext): string {
  return decode(stdin as unknown as string);
}

/** UTF-8 text of a string that holds one byte per letter. */
export function decode(bytes: string): string {
  for (let index = 0; index < bytes.length; index++) {
    if (bytes.charCodeAt(index) > 0x7f) {
      return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
    }
  }
  return bytes;
}

/** Editors that need a screen: the page's own stands in for them. */
const screenEditors = /^(?:\S*\/)?(?:vim?|nvim|nano|emacs|ed|code|pico|micro|hx|subl|gedit|kate|joe|mcedit)(?:\s|$)/;

/** `KUBE_EDITOR` or `EDITOR`, when it is a command that changes the file by itself (`sed -i …`). */
function editorOf(context: ResolvedCommandContext): Pick<ShellStreams, 'edit'> {
  const command = context.env.get('KUBE_EDITOR') || context.env.get('EDITOR') || '';
  if (command === '' || screenEditors.test(command)) return {};
  const { fs, cwd, exec } = context;
  const path = '/tmp/kubectl-edit.yaml';
  return {
    edit: async (text) => {
      await fs.mkdir('/tmp', { recursive: true });
      await fs.writeFile(path, text);
      const { exitCode } = await exec!(`${command} ${path}`, { cwd });
      return exitCode === 0 ? fs.readFile(path) : undefined;
    },
  };
}

const kubectl: TerminalCommand = async (args, context, line, terminal) => {
  let stdout = '';
  let stderr = '';
  const piped = stdinText(context);
  const streams: ShellStreams = {
    ...(terminal.input && piped === '' ? {} : { stdin: piped }),
    stdout: (text) => (terminal.output ? line.print(text) : void (stdout += text)),
    stderr: (text) => (terminal.errors ? line.print(text) : void (stderr += text)),
    isTerminal: terminal.input && terminal.output,
    ...editorOf(context),
  };
  const exitCode = await line.kubectl(args, streams, context);
  return { stdout, stderr, exitCode };
};

/** `date`, of the cluster's clock. */
const date: TerminalCommand = async (args, context, line) => {
  const own = args.some((arg) => /^(?:-d|--date|-r|--help)/.test(arg));
  return context.origCommand!(own ? [...args] : ['-d', `@${Math.floor(line.nowMs() / 1000)}`, ...args]);
};

/** `watch`: runs a command again and again, each time on a cleared screen, until Ctrl-C. */
const watch: TerminalCommand = async (args, context, line, terminal) => {
  let seconds = 2;
  let titled = true;
  let at = 0;
  for (; at < args.length && args[at]!.startsWith('-'); at++) {
    const arg = args[at]!;
    const interval = /^(?:-n|--interval)=?(.*)$/.exec(arg);
    if (interval) {
      seconds = Number(interval[1] === '' ? args[++at] : interval[1]);
      if (!(seconds >= 0)) return failed(`watch: failed to parse argument: '${args[at]}': Invalid argument\n`, 1);
    } else if (arg === '-t' || arg === '--no-title') titled = false;
    else if (!/^-[cdexb]+$|^--(?:differences|color|exec|beep|chgexit)/.test(arg)) {
      return failed(`watch: invalid option -- '${arg.replace(/^-+/, '')}'\n${watchUsage}`, 1);
    }
  }
  const command = args.slice(at).join(' ');
  if (command === '') return failed(watchUsage, 1);
  const every = Math.max(0.1, seconds);
  let collected = '';
  const show = (text: string): void => (terminal.output ? line.print(text) : void (collected += text));
  if (terminal.output) show('\u001b[?1049h');
  while (!line.signal.aborted) {
    const { stdout, stderr } = await context.exec!(command, { cwd: context.cwd });
    const time = new Date(line.nowMs()).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+).*/, '$1 $3 $2 $5 $4');
    const title = titled ? `Every ${every.toFixed(1)}s: ${command}    playground: ${time}\n\n` : '';
    show(`${terminal.output ? '\u001b[H\u001b[2J' : ''}${title}${stdout}${stderr}`);
    await line.sleep(every * 1000);
  }
  if (terminal.output) show('\u001b[?1049l');
  return said(collected, 130);
};

const watchUsage = `
Usage:
 watch [options] command

Options:
  -n, --interval <secs>  seconds to wait between updates
  -t, --no-title         turn off header
`;

const history: TerminalCommand = async (args, _context, line) => {
  if (args[0] === '-c') {
    line.history.clear();
    return said('');
  }
  const all = line.history.list();
  const count = args[0] === undefined ? all.length : Number(args[0]);
  if (!(count >= 0)) return failed(`bash: history: ${args[0]}: numeric argument required\n`, 1);
  const from = Math.max(0, all.length - count);
  return said(
    all
      .slice(from)
      .map((text, index) => `${String(from + index + 1).padStart(5)}  ${text}\n`)
      .join(''),
  );
};

/** `env` and `printenv` without arguments: the exported variables. */
const environment: TerminalCommand = async (args, context, line) => {
  const result = await context.origCommand!([...args]);
  if (args.length > 0) return result;
  const kept = result.stdout.split('\n').filter((text) => line.exported.has(/^[^=]*/.exec(text)![0]));
  return { ...result, stdout: kept.map((text) => `${text}\n`).join('') };
};

/** `xargs`: takes options that are glued to their values (`-n1`, `-I{}`) too. */
const xargs: TerminalCommand = async (args, context) => {
  const end = args.findIndex((arg) => !arg.startsWith('-'));
  const options = end < 0 ? args : args.slice(0, end);
  const apart = options.flatMap((arg) => /^(-[nILPsd])(.+)$/s.exec(arg)?.slice(1) ?? [arg]);
  return context.origCommand!([...apart, ...args.slice(options.length)]);
};

/** By name; they stand before the library's commands of the same name. */
export const terminalCommands: Readonly<Record<string, TerminalCommand>> = {
  kubectl,
  k: kubectl,
  date,
  watch,
  ...networkCommands,
  ...jobCommands,
  [askCommand]: ask,
  xargs,
  env: environment,
  printenv: environment,
  clear: async () => said('\u001b[H\u001b[2J\u001b[3J'),
  whoami: async () => said('user\n'),
  hostname: async () => said('playground\n'),
  [pipeCommand]: runPipe,
  __pwd: async (_args, { cwd }) => said(`${cwd}\n`),
  __history: history,
  __unknown: async ([name = '']) =>
    name.includes('/')
      ? failed(`bash: ${name}: No such file or directory\n`, 127)
      : failed(`bash: ${name}: command not found\n`, 127),
};

/** Builtins of the library's interpreter, which print only when the line ends, and what stands in for them. */
export const replacedBuiltins: ReadonlyMap<string, string> = new Map([
  ['pwd', '__pwd'],
  ['history', '__history'],
]);
