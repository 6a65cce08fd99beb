/** Breaks lines between words. Models github.com/mitchellh/go-wordwrap WrapString. */

const isSpace = (character: string): boolean => /\s/.test(character) && character !== '\u00a0';

/** Line breaks of the text stay; words that are longer than `limit` stand alone. */
export function wordWrap(text: string, limit: number): string {
  let wrapped = '';
  let current = 0;
  let word = '';
  let spaces = '';
  const takeOver = (): void => {
    current += spaces.length + word.length;
    wrapped += spaces + word;
    spaces = '';
    word = '';
  };
  for (const character of text) {
    if (character === '\n') {
      if (word !== '' || current + spaces.length <= limit) takeOver();
      spaces = '';
      wrapped += character;
      current = 0;
    } else if (isSpace(character)) {
      if (spaces === '' || word !== '') takeOver();
      spaces += character;
    } else {
      word += character;
      if (current + spaces.length + word.length > limit && word.length < limit) {
        wrapped += '\n';
        current = 0;
        spaces = '';
      }
    }
  }
  return word !== '' || current + spaces.length <= limit ? wrapped + spaces + word : wrapped;
}

/** Puts spaces before every line, empty ones too. */
export function indentLines(text: string, spaces: number): string {
  const pad = ' '.repeat(spaces);
  return pad + text.replaceAll('\n', `\n${pad}`);
}
