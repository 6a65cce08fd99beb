/** Completion of a half-typed command line: commands, resource types, names, flags, files. Models what `kubectl __complete` offers. */

import type { ResourceRow } from '../api/scheme.ts';
import type { Command } from './command.ts';
import { commandGroups } from './root.ts';
import { globalFlags } from './shared-flags.ts';

/** What completion may look up. */
export interface CompletionSource {
  /** Names of the objects of a resource, in the namespace of the command line where it has one. */
  names(row: ResourceRow, namespace: string | undefined): readonly string[];
  /** Rows of the resources that the cluster has. */
  resources(): readonly ResourceRow[];
  namespaces(): readonly string[];
  files(): readonly string[];
}

const typedVerbs = new Set([
  'get',
  'describe',
  'delete',
  'patch',
  'scale',
  'label',
  'annotate',
  'edit',
  'wait',
  'expose',
  'explain',
]);
/** Subcommands whose first argument is a resource, with the types that they make sense for. */
const subcommandTypes: Readonly<Record<string, readonly string[]>> = {
  rollout: ['statefulset', 'deployment', 'daemonset'],
  set: ['statefulset', 'deployment', 'pod'],
};
const podVerbs = new Set(['logs', 'exec', 'attach', 'port-forward']);
const nodeVerbs = new Set(['cordon', 'uncordon', 'drain']);
const fileFlags = new Set(['-f', '--filename', '--patch-file']);
const namespaceFlags = new Set(['-n', '--namespace']);

/** Whole words that may stand in place of the last one of `line` (which is empty after a space), in byte order. */
export function completeLine(line: string, source: CompletionSource): readonly string[] {
  const words = line.trimStart().split(/\s+/);
  const last = words.pop() ?? '';
  const offers = offersAfter(words, last, source);
  return [...new Set(offers)].filter((offer) => offer.startsWith(last) && offer !== last).toSorted();
}

function offersAfter(words: readonly string[], last: string, source: CompletionSource): readonly string[] {
  const [program, ...typed] = words;
  if (program === undefined) return ['kubectl', 'k', 'ls', 'cat', 'clear', 'help'];
  if (program === 'cat') return source.files();
  if (program !== 'kubectl' && program !== 'k') return [];
  const previous = typed.at(-1) ?? '';
  if (fileFlags.has(previous)) return source.files();
  if (namespaceFlags.has(previous)) return source.namespaces();
  if (previous === '-o' || previous === '--output') return ['wide', 'yaml', 'json', 'name', 'jsonpath='];

  const { command, args, namespace } = readCommand(typed);
  if (last.startsWith('-')) return flagsOf(command);
  if (!command) return commandGroups.flatMap((group) => group.commands.map(({ name }) => name));
  const verb = typed.find((word) => !word.startsWith('-')) ?? '';
  if (command.subcommands && command.subcommands.length > 0 && args.length === 0) {
    return command.subcommands.map(({ name }) => name);
  }
  const namesOf = (type: string): readonly string[] => {
    const row = rowOf(type, source.resources());
    return row ? source.names(row, namespace) : [];
  };
  if (podVerbs.has(verb)) return namesOf('pods');
  if (nodeVerbs.has(verb)) return namesOf('nodes');
  const types = subcommandTypes[verb] ?? (typedVerbs.has(verb) ? source.resources().map(({ plural }) => plural) : []);
  const slash = last.indexOf('/');
  if (slash > 0) return namesOf(last.slice(0, slash)).map((name) => `${last.slice(0, slash)}/${name}`);
  const [type] = args;
  if (type === undefined) return types;
  return type.includes('/') ? [] : namesOf(type);
}

/** The innermost command of the words, its positional arguments, and the namespace that they name. */
function readCommand(words: readonly string[]): {
  readonly command: Command | undefined;
  readonly args: readonly string[];
  readonly namespace: string | undefined;
} {
  let commands: readonly Command[] = commandGroups.flatMap((group) => group.commands);
  let command: Command | undefined;
  let namespace: string | undefined;
  const args: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (namespaceFlags.has(word)) namespace = words[++i];
    else if (word.startsWith('--namespace=')) namespace = word.slice('--namespace='.length);
    else if (word.startsWith('-')) {
      const flag = [...(command?.flags ?? []), ...globalFlags].find(
        ({ name, shorthand }) => word === `--${name}` || word === `-${shorthand}`,
      );
      if (flag && flag.type !== 'bool' && flag.noOptDefault === undefined) i++;
    } else {
      const inner =
        args.length === 0 ? commands.find(({ name, aliases }) => name === word || aliases?.includes(word)) : undefined;
      if (inner) {
        command = inner;
        commands = inner.subcommands ?? [];
      } else args.push(word);
    }
  }
  return { command, args, namespace };
}

function flagsOf(command: Command | undefined): readonly string[] {
  return [...(command?.flags ?? []), ...globalFlags].filter(({ hidden }) => !hidden).map(({ name }) => `--${name}`);
}

function rowOf(type: string, rows: readonly ResourceRow[]): ResourceRow | undefined {
  const wanted = type.toLowerCase();
  return rows.find((row) => row.plural === wanted || row.singular === wanted || row.shortNames.includes(wanted));
}
