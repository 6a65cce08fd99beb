/**
 * Text → tokens: indentation, simple keys and indicators. What tokens hold is read in scan-scalar.ts and scan-tag.ts.
 * Models go-yaml v2 scannerc.go, because its error texts and lines are what kubectl prints.
 */

import { isBlank, isBlankOrEnd, isBreak } from './characters.ts';
import { Cursor } from './cursor.ts';
import { scanBlockScalar, scanPlainScalar, scanQuotedScalar } from './scan-scalar.ts';
import { scanAnchor, scanDirective, scanTag } from './scan-tag.ts';
import { syntaxError, type Mark, type Token, type TokenType } from './token.ts';

interface SimpleKey {
  readonly required: boolean;
  readonly tokenNumber: number;
  readonly mark: Mark;
}

const maxDepth = 10_000;
const maxSimpleKeyLength = 1024;
const expectedColon = "could not find expected ':'";

export class Scanner {
  readonly #cursor: Cursor;
  readonly #tokens: Token[] = [];
  #head = 0;
  #parsed = 0;
  #started = false;
  #ended = false;
  #indent = -1;
  readonly #indents: number[] = [];
  #flowLevel = 0;
  #simpleKeyAllowed = false;
  /** Possible simple keys by flow level; few at a time, however deep the nesting is. */
  readonly #simpleKeys = new Map<number, SimpleKey>();

  constructor(text: string) {
    this.#cursor = new Cursor(text);
  }

  /** The next token, which stays next until `skip`. */
  peek(): Token {
    while (this.#needsMore()) this.#fetch();
    return this.#tokens[this.#head]!;
  }

  skip(): void {
    this.#head++;
    this.#parsed++;
    if (this.#head > 1000) {
      this.#tokens.splice(0, this.#head);
      this.#head = 0;
    }
  }

  #needsMore(): boolean {
    if (this.#ended && this.#head < this.#tokens.length) return false;
    if (this.#head === this.#tokens.length) return true;
    this.#dropStaleKeys();
    for (const key of this.#simpleKeys.values()) if (key.tokenNumber === this.#parsed) return true;
    return false;
  }

  #push(type: TokenType, start: Mark, extra: Partial<Token> = {}): void {
    this.#tokens.push({ type, start, end: this.#cursor.mark(), ...extra });
  }

  #fetch(): void {
    const cursor = this.#cursor;
    if (!this.#started) {
      this.#started = true;
      this.#simpleKeyAllowed = true;
      this.#push('stream-start', cursor.mark());
      return;
    }
    this.#toNextToken();
    this.#dropStaleKeys();
    this.#unrollIndent(cursor.column);
    const char = cursor.peek();
    if (char === undefined) return this.#fetchStreamEnd();
    const next = cursor.peek(1);
    if (cursor.column === 0) {
      if (char === '%') return this.#fetchDirective();
      if (cursor.startsWith('---') && isBlankOrEnd(cursor.peek(3))) return this.#fetchDocument('document-start');
      if (cursor.startsWith('...') && isBlankOrEnd(cursor.peek(3))) return this.#fetchDocument('document-end');
    }
    const inFlow = this.#flowLevel > 0;
    switch (char) {
      case '[':
        return this.#fetchFlowStart('flow-sequence-start');
      case '{':
        return this.#fetchFlowStart('flow-mapping-start');
      case ']':
        return this.#fetchFlowEnd('flow-sequence-end');
      case '}':
        return this.#fetchFlowEnd('flow-mapping-end');
      case ',':
        return this.#fetchFlowEntry();
      case '*':
        return this.#fetchAnchor('alias');
      case '&':
        return this.#fetchAnchor('anchor');
      case '!':
        return this.#fetchTag();
      case "'":
      case '"':
        return this.#fetchScalar(() => scanQuotedScalar(cursor));
      default:
    }
    if (char === '-' && isBlankOrEnd(next)) return this.#fetchBlockEntry();
    if (char === '?' && (inFlow || isBlankOrEnd(next))) return this.#fetchKey();
    if (char === ':' && (inFlow || isBlankOrEnd(next))) return this.#fetchValue();
    if ((char === '|' || char === '>') && !inFlow) return this.#fetchBlockScalar();
    const special = isBlankOrEnd(char) || '-?:,[]{}#&*!|>\'"%@`'.includes(char);
    if (
      !special ||
      (char === '-' && !isBlank(next)) ||
      (!inFlow && (char === '?' || char === ':') && !isBlankOrEnd(next))
    ) {
      return this.#fetchScalar(() => this.#scanPlain());
    }
    throw syntaxError('found character that cannot start any token', cursor.mark(), 'scanner');
  }

  /** A plain scalar that ran over a line break may be followed by a simple key. */
  #scanPlain(): Token {
    const { token, crossedLine } = scanPlainScalar(this.#cursor, this.#flowLevel > 0, this.#indent);
    if (crossedLine) this.#simpleKeyAllowed = true;
    return token;
  }

  #toNextToken(): void {
    const cursor = this.#cursor;
    for (;;) {
      if (cursor.column === 0 && cursor.peek() === '\ufeff') cursor.skip();
      while (cursor.peek() === ' ' || ((this.#flowLevel > 0 || !this.#simpleKeyAllowed) && cursor.peek() === '\t')) {
        cursor.skip();
      }
      if (cursor.peek() === '#') cursor.readRest();
      if (!isBreak(cursor.peek())) return;
      cursor.skipLine();
      if (this.#flowLevel === 0) this.#simpleKeyAllowed = true;
    }
  }

  // Simple keys

  #dropStaleKeys(): void {
    const { line, index } = this.#cursor;
    for (const [level, { mark }] of this.#simpleKeys) {
      if (mark.line >= line && mark.index + maxSimpleKeyLength >= index) continue;
      this.#removeKey(level);
    }
  }

  #removeKey(level: number): void {
    const key = this.#simpleKeys.get(level);
    if (key?.required) throw syntaxError(expectedColon, this.#cursor.mark(), 'scanner', key.mark);
    this.#simpleKeys.delete(level);
  }

  #saveSimpleKey(): void {
    if (!this.#simpleKeyAllowed) return;
    this.#removeKey(this.#flowLevel);
    this.#simpleKeys.set(this.#flowLevel, {
      required: this.#flowLevel === 0 && this.#indent === this.#cursor.column,
      tokenNumber: this.#parsed + (this.#tokens.length - this.#head),
      mark: this.#cursor.mark(),
    });
  }

  #dropSimpleKey(): void {
    this.#removeKey(this.#flowLevel);
  }

  // Indentation

  #rollIndent(column: number, type: TokenType, mark: Mark, tokenNumber?: number): void {
    if (this.#flowLevel > 0 || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    if (this.#indents.length > maxDepth) {
      throw syntaxError(`exceeded max depth of ${maxDepth}`, this.#cursor.mark(), 'scanner');
    }
    const token: Token = { type, start: mark, end: mark };
    if (tokenNumber === undefined) this.#tokens.push(token);
    else this.#tokens.splice(this.#head + tokenNumber - this.#parsed, 0, token);
  }

  #unrollIndent(column: number): void {
    if (this.#flowLevel > 0) return;
    while (this.#indent > column) {
      this.#push('block-end', this.#cursor.mark());
      this.#indent = this.#indents.pop()!;
    }
  }

  // Tokens

  #fetchStreamEnd(): void {
    this.#cursor.toLineStart();
    this.#unrollIndent(-1);
    this.#dropSimpleKey();
    this.#simpleKeyAllowed = false;
    this.#push('stream-end', this.#cursor.mark());
    this.#ended = true;
  }

  #fetchDirective(): void {
    this.#unrollIndent(-1);
    this.#dropSimpleKey();
    this.#simpleKeyAllowed = false;
    this.#tokens.push(scanDirective(this.#cursor));
  }

  #fetchDocument(type: TokenType): void {
    this.#unrollIndent(-1);
    this.#dropSimpleKey();
    this.#simpleKeyAllowed = false;
    this.#fetchIndicator(type, 3);
  }

  #fetchIndicator(type: TokenType, length: number): void {
    const start = this.#cursor.mark();
    for (let count = 0; count < length; count++) this.#cursor.skip();
    this.#push(type, start);
  }

  #fetchFlowStart(type: TokenType): void {
    this.#saveSimpleKey();
    this.#flowLevel++;
    if (this.#flowLevel > maxDepth) {
      throw syntaxError(`exceeded max depth of ${maxDepth}`, this.#cursor.mark(), 'scanner');
    }
    this.#simpleKeyAllowed = true;
    this.#fetchIndicator(type, 1);
  }

  #fetchFlowEnd(type: TokenType): void {
    this.#dropSimpleKey();
    if (this.#flowLevel > 0) {
      this.#flowLevel--;
    }
    this.#simpleKeyAllowed = false;
    this.#fetchIndicator(type, 1);
  }

  #fetchFlowEntry(): void {
    this.#dropSimpleKey();
    this.#simpleKeyAllowed = true;
    this.#fetchIndicator('flow-entry', 1);
  }

  #fetchBlockEntry(): void {
    if (this.#flowLevel === 0) {
      if (!this.#simpleKeyAllowed) {
        throw syntaxError('block sequence entries are not allowed in this context', this.#cursor.mark(), 'scanner');
      }
      this.#rollIndent(this.#cursor.column, 'block-sequence-start', this.#cursor.mark());
    }
    this.#dropSimpleKey();
    this.#simpleKeyAllowed = true;
    this.#fetchIndicator('block-entry', 1);
  }

  #fetchKey(): void {
    if (this.#flowLevel === 0) {
      if (!this.#simpleKeyAllowed) {
        throw syntaxError('mapping keys are not allowed in this context', this.#cursor.mark(), 'scanner');
      }
      this.#rollIndent(this.#cursor.column, 'block-mapping-start', this.#cursor.mark());
    }
    this.#dropSimpleKey();
    this.#simpleKeyAllowed = this.#flowLevel === 0;
    this.#fetchIndicator('key', 1);
  }

  #fetchValue(): void {
    const key = this.#simpleKeys.get(this.#flowLevel);
    if (key) {
      const token: Token = { type: 'key', start: key.mark, end: key.mark };
      this.#tokens.splice(this.#head + key.tokenNumber - this.#parsed, 0, token);
      this.#rollIndent(key.mark.column, 'block-mapping-start', key.mark, key.tokenNumber);
      this.#simpleKeys.delete(this.#flowLevel);
      this.#simpleKeyAllowed = false;
    } else {
      if (this.#flowLevel === 0) {
        if (!this.#simpleKeyAllowed) {
          throw syntaxError('mapping values are not allowed in this context', this.#cursor.mark(), 'scanner');
        }
        this.#rollIndent(this.#cursor.column, 'block-mapping-start', this.#cursor.mark());
      }
      this.#simpleKeyAllowed = this.#flowLevel === 0;
    }
    this.#fetchIndicator('value', 1);
  }

  #fetchAnchor(type: 'anchor' | 'alias'): void {
    this.#saveSimpleKey();
    this.#simpleKeyAllowed = false;
    this.#tokens.push(scanAnchor(this.#cursor, type));
  }

  #fetchTag(): void {
    this.#saveSimpleKey();
    this.#simpleKeyAllowed = false;
    this.#tokens.push(scanTag(this.#cursor));
  }

  #fetchBlockScalar(): void {
    this.#dropSimpleKey();
    this.#simpleKeyAllowed = true;
    this.#tokens.push(scanBlockScalar(this.#cursor, this.#indent));
  }

  #fetchScalar(scan: () => Token): void {
    this.#saveSimpleKey();
    this.#simpleKeyAllowed = false;
    this.#tokens.push(scan());
  }
}
