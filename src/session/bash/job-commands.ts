/** Builtins of bash for jobs, of which there are none: `&` waits. And `yes`, the endless one. */

import type { ExecResult } from 'just-bash/browser';
import type { TerminalCommand } from './line-access.ts';

const failed = (stderr: string): ExecResult => ({ stdout: '', stderr, exitCode: 1 });
const nothing: TerminalCommand = async () => ({ stdout: '', stderr: '', exitCode: 0 });

const ofNoJob =
  (name: string): TerminalCommand =>
  async ([job = 'current']) =>
    failed(`bash: ${name}: ${job}: no such job\n`);

const kill: TerminalCommand = async (args) => {
  if (args[0] === '-l')
    return { stdout: ' 1) SIGHUP\t 2) SIGINT\t 9) SIGKILL\t15) SIGTERM\n', stderr: '', exitCode: 0 };
  const targets = args.filter((arg, index) => !arg.startsWith('-') && args[index - 1] !== '-s');
  if (targets.length === 0) {
    return failed('kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n');
  }
  const reason = (target: string): string => {
    if (target.startsWith('%')) return `${target}: no such job`;
    return /^\d+$/.test(target) ? `(${target}) - No such process` : `${target}: arguments must be process or job IDs`;
  };
  return failed(targets.map((target) => `bash: kill: ${reason(target)}\n`).join(''));
};

/** How many lines `yes` writes into a pipe before whoever reads it has had enough. */
const pipedLines = 1 << 16;
const linesAtOnce = 200;
const pauseMs = 16;

const yes: TerminalCommand = async (args, _context, line, terminal) => {
  const text = `${args.length > 0 ? args.join(' ') : 'y'}\n`;
  if (!terminal.output) return { stdout: text.repeat(pipedLines), stderr: '', exitCode: 0 };
  while (!line.signal.aborted) {
    line.print(text.repeat(linesAtOnce));
    await new Promise((resolve) => {
      setTimeout(resolve, pauseMs);
    });
  }
  return { stdout: '', stderr: '', exitCode: 130 };
};

export const jobCommands: Readonly<Record<string, TerminalCommand>> = {
  jobs: nothing,
  trap: nothing,
  fg: ofNoJob('fg'),
  bg: ofNoJob('bg'),
  disown: ofNoJob('disown'),
  kill,
  yes,
};
