import { expect, it } from 'vitest';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';

it('agrees with Buffer and reads back what it wrote', () => {
  for (const text of ['', 'a', 'ab', 'abc', 'web-0\u0000', 'ä€😀', '{"v":"meta.k8s.io/v1"}']) {
    const encoded = encodeBase64Url(text);
    expect(encoded).toBe(Buffer.from(text).toString('base64url'));
    expect(decodeBase64Url(encoded)).toBe(text);
  }
});

it('says where a text is no base64', () => {
  expect(decodeBase64Url('bogus')).toEqual({ illegalAt: 4 });
  expect(decodeBase64Url('ab*d')).toEqual({ illegalAt: 2 });
});
