/** Parsing regular expressions in RE2's syntax. Models regexp/syntax parse.go. */

/** The expression cannot be parsed; the message is Go's. */
export class RegularExpressionError extends Error {}

export type Test = (character: string) => boolean;

/** What an expression is made of. */
export type Node =
  | { readonly type: 'character'; readonly test: Test }
  | { readonly type: 'assert'; readonly holds: (before: string, after: string) => boolean }
  | { readonly type: 'sequence'; readonly parts: readonly Node[] }
  | { readonly type: 'choice'; readonly options: readonly Node[] }
  | { readonly type: 'repeat'; readonly inner: Node; readonly min: number; readonly max: number };

const isWord: Test = (character) => /^\w$/.test(character);
const maxRepeat = 1000;
const posix: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  blank: '\\t ',
  cntrl: '\\0-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t-\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** Reads one expression; throws RegularExpressionError. */
export class Parser {
  readonly #characters: readonly string[];
  readonly #text: string;
  #at = 0;
  #flags = '';

  constructor(text: string) {
    this.#text = text;
    this.#characters = [...text];
  }

  parse(): Node {
    const node = this.#choice(0);
    if (this.#at < this.#characters.length) throw this.#error(`unexpected ): \`${this.#text}\``);
    return node;
  }

  #error(text: string): RegularExpressionError {
    return new RegularExpressionError(`error parsing regexp: ${text}`);
  }

  #take(text: string): boolean {
    const found = this.#characters.slice(this.#at, this.#at + text.length).join('') === text;
    if (found) this.#at += text.length;
    return found;
  }

  #choice(depth: number): Node {
    if (depth > maxRepeat) throw this.#error('expression nests too deeply');
    const options = [this.#sequence(depth)];
    while (this.#take('|')) options.push(this.#sequence(depth));
    return options.length === 1 ? options[0]! : { type: 'choice', options };
  }

  #sequence(depth: number): Node {
    const parts: Node[] = [];
    for (let next = this.#characters[this.#at]; next !== undefined; next = this.#characters[this.#at]) {
      if (next === '|' || next === ')') break;
      parts.push(this.#repeated(this.#atom(depth)));
    }
    return { type: 'sequence', parts };
  }

  #repeated(atom: Node): Node {
    let node = atom;
    for (;;) {
      const start = this.#at;
      const counts = this.#take('*')
        ? [0, Infinity]
        : this.#take('+')
          ? [1, Infinity]
          : this.#take('?')
            ? [0, 1]
            : this.#counted();
      if (!counts) return node;
      const [min = 0, max = 0] = counts;
      if ((Number.isFinite(max) && max > maxRepeat) || min > maxRepeat || min > max) {
        throw this.#error(`invalid repeat count: \`${this.#characters.slice(start, this.#at).join('')}\``);
      }
      this.#take('?');
      node = { type: 'repeat', inner: node, min, max };
    }
  }

  /** `{2}`, `{2,}`, `{2,5}`; other braces are characters. */
  #counted(): readonly number[] | undefined {
    const match = /^\{(\d+)(,(\d*))?\}/.exec(this.#characters.slice(this.#at, this.#at + 16).join(''));
    if (!match) return undefined;
    this.#at += match[0].length;
    const min = Number(match[1]);
    return [min, match[2] === undefined ? min : match[3] === '' ? Infinity : Number(match[3])];
  }

  #atom(depth: number): Node {
    const character = this.#characters[this.#at++]!;
    switch (character) {
      case '(':
        return this.#group(depth);
      case '[':
        return { type: 'character', test: this.#class() };
      case '.': {
        const all = this.#flags.includes('s');
        return { type: 'character', test: (next) => all || next !== '\n' };
      }
      case '^': {
        const lines = this.#flags.includes('m');
        return { type: 'assert', holds: (before) => before === '' || (lines && before === '\n') };
      }
      case '$': {
        const lines = this.#flags.includes('m');
        return { type: 'assert', holds: (_, after) => after === '' || (lines && after === '\n') };
      }
      case '*':
      case '+':
      case '?':
        throw this.#error(`missing argument to repetition operator: \`${character}\``);
      case '\\':
        return this.#escape();
      default:
        return this.#literal(character);
    }
  }

  #literal(character: string): Node {
    if (!this.#flags.includes('i')) return { type: 'character', test: (next) => next === character };
    const folded = character.toLowerCase();
    return { type: 'character', test: (next) => next.toLowerCase() === folded };
  }

  #group(depth: number): Node {
    const flags = this.#flags;
    const rest = this.#characters.slice(this.#at, this.#at + 80).join('');
    const name = /^\?P?<\w+>/.exec(rest)?.[0];
    const options = /^\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest);
    if (name !== undefined) this.#at += name.length;
    else if (options) {
      this.#at += options[0].length;
      const removed = options[2] ?? '';
      this.#flags = [...flags, ...(options[1] ?? '')].filter((flag) => !removed.includes(flag)).join('');
      if (options[3] === ')') return { type: 'sequence', parts: [] };
    } else if (rest.startsWith('?')) {
      throw this.#error(`invalid or unsupported Perl syntax: \`(${rest.slice(0, 2)}\``);
    }
    const node = this.#choice(depth + 1);
    if (!this.#take(')')) throw this.#error(`missing closing ): \`${this.#text}\``);
    this.#flags = flags;
    return node;
  }

  #escape(): Node {
    const character = this.#characters[this.#at];
    if (character === undefined) throw this.#error('trailing backslash at end of expression: ``');
    const atWord = (before: string, after: string): boolean => isWord(before) !== isWord(after);
    switch (character) {
      case 'A':
        this.#at++;
        return { type: 'assert', holds: (before) => before === '' };
      case 'z':
        this.#at++;
        return { type: 'assert', holds: (_, after) => after === '' };
      case 'b':
        this.#at++;
        return { type: 'assert', holds: atWord };
      case 'B':
        this.#at++;
        return { type: 'assert', holds: (before, after) => !atWord(before, after) };
      default:
        return { type: 'character', test: this.#testOf(this.#escapeSource()) };
    }
  }

  /** An escape as JavaScript writes it inside of a class. */
  #escapeSource(): string {
    const rest = this.#characters.slice(this.#at, this.#at + 40).join('');
    const match = /^(?:[dDwWsSfnrtv]|x[\da-fA-F]{2}|x\{[\da-fA-F]+\}|[pP](?:\{\^?\w+\}|\w)|[^\w\s])/.exec(rest)?.[0];
    if (match === undefined) throw this.#error(`invalid escape sequence: \`\\${rest.slice(0, 1)}\``);
    this.#at += [...match].length;
    if (match.startsWith('x{')) return `\\u${match.slice(1)}`;
    if (/^[pP]\w$/.test(match)) return `\\${match[0]}{${match[1]}}`;
    return /^\w/.test(match) ? `\\${match}` : classCharacter(match);
  }

  #class(): Test {
    const start = this.#at - 1;
    let source = this.#take('^') ? '^' : '';
    for (let first = true; ; first = false) {
      const character = this.#characters[this.#at];
      if (character === undefined) {
        throw this.#error(`missing closing ]: \`${this.#characters.slice(start).join('')}\``);
      }
      if (character === ']' && !first) break;
      const name = /^\[:(\^?)(\w+):\]/.exec(this.#characters.slice(this.#at, this.#at + 16).join(''));
      if (name && Object.hasOwn(posix, name[2]!) && name[1] === '') {
        source += posix[name[2]!];
        this.#at += name[0].length;
        continue;
      }
      this.#at++;
      source += character === '\\' ? this.#escapeSource() : character === '-' ? '-' : classCharacter(character);
    }
    this.#at++;
    return this.#testOf(source);
  }

  #testOf(source: string): Test {
    try {
      const pattern = new RegExp(`^[${source.replace(/^-|-$/g, '\\-')}]$`, `su${this.#flags.includes('i') ? 'i' : ''}`);
      return (character) => pattern.test(character);
    } catch {
      throw this.#error(`invalid character class range: \`${source}\``);
    }
  }
}

const classCharacter = (character: string): string =>
  /[\^$\\.*+?()[\]{}|/-]/.test(character) ? `\\${character}` : character;
