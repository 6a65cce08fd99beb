/** Cutting a shell script into words and operators. Quotes, `$…` and here-documents are read here. */

import { ShellSyntaxError, type Script, type Word, type WordPart } from './syntax.ts';

export type Token =
  | {
      readonly type: 'word';
      readonly word: Word;
      /** The text, when the word is bare (keywords, names). */ readonly bare?: string;
    }
  | { readonly type: 'operator'; readonly text: string }
  | { readonly type: 'redirect'; readonly fd: number; readonly text: string; document?: Word }
  | { readonly type: 'end' };

const operators = ['&&', '||', ';;', '&>', ';', '&', '|', '(', ')', '\n'] as const;
const nameAt = /^[A-Za-z_][A-Za-z0-9_]*/;

/** Reads tokens one after the other. `parseScript` reads the inside of `$(…)`. */
export class Lexer {
  readonly #text: string;
  readonly #parse: (text: string) => Script;
  #at = 0;
  readonly #documents: { token: { document?: Word }; delimiter: string; quoted: boolean; strip: boolean }[] = [];

  constructor(text: string, parse: (text: string) => Script) {
    this.#text = text;
    this.#parse = parse;
  }

  next(): Token {
    this.#skipBlanks();
    const rest = this.#text.slice(this.#at, this.#at + 40);
    if (rest === '') return { type: 'end' };
    const redirect = /^(\d*)(<<-?|>>|>&|<&|>\||>|<)/.exec(rest);
    if (redirect && !rest.startsWith('<(')) return this.#redirect(redirect);
    const operator = operators.find((candidate) => rest.startsWith(candidate));
    if (operator === undefined) return this.#word();
    this.#at += operator.length;
    if (operator === '\n') this.#readDocuments();
    return { type: 'operator', text: operator };
  }

  /** The regular expression after `=~`: everything up to the next blank outside parentheses. */
  nextPattern(): Token {
    this.#skipBlanks();
    const start = this.#at;
    let depth = 0;
    for (; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at]!;
      if (char === '(') depth++;
      else if (char === ')') depth--;
      else if (depth <= 0 && /\s/.test(char)) break;
    }
    const raw = this.#text.slice(start, this.#at).replaceAll(/^["']|["']$/g, '');
    return { type: 'word', word: this.#inner(raw.replaceAll('\\', '\\\\')) };
  }

  #skipBlanks(): void {
    for (;;) {
      const char = this.#text[this.#at];
      if (char === ' ' || char === '\t' || char === '\r') this.#at++;
      else if (char === '\\' && this.#text[this.#at + 1] === '\n') this.#at += 2;
      else if (char === '#') while (this.#at < this.#text.length && this.#text[this.#at] !== '\n') this.#at++;
      else return;
    }
  }

  #redirect(match: RegExpExecArray): Token {
    this.#at += match[0].length;
    const text = match[2]!;
    const fd = match[1] ? Number(match[1]) : text.startsWith('<') ? 0 : 1;
    const token: Token = { type: 'redirect', fd, text: text === '>|' ? '>' : text };
    if (!text.startsWith('<<')) return token;
    this.#skipBlanks();
    const start = this.#at;
    const word = this.#word();
    const raw = this.#text.slice(start, this.#at);
    const delimiter = word.type === 'word' ? plainText(word.word) : '';
    this.#documents.push({ token, delimiter, quoted: /["'\\]/.test(raw), strip: text === '<<-' });
    return token;
  }

  #readDocuments(): void {
    for (const { token, delimiter, quoted, strip } of this.#documents.splice(0)) {
      let body = '';
      while (this.#at < this.#text.length) {
        const end = this.#text.indexOf('\n', this.#at);
        const line = this.#text.slice(this.#at, end < 0 ? undefined : end);
        this.#at = end < 0 ? this.#text.length : end + 1;
        const bare = strip ? line.replace(/^\t+/, '') : line;
        if (bare === delimiter) break;
        body += `${bare}\n`;
      }
      token.document = quoted ? [{ type: 'text', text: body, quoted: true }] : this.#inner(body);
    }
  }

  /** The parts of a text in which only `$`, backquotes and backslashes are special. */
  #inner(text: string): Word {
    const lexer = new Lexer(text, this.#parse);
    const parts: WordPart[] = [];
    lexer.#quotedParts(parts, undefined);
    return parts;
  }

  #word(): Token {
    const parts: WordPart[] = [];
    const start = this.#at;
    let special = false;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined || ' \t\r\n;&|()<>'.includes(char)) break;
      if (char === "'") {
        const end = this.#text.indexOf("'", this.#at + 1);
        if (end < 0) throw new ShellSyntaxError('unterminated quoted string');
        parts.push({ type: 'text', text: this.#text.slice(this.#at + 1, end), quoted: true });
        this.#at = end + 1;
        special = true;
      } else if (char === '"') {
        this.#at++;
        const before = parts.length;
        this.#quotedParts(parts, '"');
        if (parts.length === before) parts.push({ type: 'text', text: '', quoted: true });
        special = true;
      } else if (char === '\\') {
        parts.push({ type: 'text', text: this.#text[this.#at + 1] ?? '', quoted: true });
        this.#at += 2;
        special = true;
      } else if (char === '$' || char === '`') {
        parts.push(this.#expansion(false));
        special = true;
      } else {
        this.#at++;
        push(parts, char, false);
      }
    }
    const raw = this.#text.slice(start, this.#at);
    return special ? { type: 'word', word: parts } : { type: 'word', word: parts, bare: raw };
  }

  #quotedParts(parts: WordPart[], end: '"' | undefined): void {
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) {
        if (end) throw new ShellSyntaxError('unterminated quoted string');
        return;
      }
      if (char === end) {
        this.#at++;
        return;
      }
      const following = this.#text[this.#at + 1] ?? '';
      if (char === '\\' && following === '\n') this.#at += 2;
      else if (char === '\\' && '$`"\\'.includes(following)) {
        push(parts, following, true);
        this.#at += 2;
      } else if (char === '$' || char === '`') parts.push(this.#expansion(true));
      else {
        push(parts, char, true);
        this.#at++;
      }
    }
  }

  /** `$name`, `${…}`, `$(…)`, `$((…))`, a backquoted command, or a lone `$`. */
  #expansion(quoted: boolean): WordPart {
    if (this.#text[this.#at] === '`') {
      const end = this.#text.indexOf('`', this.#at + 1);
      if (end < 0) throw new ShellSyntaxError('unterminated quoted string');
      const inside = this.#text.slice(this.#at + 1, end);
      this.#at = end + 1;
      return { type: 'command', script: this.#parse(inside), quoted };
    }
    const rest = this.#text.slice(this.#at + 1);
    if (rest.startsWith('((')) {
      const inside = this.#balanced(3, '))');
      return { type: 'arithmetic', expression: this.#inner(inside), quoted };
    }
    if (rest.startsWith('(')) {
      // `$(<file)` is short for `$(cat file)`.
      const inside = this.#balanced(2, ')').replace(/^\s*<(?![<(])/, 'cat ');
      return { type: 'command', script: this.#parse(inside), quoted };
    }
    if (rest.startsWith('{')) return this.#braced(quoted);
    const name = nameAt.exec(rest)?.[0] ?? /^[0-9?#@*$!-]/.exec(rest)?.[0];
    if (name === undefined) {
      this.#at++;
      return { type: 'text', text: '$', quoted };
    }
    this.#at += 1 + name.length;
    return { type: 'variable', name, quoted };
  }

  #braced(quoted: boolean): WordPart {
    const inside = this.#balanced(2, '}');
    const length = /^#([A-Za-z_][A-Za-z0-9_]*|[0-9@*])$/.exec(inside);
    if (length) return { type: 'variable', name: length[1]!, operator: 'length', quoted };
    const match =
      /^([A-Za-z_][A-Za-z0-9_]*(?:\[[^\]]*\])?|[0-9?#@*!]+)(:-|:=|:\+|:\?|##|%%|\/\/|[-=+?#%/])?([\s\S]*)$/.exec(
        inside,
      );
    if (!match) throw new ShellSyntaxError(`\${${inside}}: bad substitution`);
    const [, name = '', operator, word = ''] = match;
    if (operator === undefined) return { type: 'variable', name, quoted };
    const parts = this.#inner(word.replaceAll(/^["']|["']$/g, ''));
    // Quotes around the whole expansion do not quote the pattern inside it; quotes of its own do.
    const isPattern = /^[#%]/.test(operator) && !/^["']/.test(word);
    const text = isPattern ? parts.map((part) => (part.type === 'text' ? { ...part, quoted: false } : part)) : parts;
    return { type: 'variable', name, operator, word: text, quoted };
  }

  /** What stands between an opening of `skip` characters and its closing. */
  #balanced(skip: number, close: string): string {
    const start = this.#at + skip;
    const [opening, closing] = close === '}' ? ['{', '}'] : ['(', ')'];
    let depth = 0;
    for (let i = start; i < this.#text.length; i++) {
      const char = this.#text[i]!;
      if (char === "'" && close !== '}') {
        const end = this.#text.indexOf("'", i + 1);
        i = end < 0 ? this.#text.length : end;
      } else if (char === '\\') i++;
      else if (depth === 0 && this.#text.startsWith(close, i)) {
        this.#at = i + close.length;
        return this.#text.slice(start, i);
      } else if (char === opening) depth++;
      else if (char === closing) depth--;
    }
    throw new ShellSyntaxError(`unexpected end of file (expecting "${close}")`);
  }
}

function push(parts: WordPart[], text: string, quoted: boolean): void {
  const last = parts.at(-1);
  if (last?.type === 'text' && last.quoted === quoted) parts[parts.length - 1] = { ...last, text: last.text + text };
  else parts.push({ type: 'text', text, quoted });
}

/** The literal text of a word, expansions left out. */
export function plainText(word: Word): string {
  return word.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
