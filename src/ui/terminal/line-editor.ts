/**
 * The line that is being typed: text, cursor and history, as a terminal's user expects them. It knows nothing of the
 * screen; it takes the terminal's input sequences and says what has to happen.
 */

export type LineAction =
  | { readonly type: 'redraw' }
  | { readonly type: 'submit'; readonly line: string }
  | { readonly type: 'complete' }
  | { readonly type: 'interrupt' }
  | { readonly type: 'clear' }
  /** Ctrl-D on an empty line. */
  | { readonly type: 'end' }
  | { readonly type: 'none' };

const redraw: LineAction = { type: 'redraw' };
const none: LineAction = { type: 'none' };
const maxHistory = 500;

/** Where the word at the left of `at` begins. */
function wordStart(text: string, at: number): number {
  let index = at;
  while (index > 0 && /\s/.test(text[index - 1]!)) index--;
  while (index > 0 && !/\s/.test(text[index - 1]!)) index--;
  return index;
}

/** Where the word at the right of `at` ends. */
function wordEnd(text: string, at: number): number {
  let index = at;
  while (index < text.length && /\s/.test(text[index]!)) index++;
  while (index < text.length && !/\s/.test(text[index]!)) index++;
  return index;
}

/** Letters as they are seen: an accent or a flag is one with what it belongs to. */
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where the letter at the left of `at` begins. */
function before(text: string, at: number): number {
  const from = Math.max(0, at - 32);
  const [last] = [...graphemes.segment(text.slice(from, at))].slice(-1);
  return last ? from + last.index : 0;
}

/** Where the letter at the right of `at` ends. */
function after(text: string, at: number): number {
  const [first] = graphemes.segment(text.slice(at, at + 32));
  return first ? at + first.segment.length : text.length;
}

export class LineEditor {
  text = '';
  cursor = 0;
  readonly #history: string[];
  /** Position in the history; its length stands for the new line. */
  #at: number;
  #draft = '';
  #killed = '';
  /** What Ctrl-R looks for, and where it was found. */
  #search:
    { readonly query: string; readonly at: number; readonly before: string; readonly found: boolean } | undefined;

  constructor(history: readonly string[] = []) {
    this.#history = [...history];
    this.#at = history.length;
  }

  /** The words that Ctrl-R looks for; undefined when nothing is looked for. */
  get query(): string | undefined {
    return this.#search?.query;
  }

  /** False when nothing was found for `query`. */
  get hasFound(): boolean {
    return this.#search?.found ?? true;
  }

  /** Takes one sequence as xterm gives it: a key, or pasted text without a line end. */
  input(data: string): LineAction {
    if (this.#search) {
      const action = this.#searchInput(data);
      if (action) return action;
    }
    const act = keys[data];
    if (act) return act(this);
    if (data < ' ' || data === '\u007f') return none;
    this.insert(data);
    return redraw;
  }

  insert(text: string): void {
    this.text = this.text.slice(0, this.cursor) + text + this.text.slice(this.cursor);
    this.cursor += text.length;
  }

  step(forward: boolean): LineAction {
    return this.move(forward ? after(this.text, this.cursor) : before(this.text, this.cursor));
  }

  move(to: number): LineAction {
    this.cursor = Math.max(0, Math.min(this.text.length, to));
    return redraw;
  }

  moveWord(forward: boolean): LineAction {
    return this.move(forward ? wordEnd(this.text, this.cursor) : wordStart(this.text, this.cursor));
  }

  /** Removes from the cursor to `to`; `keep` makes it what Ctrl-Y brings back. */
  remove(to: number, keep = false): LineAction {
    const [from, until] = to < this.cursor ? [to, this.cursor] : [this.cursor, to];
    if (keep) this.#killed = this.text.slice(from, until);
    this.text = this.text.slice(0, Math.max(0, from)) + this.text.slice(until);
    return this.move(Math.max(0, from));
  }

  removeStep(forward: boolean): LineAction {
    return this.remove(forward ? after(this.text, this.cursor) : before(this.text, this.cursor));
  }

  /** The last word of the command before. */
  insertLastWord(): LineAction {
    this.insert(/\S+$/.exec(this.#history.at(-1)?.trimEnd() ?? '')?.[0] ?? '');
    return redraw;
  }

  removeNextWord(): LineAction {
    return this.remove(wordEnd(this.text, this.cursor), true);
  }

  removeWord(): LineAction {
    return this.remove(wordStart(this.text, this.cursor), true);
  }

  yank(): LineAction {
    this.insert(this.#killed);
    return redraw;
  }

  recall(by: -1 | 1): LineAction {
    const next = this.#at + by;
    if (next < 0 || next > this.#history.length) return none;
    if (this.#at === this.#history.length) this.#draft = this.text;
    this.#at = next;
    this.text = this.#history[next] ?? this.#draft;
    return this.move(this.text.length);
  }

  submit(): LineAction {
    const line = this.text;
    this.reset();
    return { type: 'submit', line };
  }

  /** Keeps a command (of one line or more) to be recalled. */
  remember(command: string): void {
    if (command.trim() !== '' && this.#history.at(-1) !== command) this.#history.push(command);
    if (this.#history.length > maxHistory) this.#history.shift();
    this.#at = this.#history.length;
  }

  /** Ctrl-R: begins to look for an earlier command, or goes on to the one before. */
  searchBack(): LineAction {
    const { query, at, before } = this.#search ?? { query: '', at: this.#history.length, before: this.text };
    return this.#find(query, at - 1, before);
  }

  #find(query: string, from: number, before: string): LineAction {
    let at = from;
    while (at >= 0 && !this.#history[at]!.includes(query)) at--;
    const found = query === '' ? undefined : this.#history[at];
    this.#search = {
      query,
      at: found === undefined ? Math.max(0, from) : at,
      before,
      found: found !== undefined || query === '',
    };
    if (found !== undefined) {
      this.text = found;
      this.cursor = found.indexOf(query);
    }
    return redraw;
  }

  /** A key while looking for something; undefined when the key ends it and has its usual meaning. */
  #searchInput(data: string): LineAction | undefined {
    const { query, before } = this.#search!;
    if (data === '\u0012') return this.searchBack();
    if (data === '\u007f' || data === '\b') return this.#find(query.slice(0, -1), this.#history.length - 1, before);
    if (data >= ' ' && data !== '\u007f') return this.#find(query + data, this.#history.length - 1, before);
    this.#search = undefined;
    if (data !== '\u0007' && data !== '\u0003') return data === '\u001b' ? redraw : undefined;
    this.text = before;
    return this.move(before.length);
  }

  /** An empty line, at the end of the history. */
  reset(): void {
    this.text = '';
    this.cursor = 0;
    this.#draft = '';
    this.#at = this.#history.length;
  }
}

const keys: Readonly<Record<string, (line: LineEditor) => LineAction>> = Object.assign(
  Object.create(null) as Record<string, (line: LineEditor) => LineAction>,
  {
    '\r': (line: LineEditor) => line.submit(),
    '\n': (line: LineEditor) => line.submit(),
    '\t': () => ({ type: 'complete' }) as const,
    '\u0003': (line: LineEditor) => {
      line.reset();
      return { type: 'interrupt' } as const;
    },
    '\u000c': () => ({ type: 'clear' }) as const,
    '\u007f': (line: LineEditor) => line.removeStep(false),
    '\b': (line: LineEditor) => line.removeStep(false),
    '\u0004': (line: LineEditor) => (line.text === '' ? { type: 'end' } : line.removeStep(true)) as LineAction,
    '\u0012': (line: LineEditor) => line.searchBack(),
    '\u001b[3~': (line: LineEditor) => line.removeStep(true),
    '\u0001': (line: LineEditor) => line.move(0),
    '\u001b[H': (line: LineEditor) => line.move(0),
    '\u001bOH': (line: LineEditor) => line.move(0),
    '\u0005': (line: LineEditor) => line.move(line.text.length),
    '\u001b[F': (line: LineEditor) => line.move(line.text.length),
    '\u001bOF': (line: LineEditor) => line.move(line.text.length),
    '\u0002': (line: LineEditor) => line.step(false),
    '\u001b[D': (line: LineEditor) => line.step(false),
    '\u001bOD': (line: LineEditor) => line.step(false),
    '\u0006': (line: LineEditor) => line.step(true),
    '\u001b[C': (line: LineEditor) => line.step(true),
    '\u001bOC': (line: LineEditor) => line.step(true),
    '\u001b[1;5D': (line: LineEditor) => line.moveWord(false),
    '\u001b[1;3D': (line: LineEditor) => line.moveWord(false),
    '\u001bb': (line: LineEditor) => line.moveWord(false),
    '\u001b[1;5C': (line: LineEditor) => line.moveWord(true),
    '\u001b[1;3C': (line: LineEditor) => line.moveWord(true),
    '\u001bf': (line: LineEditor) => line.moveWord(true),
    '\u000b': (line: LineEditor) => line.remove(line.text.length, true),
    '\u0015': (line: LineEditor) => line.remove(0, true),
    '\u0017': (line: LineEditor) => line.removeWord(),
    '\u001b\u007f': (line: LineEditor) => line.removeWord(),
    '\u001bd': (line: LineEditor) => line.removeNextWord(),
    '\u001b.': (line: LineEditor) => line.insertLastWord(),
    '\u0019': (line: LineEditor) => line.yank(),
    '\u001b[A': (line: LineEditor) => line.recall(-1),
    '\u001bOA': (line: LineEditor) => line.recall(-1),
    '\u0010': (line: LineEditor) => line.recall(-1),
    '\u001b[B': (line: LineEditor) => line.recall(1),
    '\u001bOB': (line: LineEditor) => line.recall(1),
    '\u000e': (line: LineEditor) => line.recall(1),
  },
);

/** The part that all candidates begin with. */
export function commonPrefix(candidates: readonly string[]): string {
  const [first = '', ...rest] = candidates;
  let length = first.length;
  for (const candidate of rest) {
    while (!candidate.startsWith(first.slice(0, length))) length--;
  }
  return first.slice(0, length);
}
