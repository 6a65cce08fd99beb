/** Reads JSON with the error texts of Go's encoding/json. Models scanner.go's states; recursion instead of a state stack. */

import type { JsonValue } from '../api/json.ts';

/** Text that is not JSON. `offset` counts characters read up to and with the one at fault. */
export class GoJsonError extends Error {
  readonly offset: number;
  /** False when the text just ended too early. */
  readonly syntax: boolean;
  constructor(message: string, offset: number, syntax = true) {
    super(message);
    this.name = 'GoJsonError';
    this.offset = offset;
    this.syntax = syntax;
  }
}

/** A character as Go's `quoteChar` prints it. */
function quoteChar(char: string): string {
  if (char === "'") return String.raw`'\''`;
  if (char === '"') return `'"'`;
  return `'${JSON.stringify(char).slice(1, -1)}'`;
}

const isSpace = (char: string | undefined): boolean => char === ' ' || char === '\t' || char === '\n' || char === '\r';

const maxDepth = 1000;

class Reader {
  readonly #text: string;
  at: number;
  #depth = 0;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  skipSpace(): void {
    while (isSpace(this.#text[this.at])) this.at++;
  }

  fault(context: string): GoJsonError {
    const char = this.#text[this.at];
    if (char === undefined) return new GoJsonError('unexpected end of JSON input', this.at, false);
    return new GoJsonError(`invalid character ${quoteChar(char)} ${context}`, this.at + 1);
  }

  value(): JsonValue {
    this.skipSpace();
    const char = this.#text[this.at];
    if (++this.#depth > maxDepth) throw new GoJsonError('exceeded max depth', this.at + 1);
    let value: JsonValue;
    if (char === '{') value = this.#object();
    else if (char === '[') value = this.#array();
    else if (char === '"') value = this.#string();
    else if (char === '-' || (char !== undefined && char >= '0' && char <= '9')) value = this.#number();
    else if (char === 't') value = this.#word('true', true);
    else if (char === 'f') value = this.#word('false', false);
    else if (char === 'n') value = this.#word('null', null);
    else throw this.fault('looking for beginning of value');
    this.#depth--;
    return value;
  }

  #object(): JsonValue {
    const entries = new Map<string, JsonValue>();
    this.at++;
    this.skipSpace();
    if (this.#text[this.at] === '}') {
      this.at++;
      return {};
    }
    for (;;) {
      this.skipSpace();
      if (this.#text[this.at] !== '"') throw this.fault('looking for beginning of object key string');
      const key = this.#string();
      this.skipSpace();
      if (this.#text[this.at] !== ':') throw this.fault('after object key');
      this.at++;
      entries.set(key, this.value());
      this.skipSpace();
      const char = this.#text[this.at];
      if (char !== ',' && char !== '}') throw this.fault('after object key:value pair');
      this.at++;
      if (char === '}') return Object.fromEntries(entries);
    }
  }

  #array(): JsonValue {
    const items: JsonValue[] = [];
    this.at++;
    this.skipSpace();
    if (this.#text[this.at] === ']') {
      this.at++;
      return items;
    }
    for (;;) {
      items.push(this.value());
      this.skipSpace();
      const char = this.#text[this.at];
      if (char !== ',' && char !== ']') throw this.fault('after array element');
      this.at++;
      if (char === ']') return items;
    }
  }

  #string(): string {
    const start = this.at;
    this.at++;
    for (;;) {
      const char = this.#text[this.at];
      if (char === '"') break;
      if (char === '\\') {
        this.at++;
        const escape = this.#text[this.at];
        if (escape === 'u') {
          for (let count = 0; count < 4; count++) {
            this.at++;
            if (!/^[0-9a-fA-F]$/.test(this.#text[this.at] ?? '')) {
              throw this.fault(String.raw`in \u hexadecimal character escape`);
            }
          }
        } else if (escape === undefined || !'bfnrt\\/"'.includes(escape)) {
          throw this.fault('in string escape code');
        }
      } else if (char === undefined || char < ' ') {
        throw this.fault('in string literal');
      }
      this.at++;
    }
    this.at++;
    return JSON.parse(this.#text.slice(start, this.at)) as string;
  }

  #digits(): boolean {
    const start = this.at;
    while (/^[0-9]$/.test(this.#text[this.at] ?? '')) this.at++;
    return this.at > start;
  }

  #number(): number {
    const start = this.at;
    if (this.#text[this.at] === '-') this.at++;
    if (this.#text[this.at] === '0') this.at++;
    else if (!this.#digits()) throw this.fault('in numeric literal');
    if (this.#text[this.at] === '.') {
      this.at++;
      if (!this.#digits()) throw this.fault('after decimal point in numeric literal');
    }
    if (/^[eE]$/.test(this.#text[this.at] ?? '')) {
      this.at++;
      if (/^[+-]$/.test(this.#text[this.at] ?? '')) this.at++;
      if (!this.#digits()) throw this.fault('in exponent of numeric literal');
    }
    return Number(this.#text.slice(start, this.at));
  }

  #word<T extends JsonValue>(word: string, value: T): T {
    for (let index = 0; index < word.length; index++) {
      if (this.#text[this.at] !== word[index]) {
        throw this.fault(`in literal ${word} (expecting ${quoteChar(word[index]!)})`);
      }
      this.at++;
    }
    return value;
  }
}

/** The next value of a stream of JSON texts and where it ends; undefined at the end of the stream. */
export function readJson(text: string, from = 0): { readonly value: JsonValue; readonly end: number } | undefined {
  const reader = new Reader(text, from);
  reader.skipSpace();
  if (reader.at >= text.length) return undefined;
  const value = reader.value();
  return { value, end: reader.at };
}

/** The value of a text that must be exactly one JSON value. Models json.Unmarshal. */
export function parseJson(text: string): JsonValue {
  const reader = new Reader(text, 0);
  const value = reader.value();
  reader.skipSpace();
  if (reader.at < text.length) throw reader.fault('after top-level value');
  return value;
}
