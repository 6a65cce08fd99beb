/**
 * How a string is written in YAML: plain, quoted or as a block, and where a long one is folded. Models the resolver
 * and the emitter of go-yaml v2 (resolve.go, emitterc.go), which sigs.k8s.io/yaml prints with.
 */

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal';

const foldWidth = 80;

const words = new Set(
  ['y', 'Y', 'n', 'N', '', '~', '.nan', '.NaN', '.NAN'].concat(
    ['yes', 'no', 'true', 'false', 'on', 'off', 'null'].flatMap((word) => [
      word,
      word[0]!.toUpperCase() + word.slice(1),
      word.toUpperCase(),
    ]),
    ['', '+', '-'].flatMap((sign) => ['.inf', '.Inf', '.INF'].map((word) => sign + word)),
  ),
);

const integer = /^[-+]?(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9][0-9]*)$/;
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const timestamp =
  /^\d{4}-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?)?$/;

function isTimestamp(text: string): boolean {
  const match = timestamp.exec(text);
  if (!match) return false;
  const [month, day, ...clock] = match.slice(1).map((part) => (part === undefined ? 0 : Number(part)));
  const [hour, minute, second] = [clock[0]! + clock[3]!, clock[1]! + clock[4]!, clock[2]! + clock[5]!];
  return month! >= 1 && month! <= 12 && day! >= 1 && day! <= 31 && hour < 24 && minute < 60 && second < 60;
}

/** True when the bare text would be read back as something other than a string. */
export function readsAsOtherType(text: string): boolean {
  if (words.has(text)) return true;
  if (!/^[-+.0-9]/.test(text)) return false;
  if (base60.test(text) || isTimestamp(text)) return true;
  const digits = text.startsWith('.') ? text : text.replaceAll('_', '');
  return integer.test(digits) || (float.test(digits) && Number.isFinite(Number(digits)));
}

const unprintable = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const blockStart = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?:-](?=[ \t]|$))/;

/** The style for a string. `asKey`: it is a mapping key. Models yaml_emitter_select_scalar_style. */
export function scalarStyle(text: string, asKey: boolean): ScalarStyle {
  const wanted: ScalarStyle = text.includes('\n') ? 'literal' : readsAsOtherType(text) ? 'double' : 'plain';
  const special = unprintable.test(text) || / [\n\r\u0085\u2028\u2029]/.test(text);
  if (wanted === 'double') return 'double';
  if (wanted === 'literal') return special || asKey || text.endsWith(' ') ? 'double' : 'literal';
  if (special || /[\r\u0085\u2028\u2029] /.test(text)) return 'double';
  const plain =
    !blockStart.test(text) && !/:(?:[ \t]|$)| #|\t#/.test(text) && !/^ | $|[\r\u0085\u2028\u2029]/.test(text);
  return plain ? 'plain' : 'single';
}

/** Writes words of a folded scalar: a line that is longer than 80 columns ends at its next single space. */
class Folder {
  readonly #indent: string;
  readonly #fold: boolean;
  #column: number;
  #spaces = false;
  text = '';

  constructor(column: number, indent: number, fold: boolean) {
    this.#column = column;
    this.#indent = ' '.repeat(indent);
    this.#fold = fold;
  }

  put(text: string): void {
    this.text += text;
    this.#column += [...text].length;
    this.#spaces = false;
  }

  /** A space that may become a line break. Returns true when it did. */
  space(mayBreak: boolean): boolean {
    const breaks = this.#fold && mayBreak && !this.#spaces && this.#column > foldWidth;
    if (breaks) {
      this.text += `\n${this.#indent}`;
      this.#column = this.#indent.length;
    } else {
      this.text += ' ';
      this.#column++;
    }
    this.#spaces = true;
    return breaks;
  }
}

const doubleEscapes: Readonly<Record<string, string>> = {
  '\0': '0',
  '\u0007': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\u001b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u00a0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

function doubleEscape(character: string): string {
  if (Object.hasOwn(doubleEscapes, character)) return `\\${doubleEscapes[character]}`;
  const code = character.codePointAt(0)!;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

const mustEscape = (character: string): boolean =>
  character === '"' || character === '\\' || /[\n\u0085\u2028\u2029]/.test(character) || unprintable.test(character);

/**
 * A string in the given style. `column` is where it begins, `indent` where further lines begin; `fold` is false for
 * mapping keys. Models yaml_emitter_write_*_scalar.
 */
export function writeScalar(text: string, style: ScalarStyle, column: number, indent: number, fold: boolean): string {
  if (style === 'literal') return writeLiteral(text, indent);
  const quote = style === 'plain' ? '' : style === 'single' ? "'" : '"';
  const folder = new Folder(column, indent, fold);
  const characters = [...text];
  folder.put(quote);
  characters.forEach((character, index) => {
    const inside = index > 0 && index < characters.length - 1;
    const beforeSpace = characters[index + 1] === ' ';
    if (character === ' ') {
      if (style === 'double') {
        if (folder.space(inside) && beforeSpace) folder.put('\\');
      } else folder.space((style === 'plain' || inside) && !beforeSpace);
    } else if (style === 'double' && mustEscape(character)) folder.put(doubleEscape(character));
    else folder.put(style === 'single' && character === "'" ? "''" : character);
  });
  return folder.text + quote;
}

/** A `|` block without its final line break. */
function writeLiteral(text: string, indent: number): string {
  const indentHint = /^[ \n]/.test(text) ? '2' : '';
  const chompHint = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
  return `|${indentHint}${chompHint}\n${lines.join('\n')}`;
}
