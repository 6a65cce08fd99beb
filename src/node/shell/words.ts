/** Looking at words before they are expanded. */

import type { Word } from './syntax.ts';

/** True when a word is just that unquoted text. */
export function isOperator(word: Word, text: string): boolean {
  const [part] = word;
  return part?.type === 'text' && !part.quoted && part.text === text;
}

/** The words between the unquoted words `operator`. */
export function splitAt(words: readonly Word[], operator: string): readonly (readonly Word[])[] {
  const parts: Word[][] = [[]];
  for (const word of words) {
    if (isOperator(word, operator)) parts.push([]);
    else parts.at(-1)!.push(word);
  }
  return parts;
}

/** A word as `set -x` shows it. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
