import { expect, it } from 'vitest';
import { listChanges } from './list-changes.ts';

interface Item {
  readonly key: string;
}
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((key): Item => ({ key })) as [Item, Item, Item, Item];
const changes = (before: readonly Item[], after: readonly Item[]) => listChanges(before, after, ({ key }) => key);

it('tells what came, what went and what was replaced, and nothing else', () => {
  const [newA, newD] = [{ key: 'a' }, { key: 'd' }];
  expect(changes([a, b, c, d], [newA, b, c, newD])).toEqual([
    { before: a, after: newA },
    { before: d, after: newD },
  ]);
  expect(changes([a, c], [b, c, d])).toEqual([
    { before: a, after: undefined },
    { before: undefined, after: b },
    { before: undefined, after: d },
  ]);
  expect(changes([a, b], [a, b])).toEqual([]);
  expect(changes([a, b], [])).toHaveLength(2);
});
