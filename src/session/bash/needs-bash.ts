/** Which lines are a single kubectl command, and which need the shell's whole language. */

import { splitWords } from '../../kubectl/shell-words.ts';

/** The text with what stands in quotes blanked out. */
const unquoted = (line: string): string => line.replaceAll(/'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^]/g, '_');

const reading = new Set([
  'get',
  'describe',
  'explain',
  'logs',
  'version',
  'api-resources',
  'api-versions',
  'events',
  'help',
]);

/** False when no kubectl command on the line can change anything. */
export function changesSomething(line: string): boolean {
  const args = kubectlWords(line);
  const verbs = args
    ? args.filter((word) => !word.startsWith('-')).slice(0, 1)
    : [...line.matchAll(/\b(?:kubectl|k)\s+(?:-\S+\s+)*([a-z-]+)/g)].map(([, verb]) => verb!);
  return verbs.some((verb) => !reading.has(verb));
}

/** The words of a line that is one kubectl command with nothing to expand; undefined when a shell has to read it. */
export function kubectlWords(line: string): readonly string[] | undefined {
  const split = splitWords(line);
  if (!('words' in split)) return undefined;
  const [name, ...args] = split.words;
  if (name !== 'kubectl' && name !== 'k') return undefined;
  return /[*?]|(?:^|\s)~|\{[^{}\s]*(?:,|\.\.)[^{}\s]*\}/.test(unquoted(line)) ? undefined : args;
}
