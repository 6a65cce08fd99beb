/** Whether a shell would ask for another line: an open quote, heredoc, loop or bracket, or an operator at the end. */

const opening: Readonly<Record<string, string>> = {
  if: 'fi',
  for: 'done',
  while: 'done',
  until: 'done',
  select: 'done',
  case: 'esac',
  '{': '}',
};
const closing = new Set(Object.values(opening));
/** Words after which a command begins. */
const introducing = new Set(['then', 'else', 'elif', 'do', '!', 'time', 'if', 'while', 'until', '{']);

interface Heredoc {
  readonly delimiter: string;
  readonly stripsTabs: boolean;
}

/** True when `text` is the beginning of a command only. */
export function isUnfinished(text: string): boolean {
  const open: string[] = [];
  const heredocs: Heredoc[] = [];
  let isCommand = true;
  let word = '';
  let pending = false;
  const endWord = (): void => {
    if (word === '') return;
    pending = false;
    if (open.at(-1) === 'esac' && word === 'in') isCommand = true;
    else if (isCommand && closing.has(word)) {
      if (open.at(-1) === word) open.pop();
      isCommand = false;
    } else if (isCommand && Object.hasOwn(opening, word)) {
      open.push(opening[word]!);
      isCommand = introducing.has(word);
    } else isCommand = isCommand && introducing.has(word);
    word = '';
  };
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    const quoteEnd = quotedEnd(text, at);
    if (quoteEnd !== undefined) {
      if (quoteEnd > text.length) return true;
      word += '_';
      at = quoteEnd;
      continue;
    }
    if (char === '#' && word === '') {
      while (at < text.length && text[at] !== '\n') at++;
      continue;
    }
    const heredoc =
      char === '<' && /^<<(-?)\s*(?:'([^'\n]*)'|"([^"\n]*)"|\\?([^\s;&|<>()'"]+))/.exec(text.slice(at, at + 300));
    if (heredoc && text[at + 2] !== '<' && !isArithmetic(open)) {
      endWord();
      heredocs.push({
        delimiter: heredoc[2] ?? heredoc[3] ?? heredoc[4] ?? '',
        stripsTabs: heredoc[1] === '-',
      });
      at += heredoc[0].length;
      continue;
    }
    if (text.startsWith('<<<', at)) {
      endWord();
      at += 3;
      continue;
    }
    at++;
    if (char === '\n') {
      endWord();
      isCommand = true;
      for (const { delimiter, stripsTabs } of heredocs.splice(0)) {
        const end = heredocEnd(text, at, delimiter, stripsTabs);
        if (end === undefined) return true;
        at = end;
      }
    } else if (/\s/.test(char)) endWord();
    else if (char === '(') {
      open.push(/[$<>]$/.test(word) ? '$)' : ')');
      word = '';
      isCommand = true;
      pending = false;
    } else if (char === ')') {
      endWord();
      const opened = open.at(-1);
      // Nothing that follows can mend a bracket that closes nothing.
      if (opened === undefined) return false;
      if (opened.endsWith(')')) open.pop();
      isCommand = opened !== '$)';
    } else if (char === ';' || char === '&' || char === '|') {
      endWord();
      isCommand = true;
      pending = char === '|' || (char === '&' && text[at - 2] === '&');
    } else word += char;
  }
  endWord();
  return pending || open.length > 0 || heredocs.length > 0;
}

/** In `((…))`, where `<<` shifts. */
const isArithmetic = (open: readonly string[]): boolean =>
  open.length > 1 && open.slice(-2).every((closer) => closer.endsWith(')'));

/** Where a quoted part that begins at `at` ends (beyond the text when it does not); undefined when none begins. */
function quotedEnd(text: string, at: number): number | undefined {
  const char = text[at];
  if (char === '\\') return at + 2;
  if (char !== "'" && char !== '"' && char !== '`') return undefined;
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === char) return end + 1;
    if (char === '"' && text[end] === '\\') end++;
    else if (char === '"' && text.startsWith('$(', end)) {
      end = substitutionEnd(text, end + 2) - 1;
    }
  }
  return text.length + 1;
}

/** Where `$(…)` ends, whose content begins at `at`. */
function substitutionEnd(text: string, at: number): number {
  let depth = 1;
  let index = at;
  while (index < text.length && depth > 0) {
    const quoteEnd = quotedEnd(text, index);
    if (quoteEnd !== undefined) index = quoteEnd;
    else {
      if (text[index] === '(') depth++;
      else if (text[index] === ')') depth--;
      index++;
    }
  }
  return depth > 0 ? text.length + 1 : index;
}

/** Where the line after a heredoc begins; undefined when its delimiter has not come. */
function heredocEnd(text: string, from: number, delimiter: string, stripsTabs: boolean): number | undefined {
  let at = from;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    at = Math.min(text.length, end + 1);
    if ((stripsTabs ? line.replace(/^\t+/, '') : line) === delimiter) return at;
  }
  return undefined;
}
