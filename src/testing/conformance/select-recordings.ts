/**
 * Chooses the recordings that are kept beside the code, for clones that have no others: of each corpus the small cases
 * that show the most between them. `npx tsx src/testing/conformance/select-recordings.ts` writes them anew.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { corpora, isWhole, keptFolder, loadCorpus, type CorpusName, type RecordedCase } from './corpus.ts';
import { exceptions } from './exceptions.ts';

/** Most characters of each corpus. */
const budgets: Readonly<Record<CorpusName, number>> = {
  traces: 480_000,
  validation: 230_000,
  defaulting: 110_000,
  kubectl: 190_000,
  revisions: 80_000,
  api: 110_000,
};

const masked = (line: string): string =>
  line
    .replaceAll(/"[^"]*"|'[^']*'|\b[0-9a-z]*\d[0-9a-z.:-]*\b/g, '#')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 120);

/** What a case shows: names of fields, and each line of text with its names and numbers left out. */
function featuresOf(value: JsonValue, key = '', found = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    for (const line of value.split('\n')) found.add(`${key}=${masked(line)}`);
  } else if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) featuresOf(item, key, found);
  } else if (isJsonObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      found.add(`${key}.${masked(name)}`);
      featuresOf(item ?? null, name, found);
    }
  } else found.add(`${key}=${String(value)}`);
  return found;
}

/** A trace without the writes and events that are not compared. */
function comparedPart(recorded: RecordedCase): RecordedCase {
  const { steps } = recorded as RecordedCase & { readonly steps?: readonly JsonObject[] };
  if (!steps?.every(({ result, action }) => isJsonObject(result) && action !== undefined)) return recorded;
  return { ...recorded, steps: steps.map(comparedStep) } as RecordedCase;
}

function comparedStep({ result, ...step }: JsonObject): JsonObject {
  const { otherEvents: _others, nodeWrites: _nodeWrites, writes, ...rest } = result as JsonObject;
  const lifecycle = (writes as readonly JsonObject[])
    .filter(({ type }) => type !== 'MODIFIED')
    .map(({ type, kind, name }) => ({ type, kind, name }) as JsonObject);
  return { ...step, result: { ...rest, writes: lifecycle } };
}

/** The case that shows the most new things for its size, again and again, while there is room. */
function choose(cases: readonly RecordedCase[], budget: number): readonly RecordedCase[] {
  const candidates = new Map(
    cases.map((recorded) => [
      recorded,
      { size: JSON.stringify(recorded).length, features: featuresOf(recorded as unknown as JsonValue) },
    ]),
  );
  const seen = new Set<string>();
  const chosen = new Set<RecordedCase>();
  let left = budget;
  for (;;) {
    let best: RecordedCase | undefined;
    let bestGain = 0;
    for (const [recorded, { size, features }] of candidates) {
      if (size > left) continue;
      const gain = [...features].filter((feature) => !seen.has(feature)).length / size;
      if (gain > bestGain) [best, bestGain] = [recorded, gain];
    }
    if (!best) return cases.filter((recorded) => chosen.has(recorded));
    const { size, features } = candidates.get(best)!;
    candidates.delete(best);
    chosen.add(best);
    left -= size + 1;
    for (const feature of features) seen.add(feature);
  }
}

if (!isWhole) throw new Error('the whole set of recordings is needed to choose from (CONFORMANCE_DIR)');
for (const corpus of corpora) {
  const cases = loadCorpus(corpus)
    .filter(({ name }) => !Object.hasOwn(exceptions, `${corpus}/${name}`))
    .map(comparedPart);
  const chosen = choose(cases, budgets[corpus]);
  mkdirSync(keptFolder, { recursive: true });
  writeFileSync(`${keptFolder}/${corpus}.json`, `[\n${chosen.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
  console.log(`${corpus} ${chosen.length}/${cases.length}`);
}
