/**
 * Which images can be pulled. Every image with a valid name can, except:
 * - one whose repository or tag contains a word of `badWords` (the convention by which an example says that it is wrong);
 * - one for which the fault `pull-error` is set.
 */

import { fullImageName, type ImageReference } from './reference.ts';

/** Words in a repository or a tag that mark an image that no registry has. */
export const badWords = [
  'does-not-exist',
  'doesnotexist',
  'broken',
  'invalid',
  'nonexistent',
  'non-existent',
  'no-such',
  'bad-image',
  'typo',
] as const;

/** Short tags that mean the same. */
const badTags: readonly string[] = ['bad', 'wrong', 'nope', 'missing'];

const bad = (text: string): boolean => badWords.some((word) => text.includes(word));

/** Why an image cannot be pulled, in containerd's words; undefined when it can. */
export function pullErrorOf(reference: ImageReference, faulty: boolean): string | undefined {
  const name = fullImageName(reference);
  const prefix = `failed to pull and unpack image "${name}": failed to resolve reference "${name}"`;
  if (bad(reference.path)) {
    return `rpc error: code = Unknown desc = ${prefix}: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`;
  }
  const { tag = '' } = reference;
  if (bad(tag) || badTags.includes(tag) || faulty)
    return `rpc error: code = NotFound desc = ${prefix}: ${name}: not found`;
  return undefined;
}
