/** Cuts text that was typed ahead into keys, as xterm would have given them one by one. */

const isControl = (char: string): boolean => char < ' ' || char === '\u007f';

/** The first key of a text that is not empty: an escape sequence, a control character, or letters up to the next one. */
export function firstKey(text: string): string {
  if (text[0] === '\u001b') {
    const rest = text.slice(1, 32);
    return text[0] + (/^(?:\[[\d;]*[A-Za-z~]|O[A-Z]|[^])/.exec(rest)?.[0] ?? '');
  }
  let end = 1;
  if (!isControl(text[0]!)) while (end < text.length && !isControl(text[end]!)) end++;
  return text.slice(0, end);
}
