import { expect, it } from 'vitest';
import { goQuote } from './go-quote.ts';

it.each([
  ['plain', '"plain"'],
  ['"\\', String.raw`"\"\\"`],
  ['\u0007\b\f\n\r\t\v', String.raw`"\a\b\f\n\r\t\v"`],
  ['\u0001\u007f', String.raw`"\x01\x7f"`],
  ['é日本😀', '"é日本😀"'],
  ['\u00a0\u00ad\u200b\u2028\ufeff', String.raw`"\u00a0\u00ad\u200b\u2028\ufeff"`],
  ["it's <&>", `"it's <&>"`],
])('quotes %j', (text, quoted) => {
  expect(goQuote(text)).toBe(quoted);
});
