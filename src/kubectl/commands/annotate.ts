/** `kubectl annotate`. Models kubectl/pkg/cmd/annotate/annotate.go. */

import { recordFlag } from '../change-cause.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { annotateHelp } from '../help-texts/annotate.ts';
import { splitPairs, stringMapOf, updateMetadata } from './metadata-pairs.ts';

const changeCause = 'kubernetes.io/change-cause';

interface Changes {
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

function parseAnnotations(pairs: readonly string[]): Changes {
  const set = new Map<string, string>();
  const remove: string[] = [];
  const invalid: string[] = [];
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals > 0) set.set(pair.slice(0, equals), pair.slice(equals + 1));
    else if (pair.endsWith('-') && pair !== '-') remove.push(pair.slice(0, -1));
    else invalid.push(pair);
  }
  if (invalid.length > 0) throw new KubectlError(`invalid annotation format: ${invalid.join(', ')}`);
  const both = remove.filter((key) => set.has(key));
  if (both.length > 0) {
    throw new KubectlError(
      `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
    );
  }
  return { set, remove };
}

function checkOverwrites(current: ReadonlyMap<string, string>, changes: Changes): void {
  const found = [...changes.set]
    .filter(([key, value]) => key !== changeCause && current.has(key) && current.get(key) !== value)
    .map(([key]) => `'${key}' already has a value (${current.get(key)})`);
  if (found.length === 0) return;
  throw new KubectlError(`--overwrite is false but found the following declared annotation(s): ${found.join('; ')}`);
}

async function run(context: CommandContext): Promise<void> {
  const { resources, pairs } = splitPairs(context.args, 'annotation');
  const changes = parseAnnotations(pairs);
  await updateMetadata(context, {
    resources,
    field: 'annotations',
    changeCount: changes.set.size + changes.remove.length,
    noun: 'annotation',
    change(object) {
      const current = stringMapOf(object, 'annotations');
      if (!context.flags.bool('overwrite')) checkOverwrites(current, changes);
      const next = new Map(current);
      for (const [key, value] of changes.set) next.set(key, value);
      for (const key of changes.remove) next.delete(key);
      return next;
    },
    message: () => 'annotated',
    onlyFiles: 'can only use local files by -f rsrc.yaml or --filename=rsrc.json when --local=true is set',
  });
}

export const annotateCommand: Command = {
  name: 'annotate',
  short: 'Update the annotations on a resource',
  ...annotateHelp,
  flags: [...annotateHelp.flags, recordFlag],
  run,
};
