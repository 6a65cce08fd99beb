import { expect, it } from 'vitest';
import { nameHash } from './name-hash.ts';

/** Hashes of upstream's own tests. */
it.each([
  [{ one: '' }, '9g67k2htb6'],
  [{ two: '2', one: '', three: '3' }, 'f5h7t85m9b'],
])('is that of kubectl for %o', (data, hash) => {
  expect(nameHash({ kind: 'ConfigMap', metadata: { name: '' }, data })).toBe(hash);
});
