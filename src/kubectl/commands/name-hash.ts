/** `--append-hash`: the name of a ConfigMap or a Secret tells what is in it. Models kubectl/pkg/util/hash/hash.go. */

import type { JsonObject } from '../../api/json.ts';
import { sha256 } from '../../lib/sha256.ts';
import type { CommandContext } from '../command.ts';
import type { FlagSpec } from '../flags.ts';
import { goJson } from '../output/go-json.ts';

/** Without vowels, so that no hash is a word. */
const letters: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

/** The hash of kind, name, data and (of a Secret) type. */
export function nameHash({ kind, metadata, data, type }: JsonObject): string {
  const { name = '' } = metadata as JsonObject;
  const hashed = { kind, name, data: data ?? {}, ...(kind === 'Secret' ? { type: type ?? '' } : {}) } as JsonObject;
  return sha256(goJson(hashed))
    .slice(0, 10)
    .replace(/[013ae]/g, (digit) => letters[digit]!);
}

export const appendHashFlag = (noun: string): FlagSpec => ({
  name: 'append-hash',
  type: 'bool',
  usage: `Append a hash of the ${noun} to its name.`,
});

/** The object with its hash behind its name, where the flag asks for it. */
export function withHash({ flags }: CommandContext, object: JsonObject): JsonObject {
  if (!flags.bool('append-hash')) return object;
  const metadata = object['metadata'] as JsonObject;
  return { ...object, metadata: { ...metadata, name: `${String(metadata['name'])}-${nameHash(object)}` } };
}
