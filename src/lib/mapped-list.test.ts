import { expect, it } from 'vitest';
import { MappedList } from './mapped-list.ts';

it('maps what is new, and gives what map would give', () => {
  const seen: string[] = [];
  const lengths = new MappedList((item: { readonly text: string }) => {
    seen.push(item.text);
    return item.text.length;
  });
  const [a, bb, ccc] = [{ text: 'a' }, { text: 'bb' }, { text: 'ccc' }];
  expect(lengths.of([a, ccc])).toEqual([1, 3]);
  expect(lengths.of([a, bb, ccc])).toEqual([1, 2, 3]);
  expect(seen).toEqual(['a', 'ccc', 'bb']);
  expect(lengths.of([a, { text: 'dddd' }, ccc])).toEqual([1, 4, 3]);
  expect(lengths.of([ccc])).toEqual([3]);
  expect(lengths.of([])).toEqual([]);
});
