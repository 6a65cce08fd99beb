/** Regular expressions of users, kept from taking for ever: they may come with a shared link. */

const maxSource = 300;
/** A group with a repetition inside that is repeated itself: the shape that backtracks exponentially. */
const nestedRepetition = /\([^()]*[+*{][^()]*\)\s*[+*{]/;

const classes: Readonly<Record<string, string>> = {
  '[:digit:]': '0-9',
  '[:alpha:]': 'A-Za-z',
  '[:alnum:]': 'A-Za-z0-9',
  '[:space:]': '\\s',
  '[:upper:]': 'A-Z',
  '[:lower:]': 'a-z',
  '[:blank:]': ' \\t',
};

/** POSIX extended syntax compiled; undefined when it cannot be read or would be too slow. */
export function compilePattern(source: string, flags = ''): RegExp | undefined {
  if (source.length > maxSource || nestedRepetition.test(source)) return undefined;
  let text = source;
  for (const [name, characters] of Object.entries(classes)) text = text.replaceAll(name, characters);
  try {
    return new RegExp(text, flags);
  } catch {
    return undefined;
  }
}

/** POSIX basic syntax (`\(…\)`, `\+`, literal `+`) turned into extended syntax. */
export function fromBasicPattern(source: string): string {
  return source.replaceAll(
    /\\([(){}+?|])|([(){}+?|])/g,
    (_, special?: string, plain?: string) => special ?? `\\${plain ?? ''}`,
  );
}
