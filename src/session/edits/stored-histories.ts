/** Histories of texts as they are kept in the browser's storage: of the files that were changed last, within bounds. */

import { isJsonObject } from '../../api/json.ts';
import { isSound, type TextEdit, type TextHistory } from './text-history.ts';

/** Characters of a text, or of all that is kept: storage is small, and the draft comes first. */
const maxText = 200_000;
const maxTotal = 600_000;

/** By name; those that were changed last stand last. */
export type Histories = ReadonlyMap<string, TextHistory>;

export function storedText(histories: Histories): string {
  let left = maxTotal;
  const kept = [...histories].toReversed().flatMap(([name, { text, edits, done }]) => {
    if (edits.length === 0 || text.length > maxText) return [];
    const size = edits.reduce((sum, { removed, inserted }) => sum + removed.length + inserted.length, text.length);
    left -= size;
    return left < 0 ? [] : [{ name, text, done, edits: edits.map(toRow) }];
  });
  return JSON.stringify(kept.toReversed());
}

const toRow = ({ at, removed, inserted, isTyped }: TextEdit): readonly (number | string)[] =>
  isTyped ? [at, removed, inserted, 1] : [at, removed, inserted];

/** Whatever is no history is left out. Never throws. */
export function readHistories(stored: unknown): Histories {
  const found = new Map<string, TextHistory>();
  for (const value of Array.isArray(stored) ? (stored as readonly unknown[]) : []) {
    if (!isJsonObject(value)) continue;
    const { name, text, done, edits } = value;
    if (typeof name !== 'string' || typeof text !== 'string' || !isCount(done) || !Array.isArray(edits)) continue;
    const rows = edits.flatMap(toEdit);
    const history = { text, done, edits: rows };
    if (rows.length === edits.length && isSound(history)) found.set(name, history);
  }
  return found;
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

function toEdit(row: unknown): readonly TextEdit[] {
  if (!Array.isArray(row)) return [];
  const [at, removed, inserted, isTyped] = row as readonly unknown[];
  if (!isCount(at) || typeof removed !== 'string' || typeof inserted !== 'string') return [];
  return [{ at, removed, inserted, ...(isTyped === 1 ? { isTyped: true } : {}) }];
}
