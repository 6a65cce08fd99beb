/** Parses JSONPath templates such as `{range .items[*]}{.metadata.name}{"\n"}{end}`. Models client-go/util/jsonpath parser.go. */

import { JsonPathError, type JsonPathTemplate, type PathList, type PathNode, type SliceBound } from './nodes.ts';

const isLetterOrDigit = (character: string): boolean => /^[_\p{L}\p{Nd}]$/u.test(character);
const terminators = new Set([' ', '\t', '\r', '\n', '.', ',', '[', ']', '$', '@', '{', '}', '']);

/** `U+007C '|'`: a character as `%#U` prints it. */
function unicodeName(character: string): string {
  const code = character.codePointAt(0)!;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} '${character}'`;
}

class Parser {
  readonly #input: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#input = [...text];
  }

  #peek(): string {
    return this.#input[this.#at] ?? '';
  }

  #next(): string {
    return this.#input[this.#at++] ?? '';
  }

  #text(from: number): string {
    return this.#input.slice(from, this.#at).join('');
  }

  #startsWith(prefix: string): boolean {
    return this.#input.slice(this.#at, this.#at + prefix.length).join('') === prefix;
  }

  template(): PathList {
    const nodes: PathNode[] = [];
    let from = this.#at;
    while (this.#at < this.#input.length) {
      if (this.#peek() !== '{') {
        this.#at++;
        continue;
      }
      if (this.#at > from) nodes.push({ type: 'text', text: this.#text(from) });
      this.#at++;
      nodes.push({ type: 'list', nodes: this.#action() });
      from = this.#at;
    }
    if (this.#at > from) nodes.push({ type: 'text', text: this.#text(from) });
    return nodes;
  }

  #action(): PathList {
    const nodes: PathNode[] = [];
    for (;;) {
      if (this.#startsWith('}')) {
        this.#at++;
        return nodes;
      }
      if (this.#startsWith('[?(')) {
        nodes.push(this.#filter());
        continue;
      }
      if (this.#startsWith('..')) {
        if (nodes.at(-1)?.type === 'recursive') throw new JsonPathError('invalid multiple recursive descent');
        this.#at += 2;
        nodes.push({ type: 'recursive' });
        if (isLetterOrDigit(this.#peek())) nodes.push(this.#field());
        continue;
      }
      const character = this.#next();
      if (character === '' || character === '\n' || character === '\r') throw new JsonPathError('unclosed action');
      if (character === ' ' || character === '@' || character === '$') continue;
      if (character === '[') nodes.push(...this.#array());
      else if (character === '"' || character === "'") nodes.push(this.#quote(character));
      else if (character === '.') nodes.push(this.#field());
      else if (character === '+' || character === '-' || /^\p{Nd}$/u.test(character)) {
        this.#at--;
        nodes.push(this.#number());
      } else if (isLetterOrDigit(character)) {
        this.#at--;
        nodes.push(this.#identifier());
      } else throw new JsonPathError(`unrecognized character in action: ${unicodeName(character)}`);
    }
  }

  #identifier(): PathNode {
    const from = this.#at;
    while (!terminators.has(this.#peek())) this.#at++;
    const name = this.#text(from);
    return name === 'true' || name === 'false'
      ? { type: 'literal', value: name === 'true' }
      : { type: 'identifier', name };
  }

  #number(): PathNode {
    const from = this.#at;
    if (/[+-]/.test(this.#peek())) this.#at++;
    while (/^[.\p{Nd}]$/u.test(this.#peek())) this.#at++;
    const text = this.#text(from);
    if (!/^[+-]?(\d+|\d*\.\d+|\d+\.\d*)$/.test(text)) throw new JsonPathError(`cannot parse number ${text}`);
    return { type: 'literal', value: Number(text) };
  }

  #field(): PathNode {
    const from = this.#at;
    for (;;) {
      if (this.#peek() === '\\') this.#at += 2;
      else if (terminators.has(this.#peek())) break;
      else this.#at++;
    }
    const name = this.#text(from);
    return name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') };
  }

  #quote(end: string): PathNode {
    const from = this.#at - 1;
    for (;;) {
      const character = this.#next();
      if (character === '' || character === '\n') throw new JsonPathError('unterminated quoted string');
      if (character === end && this.#input[this.#at - 2] !== '\\') break;
    }
    return { type: 'text', text: unquote(this.#text(from)) };
  }

  /** What stands between `[` (already read) and `]`. */
  #array(): PathList {
    const from = this.#at;
    for (;;) {
      const character = this.#next();
      if (character === '' || character === '\n') throw new JsonPathError('unterminated array');
      if (character === ']') break;
    }
    const inside = this.#text(from).slice(0, -1);
    const text = inside === '*' ? ':' : inside;
    const parts = text.split(',');
    if (parts.length > 1) {
      return [{ type: 'union', lists: parts.map((part) => parseAction(`[${part.replace(/^ +| +$/g, '')}]`)) }];
    }
    const key = /^'([^']*)'$/.exec(text)?.[1];
    if (key !== undefined) return parseAction(`.${key}`);
    return [{ type: 'array', bounds: parseBounds(text) }];
  }

  #filter(): PathNode {
    this.#at += 3;
    const from = this.#at;
    let quote = '';
    let closed = false;
    for (;;) {
      const character = this.#next();
      if (character === '' || character === '\n') throw new JsonPathError('unterminated filter');
      if (character === '"' || character === "'") {
        if (quote === '') quote = character;
        else if (character === quote && this.#input[this.#at - 2] !== '\\') closed = true;
      } else if (character === ')' && (quote === '' || closed)) break;
    }
    const text = this.#text(from).slice(0, -1);
    if (this.#next() !== ']') throw new JsonPathError('unclosed array expect ]');
    const comparison = /^([^!<>=]+)([!<>=~]+)(.+?)$/.exec(text);
    if (!comparison) return { type: 'filter', left: parseAction(text), right: [], operator: 'exists' };
    const [, left, operator, right] = comparison as unknown as [string, string, string, string];
    return { type: 'filter', left: parseAction(left), right: parseAction(right), operator };
  }
}

function parseAction(text: string): PathList {
  const first = new Parser(`{${text}}`).template()[0];
  return first?.type === 'list' ? first.nodes : [];
}

function parseBounds(text: string): readonly [SliceBound, SliceBound, SliceBound] {
  const match = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
  if (!match) throw new JsonPathError(`invalid array index ${text}`);
  const number = (digits: string): number => {
    if (!/^-?\d+$/.test(digits)) throw new JsonPathError(`array index ${digits} is not a number`);
    return Number(digits);
  };
  const [, start = '', end = '', step = ''] = match;
  const bound = (part: string): SliceBound =>
    part === '' || part === ':' ? { value: 0, known: false } : { value: number(part.replace(':', '')), known: true };
  const first = bound(start);
  return [first, end === '' ? { value: first.value + 1, known: true, derived: true } : bound(end), bound(step)];
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** Models UnquoteExtend: Go's escapes within single or double quotes. */
function unquote(quoted: string): string {
  const quote = quoted[0]!;
  const body = quoted.slice(1, -1);
  return body.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|[\s\S]?)/g, (_, escape: string) => {
    if (/^[xuU]./.test(escape)) return String.fromCodePoint(parseInt(escape.slice(1), 16));
    if (/^[0-7]{3}$/.test(escape)) return String.fromCodePoint(parseInt(escape, 8));
    const wrongQuote = (escape === '"' || escape === "'") && escape !== quote;
    if (!Object.hasOwn(escapes, escape) || wrongQuote) {
      throw new JsonPathError(`unquote string ${quoted} error invalid syntax`);
    }
    return escapes[escape]!;
  });
}

/** Parses a template; throws JsonPathError. */
export function parseJsonPath(text: string): JsonPathTemplate {
  return { text, nodes: new Parser(text).template() };
}

/**
 * Makes `metadata.name`, `.metadata.name`, `{metadata.name}` and `{.metadata.name}` the same expression.
 * Models kubectl get RelaxedJSONPathExpression.
 */
export function relaxedJsonPath(expression: string): string {
  if (expression === '') return expression;
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(expression);
  if (!match) {
    const forms = ['name1.name2', '.name1.name2', '{name1.name2}', '{.name1.name2}'].map((form) => `'${form}'`);
    throw new JsonPathError(`unexpected path string, expected a ${forms.join(' or ')}`);
  }
  return `{.${match[1] ?? match[2]}}`;
}
