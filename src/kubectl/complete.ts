/** Completion of a half-typed command line: commands, resource types, names, flags, files. Models what `kubectl __complete` offers. */

import type { ResourceRow } from '../api/scheme.ts';
import type { Command } from './command.ts';
import type { CompletionSource } from './complete-source.ts';
import { flagValues } from './complete-values.ts';
import { commandGroups } from './root.ts';
import { globalFlags } from './shared-flags.ts';

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
  'taint',
]);
/** Subcommands whose first argument is a resource, with the types that they make sense for. */
const subcommandTypes: Readonly<Record<string, readonly string[]>> = {
  rollout: ['statefulset', 'deployment', 'daemonset'],
  set: ['statefulset', 'deployment', 'pod'],
};
/** Verbs that work on a Pod, or on one of those that something owns. */
const podVerbs = new Set(['logs', 'exec', 'attach', 'port-forward']);
const contextVerbs = new Set(['use-context', 'set-context', 'delete-context', 'rename-context', 'get-contexts']);
const nodeVerbs = new Set(['cordon', 'uncordon', 'drain']);
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
  if (program === undefined) return ['kubectl', 'k', 'help', ...(source.programs?.() ?? [])];
  const previous = typed.at(-1) ?? '';
  if (/^\d?(?:<|>>?)$/.test(previous) || (program !== 'kubectl' && program !== 'k')) return source.files();
  if (typed.includes('--')) return [];

  const { command, args, namespace } = readCommand(typed);
  const rows = source.resources();
  const verb = typed.find((word, index) => !word.startsWith('-') && !namespaceFlags.has(typed[index - 1] ?? '')) ?? '';
  const pod = podVerbs.has(verb) ? args[0]?.replace(/^pods?\//, '') : undefined;
  const plural = rowOf((args[0] ?? '').replace(/\/.*$/, ''), rows)?.plural;
  const place = { verb, pod, namespace, plural };
  const values = flagValues(previous, place, source);
  if (values && !last.startsWith('-')) return values;
  const glued = /^(--?[a-z-]+)=/.exec(last)?.[1];
  if (glued !== undefined) return (flagValues(glued, place, source) ?? []).map((value) => `${glued}=${value}`);
  if (last.startsWith('-')) return flagsOf(command);
  if (!command) return commandGroups.flatMap((group) => group.commands.map(({ name }) => name));
  if (command.subcommands && command.subcommands.length > 0 && args.length === 0) {
    return command.subcommands.map(({ name }) => name);
  }
  if (contextVerbs.has(command.name)) return source.contexts?.() ?? [];
  return argumentOffers({ verb, args, namespace, last }, source);
}

interface ArgumentPlace {
  readonly verb: string;
  readonly args: readonly string[];
  readonly namespace: string | undefined;
  readonly last: string;
}

/** Types of resources and names of objects. */
function argumentOffers({ verb, args, namespace, last }: ArgumentPlace, source: CompletionSource): readonly string[] {
  const rows = source.resources();
  const namesOf = (type: string): readonly string[] => {
    const row = rowOf(type, rows);
    return row ? source.names(row, namespace) : [];
  };
  const slash = last.indexOf('/');
  if (slash > 0 && verb !== 'cp') {
    return namesOf(last.slice(0, slash)).map((name) => `${last.slice(0, slash)}/${name}`);
  }
  if (podVerbs.has(verb)) return args.length === 0 ? namesOf('pods') : [];
  if (nodeVerbs.has(verb)) return namesOf('nodes');
  if (verb === 'cp') return [...source.files(), ...namesOf('pods').map((name) => `${name}:`)];
  const types =
    verb === 'taint'
      ? ['nodes']
      : (subcommandTypes[verb] ?? (typedVerbs.has(verb) ? rows.map(({ plural }) => plural) : []));
  const [type] = args;
  if (type === undefined) {
    const before = last.slice(0, last.lastIndexOf(',') + 1);
    return types.map((plural) => before + plural);
  }
  if (types.length === 0 || type.includes('/')) return [];
  return type.split(',').flatMap(namesOf);
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
