/** Tokens → tree. Models go-yaml v2 parserc.go and decode.go parser; its states are plain recursion here. */

import { firstForbiddenCharacter } from './characters.ts';
import type { MappingEntry, YamlNode } from './node.ts';
import { Scanner } from './scanner.ts';
import { syntaxError, YamlError, type Mark, type Token, type TokenType } from './token.ts';

/** Deeper nesting is refused. Upstream allows 10,000 levels; what comes after the reader would not survive them. */
const maxDepth = 1000;

interface Properties {
  readonly start: Mark;
  readonly end: Mark;
  readonly tag?: string;
  readonly anchor?: string;
}

class Parser {
  readonly #scanner: Scanner;
  readonly #anchors = new Map<string, YamlNode>();
  readonly #tagPrefixes = new Map([
    ['!', '!'],
    ['!!', 'tag:yaml.org,2002:'],
  ]);
  #depth = 0;

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  /** The first document of the stream; undefined when the stream is empty. */
  document(): YamlNode | undefined {
    this.#scanner.peek();
    this.#scanner.skip();
    let token = this.#scanner.peek();
    if (token.type === 'stream-end') return undefined;
    if (['version-directive', 'tag-directive', 'document-start'].includes(token.type)) {
      this.#directives();
      token = this.#scanner.peek();
      if (token.type !== 'document-start') throw fault('did not find expected <document start>', token);
      this.#scanner.skip();
      token = this.#scanner.peek();
      if (['version-directive', 'tag-directive', 'document-start', 'document-end', 'stream-end'].includes(token.type)) {
        return empty(token.start);
      }
    }
    const node = this.#node(true, false);
    const after = this.#scanner.peek();
    if (after.type === 'document-end') this.#scanner.skip();
    return node;
  }

  #directives(): void {
    let version = false;
    for (;;) {
      const token = this.#scanner.peek();
      if (token.type === 'version-directive') {
        if (version) throw fault('found duplicate %YAML directive', token);
        if (token.value !== '1.1') throw fault('found incompatible YAML document', token);
        version = true;
      } else if (token.type === 'tag-directive') {
        this.#tagPrefixes.set(token.value!, token.suffix!);
      } else {
        return;
      }
      this.#scanner.skip();
    }
  }

  #take(): Token {
    const token = this.#scanner.peek();
    this.#scanner.skip();
    return token;
  }

  #properties(): Properties {
    const first = this.#scanner.peek();
    let end = first.start;
    let anchor: string | undefined;
    let tagToken: Token | undefined;
    for (let count = 0; count < 2; count++) {
      const token = this.#scanner.peek();
      if (token.type === 'anchor' && anchor === undefined) anchor = token.value!;
      else if (token.type === 'tag' && !tagToken) tagToken = token;
      else break;
      end = token.end;
      this.#scanner.skip();
    }
    let tag: string | undefined;
    if (tagToken) {
      const prefix = tagToken.value === '' ? '' : this.#tagPrefixes.get(tagToken.value!);
      if (prefix === undefined) {
        throw syntaxError('found undefined tag handle', tagToken.start, 'parser', first.start);
      }
      tag = prefix + tagToken.suffix!;
    }
    return { start: first.start, end, ...(tag ? { tag } : {}), ...(anchor ? { anchor } : {}) };
  }

  #remember<T extends YamlNode>(anchor: string | undefined, node: T): T {
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    return node;
  }

  #node(block: boolean, indentless: boolean): YamlNode {
    if (++this.#depth > maxDepth) {
      throw new YamlError('exceeded max depth of 10000', this.#scanner.peek().start);
    }
    const node = this.#content(block, indentless);
    this.#depth--;
    return node;
  }

  #content(block: boolean, indentless: boolean): YamlNode {
    const first = this.#scanner.peek();
    if (first.type === 'alias') {
      this.#scanner.skip();
      const target = this.#anchors.get(first.value!);
      if (!target) throw new YamlError(`unknown anchor '${first.value}' referenced`, first.start);
      return { kind: 'alias', start: first.start, end: first.end, name: first.value!, target };
    }
    const { start, end, tag, anchor } = this.#properties();
    const token = this.#scanner.peek();
    if (indentless && token.type === 'block-entry') return this.#indentlessSequence(start, anchor);
    switch (token.type) {
      case 'scalar': {
        this.#scanner.skip();
        const plain = token.plain === true && (tag === undefined || tag === '!');
        const scalar: YamlNode = { kind: 'scalar', start, end: token.end, value: token.value!, plain };
        return this.#remember(anchor, tag === undefined || tag === '!' ? scalar : { ...scalar, tag });
      }
      case 'flow-sequence-start':
        return this.#flowSequence(start, anchor);
      case 'flow-mapping-start':
        return this.#flowMapping(start, anchor);
      case 'block-sequence-start':
        if (block) return this.#blockSequence(start, anchor);
        break;
      case 'block-mapping-start':
        if (block) return this.#blockMapping(start, anchor);
        break;
      default:
    }
    if (anchor !== undefined || tag !== undefined) {
      const scalar: YamlNode = { kind: 'scalar', start, end, value: '', plain: true };
      return this.#remember(anchor, tag === undefined || tag === '!' ? scalar : { ...scalar, tag });
    }
    throw syntaxError('did not find expected node content', token.start, 'parser', start);
  }

  #blockSequence(start: Mark, anchor: string | undefined): YamlNode {
    const open = this.#take();
    const items: YamlNode[] = [];
    const node = this.#remember(anchor, { kind: 'sequence' as const, start, end: open.end, items });
    for (;;) {
      const token = this.#take();
      if (token.type === 'block-end') return close(node, items.at(-1)?.end);
      if (token.type !== 'block-entry') {
        throw syntaxError("did not find expected '-' indicator", token.start, 'parser', open.start);
      }
      items.push(this.#valueUnless(['block-entry', 'block-end'], token.end, true, false));
    }
  }

  #indentlessSequence(start: Mark, anchor: string | undefined): YamlNode {
    const items: YamlNode[] = [];
    const node = this.#remember(anchor, { kind: 'sequence' as const, start, end: start, items });
    while (this.#scanner.peek().type === 'block-entry') {
      const { end } = this.#take();
      items.push(this.#valueUnless(['block-entry', 'key', 'value', 'block-end'], end, true, false));
    }
    return close(node, items.at(-1)?.end);
  }

  #blockMapping(start: Mark, anchor: string | undefined): YamlNode {
    const open = this.#take();
    const entries: MappingEntry[] = [];
    const node = this.#remember(anchor, { kind: 'mapping' as const, start, end: open.end, entries });
    const stops: TokenType[] = ['key', 'value', 'block-end'];
    for (;;) {
      const token = this.#scanner.peek();
      if (token.type === 'block-end') {
        this.#scanner.skip();
        return close(node, entries.at(-1)?.value.end);
      }
      if (token.type !== 'key') throw syntaxError('did not find expected key', token.start, 'parser', open.start);
      this.#scanner.skip();
      const key = this.#valueUnless(stops, token.end, true, true);
      const colon = this.#scanner.peek();
      if (colon.type === 'value') this.#scanner.skip();
      const value = colon.type === 'value' ? this.#valueUnless(stops, colon.end, true, true) : empty(colon.start);
      entries.push({ key, value });
    }
  }

  #flowSequence(start: Mark, anchor: string | undefined): YamlNode {
    const open = this.#take();
    const items: YamlNode[] = [];
    const node = this.#remember(anchor, { kind: 'sequence' as const, start, end: open.end, items });
    for (let first = true; ; first = false) {
      if (!first) this.#flowSeparator('flow-sequence-end', "',' or ']'", open);
      const token = this.#scanner.peek();
      if (token.type === 'flow-sequence-end') {
        this.#scanner.skip();
        return close(node, token.end);
      }
      items.push(token.type === 'key' ? this.#flowPair(token) : this.#node(false, false));
    }
  }

  /** Skips the comma between entries of a flow collection; at its end there may be none. */
  #flowSeparator(end: TokenType, expected: string, open: Token): void {
    const token = this.#scanner.peek();
    if (token.type === end) return;
    if (token.type !== 'flow-entry') {
      throw syntaxError(`did not find expected ${expected}`, token.start, 'parser', open.start);
    }
    this.#scanner.skip();
  }

  /** A single `key: value` inside a flow sequence. */
  #flowPair(token: Token): YamlNode {
    this.#scanner.skip();
    const stops: TokenType[] = ['flow-entry', 'flow-sequence-end'];
    const key = this.#valueUnless(['value', ...stops], token.end, false, false);
    const value = this.#flowValue(stops);
    return { kind: 'mapping', start: token.start, end: value.end, entries: [{ key, value }] };
  }

  #flowValue(stops: readonly TokenType[]): YamlNode {
    const token = this.#scanner.peek();
    if (token.type !== 'value') return empty(token.start);
    this.#scanner.skip();
    return this.#valueUnless(stops, this.#scanner.peek().start, false, false);
  }

  #flowMapping(start: Mark, anchor: string | undefined): YamlNode {
    const open = this.#take();
    const entries: MappingEntry[] = [];
    const node = this.#remember(anchor, { kind: 'mapping' as const, start, end: open.end, entries });
    const stops: TokenType[] = ['flow-entry', 'flow-mapping-end'];
    for (let first = true; ; first = false) {
      if (!first) this.#flowSeparator('flow-mapping-end', "',' or '}'", open);
      const token = this.#scanner.peek();
      if (token.type === 'flow-mapping-end') {
        this.#scanner.skip();
        return close(node, token.end);
      }
      if (token.type === 'key') {
        this.#scanner.skip();
        const key = this.#valueUnless(['value', ...stops], token.end, false, false);
        entries.push({ key, value: this.#flowValue(stops) });
      } else {
        const key = this.#node(false, false);
        entries.push({ key, value: empty(this.#scanner.peek().start) });
      }
    }
  }

  /** A node, or an empty one when the next token says that there is none. */
  #valueUnless(stops: readonly TokenType[], mark: Mark, block: boolean, indentless: boolean): YamlNode {
    return stops.includes(this.#scanner.peek().type) ? empty(mark) : this.#node(block, indentless);
  }
}

function fault(problem: string, token: Token): YamlError {
  return syntaxError(problem, token.start, 'parser');
}

function empty(mark: Mark): YamlNode {
  return { kind: 'scalar', start: mark, end: mark, value: '', plain: true };
}

/** Gives a collection its end, which is known only after its children; aliases may point at it already. */
function close<T extends { end: Mark }>(node: T, end: Mark | undefined): T {
  if (end) node.end = end;
  return node;
}

/** The first document of a YAML text, or undefined for an empty one. Throws YamlError. */
export function parseYaml(text: string): YamlNode | undefined {
  const at = firstForbiddenCharacter(text);
  if (at >= 0) throw new YamlError('control characters are not allowed', { index: at, line: 0, column: 0 });
  return new Parser(text).document();
}
