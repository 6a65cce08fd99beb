/** Go's readings of booleans, integers and durations, with Go's error texts. Models strconv and time.ParseDuration. */

export interface Parsed<T> {
  readonly value: T;
  /** Go's words, when the text could not be read. */
  readonly error?: string;
}

const truths = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const falsehoods = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

export function parseGoBool(text: string): Parsed<boolean> {
  if (truths.has(text)) return { value: true };
  if (falsehoods.has(text)) return { value: false };
  return { value: false, error: `strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax` };
}

/** Integers as `strconv.ParseInt(text, 0, bits)` reads them. */
export function parseGoInteger(text: string, bits: 32 | 64, name = 'ParseInt'): Parsed<number> {
  const match = /^([+-]?)(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9][0-9]*)$/.exec(text.replaceAll('_', ''));
  if (!match) return { value: 0, error: `strconv.${name}: parsing ${JSON.stringify(text)}: invalid syntax` };
  const digits = match[2]!;
  const magnitude = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = match[1] === '-' ? -magnitude : magnitude;
  const limit = 1n << BigInt(bits - 1);
  if (value >= limit || value < -limit) {
    return { value: 0, error: `strconv.${name}: parsing ${JSON.stringify(text)}: value out of range` };
  }
  return { value: Number(value) };
}

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds of a Go duration such as `1h2m3.5s`, `-1s` or `0`. */
export function parseGoDuration(text: string): Parsed<number> {
  const quoted = JSON.stringify(text);
  const invalid = { value: 0, error: `time: invalid duration ${quoted}` };
  let rest = text.replace(/^[+-]/, '');
  const sign = text.startsWith('-') ? -1 : 1;
  if (rest === '0') return { value: 0 };
  if (rest === '') return invalid;
  let total = 0;
  while (rest !== '') {
    const number = /^([0-9]*)(\.[0-9]*)?/.exec(rest)![0];
    if (number === '' || number === '.') return invalid;
    rest = rest.slice(number.length);
    const unit = /^[^0-9.]*/.exec(rest)![0];
    if (unit === '') return { value: 0, error: `time: missing unit in duration ${quoted}` };
    const factor = Object.hasOwn(unitMs, unit) ? unitMs[unit] : undefined;
    if (factor === undefined) {
      return { value: 0, error: `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}` };
    }
    total += Number(number) * factor;
    rest = rest.slice(unit.length);
  }
  return { value: sign * total };
}
