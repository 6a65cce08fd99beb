/** Similar names for a mistyped command. Models cobra Command.SuggestionsFor. */

import type { Command } from './command.ts';

/** Edit distance of two words, letter case ignored. */
function distance(a: string, b: string): number {
  const from = a.toLowerCase();
  const to = b.toLowerCase();
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++) {
      const replace = previous[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      current.push(Math.min(replace, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}

/** Whether at most two edits apart; words of other lengths are not compared letter by letter. */
const isNear = (a: string, b: string): boolean => Math.abs(a.length - b.length) <= 2 && distance(a, b) <= 2;

/** Names at most two edits away, or that start with the typed word. */
export function suggestionsFor(typed: string, commands: readonly Command[]): readonly string[] {
  return commands
    .filter((command) => !command.hidden)
    .filter(({ name }) => isNear(typed, name) || name.toLowerCase().startsWith(typed.toLowerCase()))
    .map((command) => command.name);
}
