import { describe, expect, it } from 'vitest';
import { splitCommandLine } from './split-command-line.ts';

describe('splitCommandLine', () => {
  it.each([
    ['kubectl  get pods', ['kubectl', 'get', 'pods']],
    [`patch -p '{"a": "b c"}'`, ['patch', '-p', '{"a": "b c"}']],
    [`a="b c"'d' e`, ['a=b cd', 'e']],
    [`-o jsonpath='{.a}{"\\n"}'`, ['-o', 'jsonpath={.a}{"\\n"}']],
    [`"a \\"b\\" \\n" c\\ d ''`, ['a "b" \\n', 'c d', '']],
  ])('%s', (line, words) => {
    expect(splitCommandLine(line)).toEqual(words);
  });
});
