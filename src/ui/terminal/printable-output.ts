/**
 * What a program prints, made safe for the terminal: colours and simple moves of the cursor stay, everything that would
 * change the terminal itself (its title, its character set, its modes) or make it answer is left out.
 */

/** Of the sequences with an end letter: colours, erasing, moving the cursor. */
const harmless = /^[\d;:]*[mJKHfABCDEFGdX@PLM]$/;
/** The one mode that programs here use: the second screen, of `watch`. */
const secondScreen = /^\?1049[hl]$/;
/** A sequence that goes on after this many characters is none. */
const maxSequence = 256;

/** Printable text of one stream; a sequence may be cut between two calls. */
export class PrintableOutput {
  #cut = '';

  next(text: string): string {
    const whole = this.#cut + text;
    this.#cut = '';
    let out = '';
    let from = 0;
    for (let at = 0; at < whole.length; at++) {
      const code = whole.charCodeAt(at);
      if ((code >= 0x20 && code < 0x7f) || code > 0x9f || code === 0x09) continue;
      out += whole.slice(from, at);
      const end = code === 0x1b || code >= 0x80 ? sequenceEnd(whole, at) : at + 1;
      if (end === undefined) {
        this.#cut = whole.slice(at);
        return out;
      }
      out += shown(whole, at, end, code);
      from = end;
      at = end - 1;
    }
    return out + whole.slice(from);
  }

  /** The stream has ended: what was cut is dropped. */
  end(): void {
    this.#cut = '';
  }
}

function shown(text: string, at: number, end: number, code: number): string {
  if (code === 0x0a) return text[at - 1] === '\r' ? '\n' : '\r\n';
  if (code === 0x0d || code === 0x08) return text[at]!;
  if (code !== 0x1b || text[at + 1] !== '[') return '';
  const body = text.slice(at + 2, end);
  return harmless.test(body) || secondScreen.test(body) ? `\u001b[${body}` : '';
}

/** Where the control sequence that begins at `at` ends; undefined when the text ends before. */
function sequenceEnd(text: string, at: number): number | undefined {
  const isEscape = text.charCodeAt(at) === 0x1b;
  const second = isEscape ? text[at + 1] : String.fromCharCode(text.charCodeAt(at) - 0x40);
  if (second === undefined) return undefined;
  const bodyAt = isEscape ? at + 2 : at + 1;
  const limit = Math.min(text.length, bodyAt + maxSequence);
  if (second === '[') {
    for (let index = bodyAt; index < limit; index++) {
      const code = text.charCodeAt(index);
      if (code >= 0x40 && code <= 0x7e) return index + 1;
      if (code < 0x20 || code > 0x7e) return index;
    }
  } else if (']PX^_'.includes(second)) {
    for (let index = bodyAt; index < limit; index++) {
      const char = text[index]!;
      if (char === '\u0007' || char === '\u009c') return index + 1;
      if (char === '\u001b') return text[index + 1] === '\\' ? index + 2 : index;
      if (char === '\n') return index;
    }
  } else if (isEscape && second >= ' ' && second <= '/') {
    return at + 3 <= text.length ? at + 3 : undefined;
  } else return isEscape && second < ' ' ? at + 1 : bodyAt;
  return limit === text.length ? undefined : limit;
}
