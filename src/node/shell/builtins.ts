/** Commands that belong to the shell itself because they change it. */

import { normalizePath } from '../file-system.ts';
import { readInput } from './program.ts';
import type { Shell } from './shell.ts';
import { evaluateTest } from './test-expression.ts';

export type Builtin = (shell: Shell, args: readonly string[]) => void;

const done: Builtin = (shell) => shell.set({ status: 0 });

function exportNames(shell: Shell, args: readonly string[]): void {
  for (const word of args.filter((arg) => !arg.startsWith('-'))) {
    const [name = '', ...value] = word.split('=');
    if (value.length > 0) shell.assign(name, value.join('='));
    if (!shell.state.exported.includes(name)) shell.set({ exported: [...shell.state.exported, name] });
  }
  shell.set({ status: 0 });
}

function declare(shell: Shell, args: readonly string[]): void {
  for (const word of args.filter((arg) => !arg.startsWith('-'))) {
    const [name = '', ...value] = word.split('=');
    if (value.length > 0) shell.assign(name, value.join('='));
  }
  shell.set({ status: 0 });
}

function cd(shell: Shell, [target]: readonly string[]): void {
  const wanted = target === '-' ? shell.variable('OLDPWD') : (target ?? shell.variable('HOME') ?? '/root');
  const folder = normalizePath(wanted ?? '/', shell.state.folder);
  if (!shell.world.files.isFolder(folder)) {
    shell.complain(`${shell.state.name}: cd: can't cd to ${target ?? folder}: No such file or directory\n`);
    shell.set({ status: 2 });
    return;
  }
  shell.assign('OLDPWD', shell.state.folder);
  shell.set({ folder, status: 0 });
}

function setOptions(shell: Shell, args: readonly string[]): void {
  for (const [index, arg] of args.entries()) {
    if (arg === '--') {
      shell.set({ args: args.slice(index + 1) });
      break;
    }
    if (!/^[-+]/.test(arg)) continue;
    const on = arg.startsWith('-');
    if (arg.includes('e')) shell.set({ errexit: on });
    if (arg.includes('x')) shell.set({ xtrace: on });
  }
  shell.set({ status: 0 });
}

/** Takes one line of the input apart into variables. */
function read(shell: Shell, args: readonly string[]): void {
  const names = args.filter((arg) => !arg.startsWith('-'));
  const input = readInput(shell.stdin);
  const end = input.indexOf('\n');
  const none = input === '';
  const line = end < 0 ? input : input.slice(0, end);
  shell.stdin = end < 0 ? '' : input.slice(end + 1);
  const words = line.trim().split(/\s+/);
  names.forEach((name, index) => {
    shell.assign(name, index === names.length - 1 ? words.slice(index).join(' ') : (words[index] ?? ''));
  });
  shell.set({ status: none ? 1 : 0 });
}

const leave =
  (type: 'exit' | 'return'): Builtin =>
  (shell, [code]) => {
    if (code !== undefined) shell.set({ status: (Math.trunc(Number(code)) || 0) & 255 });
    shell.flow = { type };
  };

const leaveLoop =
  (type: 'break' | 'continue'): Builtin =>
  (shell, [levels]) => {
    shell.set({ status: 0 });
    shell.flow = { type, levels: Math.max(1, Math.trunc(Number(levels ?? 1)) || 1) };
  };

function source(shell: Shell, [file = '', ...args]: readonly string[]): void {
  const found = shell.world.files.read(normalizePath(file, shell.state.folder));
  if ('error' in found) {
    shell.complain(`${shell.state.name}: can't open '${file}': ${found.error}\n`);
    shell.set({ status: 2 });
    return;
  }
  if (args.length > 0) shell.set({ args });
  shell.runText(found.text);
  if (shell.flow?.type === 'return') shell.flow = undefined;
}

/** `exec program …` puts the program in the shell's place. */
function exec(shell: Shell, args: readonly string[]): void {
  if (args.length === 0) return;
  const outcome = shell.callProgram(args, shell.stdin);
  shell.print(outcome.stdout);
  shell.complain(outcome.stderr);
  shell.takesMs += outcome.takesMs;
  shell.endless ||= outcome.endless;
  shell.set({ status: outcome.status });
  shell.flow = { type: 'exit' };
}

function trap(shell: Shell, [action = '', ...signals]: readonly string[]): void {
  const names = signals.map((signal) => signal.replace(/^SIG/, ''));
  const traps = { ...shell.state.traps, ...Object.fromEntries(names.map((name) => [name, action])) };
  shell.set({ traps, status: 0 });
}

function test(shell: Shell, args: readonly string[]): void {
  const holds = evaluateTest(args, { files: shell.world.files, folder: shell.state.folder, extended: false });
  shell.set({ status: holds === undefined ? 2 : holds ? 0 : 1 });
}

function bracket(shell: Shell, args: readonly string[]): void {
  if (args.at(-1) === ']') return test(shell, args.slice(0, -1));
  shell.complain(`${shell.state.name}: [: missing ]\n`);
  shell.set({ status: 2 });
}

function command(shell: Shell, args: readonly string[]): void {
  const [flag, name = ''] = args;
  if (flag !== '-v' && flag !== '-V') {
    const outcome = shell.callProgram(args, shell.stdin);
    shell.print(outcome.stdout);
    shell.complain(outcome.stderr);
    shell.set({ status: outcome.status });
    return;
  }
  const known = Object.hasOwn(builtins, name) || Object.hasOwn(shell.state.functions, name);
  const found = known || shell.world.find(name) !== undefined;
  if (found) shell.print(`${known || name.includes('/') ? name : `/usr/bin/${name}`}\n`);
  shell.set({ status: found ? 0 : 127 });
}

/** By name. */
export const builtins: Readonly<Record<string, Builtin>> = {
  ':': done,
  true: done,
  false: (shell) => shell.set({ status: 1 }),
  '[': bracket,
  test,
  cd,
  export: exportNames,
  readonly: declare,
  local: declare,
  declare,
  typeset: declare,
  unset: (shell, args) => {
    const gone = new Set(args);
    const variables = Object.entries(shell.state.variables).filter(([name]) => !gone.has(name));
    shell.set({ variables: Object.fromEntries(variables), status: 0 });
  },
  set: setOptions,
  shift: (shell, [count = '1']) => shell.set({ args: shell.state.args.slice(Number(count)), status: 0 }),
  read,
  exit: leave('exit'),
  return: leave('return'),
  break: leaveLoop('break'),
  continue: leaveLoop('continue'),
  eval: (shell, args) => shell.runText(args.join(' ')),
  '.': source,
  source,
  exec,
  trap,
  command,
  type: (shell, [name = '']) => command(shell, ['-v', name]),
  pwd: (shell) => {
    shell.print(`${shell.state.folder}\n`);
    shell.set({ status: 0 });
  },
  umask: done,
  ulimit: done,
  wait: done,
  alias: done,
  shopt: done,
  hash: done,
  let: (shell, args) => shell.runText(`: $((${args.join(', ')}))`),
};
