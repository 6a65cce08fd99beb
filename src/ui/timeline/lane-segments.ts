/** The stretches of a StatefulSet's lane as they are drawn: those too short for their words are told together. */

import type { LaneSegment } from '../../view/history-index.ts';

/** Room that a word needs in its bar. */
export function wordWidth(word: string): number {
  return Math.max(46, word.length * 6 + 12);
}

/** `0 / 200 ready` and `131 / 200 ready` → `0 → 131 / 200 ready`. */
function fromTo(first: string, last: string): string {
  if (first === last) return first;
  const [from, of] = first.split(/(?= \/ )/);
  return of !== undefined && last.endsWith(of) ? `${from} → ${last}` : `${first} → ${last}`;
}

/** Neighbours of the same tone that have no room for their words become one; ready ones stand for themselves. */
export function drawnSegments(
  segments: readonly LaneSegment[],
  pxPerMs: number,
  nowMs: number,
): readonly LaneSegment[] {
  const drawn: LaneSegment[] = [];
  let run: LaneSegment[] = [];
  const endRun = (): void => {
    const [first] = run;
    const last = run.at(-1);
    if (first && last) {
      drawn.push({ ...last, startMs: first.startMs, word: fromTo(first.word, last.word) });
    }
    run = [];
  };
  for (const segment of segments) {
    const { startMs, endMs = nowMs, tone, word } = segment;
    const isShort = (endMs - startMs) * pxPerMs < wordWidth(word);
    const before = run.at(-1);
    if (before && (before.tone !== tone || before.endMs !== startMs || !isShort)) endRun();
    run.push(segment);
    if (!isShort || tone === 'ready') endRun();
  }
  endRun();
  return drawn;
}
