/** Reads anchors, aliases, tags and directives. Models go-yaml v2 scannerc.go yaml_parser_scan_{anchor,tag,directive}. */

import { isBlank, isBlankOrEnd, isBreakOrEnd, isWordCharacter } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { syntaxError, type Mark, type Token, type YamlError } from './token.ts';

function readWord(cursor: Cursor): string {
  let word = '';
  while (isWordCharacter(cursor.peek())) word += cursor.read();
  return word;
}

export function scanAnchor(cursor: Cursor, type: 'anchor' | 'alias'): Token {
  const start = cursor.mark();
  cursor.skip();
  const value = readWord(cursor);
  const next = cursor.peek();
  if (value === '' || !(isBlankOrEnd(next) || '?:,]}%@`'.includes(next!))) {
    throw syntaxError('did not find expected alphabetic or numeric character', cursor.mark(), 'scanner', start);
  }
  return { type, start, end: cursor.mark(), value };
}

const uriCharacter = /^[0-9A-Za-z_;/?:@&=+$,.!~*'()[\]%-]$/;

function readTagUri(cursor: Cursor, head: string, start: Mark): string {
  let uri = head.length > 1 ? head.slice(1) : '';
  while (uriCharacter.test(cursor.peek() ?? '')) {
    if (cursor.peek() !== '%') {
      uri += cursor.read();
      continue;
    }
    const hex = `${cursor.peek(1) ?? ''}${cursor.peek(2) ?? ''}`;
    if (!/^[0-9a-fA-F]{2}$/.test(hex)) {
      throw syntaxError('did not find URI escaped octet', cursor.mark(), 'scanner', start);
    }
    for (let count = 0; count < 3; count++) cursor.skip();
    uri += String.fromCodePoint(Number.parseInt(hex, 16));
  }
  if (uri === '' && head === '') {
    throw syntaxError('did not find expected tag URI', cursor.mark(), 'scanner', start);
  }
  return uri;
}

function readTagHandle(cursor: Cursor, directive: boolean, start: Mark): string {
  if (cursor.peek() !== '!') throw syntaxError("did not find expected '!'", cursor.mark(), 'scanner', start);
  let handle = cursor.read() + readWord(cursor);
  if (cursor.peek() === '!') handle += cursor.read();
  else if (directive && handle !== '!') {
    throw syntaxError("did not find expected '!'", cursor.mark(), 'scanner', start);
  }
  return handle;
}

export function scanTag(cursor: Cursor): Token {
  const start = cursor.mark();
  let handle = '';
  let suffix: string;
  if (cursor.peek(1) === '<') {
    cursor.skip();
    cursor.skip();
    suffix = readTagUri(cursor, '', start);
    if (cursor.peek() !== '>') throw syntaxError("did not find the expected '>'", cursor.mark(), 'scanner', start);
    cursor.skip();
  } else {
    handle = readTagHandle(cursor, false, start);
    if (handle.length > 1 && handle.endsWith('!')) {
      suffix = readTagUri(cursor, '', start);
    } else {
      suffix = readTagUri(cursor, handle, start);
      handle = suffix === '' ? '' : '!';
      if (suffix === '') suffix = '!';
    }
  }
  if (!isBlankOrEnd(cursor.peek())) {
    throw syntaxError('did not find expected whitespace or line break', cursor.mark(), 'scanner', start);
  }
  return { type: 'tag', start, end: cursor.mark(), value: handle, suffix };
}

function readVersionNumber(cursor: Cursor, fault: (problem: string) => YamlError): number {
  let digits = '';
  while (/^[0-9]$/.test(cursor.peek() ?? '')) {
    digits += cursor.read();
    if (digits.length > 2) throw fault('found extremely long version number');
  }
  if (digits === '') throw fault('did not find expected version number');
  return Number(digits);
}

/** A `%YAML` or `%TAG` line; other directives are errors. */
export function scanDirective(cursor: Cursor): Token {
  const start = cursor.mark();
  const fault = (problem: string): YamlError => syntaxError(problem, cursor.mark(), 'scanner', start);
  const skipBlanks = (): void => {
    while (isBlank(cursor.peek())) cursor.skip();
  };
  cursor.skip();
  const name = readWord(cursor);
  if (name === '') throw fault('could not find expected directive name');
  if (!isBlankOrEnd(cursor.peek())) throw fault('found unexpected non-alphabetical character');
  let token: Token;
  if (name === 'YAML') {
    skipBlanks();
    const major = readVersionNumber(cursor, fault);
    if (cursor.peek() !== '.') throw fault("did not find expected digit or '.' character");
    cursor.skip();
    const minor = readVersionNumber(cursor, fault);
    token = { type: 'version-directive', start, end: cursor.mark(), value: `${major}.${minor}` };
  } else if (name === 'TAG') {
    skipBlanks();
    const value = readTagHandle(cursor, true, start);
    if (!isBlank(cursor.peek())) throw fault('did not find expected whitespace');
    skipBlanks();
    const suffix = readTagUri(cursor, '', start);
    if (!isBlankOrEnd(cursor.peek())) throw fault('did not find expected whitespace or line break');
    token = { type: 'tag-directive', start, end: cursor.mark(), value, suffix };
  } else {
    throw fault('found unknown directive name');
  }
  skipBlanks();
  if (cursor.peek() === '#') while (!isBreakOrEnd(cursor.peek())) cursor.skip();
  if (!isBreakOrEnd(cursor.peek())) throw fault('did not find expected comment or line break');
  cursor.skipLine();
  return token;
}
