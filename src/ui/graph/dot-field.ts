/** Fields of dots: hundreds of Pods as one node of the picture, so that moving it and changing one of them costs little. */

import type { ObjectRef } from '../../api/object.ts';
import { keepArray } from '../../view/keyed-memo.ts';
import type { Box } from '../../view/layout.ts';
import type { PodCard } from '../../view/stage-model.ts';

/** A Pod in a field, or the place where one was. */
export interface Dot {
  readonly id: string;
  readonly name: string;
  readonly card: PodCard | undefined;
  /** The claim that is kept where there is no Pod. */
  readonly claim: ObjectRef | undefined;
  /** Within the field. */
  readonly x: number;
  readonly y: number;
}

/** A dot that has its place on the stage. */
export interface PlacedDot extends Omit<Dot, 'x' | 'y'> {
  readonly box: Box;
}

/** `web-12` → `12`; of names without an ordinal the last two characters. */
export function dotText(name: string): string {
  return /-(\d+)$/.exec(name)?.[1] ?? name.slice(-2);
}

/** What a field says as a whole: `Pods of web: 998 Ready, 2 Terminating`. */
export function fieldText(label: string, dots: readonly Dot[]): string {
  const counts = new Map<string, number>();
  for (const { card } of dots) {
    const word = card?.state.word ?? 'without a Pod';
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const parts = [...counts].toSorted(([, a], [, b]) => b - a).map(([word, count]) => `${count} ${word}`);
  return `${label}: ${parts.join(', ')}`;
}

function boundsOfDots(dots: readonly PlacedDot[]): Box {
  let [x, y, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { box } of dots) {
    x = Math.min(x, box.x);
    y = Math.min(y, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return { x, y, width: right - x, height: bottom - y };
}

function isSame(a: Dot, b: Dot): boolean {
  return a.id === b.id && a.card === b.card && a.claim === b.claim && a.x === b.x && a.y === b.y;
}

export interface Field {
  readonly box: Box;
  readonly dots: readonly Dot[];
}

/** The dots within the box that holds them; those that are as they were before keep their identity, and so does the list. */
export function fieldOf(placed: readonly PlacedDot[], before: readonly Dot[] = []): Field {
  const field = boundsOfDots(placed);
  const dots = placed.map(({ box: { x, y }, ...rest }, index): Dot => {
    const dot = { ...rest, x: x - field.x, y: y - field.y };
    const old = before[index];
    return old && isSame(old, dot) ? old : dot;
  });
  return { box: field, dots: keepArray(before, dots) };
}

/** Dots row by row, from top to bottom. */
export function rowsOfDots(dots: readonly Dot[]): readonly (readonly Dot[])[] {
  const rows = new Map<number, Dot[]>();
  for (const dot of dots) {
    const row = rows.get(dot.y);
    if (row) row.push(dot);
    else rows.set(dot.y, [dot]);
  }
  return [...rows.values()];
}
