import { describe, expect, it } from 'vitest';
import type { PodCard } from '../../view/stage-model.ts';
import { fieldOf, fieldText, rowsOfDots, type PlacedDot } from './dot-field.ts';

const card = (word: string): PodCard => ({ state: { word } }) as PodCard;

const dots = (cards: readonly (PodCard | undefined)[]): readonly PlacedDot[] =>
  cards.map((pod, index) => {
    const box = { x: 100 + (index % 2) * 34, y: 50 + Math.floor(index / 2) * 34, width: 30, height: 30 };
    return { id: `compact default/web-${index}`, name: `web-${index}`, card: pod, claim: undefined, box };
  });

describe('a field of dots', () => {
  const cards = [card('Ready'), card('Ready'), card('Pending'), undefined];

  it('holds its dots, row by row', () => {
    const field = fieldOf(dots(cards));
    expect(field.box).toEqual({ x: 100, y: 50, width: 64, height: 64 });
    const places = rowsOfDots(field.dots).map((row) => row.map(({ name, x, y }) => [name, x, y]));
    expect(places).toEqual([
      [
        ['web-0', 0, 0],
        ['web-1', 34, 0],
      ],
      [
        ['web-2', 0, 34],
        ['web-3', 34, 34],
      ],
    ]);
  });

  it('keeps the dots that are as they were, and the list when all are', () => {
    const before = fieldOf(dots(cards)).dots;
    expect(fieldOf(dots(cards), before).dots).toBe(before);
    const after = fieldOf(dots([cards[0], card('Terminating'), ...cards.slice(2)]), before).dots;
    expect(after.map((dot, index) => dot === before[index])).toEqual([true, false, true, true]);
  });

  it('is said as a whole, the most first', () => {
    expect(fieldText('Pods of web', fieldOf(dots(cards)).dots)).toBe(
      'Pods of web: 2 Ready, 1 Pending, 1 without a Pod',
    );
  });
});
