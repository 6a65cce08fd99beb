/** Where the recordings are, and reading them. A clone without the whole set has a selection beside the code. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the recorded corpora. */
export const corpora = ['traces', 'validation', 'defaulting', 'kubectl', 'revisions', 'api'] as const;
export type CorpusName = (typeof corpora)[number];

const root = process.env['CONFORMANCE_DIR'] ?? '../shared/conformance';

/** The selection: one file of cases a corpus, made by select-recordings.ts. */
export const keptFolder = join(import.meta.dirname, 'recordings');

/** True when the whole set is at hand; else the cases are those of the selection. */
export const isWhole = existsSync(root);

/** One recorded case: its name, and whatever its corpus holds. */
export interface RecordedCase {
  readonly name: string;
  readonly title: string;
}

/** True when recordings of the corpus are at hand. */
export function hasCorpus(name: CorpusName): boolean {
  return existsSync(isWhole ? `${root}/${name}/index.json` : `${keptFolder}/${name}.json`);
}

/** All cases of a corpus, in the order of its index. Empty when there are none. */
export function loadCorpus<T extends RecordedCase = RecordedCase>(name: CorpusName): readonly T[] {
  if (!hasCorpus(name)) return [];
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
  if (!isWhole) return read(`${keptFolder}/${name}.json`) as readonly T[];
  const entries = read(`${root}/${name}/index.json`) as readonly RecordedCase[];
  return entries.map((entry) => read(`${root}/${name}/${entry.name}.json`) as T);
}
