/** Messages of decisions as sentences. */

/** Upper-cases the start of a text, unless it begins with one of these names. */
export function asSentence(text: string, names: readonly (string | undefined)[]): string {
  const [word = ''] = text.split(' ', 1);
  return /^[a-z]+$/.test(word) && !names.includes(word) ? text[0]!.toUpperCase() + text.slice(1) : text;
}
