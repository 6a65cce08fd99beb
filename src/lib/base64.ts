/** Standard base64 of UTF-8 texts. */

import { decodeBase64Url, encodeBase64Url } from './base64url.ts';

/** The base64 text of a text's UTF-8 bytes, with padding. */
export function encodeBase64(text: string): string {
  const encoded = encodeBase64Url(text).replaceAll('-', '+').replaceAll('_', '/');
  return encoded.padEnd(Math.ceil(encoded.length / 4) * 4, '=');
}

/** The text whose UTF-8 bytes a base64 text stands for; undefined when it is none. */
export function decodeBase64(encoded: string): string | undefined {
  const decoded = decodeBase64Url(encoded.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
  return typeof decoded === 'string' ? decoded : undefined;
}
