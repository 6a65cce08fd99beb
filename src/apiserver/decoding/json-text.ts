/** Reading JSON text with Go's error texts, noticing keys that appear twice. Models encoding/json scanner.go. */

import { goQuote } from '../../lib/go-quote.ts';
import type { JsonValue } from '../../api/json.ts';

export type ParsedJson =
  | {
      readonly value: JsonValue;
      /** Strict errors such as `duplicate field "spec.replicas"`. */
      readonly duplicates: readonly string[];
      readonly repeats: Repeats;
    }
  | { readonly error: string };

/** All fields, in the order of the text, of the objects in which a key stands twice. */
export type Repeats = ReadonlyMap<JsonValue, readonly (readonly [string, JsonValue])[]>;

/** Deeper nesting is refused; Go's own limit of 10,000 would be too much for the stack here. */
export const depthLimit = 1000;

class SyntaxFault extends Error {}

/** Parses a whole text. Never throws. */
export function parseJsonText(text: string): ParsedJson {
  const parser = new Parser(text);
  try {
    const value = parser.document();
    return { value, duplicates: parser.duplicates, repeats: parser.repeats };
  } catch (error) {
    if (error instanceof SyntaxFault) return { error: error.message };
    throw error;
  }
}

const space = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escapes = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

class Parser {
  readonly duplicates: string[] = [];
  readonly repeats = new Map<JsonValue, readonly (readonly [string, JsonValue])[]>();
  readonly #text: string;
  readonly #path: (string | number)[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonValue {
    this.#skipSpace();
    const value = this.#value();
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fault('after top-level value');
    return value;
  }

  #value(): JsonValue {
    const character = this.#text[this.#at];
    if (character === '{') return this.#object();
    if (character === '[') return this.#array();
    if (character === '"') return this.#string();
    if (character === 't') return this.#literal('true', true);
    if (character === 'f') return this.#literal('false', false);
    if (character === 'n') return this.#literal('null', null);
    return this.#number();
  }

  #object(): JsonValue {
    const entries: [string, JsonValue][] = [];
    const keys = new Set<string>();
    this.#open();
    if (this.#text[this.#at] === '}') {
      this.#at++;
      return {};
    }
    for (;;) {
      if (this.#text[this.#at] !== '"') this.#fault('looking for beginning of object key string');
      const key = this.#string();
      this.#skipSpace();
      if (this.#text[this.#at] !== ':') this.#fault('after object key');
      this.#at++;
      this.#skipSpace();
      this.#path.push(key);
      if (keys.has(key)) this.duplicates.push(`duplicate field ${goQuote(this.#pathText())}`);
      keys.add(key);
      entries.push([key, this.#value()]);
      this.#path.pop();
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next !== ',' && next !== '}') this.#fault('after object key:value pair');
      this.#at++;
      if (next === '}') break;
      this.#skipSpace();
    }
    const value = Object.fromEntries(entries);
    if (keys.size < entries.length) this.repeats.set(value, entries);
    return value;
  }

  #array(): JsonValue {
    const items: JsonValue[] = [];
    this.#open();
    if (this.#text[this.#at] === ']') {
      this.#at++;
      return items;
    }
    for (;;) {
      this.#path.push(items.length);
      items.push(this.#value());
      this.#path.pop();
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next !== ',' && next !== ']') this.#fault('after array element');
      this.#at++;
      if (next === ']') return items;
      this.#skipSpace();
    }
  }

  #string(): string {
    let value = '';
    for (;;) {
      const character = this.#text[++this.#at];
      if (character === '"') {
        this.#at++;
        return value;
      }
      if (character === undefined || character < ' ') this.#fault('in string literal');
      value += character === '\\' ? this.#escape() : character;
    }
  }

  #escape(): string {
    const character = this.#text[++this.#at];
    const plain = character === undefined ? undefined : escapes.get(character);
    if (plain !== undefined) return plain;
    if (character !== 'u') this.#fault('in string escape code');
    let code = 0;
    for (let digit = 0; digit < 4; digit++) {
      const hex = Number.parseInt(this.#text[++this.#at] ?? '', 16);
      if (Number.isNaN(hex)) this.#fault('in \\u hexadecimal character escape');
      code = code * 16 + hex;
    }
    return String.fromCharCode(code);
  }

  #literal(word: string, value: JsonValue): JsonValue {
    for (let index = 1; index < word.length; index++) {
      if (this.#text[++this.#at] !== word[index]) this.#fault(`in literal ${word} (expecting '${word[index]}')`);
    }
    this.#at++;
    return value;
  }

  #number(): number {
    number.lastIndex = this.#at;
    const match = number.exec(this.#text);
    if (!match) {
      if (this.#text[this.#at] === '-') {
        this.#at++;
        this.#fault('in numeric literal');
      }
      this.#fault('looking for beginning of value');
    }
    this.#at += match[0].length;
    return Number(match[0]);
  }

  #open(): void {
    if (this.#path.length > depthLimit) throw new SyntaxFault('exceeded max depth');
    this.#at++;
    this.#skipSpace();
  }

  #skipSpace(): void {
    space.lastIndex = this.#at;
    this.#at += space.exec(this.#text)?.[0].length ?? 0;
  }

  #fault(context: string): never {
    const character = this.#text[this.#at];
    if (character === undefined) throw new SyntaxFault('unexpected end of JSON input');
    throw new SyntaxFault(`invalid character ${quoteCharacter(character)} ${context}`);
  }

  #pathText(): string {
    return this.#path.reduce<string>((text, segment) => {
      if (typeof segment === 'number') return `${text}[${segment}]`;
      return text === '' ? segment : `${text}.${segment}`;
    }, '');
  }
}

/** Models encoding/json quoteChar. */
function quoteCharacter(character: string): string {
  if (character === "'") return String.raw`'\''`;
  if (character === '"') return `'"'`;
  return `'${JSON.stringify(character).slice(1, -1)}'`;
}
