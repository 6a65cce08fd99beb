/** `kubectl label`. Models kubectl/pkg/cmd/label/label.go. */

import { recordFlag } from '../change-cause.ts';
import type { JsonObject } from '../../api/json.ts';
import { labelValueErrors } from '../../api/names.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { labelHelp } from '../help-texts/label.ts';
import { goJson } from '../output/go-json.ts';
import { splitPairs, stringMapOf, updateMetadata } from './metadata-pairs.ts';

interface Changes {
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

function parseLabels(specs: readonly string[]): Changes {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const spec of specs) {
    if (spec.includes('=')) {
      const parts = spec.split('=');
      if (parts.length !== 2) throw new KubectlError(`invalid label spec: ${spec}`);
      const errors = labelValueErrors(parts[1]!);
      if (errors.length > 0) {
        throw new KubectlError(`invalid label value: ${JSON.stringify(spec)}: ${errors.join(';')}`);
      }
      set.set(parts[0]!, parts[1]!);
    } else if (spec.endsWith('-')) {
      remove.push(spec.slice(0, -1));
    } else {
      throw new KubectlError(`unknown label spec: ${spec}`);
    }
  }
  if (remove.some((key) => set.has(key))) {
    throw new KubectlError('can not both modify and remove a label in the same command');
  }
  return { set, remove };
}

/** Refuses to change what is set to something else already. */
function checkOverwrites(current: ReadonlyMap<string, string>, changes: Changes): void {
  const errors = [...changes.set]
    .filter(([key, value]) => current.has(key) && current.get(key) !== value)
    .map(([key]) => new KubectlError(`'${key}' already has a value (${current.get(key)}), and --overwrite is false`));
  throwAll(errors);
}

function changeMessage(before: JsonObject, after: JsonObject, overwrite: boolean): string {
  const [old, changed] = [goJson(before), goJson(after)];
  if (old === changed) return 'not labeled';
  return !overwrite && changed.length < old.length ? 'unlabeled' : 'labeled';
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io } = context;
  const { resources, pairs } = splitPairs(context.args, 'label');
  const changes = parseLabels(pairs);
  const overwrite = flags.bool('overwrite');
  await updateMetadata(context, {
    resources,
    field: 'labels',
    changeCount: changes.set.size + changes.remove.length,
    noun: 'label',
    change(object) {
      const current = stringMapOf(object, 'labels');
      if (!overwrite) checkOverwrites(current, changes);
      const next = new Map(current);
      for (const [key, value] of changes.set) next.set(key, value);
      for (const key of changes.remove) {
        if (!current.has(key)) io.stdout(`label ${JSON.stringify(key)} not found.\n`);
        next.delete(key);
      }
      return next;
    },
    message: (before, after) => changeMessage(before, after, overwrite),
  });
}

export const labelCommand: Command = {
  name: 'label',
  short: 'Update the labels on a resource',
  ...labelHelp,
  flags: [...labelHelp.flags, recordFlag],
  run,
};
