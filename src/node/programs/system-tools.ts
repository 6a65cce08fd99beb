/** Programs about the machine, its processes and running other programs. */

import { hostNamesOf } from '../../network/resolver.ts';
import { printed, refused, lasting, type ProgramResult } from '../shell/program.ts';
import { parseInvocation } from '../shell/invocation.ts';
import { dateText, formatDate } from './date-text.ts';
import { hexOf } from '../images/reference.ts';
import { parseArgs, type ProcessRow, type Tool } from './tool.ts';
import { uidOf, userName } from './users.ts';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Milliseconds of `30`, `0.5`, `5m`; Infinity for `infinity`; undefined for anything else. */
export function durationMs(text: string): number | undefined {
  if (/^inf(?:inity)?$/.test(text)) return Number.POSITIVE_INFINITY;
  const match = /^(\d+(?:\.\d+)?|\.\d+)([smhd]?)$/.exec(text);
  return match ? Number(match[1]) * 1000 * (units[match[2] ?? ''] ?? 1) : undefined;
}

const sleep: Tool = ({ argv }) => {
  const parts = argv.slice(1).map(durationMs);
  const bad = parts.indexOf(undefined);
  if (parts.length === 0) return refused('sleep: missing operand\n');
  if (bad >= 0) return refused(`sleep: invalid time interval '${argv[bad + 1]}'\n`);
  const takesMs = parts.reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
  return Number.isFinite(takesMs) ? { ...printed(''), takesMs } : lasting();
};

const hostname: Tool = ({ argv }, { pod }) => {
  const { hostname: name, fqdn } = hostNamesOf(pod);
  const { flags } = parseArgs(argv.slice(1));
  if (flags.has('i') || flags.has('I')) return printed(`${pod.status.podIP ?? ''}\n`);
  if (flags.has('d')) return printed(`${fqdn === name ? '' : fqdn.slice(name.length + 1)}\n`);
  return printed(`${flags.has('f') ? fqdn : name}\n`);
};

const env: Tool = (call) => {
  const words = call.argv.slice(1);
  const first = words.findIndex((word) => !word.includes('='));
  if (first >= 0) return call.run(words.slice(first));
  return printed(
    Object.entries(call.environment)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
};

const printenv: Tool = ({ argv, environment }) => {
  const [name] = argv.slice(1);
  if (name === undefined)
    return printed(
      Object.entries(environment)
        .map(([key, value]) => `${key}=${value}\n`)
        .join(''),
    );
  return Object.hasOwn(environment, name) ? printed(`${environment[name]}\n`) : printed('', 1);
};

const date: Tool = ({ argv }, { nowMs }) => {
  const format = argv.slice(1).find((word) => word.startsWith('+'));
  return printed(`${format === undefined ? dateText(nowMs) : formatDate(nowMs, format.slice(1))}\n`);
};

const id: Tool = ({ argv }, world) => {
  const uid = uidOf(world);
  const name = userName(world, uid);
  if (argv[0]?.endsWith('whoami')) return printed(`${name}\n`);
  if (argv.includes('-u')) return printed(`${argv.includes('-n') ? name : uid}\n`);
  const { fsGroup, runAsGroup = uid === 0 || name === String(uid) ? 0 : uid } = world.pod.spec.securityContext ?? {};
  const label = (number: number): string => {
    const text = userName(world, number);
    return text === String(number) ? text : `${number}(${text})`;
  };
  const groups = [...new Set([runAsGroup, ...(fsGroup === undefined ? [] : [fsGroup])])].map(label).join(',');
  return printed(`uid=${label(uid)} gid=${label(runAsGroup)} groups=${groups}\n`);
};

const uname: Tool = ({ argv }, { pod }) => {
  const { hostname: name } = hostNamesOf(pod);
  if (argv.includes('-a'))
    return printed(`Linux ${name} 6.1.0-40-amd64 #1 SMP PREEMPT_DYNAMIC Debian x86_64 GNU/Linux\n`);
  if (argv.includes('-n')) return printed(`${name}\n`);
  if (argv.includes('-m')) return printed('x86_64\n');
  return printed(argv.includes('-r') ? '6.1.0-40-amd64\n' : 'Linux\n');
};

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

const ps: Tool = ({ argv }, world) => {
  const rows = world.processes().map((row) => (row.command === 'ps' ? { ...row, command: argv.join(' ') } : row));
  const name = userName(world, uidOf(world));
  const user = (name.length > 8 ? `${name.slice(0, 7)}+` : name).padEnd(8);
  if (world.set.base !== 'debian') {
    const lines = rows.map(({ pid, command }) => `${String(pid).padStart(5)} ${user}  0:00 ${command}\n`);
    return printed(`PID   USER     TIME  COMMAND\n${lines.join('')}`);
  }
  const long = argv.slice(1).join('').includes('l');
  const full = long || /[efu]/.test(argv.slice(1).join(''));
  const start = (row: ProcessRow): string => formatDate(row.startedMs, '%H:%M');
  if (!full) {
    return printed(
      `    PID TTY          TIME CMD\n${rows.map(({ pid, command }) => `${String(pid).padStart(7)} ?        00:00:00 ${command.split(' ')[0]}\n`).join('')}`,
    );
  }
  const lines = rows.map((row) =>
    long
      ? `4 S ${user} ${String(row.pid).padStart(7)} ${String(row.parent).padStart(7)}  0  80   0 -  1127 -      ${start(row)} ?        00:00:00 ${row.command}\n`
      : `${user} ${String(row.pid).padStart(7)} ${String(row.parent).padStart(7)}  0 ${start(row)} ?        00:00:00 ${row.command}\n`,
  );
  const head = long
    ? 'F S UID          PID    PPID  C PRI  NI ADDR SZ WCHAN  STIME TTY          TIME CMD\n'
    : 'UID          PID    PPID  C STIME TTY          TIME CMD\n';
  return printed(head + lines.join(''));
};

function signalOf(args: readonly string[]): { readonly signal: string; readonly operands: readonly string[] } {
  const named = args.find((arg) => /^-(?:SIG)?[A-Z]+$|^-\d+$/.test(arg));
  const flag = args.indexOf('-s');
  const text = (flag < 0 ? named?.slice(1) : args[flag + 1]) ?? 'TERM';
  const numbers: Readonly<Record<string, string>> = {
    '1': 'HUP',
    '2': 'INT',
    '3': 'QUIT',
    '9': 'KILL',
    '15': 'TERM',
    '0': '0',
  };
  const signal = (numbers[text] ?? text).replace(/^SIG/, '');
  return { signal, operands: args.filter((arg, index) => !arg.startsWith('-') && !(flag >= 0 && index === flag + 1)) };
}

const kill: Tool = ({ argv }, world) => {
  const { signal, operands } = signalOf(argv.slice(1));
  const known = new Set(world.processes().map(({ pid }) => pid));
  const missing = operands.filter((pid) => !known.has(Number(pid)));
  if (signal !== '0' && operands.includes('1')) world.signalMain(signal);
  return missing.length === 0 ? printed('') : refused(missing.map((pid) => `sh: ${pid}: No such process\n`).join(''));
};

const pkill: Tool = ({ argv }, world) => {
  const { signal, operands } = signalOf(argv.slice(1));
  const pattern = operands.at(-1) ?? '';
  const hits = world.processes().filter(({ command, pid }) => {
    if (pid === 42) return false;
    const [program = ''] = command.split(' ');
    return argv.includes('-f')
      ? command.includes(pattern)
      : program.slice(program.lastIndexOf('/') + 1).includes(pattern);
  });
  if (argv[0]?.endsWith('pgrep')) return printed(hits.map(({ pid }) => `${pid}\n`).join(''), hits.length > 0 ? 0 : 1);
  // A server that a script waits for takes the script with it.
  if (hits.length > 0) world.signalMain(signal);
  return printed('', hits.length > 0 ? 0 : 1);
};

const timeout: Tool = (call) => {
  const words = call.argv.slice(1).filter((word, index) => !(index === 0 && word === '-t') && !word.startsWith('--'));
  const [limit = '', ...command] = words;
  const limitMs = durationMs(limit) ?? 0;
  const outcome = call.run(command);
  const over = outcome.endless || outcome.takesMs > limitMs;
  return over ? { ...outcome, status: 124, takesMs: limitMs, endless: false } : outcome;
};

const xargs: Tool = (call) => {
  const { operands, values } = parseArgs(call.argv.slice(1), ['n', 'I']);
  const items = call.stdin.split(/\s+/).filter(Boolean);
  const size = values.has('I') ? 1 : Number(values.get('n') ?? items.length) || 1;
  const results: ProgramResult[] = [];
  for (let i = 0; i < items.length && results.length < 1000; i += size) {
    const batch = items.slice(i, i + size);
    const placeholder = values.get('I');
    const argv =
      placeholder === undefined
        ? [...operands, ...batch]
        : operands.map((word) => word.replaceAll(placeholder, batch[0] ?? ''));
    results.push(call.run(argv.length === 0 ? ['echo', ...batch] : argv, ''));
  }
  return {
    stdout: results.map(({ stdout }) => stdout).join(''),
    stderr: results.map(({ stderr }) => stderr).join(''),
    status: results.some(({ status }) => status !== 0) ? 123 : 0,
    takesMs: results.reduce((sum, { takesMs }) => sum + takesMs, 0),
    endless: results.some(({ endless }) => endless),
  };
};

/** `sh -c script name args …`, `sh file args …`, or a script on standard input. */
const shell: Tool = (call, world) => {
  const [name = 'sh', ...args] = call.argv;
  const { inline, errexit, xtrace, operands } = parseInvocation(args);
  const prefix = `${errexit ? 'set -e\n' : ''}${xtrace ? 'set -x\n' : ''}`;
  const [path, ...words] = operands;
  if (inline) return call.runScript(prefix + (path ?? ''), words[0] ?? name, words.slice(1));
  if (path === undefined) return call.runScript(call.stdin, name, [], '');
  const read = world.files.read(path.startsWith('/') ? path : `${call.folder}/${path}`);
  if ('error' in read) return refused(`${name}: 0: cannot open ${path}: No such file\n`, 2);
  return call.runScript(prefix + read.text, path, words);
};

/** Hash sums that are not real ones: the same text always has the same. */
const digest =
  (length: number): Tool =>
  (call, world) => {
    const rows = call.argv.slice(1).map((name) => {
      const read = world.files.read(name.startsWith('/') ? name : `${call.folder}/${name}`);
      return `${hexOf('text' in read ? read.text : '', length)}  ${name}\n`;
    });
    return printed(rows.length > 0 ? rows.join('') : `${hexOf(call.stdin, length)}  -\n`);
  };

export const systemTools: Readonly<Record<string, Tool>> = {
  ash: shell,
  bash: shell,
  clear: () => printed('\u001b[H\u001b[2J'),
  date,
  env,
  false: () => printed('', 1),
  free: () =>
    printed(
      '               total        used        free      shared  buff/cache   available\nMem:         8388608     1048576     6291456       16384     1048576     7340032\nSwap:              0           0           0\n',
    ),
  hostname,
  id,
  kill,
  killall: pkill,
  md5sum: digest(32),
  nproc: () => printed('4\n'),
  pgrep: pkill,
  pkill,
  printenv,
  ps,
  sh: shell,
  sha256sum: digest(64),
  sleep,
  sync: () => printed(''),
  timeout,
  top: ps,
  true: () => printed(''),
  uname,
  uptime: (_call, { nowMs, startedMs }) =>
    printed(` ${formatDate(nowMs, '%T')} up ${clock(nowMs - startedMs)},  load average: 0.08, 0.05, 0.01\n`),
  whoami: id,
  xargs,
  yes: () => lasting('y\n'),
};
