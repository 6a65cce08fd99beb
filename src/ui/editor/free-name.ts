/** Names for files that come to those of the editor. */

import type { SessionFile } from '../../session/state.ts';

/** The name itself, or one with a number before its suffix when a file of that name has another text. */
export function freeName(name: string, text: string, files: readonly SessionFile[]): string {
  const [, stem = name, suffix = ''] = /^(.+?)(\.\w+)?$/.exec(name) ?? [];
  const isTaken = (other: string): boolean => files.some((file) => file.name === other && file.text !== text);
  let free = name;
  for (let number = 2; isTaken(free); number++) free = `${stem}-${number}${suffix}`;
  return free;
}

/** A name for a new file that is not taken yet. */
export function freshName(names: readonly string[]): string {
  for (let number = 2; ; number++) {
    const name = `manifest-${number}.yaml`;
    if (!names.includes(name)) return name;
  }
}
