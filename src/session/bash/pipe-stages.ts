/** Which pipelines can print as rows come: kubectl in front of filters that need not see the end of their input. */

import { literal, plainWord, type Command, type SimpleCommand } from './script-words.ts';

/** The command that runs such a pipeline: its arguments are the words of all its commands, kept apart by marks. */
export const pipeCommand = '__pipe';
const stageMark = '\u0001|';
/** In front of the marks: standard error of the command before goes into the pipe too. */
const withErrors = '\u0001&';

/** Options by which a filter waits for the end of its input. */
const waits: Readonly<Record<string, RegExp | undefined>> = {
  awk: /END/,
  cat: undefined,
  cut: undefined,
  egrep: /^-[a-zA-Z]*[clLq]|^--count/,
  fgrep: /^-[a-zA-Z]*[clLq]|^--count/,
  grep: /^-[a-zA-Z]*[clLqABC]|^--(?:count|after|before|context|quiet)/,
  head: /^-n?-|^-c/,
  nl: undefined,
  sed: /(?:^|[;,\s])\$|^-i/,
  tr: undefined,
  uniq: /^-[cdu]/,
};

const isFilter = ({ name, args }: SimpleCommand): boolean => {
  const text = plainWord(name) ?? '';
  if (!Object.hasOwn(waits, text)) return false;
  return !args.some((arg) => waits[text]?.test(plainWord(arg) ?? '') === true);
};

/** The one command that runs a pipeline of the line; undefined when it has to be run as it is. */
export function asPipe(
  commands: readonly Command[],
  pipeStderr: readonly boolean[] | undefined,
): SimpleCommand | undefined {
  if (commands.length < 2 || !commands.every(isSimple)) return undefined;
  const [first, ...filters] = commands;
  if (!/^(?:kubectl|k)$/.test(plainWord(first!.name) ?? '') || !filters.every(isFilter)) return undefined;
  const args = commands.flatMap(({ name, args: words }, index) => [
    ...(index > 0 && pipeStderr?.[index - 1] ? [literal(withErrors)] : []),
    ...(index > 0 ? [literal(stageMark)] : []),
    name!,
    ...words,
  ]);
  return { type: 'SimpleCommand', assignments: [], redirections: [], name: literal(pipeCommand), args };
}

function isSimple(command: Command): command is SimpleCommand {
  if (command.type !== 'SimpleCommand') return false;
  const { assignments, redirections, name } = command;
  return name !== null && assignments.length === 0 && redirections.length === 0;
}

export interface Stages {
  readonly kubectl: readonly string[];
  readonly mergesErrors: boolean;
  readonly filters: readonly (readonly string[])[];
}

/** The commands of a pipeline, from the words of the one that runs it. */
export function stagesOf(args: readonly string[]): Stages {
  const stages: string[][] = [[]];
  for (const word of args) {
    if (word === stageMark) stages.push([]);
    else stages.at(-1)!.push(word);
  }
  const [kubectl = [], ...filters] = stages.map((words) => words.filter((word) => word !== withErrors));
  return { kubectl: kubectl.slice(1), mergesErrors: stages[0]!.includes(withErrors), filters };
}
