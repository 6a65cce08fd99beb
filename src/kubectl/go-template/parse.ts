/** Parses Go templates. Models text/template/parse parse.go. */

import { functionNames } from './functions.ts';
import { lex, type Token } from './lex.ts';
import {
  GoInt,
  GoTemplateError,
  type CommandNode,
  type GoTemplate,
  type Operand,
  type Pipe,
  type TemplateNode,
} from './nodes.ts';

type Ending = 'eof' | 'end' | 'else';

class Parser {
  readonly #tokens: readonly Token[];
  readonly #name: string;
  readonly #text: string;
  readonly defined = new Map<string, readonly TemplateNode[]>();
  #at = 0;
  #variables: string[] = ['$'];
  #rangeDepth = 0;

  constructor(text: string, name: string) {
    this.#tokens = lex(text, name);
    this.#name = name;
    this.#text = text;
  }

  #fail(message: string): GoTemplateError {
    const at = (this.#tokens[Math.min(this.#at, this.#tokens.length - 1)]?.at ?? 0) || 0;
    const line = this.#text.slice(0, at).split('\n').length;
    return new GoTemplateError(`template: ${this.#name}:${line}: ${message}`);
  }

  #peek(): Token | undefined {
    let at = this.#at;
    while (this.#tokens[at]?.type === 'space') at++;
    return this.#tokens[at];
  }

  #next(): Token {
    while (this.#tokens[this.#at]?.type === 'space') this.#at++;
    const token = this.#tokens[this.#at];
    if (!token) throw this.#fail('unexpected EOF');
    this.#at++;
    return token;
  }

  #isWord(text: string): boolean {
    const token = this.#peek();
    return token?.type === 'word' && token.text === text;
  }

  #close(context: string): void {
    const token = this.#next();
    if (token.type !== 'close') {
      this.#at--;
      throw this.#fail(`unexpected ${shown(token)} in ${context}`);
    }
  }

  /** Nodes up to `{{end}}`, `{{else` or the end. */
  list(inBlock: boolean): readonly [nodes: readonly TemplateNode[], ending: Ending] {
    const nodes: TemplateNode[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (!token) {
        if (inBlock) throw this.#fail('unexpected EOF');
        return [nodes, 'eof'];
      }
      this.#at++;
      if (token.type === 'text') {
        nodes.push({ type: 'text', text: token.text });
        continue;
      }
      const keyword = this.#peek()?.type === 'word' ? this.#peek()!.text : '';
      if (keyword === 'end' || keyword === 'else') {
        this.#next();
        if (!inBlock) throw this.#fail(`unexpected {{${keyword}}}`);
        if (keyword === 'end') this.#close('end');
        return [nodes, keyword];
      }
      const node = this.#action(keyword);
      if (node) nodes.push(node);
    }
  }

  #action(keyword: string): TemplateNode | undefined {
    switch (keyword) {
      case 'if':
      case 'with':
      case 'range':
        this.#next();
        return this.#control(keyword);
      case 'break':
      case 'continue':
        this.#next();
        if (this.#rangeDepth === 0) throw this.#fail(`{{${keyword}}} outside {{range}}`);
        this.#close(`{{${keyword}}}`);
        return { type: keyword };
      case 'define':
      case 'block':
      case 'template':
        this.#next();
        return this.#named(keyword);
      default: {
        const pipe = this.#pipe('command');
        this.#close('command');
        return { type: 'action', pipe };
      }
    }
  }

  #control(type: 'if' | 'with' | 'range'): TemplateNode {
    const scope = this.#variables.length;
    const pipe = this.#pipe(type);
    this.#close(type);
    if (type === 'range') this.#rangeDepth++;
    const [body, ending] = this.list(true);
    if (type === 'range') this.#rangeDepth--;
    let otherwise: readonly TemplateNode[] = [];
    if (ending === 'else') {
      const chained = (['if', 'with'] as const).find((word) => this.#isWord(word) && type === word);
      if (chained) {
        this.#next();
        otherwise = [this.#control(chained)];
      } else {
        this.#close('else');
        const [rest, last] = this.list(true);
        if (last === 'else') throw this.#fail('expected end; found {{else}}');
        otherwise = rest;
      }
    }
    this.#variables.length = scope;
    return { type, pipe, body, otherwise };
  }

  #named(keyword: 'define' | 'block' | 'template'): TemplateNode | undefined {
    const { at } = this.#peek() ?? { at: 0 };
    const token = this.#next();
    if (token.type !== 'string') throw this.#fail(`unexpected ${shown(token)} in ${keyword} clause`);
    const name = unquote(token.text);
    const pipe = keyword !== 'define' && this.#peek()?.type !== 'close' ? this.#pipe(keyword) : undefined;
    this.#close(keyword);
    if (keyword === 'template') return { type: 'template', name, pipe, at };
    const outer = this.#variables;
    this.#variables = ['$'];
    const [body] = this.list(true);
    this.#variables = outer;
    this.defined.set(name, body);
    return keyword === 'block' ? { type: 'template', name, pipe, at } : undefined;
  }

  #pipe(context: string): Pipe {
    const start = this.#peek()?.at ?? 0;
    const { variables, assigns } = this.#declarations(context);
    const commands: CommandNode[] = [];
    for (;;) {
      const token = this.#peek();
      if (!token || token.type === 'close' || (token.type === 'symbol' && token.text === ')')) break;
      commands.push(this.#command());
      const separator = this.#peek();
      if (separator?.type === 'symbol' && separator.text === '|') {
        this.#next();
        const after = this.#peek();
        if (!after || after.type === 'close') throw this.#fail(`missing value for ${context}`);
      }
    }
    if (commands.length === 0) throw this.#fail(`missing value for ${context}`);
    const first = commands[0]!;
    return { variables, assigns, commands, at: first.at, source: this.#text.slice(start, this.#end()) };
  }

  /** Offset behind the last token that was read. */
  #end(): number {
    const token = this.#tokens[this.#at - 1];
    return token ? token.at + token.text.length : 0;
  }

  #declarations(context: string): Pick<Pipe, 'variables' | 'assigns'> {
    const start = this.#at;
    const names: string[] = [];
    for (;;) {
      const token = this.#peek();
      if (token?.type !== 'variable') break;
      this.#next();
      names.push(token.text);
      const symbol = this.#peek();
      if (symbol?.type !== 'symbol') break;
      if (symbol.text === ',' && context === 'range' && names.length < 2) {
        this.#next();
        continue;
      }
      if (symbol.text !== ':=' && symbol.text !== '=') break;
      this.#next();
      if (symbol.text === ':=') this.#variables.push(...names);
      return { variables: names, assigns: symbol.text === '=' };
    }
    this.#at = start;
    return { variables: [], assigns: false };
  }

  #command(): CommandNode {
    const operands: Operand[] = [];
    const at = this.#peek()?.at ?? 0;
    for (;;) {
      const token = this.#peek();
      if (!token || token.type === 'close') break;
      if (token.type === 'symbol' && (token.text === '|' || token.text === ')')) break;
      operands.push(this.#operand());
      const separator = this.#tokens[this.#at];
      const ends = separator?.type === 'close' || (separator?.type === 'symbol' && /^[|)]$/.test(separator.text));
      if (separator?.type !== 'space' && !ends) {
        throw this.#fail(`unexpected ${separator ? shown(separator) : 'EOF'} in operand`);
      }
    }
    if (operands.length === 0) throw this.#fail('empty command');
    return { operands, at, source: operands.map(({ source }) => source).join(' ') };
  }

  #operand(): Operand {
    const token = this.#next();
    const term = this.#term(token);
    const chainAt = this.#tokens[this.#at]?.at ?? token.at;
    const names: string[] = [];
    while (this.#tokens[this.#at]?.type === 'field') names.push(this.#tokens[this.#at++]!.text.slice(1));
    if (names.length === 0) return term;
    const source = this.#text.slice(token.at, this.#end());
    const place = { at: chainAt, source };
    if (term.type === 'field' || term.type === 'variable' || term.type === 'pipe') {
      return { ...term, ...place, names: [...term.names, ...names] };
    }
    throw this.#fail(`unexpected . after term ${JSON.stringify(term.source)}`);
  }

  #term(token: Token): Operand {
    const place = { at: token.at, source: token.text };
    switch (token.type) {
      case 'field':
        return { type: 'field', names: [token.text.slice(1)], ...place };
      case 'variable':
        if (!this.#variables.includes(token.text)) throw this.#fail(`undefined variable ${JSON.stringify(token.text)}`);
        return { type: 'variable', name: token.text, names: [], ...place };
      case 'string':
        return { type: 'literal', value: unquote(token.text), ...place };
      case 'char':
        return { type: 'literal', value: new GoInt(unquote(token.text).codePointAt(0) ?? 0), ...place };
      case 'number':
        return { type: 'literal', value: numberValue(token.text), ...place };
      case 'word':
        if (token.text === 'true' || token.text === 'false') {
          return { type: 'literal', value: token.text === 'true', ...place };
        }
        if (token.text === 'nil') return { type: 'literal', value: null, ...place };
        if (!functionNames.has(token.text)) throw this.#fail(`function ${JSON.stringify(token.text)} not defined`);
        return { type: 'function', name: token.text, ...place };
      default:
        break;
    }
    if (token.text === '.') return { type: 'dot', ...place };
    if (token.text !== '(') {
      this.#at--;
      throw this.#fail(`unexpected ${shown(token)} in operand`);
    }
    const pipe = this.#pipe('parenthesized pipeline');
    const closing = this.#next();
    if (closing.text !== ')') throw this.#fail(`unclosed left paren`);
    return { type: 'pipe', pipe, names: [], at: token.at, source: this.#text.slice(token.at, this.#end()) };
  }
}

/** A token as errors show it. */
function shown({ type, text }: Token): string {
  if (type === 'close' || type === 'symbol') return JSON.stringify(text);
  return `<${text}>`;
}

function numberValue(text: string): GoInt | number {
  const digits = text.replaceAll('_', '');
  if (/^[+-]?0[xXbBoO]/.test(digits) || /^[+-]?\d+$/.test(digits)) return new GoInt(Number(digits));
  return Number(digits);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' };

function unquote(quoted: string): string {
  const body = quoted.slice(1, -1);
  if (quoted.startsWith('`')) return body;
  return body.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/g, (_, escape: string) =>
    escape.length > 1 ? String.fromCodePoint(parseInt(escape.slice(1), 16)) : (escapes[escape] ?? escape),
  );
}

/** Parses a template called `name`; throws GoTemplateError. */
export function parseGoTemplate(text: string, name: string): GoTemplate {
  const parser = new Parser(text, name);
  const [nodes] = parser.list(false);
  return { name, text, nodes, defined: parser.defined };
}
