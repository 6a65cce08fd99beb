/** Reads the bundled manifests: those of the menu, and those that the addresses of the official pages lead to. */

import { exampleFileAt, examples, type Example } from '../manifest/examples/catalogue.ts';
import { loadLateParts } from './load-late-parts.ts';
import type { SessionFile } from './state.ts';

/** Reads a file that is served beside the page; undefined when it cannot be read. */
export type FileLoader = (file: string) => Promise<string | undefined>;

/** The text of the example of that id, its files one after the other; undefined when it cannot be read. */
export async function readExample(id: string, load: FileLoader | undefined): Promise<string | undefined> {
  await loadLateParts();
  const example = examples.find((other) => other.id === id);
  if (!example) return undefined;
  if (example.text !== undefined) return example.text;
  const texts = await Promise.all(example.files.map(({ name }) => load?.(name)));
  return texts.some((text) => text === undefined) ? undefined : texts.join('---\n');
}

/** The manifest behind an address; undefined for addresses that lead to none of the bundled ones. */
export async function readAddress(url: string, load: FileLoader | undefined): Promise<string | undefined> {
  await loadLateParts();
  const file = exampleFileAt(url);
  return file === undefined ? undefined : load?.(file);
}

/** `<id>.yaml`, or with a number when a file of that name has another text: nobody's draft is written over. */
export function nameForExample({ id }: Pick<Example, 'id'>, text: string, files: readonly SessionFile[]): string {
  const taken = (name: string): boolean => files.some((file) => file.name === name && file.text !== text);
  let name = `${id}.yaml`;
  for (let number = 2; taken(name); number++) name = `${id}-${number}.yaml`;
  return name;
}
