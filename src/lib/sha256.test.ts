import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256 } from './sha256.ts';

it('is the hash that others compute', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 1000]) {
    const text = 'aé≠'.repeat(length).slice(0, length);
    expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
  }
});
