/** Moments as people write them in an address: `12s`, `1m30s`, `+5s` after the one before, `settled`. */

/** When something happens in a replay. */
export type When =
  /** So long after the start of the cluster's time; at once when that is over. */
  | { readonly type: 'at'; readonly ms: number }
  /** So long after what came before. */
  | { readonly type: 'after'; readonly ms: number }
  /** When nothing happens by itself any more. */
  | { readonly type: 'settled' };

/** Right after what came before. */
export const atOnce: When = { type: 'after', ms: 0 };

/** Longest cluster time that a link or an address may ask for. */
export const maxReplayMs = 24 * 3_600_000;

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const pattern = /^(\+?)((?:\d{1,9}(?:\.\d{1,3})?(?:ms|s|m|h))+)$/;

/** The moment of a word; undefined when it is none. `12` alone is so many seconds. */
export function parseMoment(word: string): When | undefined {
  if (word === 'settled') return { type: 'settled' };
  const [, plus, text] = pattern.exec(/^\+?\d+(?:\.\d+)?$/.test(word) ? `${word}s` : word) ?? [];
  if (text === undefined) return undefined;
  let ms = 0;
  for (const [, count, unit] of text.matchAll(/([\d.]+)(ms|s|m|h)/g)) ms += Number(count) * units[unit!]!;
  return { type: plus ? 'after' : 'at', ms: Math.round(ms) };
}
