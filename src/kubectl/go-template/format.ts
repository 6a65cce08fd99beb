/** How Go templates print values: `%v` and the verbs of printf. Models fmt. */

import { sortedKeys } from '../output/go-json.ts';
import { goQuote } from '../../lib/go-quote.ts';
import { goFloat } from '../output/go-value.ts';
import { GoInt, isMap, type GoValue } from './nodes.ts';

/** `%v` of a value inside of another one, where nil is `<nil>`. */
function inner(value: GoValue): string {
  return value === null || value === undefined ? '<nil>' : valueText(value);
}

/** `%v`; nil and missing keys are `<nil>`. */
export function valueText(value: GoValue): string {
  if (value === null || value === undefined) return '<nil>';
  if (value instanceof GoInt) return String(value.value);
  if (typeof value === 'number') return goFloat(value);
  if (Array.isArray(value)) return `[${(value as readonly GoValue[]).map(inner).join(' ')}]`;
  if (isMap(value)) {
    const members = sortedKeys(value).map((key) => `${key}:${inner(value[key] as GoValue)}`);
    return `map[${members.join(' ')}]`;
  }
  return String(value);
}

function typeOf(value: GoValue): string {
  if (value instanceof GoInt) return 'int';
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}

/** What fmt prints for a verb that does not fit: `%!d(float64=2)`. */
function badVerb(verb: string, value: GoValue): string {
  return value === null || value === undefined ? `%!${verb}(<nil>)` : `%!${verb}(${typeOf(value)}=${valueText(value)})`;
}

/** More digits behind the point are not there. */
const mostDigits = 100;

function withVerb(verb: string, precision: number | undefined, value: GoValue): string {
  switch (verb) {
    case 'v':
      return valueText(value);
    case 's':
      if (typeof value === 'string') return precision === undefined ? value : [...value].slice(0, precision).join('');
      return Array.isArray(value) || isMap(value) ? valueText(value) : badVerb(verb, value);
    case 'q':
      return typeof value === 'string' ? goQuote(value) : badVerb(verb, value);
    case 'd':
      return value instanceof GoInt ? String(value.value) : badVerb(verb, value);
    case 't':
      return typeof value === 'boolean' ? String(value) : badVerb(verb, value);
    case 'T':
      return value === null || value === undefined ? '<nil>' : typeOf(value);
    case 'x':
    case 'X': {
      const text =
        value instanceof GoInt
          ? value.value.toString(16)
          : typeof value === 'string'
            ? [...new TextEncoder().encode(value)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
            : badVerb(verb, value);
      return verb === 'X' ? text.toUpperCase() : text;
    }
    case 'f':
      return typeof value === 'number' ? value.toFixed(Math.min(precision ?? 6, mostDigits)) : badVerb(verb, value);
    case 'g':
      return typeof value === 'number'
        ? goFloat(precision === undefined ? value : Number(value.toPrecision(Math.min(precision || 1, mostDigits))))
        : badVerb(verb, value);
    default:
      return badVerb(verb, value);
  }
}

/** Wider than this is refused. Models fmt/print.go tooLarge. */
const maxWidth = 1_000_000;

/** `fmt.Sprintf` for the verbs v s q d t T x X f g with flags, width and precision. */
export function sprintf(format: string, values: readonly GoValue[]): string {
  let used = 0;
  const text = format.replace(
    /%([-+# 0]*)(\d+)?(?:\.(\d*))?([a-zA-Z%]|$)/g,
    (_, flags: string, width: string | undefined, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (verb === '') return '%!(NOVERB)';
      if (used >= values.length) return `%!${verb}(MISSING)`;
      if (Number(width ?? 0) > maxWidth) return `%!(BADWIDTH)${sprintf(`%${flags}${verb}`, [values[used++]])}`;
      const value = values[used++];
      const plain = withVerb(verb, precision === undefined ? undefined : Number(precision || 0), value);
      const signed = flags.includes('+') && /^[dfg]$/.test(verb) && !plain.startsWith('-') ? `+${plain}` : plain;
      const missing = Math.max(0, Number(width ?? 0) - [...signed].length);
      if (flags.includes('-')) return signed + ' '.repeat(missing);
      const zero = flags.includes('0') && /^[dfgxX]$/.test(verb);
      return zero ? signed.replace(/^[+-]?/, (sign) => sign + '0'.repeat(missing)) : ' '.repeat(missing) + signed;
    },
  );
  const extra = values
    .slice(used)
    .map((value) => (value === null || value === undefined ? '<nil>' : `${typeOf(value)}=${valueText(value)}`));
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}
