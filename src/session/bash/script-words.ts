/** Parsed scripts of the library, and the words in them. */

import type { Bash } from 'just-bash/browser';

export type TransformPlugin = Parameters<Bash['registerTransformPlugin']>[0];
export type Script = Parameters<TransformPlugin['transform']>[0]['ast'];
export type Statement = Script['statements'][number];
export type Pipeline = Statement['pipelines'][number];
export type Command = Statement['pipelines'][number]['commands'][number];
export type SimpleCommand = Extract<Command, { type: 'SimpleCommand' }>;
export type FunctionDefinition = Extract<Command, { type: 'FunctionDef' }>;
export type Word = SimpleCommand['args'][number];

/** The variable that tells a command which of its streams are the terminal: letters of `i`, `o`, `e`. */
export const marker = 'PLAYGROUND_TTY';
/** A word without anything to expand. */
export const literal = (value: string): Word => ({ type: 'Word', parts: [{ type: 'Literal', value }] });

/** The text of a word that has nothing to expand. */
export function plainWord(word: Word | null | undefined): string | undefined {
  if (!word) return undefined;
  let text = '';
  for (const part of word.parts) {
    if (part.type !== 'Literal' && part.type !== 'SingleQuoted' && part.type !== 'Escaped') return undefined;
    text += part.value;
  }
  return text;
}
