/** Splits one simple command into words as a POSIX shell does: quotes, backslashes, comments. No expansion, no operators. */

export type ShellWords =
  | { readonly words: readonly string[] }
  /** `unfinished`: a quote is still open. `operator`: the line needs a real shell (pipe, loop, substitution …). */
  | { readonly unfinished: string }
  | { readonly operator: string };

const operatorAt = /^(?:&&|\|\||>>|<<|[|;&<>()])/;

/** The words of `line`. */
export function splitWords(line: string): ShellWords {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (quote === "'") {
      if (char === "'") quote = undefined;
      else word = (word ?? '') + char;
    } else if (char === '\\') {
      const next = line[++i];
      if (next === undefined) return { unfinished: '\\' };
      if (next === '\n') continue;
      word = (word ?? '') + (quote === '"' && !'"\\$`'.includes(next) ? `\\${next}` : next);
    } else if (quote === '"') {
      if (char === '"') quote = undefined;
      else if (char === '`' || (char === '$' && /[\w({]/.test(line[i + 1] ?? ''))) return { operator: char };
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '\n' && line.slice(i).trim() !== '' && (word ?? words[0]) !== undefined) {
      return { operator: char };
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === '#' && word === undefined) {
      const end = line.indexOf('\n', i);
      if (end < 0) break;
      i = end - 1;
    } else if (char === '`' || (char === '$' && /[\w({]/.test(line[i + 1] ?? ''))) {
      return { operator: char };
    } else {
      const operator = '&|<>;()'.includes(char) ? operatorAt.exec(line.slice(i, i + 2))?.[0] : undefined;
      if (operator) return { operator };
      word = (word ?? '') + char;
    }
  }
  if (quote) return { unfinished: quote };
  if (word !== undefined) words.push(word);
  return { words };
}
