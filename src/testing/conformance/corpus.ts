/** Where the recordings are, and reading them. */

import { existsSync, readFileSync } from 'node:fs';

/** Names of the recorded corpora. */
export const corpora = ['traces', 'validation', 'defaulting', 'kubectl', 'revisions', 'api'] as const;
export type CorpusName = (typeof corpora)[number];

const root = process.env['CONFORMANCE_DIR'] ?? '../shared/conformance';

/** One recorded case: its name, and whatever its corpus holds. */
export interface RecordedCase {
  readonly name: string;
  readonly title: string;
}

/** True when the recordings are at hand. */
export function hasCorpus(name: CorpusName): boolean {
  return existsSync(`${root}/${name}/index.json`);
}

/** All cases of a corpus, in the order of its index. Empty when the folder is missing. */
export function loadCorpus<T extends RecordedCase = RecordedCase>(name: CorpusName): readonly T[] {
  if (!hasCorpus(name)) return [];
  const read = (file: string): unknown => JSON.parse(readFileSync(`${root}/${name}/${file}.json`, 'utf8'));
  return (read('index') as readonly RecordedCase[]).map((entry) => read(entry.name) as T);
}
