import { describe, expect, it } from 'vitest';
import { splitWords } from './shell-words.ts';

describe('splitWords', () => {
  it.each([
    ['kubectl get pods', ['kubectl', 'get', 'pods']],
    [
      `kubectl patch sts web -p '{"spec":{"replicas":3}}'`,
      ['kubectl', 'patch', 'sts', 'web', '-p', '{"spec":{"replicas":3}}'],
    ],
    ['echo "a \\"b\\" c" d\\ e # no', ['echo', 'a "b" c', 'd e']],
    [`-o jsonpath='{.a[?(@.b=="c")]}'`, ['-o', 'jsonpath={.a[?(@.b=="c")]}']],
    ["''", ['']],
  ])('%s', (line, words) => {
    expect(splitWords(line)).toEqual({ words });
  });

  it('tells an open quote and a shell operator apart from words', () => {
    expect(splitWords("echo 'a")).toEqual({ unfinished: "'" });
    expect(splitWords('a | b')).toEqual({ operator: '|' });
    expect(splitWords('a && b')).toEqual({ operator: '&&' });
    expect(splitWords('echo $(date)')).toEqual({ operator: '$' });
  });
});
