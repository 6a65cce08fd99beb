import { describe, expect, it } from 'vitest';
import { createKeyedMemo } from './keyed-memo.ts';

describe('a keyed memory', () => {
  it('computes again when an input is another one, and is told what it was', () => {
    const memory = createKeyedMemo();
    const made: string[] = [];
    const ask = (input: string): string =>
      memory.pass((memo) =>
        memo<string>('a', [input], (before) => {
          made.push(`${before} → ${input}`);
          return input;
        }),
      );
    expect([ask('x'), ask('x'), ask('y')]).toEqual(['x', 'x', 'y']);
    expect(made).toEqual(['undefined → x', 'x → y']);
  });

  it('forgets what a pass did not ask for', () => {
    const memory = createKeyedMemo();
    const ask = (...keys: string[]): readonly object[] =>
      memory.pass((memo) => keys.map((key) => memo(key, [], () => ({ key }))));
    const [a, b] = ask('a', 'b');
    expect(ask('a')[0]).toBe(a);
    const again = ask('a', 'b');
    expect(again[0]).toBe(a);
    expect(again[1]).not.toBe(b);
  });

  it('keeps within a pass what the pass asked for first', () => {
    const memory = createKeyedMemo();
    const [first, second] = memory.pass((memo) => [memo('a', [1], () => ({})), memo('a', [1], () => ({}))]);
    expect(first).toBe(second);
  });
});
