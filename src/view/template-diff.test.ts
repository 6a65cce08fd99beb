import { describe, expect, it } from 'vitest';
import { diffParts, revisionText } from './template-diff.ts';

const lines = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}\n`).join('');

describe('template diff', () => {
  it('shows a changed line with its surroundings and folds the rest', () => {
    const before = `${lines(1, 10)}image: a\n${lines(11, 20)}`;
    const parts = diffParts(before, before.replace('image: a', 'image: b'));
    expect(parts[0]).toEqual({ folded: 7 });
    expect(parts[1]).toEqual({
      lines: [
        ...[8, 9, 10].map((n) => ({ kind: 'same', text: `line ${n}` })),
        { kind: 'removed', text: 'image: a' },
        { kind: 'added', text: 'image: b' },
        ...[11, 12, 13].map((n) => ({ kind: 'same', text: `line ${n}` })),
      ],
    });
    expect(parts[2]).toEqual({ folded: 7 });
  });

  it('has nothing to say of equal texts', () => {
    expect(diffParts('a\nb\n', 'a\nb\n')).toEqual([]);
  });

  it('reads the template of a revision without the patch directive', () => {
    const data = { spec: { template: { spec: { containers: [{ name: 'nginx' }] }, $patch: 'replace' } } };
    const metadata = { name: 'web-1', uid: 'u', creationTimestamp: '', resourceVersion: '1' };
    const revision = { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata, revision: 1, data };
    expect(revisionText(revision)).toBe('spec:\n  containers:\n    - name: nginx\n');
  });
});
