/** Where the user's commands stand on the timeline: what was done at one moment is one line with several words. */

import type { UserMark } from '../../session/state.ts';
import { markLabel } from '../../view/mark-label.ts';
import { endPadding } from './timeline-grid.ts';
import { xOf, type TimeScale } from './timeline-scale.ts';

export interface MarkWord {
  readonly text: string;
  /** The row of words, from below. */
  readonly row: number;
  /** Whether it ends at the line: at its right there is no room. */
  readonly isBefore: boolean;
}

export interface PlacedMark {
  readonly x: number;
  /** How far the line went on; 0 for what was done at once. */
  readonly width: number;
  /** All that was done, a line each. */
  readonly label: string;
  /** As many as there is room for beside the words of the marks before. */
  readonly words: readonly MarkWord[];
}

/** Marks nearer to each other than this are one line. */
const onePx = 4;
const letterPx = 6.6;
/** Between a line and its words. */
export const wordGap = 5;

interface Group {
  readonly x: number;
  endX: number;
  readonly labels: string[];
}

function grouped(marks: readonly UserMark[], scale: TimeScale, startMs: number): readonly Group[] {
  const groups: Group[] = [];
  for (const { atMs, untilMs = atMs, label } of marks) {
    const x = xOf(scale, atMs - startMs);
    const endX = xOf(scale, untilMs - startMs);
    const last = groups.at(-1);
    if (last && Math.abs(x - last.x) < onePx) {
      last.labels.push(label);
      last.endX = Math.max(last.endX, endX);
    } else groups.push({ x, endX, labels: [label] });
  }
  return groups.filter(({ x, endX }) => endX >= -1 && x <= scale.widthPx);
}

/** Each word once, with how often it was said. */
function countedWords(labels: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const label of labels) {
    const word = markLabel(label);
    if (word) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => (count === 1 ? word : `${word} ×${count}`));
}

const widthOf = (text: string): number => text.length * letterPx + wordGap;

/** Words stand at the foot, from above to below as they were said, in rows that the words before leave free. */
export function placeMarks(
  marks: readonly UserMark[],
  scale: TimeScale,
  startMs: number,
  rowCount: number,
): readonly PlacedMark[] {
  const free: number[] = Array.from({ length: rowCount }, () => Number.NEGATIVE_INFINITY);
  return grouped(marks, scale, startMs).map(({ x, endX, labels }) => {
    const said = x < -1 ? [] : countedWords(labels);
    const rows = [...free.keys()].filter((row) => x >= free[row]!).slice(0, said.length);
    const hidden = said.length - rows.length;
    const words = rows.toReversed().map((row, index): MarkWord => {
      const isLast = index === rows.length - 1;
      const text = isLast && hidden > 0 ? `${said[index]!} +${hidden} more` : said[index]!;
      const width = widthOf(text);
      const isBefore = x + width > scale.widthPx + endPadding && x - width >= Math.max(0, free[row]!);
      free[row] = isBefore ? x : x + width + 7;
      return { text, row, isBefore };
    });
    return { x, width: endX - x, label: labels.join('\n'), words };
  });
}
