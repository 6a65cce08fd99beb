/** `--record`: the command line as the cause of a change. Models cli-runtime/pkg/genericclioptions/record_flags.go. */

import { isJsonObject, type JsonObject } from '../api/json.ts';
import type { CommandContext } from './command.ts';
import type { FlagSpec } from './flags.ts';

export const recordFlag: FlagSpec = {
  name: 'record',
  type: 'bool',
  hidden: true,
  deprecated: '--record will be removed in the future',
  usage: 'Record current kubectl command in the resource annotation.',
};

type Recording = Pick<CommandContext, 'flags' | 'args' | 'commandPath'>;

/** What `--record` adds to the metadata of objects; undefined without it. */
export function recordedMetadata({ flags, args, commandPath }: Recording): JsonObject | undefined {
  if (!flags.has('record') || !flags.bool('record')) return undefined;
  const cause = [commandPath, ...args, ...flags.given()].join(' ');
  return { annotations: { 'kubernetes.io/change-cause': cause } };
}

/** The object with the cause of its change, when it is to be recorded. */
export function recorded(context: Recording, object: JsonObject): JsonObject {
  const added = recordedMetadata(context);
  if (!added) return object;
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  const annotations = isJsonObject(metadata['annotations']) ? metadata['annotations'] : {};
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...annotations, ...(added['annotations'] as JsonObject) } },
  };
}
