/** Reads scalars: plain, quoted, and the block styles `|` and `>`. Models go-yaml v2 scannerc.go yaml_parser_scan_*_scalar. */

import { isBlank, isBlankOrEnd, isBreak, isBreakOrEnd } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { syntaxError, type Mark, type Token, type YamlError } from './token.ts';

/** Joins what line breaks fold to: one break is a space, more keep all but the first. */
function fold(leadingBreak: string, trailingBreaks: string): string {
  if (!leadingBreak.startsWith('\n')) return leadingBreak + trailingBreaks;
  return trailingBreaks === '' ? ' ' : trailingBreaks;
}

const atDocumentIndicator = (cursor: Cursor): boolean =>
  cursor.column === 0 && (cursor.startsWith('---') || cursor.startsWith('...')) && isBlankOrEnd(cursor.peek(3));

/** A scalar without quotes; `crossedLine` when line breaks followed the last word. */
export function scanPlainScalar(
  cursor: Cursor,
  inFlow: boolean,
  parentIndent: number,
): { readonly token: Token; readonly crossedLine: boolean } {
  const start = cursor.mark();
  let end = start;
  const indent = parentIndent + 1;
  let text = '';
  let leadingBreak = '';
  let trailingBreaks = '';
  let whitespace = '';
  let leadingBlanks = false;
  for (;;) {
    if (atDocumentIndicator(cursor) || cursor.peek() === '#') break;
    const word = cursor.readWhile(
      (char, next) =>
        !isBlankOrEnd(char) && !(char === ':' && isBlankOrEnd(next)) && !(inFlow && ',?[]{}'.includes(char)),
    );
    if (word !== '') {
      text += leadingBlanks ? fold(leadingBreak, trailingBreaks) : whitespace;
      text += word;
      leadingBreak = '';
      trailingBreaks = '';
      whitespace = '';
      leadingBlanks = false;
      end = cursor.mark();
    }
    if (!isBlank(cursor.peek()) && !isBreak(cursor.peek())) break;
    while (isBlank(cursor.peek()) || isBreak(cursor.peek())) {
      if (isBlank(cursor.peek())) {
        if (leadingBlanks && cursor.column < indent && cursor.peek() === '\t') {
          throw syntaxError('found a tab character that violates indentation', cursor.mark(), 'scanner', start);
        }
        if (leadingBlanks) cursor.skip();
        else whitespace += cursor.read();
      } else if (leadingBlanks) {
        trailingBreaks += cursor.readLine();
      } else {
        whitespace = '';
        leadingBreak = cursor.readLine();
        leadingBlanks = true;
      }
    }
    if (!inFlow && cursor.column < indent) break;
  }
  return { token: { type: 'scalar', start, end, value: text, plain: true }, crossedLine: leadingBlanks };
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
const codeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function readEscape(cursor: Cursor, fault: (problem: string) => YamlError): string {
  const letter = cursor.peek(1) ?? '';
  if (Object.hasOwn(escapes, letter)) {
    cursor.skip();
    cursor.skip();
    return escapes[letter]!;
  }
  const length = Object.hasOwn(codeLengths, letter) ? codeLengths[letter]! : 0;
  if (length === 0) throw fault('found unknown escape character');
  cursor.skip();
  cursor.skip();
  let code = 0;
  for (let index = 0; index < length; index++) {
    const digit = cursor.peek(index) ?? '';
    if (!/^[0-9a-fA-F]$/.test(digit)) throw fault('did not find expected hexdecimal number');
    code = code * 16 + Number.parseInt(digit, 16);
  }
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) throw fault('found invalid Unicode character escape code');
  for (let index = 0; index < length; index++) cursor.skip();
  return String.fromCodePoint(code);
}

/** A scalar in single or double quotes. */
export function scanQuotedScalar(cursor: Cursor): Token {
  const start = cursor.mark();
  const quote = cursor.read();
  const fault = (problem: string): YamlError => syntaxError(problem, cursor.mark(), 'scanner', start);
  let text = '';
  for (;;) {
    if (atDocumentIndicator(cursor)) throw fault('found unexpected document indicator');
    if (cursor.peek() === undefined) throw fault('found unexpected end of stream');
    let leadingBlanks = false;
    while (!isBlankOrEnd(cursor.peek())) {
      if (quote === "'" && cursor.startsWith("''")) {
        text += "'";
        cursor.skip();
        cursor.skip();
      } else if (cursor.peek() === quote) {
        break;
      } else if (quote === '"' && cursor.peek() === '\\' && isBreak(cursor.peek(1))) {
        cursor.skip();
        cursor.skipLine();
        leadingBlanks = true;
        break;
      } else if (quote === '"' && cursor.peek() === '\\') {
        text += readEscape(cursor, fault);
      } else {
        text += cursor.readWhile((char) => char !== quote && (char !== '\\' || quote === "'") && !isBlankOrEnd(char));
      }
    }
    if (cursor.peek() === quote) break;
    let whitespace = '';
    let leadingBreak = '';
    let trailingBreaks = '';
    while (isBlank(cursor.peek()) || isBreak(cursor.peek())) {
      if (isBlank(cursor.peek())) {
        if (leadingBlanks) cursor.skip();
        else whitespace += cursor.read();
      } else if (leadingBlanks) {
        trailingBreaks += cursor.readLine();
      } else {
        whitespace = '';
        leadingBreak = cursor.readLine();
        leadingBlanks = true;
      }
    }
    text += leadingBlanks ? fold(leadingBreak, trailingBreaks) : whitespace;
  }
  cursor.skip();
  return { type: 'scalar', start, end: cursor.mark(), value: text, plain: false };
}

interface BlockHeader {
  readonly chomping: '' | '+' | '-';
  readonly increment: number;
}

function readBlockHeader(cursor: Cursor, start: Mark): BlockHeader {
  let chomping: BlockHeader['chomping'] = '';
  let increment = 0;
  for (let part = 0; part < 2; part++) {
    const char = cursor.peek();
    if ((char === '+' || char === '-') && chomping === '') {
      chomping = char;
      cursor.skip();
    } else if (char !== undefined && /^[0-9]$/.test(char) && increment === 0) {
      if (char === '0') {
        throw syntaxError('found an indentation indicator equal to 0', cursor.mark(), 'scanner', start);
      }
      increment = Number(char);
      cursor.skip();
    }
  }
  while (isBlank(cursor.peek())) cursor.skip();
  if (cursor.peek() === '#') cursor.readRest();
  if (!isBreakOrEnd(cursor.peek())) {
    throw syntaxError('did not find expected comment or line break', cursor.mark(), 'scanner', start);
  }
  cursor.skipLine();
  return { chomping, increment };
}

/** Skips indentation and empty lines before a line of a block scalar. */
function scanBlockBreaks(
  cursor: Cursor,
  indent: number,
  parentIndent: number,
  start: Mark,
): { readonly indent: number; readonly breaks: string; readonly end: Mark } {
  let breaks = '';
  let deepest = 0;
  let end = cursor.mark();
  const beforeIndent = (): boolean => indent === 0 || cursor.column < indent;
  for (;;) {
    while (beforeIndent() && cursor.peek() === ' ') cursor.skip();
    deepest = Math.max(deepest, cursor.column);
    if (beforeIndent() && cursor.peek() === '\t') {
      const problem = 'found a tab character where an indentation space is expected';
      throw syntaxError(problem, cursor.mark(), 'scanner', start);
    }
    if (!isBreak(cursor.peek())) break;
    breaks += cursor.readLine();
    end = cursor.mark();
  }
  return { indent: indent === 0 ? Math.max(deepest, parentIndent + 1, 1) : indent, breaks, end };
}

/** A scalar that starts with `|` or `>`. */
export function scanBlockScalar(cursor: Cursor, parentIndent: number): Token {
  const start = cursor.mark();
  const literal = cursor.read() === '|';
  const { chomping, increment } = readBlockHeader(cursor, start);
  let end = cursor.mark();
  let indent = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  let text = '';
  let leadingBreak = '';
  let leadingBlank = false;
  let block = scanBlockBreaks(cursor, indent, parentIndent, start);
  indent = block.indent;
  end = block.end;
  let trailingBreaks = block.breaks;
  while (cursor.column === indent && cursor.peek() !== undefined) {
    const trailingBlank = isBlank(cursor.peek());
    if (!literal && !leadingBlank && !trailingBlank && leadingBreak.startsWith('\n')) {
      if (trailingBreaks === '') text += ' ';
    } else {
      text += leadingBreak;
    }
    text += trailingBreaks;
    leadingBlank = isBlank(cursor.peek());
    text += cursor.readRest();
    leadingBreak = cursor.readLine();
    block = scanBlockBreaks(cursor, indent, parentIndent, start);
    trailingBreaks = block.breaks;
    end = block.end;
  }
  if (chomping !== '-') text += leadingBreak;
  if (chomping === '+') text += trailingBreaks;
  return { type: 'scalar', start, end, value: text, plain: false };
}
