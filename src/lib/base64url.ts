/** Unpadded URL-safe base64 of UTF-8 text. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The text in base64. */
export function encodeBase64Url(text: string): string {
  let encoded = '';
  let bits = 0;
  let count = 0;
  for (const byte of new TextEncoder().encode(text)) {
    bits = (bits << 8) | byte;
    for (count += 8; count >= 6; count -= 6) encoded += alphabet[(bits >> (count - 6)) & 63];
    bits &= (1 << count) - 1;
  }
  return count > 0 ? encoded + alphabet[(bits << (6 - count)) & 63] : encoded;
}

/** The text of a base64 string, or where it goes wrong. */
export function decodeBase64Url(encoded: string): string | { readonly illegalAt: number } {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (let at = 0; at < encoded.length; at++) {
    const value = alphabet.indexOf(encoded[at]!);
    if (value < 0) return { illegalAt: at };
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 255);
  }
  if (encoded.length % 4 === 1) return { illegalAt: encoded.length - 1 };
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array(bytes));
}
