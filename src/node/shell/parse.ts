/** Shell scripts read into data: the POSIX grammar with bash's `[[ … ]]`, `(( … ))` and `function`. */

import {
  ShellSyntaxError,
  type Assignment,
  type Command,
  type Redirect,
  type Script,
  type Statement,
  type Word,
} from './syntax.ts';
import { Lexer, plainText, type Token } from './tokens.ts';

const maxDepth = 60;
const assignmentAt = /^([A-Za-z_][A-Za-z0-9_]*)=/;

/** Reads a whole script. Throws ShellSyntaxError. */
export function parseScript(text: string, depth = 0): Script {
  if (depth > maxDepth) throw new ShellSyntaxError('maximum nesting exceeded');
  const parser = new Parser(text, depth);
  const script = parser.list([]);
  parser.expectEnd();
  // Here-documents are known only now: make them plain data like the rest.
  return depth === 0 && text.includes('<<') ? (JSON.parse(JSON.stringify(script)) as Script) : script;
}

class Parser {
  readonly #lexer: Lexer;
  #token: Token;

  constructor(text: string, depth: number) {
    this.#lexer = new Lexer(text, (inside) => parseScript(inside, depth + 1));
    this.#token = this.#lexer.next();
  }

  expectEnd(): void {
    if (this.#token.type !== 'end') throw this.#unexpected();
  }

  /** Statements up to one of the keywords or operators in `ends`. */
  list(ends: readonly string[]): Script {
    const statements: Statement[] = [];
    let joint: Statement['joint'] = ';';
    for (;;) {
      this.#skipNewlines();
      if (this.#token.type === 'end' || ends.some((end) => this.#isKeyword(end) || this.#isOperator(end))) break;
      const command = this.#pipeline();
      const background = this.#isOperator('&');
      statements.push({ joint, command, background });
      if (this.#isOperator('&&') || this.#isOperator('||')) {
        joint = (this.#token as { text: '&&' | '||' }).text;
        this.#advance();
        continue;
      }
      joint = ';';
      if (background || this.#isOperator(';') || this.#isOperator('\n')) this.#advance();
      else break;
    }
    return statements;
  }

  #advance(): void {
    this.#token = this.#lexer.next();
  }

  #skipNewlines(): void {
    while (this.#isOperator('\n') || this.#isOperator(';')) this.#advance();
  }

  #isOperator(text: string): boolean {
    return this.#token.type === 'operator' && this.#token.text === text;
  }

  #isKeyword(text: string): boolean {
    return this.#token.type === 'word' && this.#token.bare === text;
  }

  #expect(text: string): void {
    if (!this.#isKeyword(text) && !this.#isOperator(text)) throw this.#unexpected(text);
    this.#advance();
  }

  #unexpected(expected?: string): ShellSyntaxError {
    const token = this.#token;
    const what =
      token.type === 'end'
        ? 'end of file'
        : token.type === 'word'
          ? `"${token.bare ?? plainText(token.word)}"`
          : `"${token.text === '\n' ? 'newline' : token.text}"`;
    const wanted = expected === undefined ? '' : ` (expecting "${expected}")`;
    return new ShellSyntaxError(`syntax error: unexpected ${what}${wanted}`);
  }

  #pipeline(): Command {
    let negated = false;
    while (this.#isKeyword('!')) {
      negated = !negated;
      this.#advance();
    }
    const commands = [this.#command()];
    while (this.#isOperator('|')) {
      this.#advance();
      this.#skipNewlines();
      commands.push(this.#command());
    }
    return commands.length === 1 && !negated ? commands[0]! : { type: 'pipeline', commands, negated };
  }

  #command(): Command {
    const token = this.#token;
    if (token.type === 'operator' && token.text === '(') return this.#parenthesized();
    const keyword = token.type === 'word' ? token.bare : undefined;
    switch (keyword) {
      case 'if':
        return this.#if();
      case 'while':
      case 'until':
        return this.#while(keyword === 'until');
      case 'for':
        return this.#for();
      case 'case':
        return this.#case();
      case '{':
        return this.#group();
      case '[[':
        return this.#test();
      case 'function':
        this.#advance();
        return this.#functionNamed(this.#name());
      default:
        return this.#simple();
    }
  }

  #parenthesized(): Command {
    this.#advance();
    const body = this.list([')']);
    this.#expect(')');
    return { type: 'group', body, subshell: true, redirects: this.#redirects() };
  }

  #group(): Command {
    this.#advance();
    const body = this.list(['}']);
    this.#expect('}');
    return { type: 'group', body, subshell: false, redirects: this.#redirects() };
  }

  #if(): Command {
    const branches: { condition: Script; body: Script }[] = [];
    let otherwise: Script | undefined;
    do {
      this.#advance();
      const condition = this.list(['then']);
      this.#expect('then');
      branches.push({ condition, body: this.list(['elif', 'else', 'fi']) });
    } while (this.#isKeyword('elif'));
    if (this.#isKeyword('else')) {
      this.#advance();
      otherwise = this.list(['fi']);
    }
    this.#expect('fi');
    return { type: 'if', branches, ...(otherwise ? { otherwise } : {}), redirects: this.#redirects() };
  }

  #while(until: boolean): Command {
    this.#advance();
    const condition = this.list(['do']);
    const body = this.#doBody();
    return { type: 'while', until, condition, body, redirects: this.#redirects() };
  }

  #doBody(): Script {
    this.#expect('do');
    const body = this.list(['done']);
    this.#expect('done');
    return body;
  }

  #for(): Command {
    this.#advance();
    const name = this.#name();
    let words: Word[] | undefined;
    this.#skipPlainNewlines();
    if (this.#isKeyword('in')) {
      this.#advance();
      words = [];
      while (this.#token.type === 'word') words.push(this.#takeWord());
    }
    this.#skipNewlines();
    const body = this.#doBody();
    return { type: 'for', name, ...(words ? { words } : {}), body, redirects: this.#redirects() };
  }

  #skipPlainNewlines(): void {
    while (this.#isOperator('\n')) this.#advance();
  }

  #case(): Command {
    this.#advance();
    const subject = this.#takeWord();
    this.#skipPlainNewlines();
    this.#expect('in');
    const branches: { patterns: Word[]; body: Script }[] = [];
    this.#skipNewlines();
    while (!this.#isKeyword('esac')) {
      if (this.#isOperator('(')) this.#advance();
      const patterns = [this.#takeWord()];
      while (this.#isOperator('|')) {
        this.#advance();
        patterns.push(this.#takeWord());
      }
      this.#expect(')');
      branches.push({ patterns, body: this.list([';;', 'esac']) });
      if (this.#isOperator(';;')) this.#advance();
      this.#skipNewlines();
    }
    this.#advance();
    return { type: 'case', subject, branches, redirects: this.#redirects() };
  }

  /** `[[ … ]]`: operators inside are words of the test. */
  #test(): Command {
    this.#advance();
    const words: Word[] = [];
    while (!this.#isKeyword(']]')) {
      const token = this.#token;
      if (token.type === 'word') words.push(token.word);
      else if (token.type === 'operator' || token.type === 'redirect')
        words.push([{ type: 'text', text: token.text, quoted: false }]);
      else throw this.#unexpected(']]');
      if (this.#isKeyword('=~')) this.#token = this.#lexer.nextPattern();
      else this.#advance();
    }
    this.#advance();
    return { type: 'test', words };
  }

  #functionNamed(name: string): Command {
    if (this.#isOperator('(')) {
      this.#advance();
      this.#expect(')');
    }
    this.#skipPlainNewlines();
    return { type: 'function', name, body: this.#command() };
  }

  #name(): string {
    const token = this.#token;
    if (token.type !== 'word' || token.bare === undefined) throw this.#unexpected();
    this.#advance();
    return token.bare;
  }

  #takeWord(): Word {
    const token = this.#token;
    if (token.type !== 'word') throw this.#unexpected();
    this.#advance();
    return token.word;
  }

  #simple(): Command {
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (;;) {
      const token = this.#token;
      if (token.type === 'redirect' || (token.type === 'operator' && token.text === '&>')) {
        redirects.push(this.#redirect());
        continue;
      }
      if (token.type !== 'word') break;
      const assignment = words.length === 0 ? asAssignment(token.word) : undefined;
      this.#advance();
      if (assignment) assignments.push(assignment);
      else words.push(token.word);
      if (words.length === 1 && token.bare !== undefined && this.#isOperator('('))
        return this.#functionNamed(token.bare);
    }
    if (assignments.length === 0 && words.length === 0 && redirects.length === 0) throw this.#unexpected();
    return { type: 'simple', assignments, words, redirects };
  }

  #redirects(): readonly Redirect[] {
    const redirects: Redirect[] = [];
    while (this.#token.type === 'redirect') redirects.push(this.#redirect());
    return redirects;
  }

  #redirect(): Redirect {
    const token = this.#token;
    if (token.type === 'operator') {
      this.#advance();
      return { fd: 1, operator: '&>', target: this.#takeWord() };
    }
    if (token.type !== 'redirect') throw this.#unexpected();
    this.#advance();
    if (token.text.startsWith('<<')) {
      // The document itself is read when its line ends; the token is filled then.
      return lateDocument(token);
    }
    return {
      fd: token.fd,
      operator: token.text === '<&' ? '>&' : (token.text as Redirect['operator']),
      target: this.#takeWord(),
    };
  }
}

/** A here-document whose body the lexer fills in at the end of the line. */
function lateDocument(token: { readonly fd: number; document?: Word }): Redirect {
  return {
    fd: token.fd,
    operator: '<<',
    get target() {
      return token.document ?? [];
    },
  };
}

function asAssignment(word: Word): Assignment | undefined {
  const first = word[0];
  if (first?.type !== 'text' || first.quoted) return undefined;
  const match = assignmentAt.exec(first.text);
  if (!match) return undefined;
  const rest = first.text.slice(match[0].length);
  const value: Word = rest ? [{ ...first, text: rest }, ...word.slice(1)] : word.slice(1);
  return { name: match[1]!, value };
}
