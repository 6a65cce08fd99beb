/** What a plain scalar means in the YAML 1.1 that kubectl reads. Models go-yaml v2 resolve.go. */

import type { ScalarNode } from './node.ts';
import { YamlError } from './token.ts';

export type ScalarValue = null | boolean | number | string;

const words = new Map<string, ScalarValue>();
const spellings: readonly (readonly [ScalarValue, string])[] = [
  [true, 'y Y yes Yes YES true True TRUE on On ON'],
  [false, 'n N no No NO false False FALSE off Off OFF'],
  [null, '~ null Null NULL'],
  [Number.NaN, '.nan .NaN .NAN'],
  [Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'],
  [Number.NEGATIVE_INFINITY, '-.inf -.Inf -.INF'],
];
for (const [value, list] of spellings) for (const word of list.split(' ')) words.set(word, value);
words.set('', null);

const floatStyle = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

/** A float; one that is too large for 64 bits stays a text. */
function parseFloat64(text: string): number | undefined {
  const value = floatStyle.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** Integers in Go's base-0 syntax within 64 bits: decimal, 0x, octal with a leading 0 or 0o, 0b. */
function parseInteger(text: string): number | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9][0-9]*)$/.exec(text);
  if (!match) return undefined;
  const digits = match[2]!;
  const magnitude = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  if (match[1] === '-' ? magnitude > 1n << 63n : magnitude >= 1n << 64n) return undefined;
  return match[1] === '-' ? -Number(magnitude) : Number(magnitude);
}

const timestampStyle =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})| [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\.[0-9]+)?)?$/;

function resolvePlain(text: string): ScalarValue {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text)) return text;
  if (text.startsWith('.')) return parseFloat64(text) ?? text;
  if (timestampStyle.test(text)) return text;
  const plain = text.replaceAll('_', '');
  const integer = parseInteger(plain);
  if (integer !== undefined) return integer;
  return parseFloat64(plain) ?? text;
}

const tagPrefix = 'tag:yaml.org,2002:';

function kindOf(value: ScalarValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return 'str';
}

/** The value of a scalar node; a written tag that does not fit is an error. */
export function resolveScalar(node: ScalarNode): ScalarValue {
  const tag = node.tag?.startsWith(tagPrefix) ? node.tag.slice(tagPrefix.length) : node.tag;
  if (tag === undefined) return node.plain ? resolvePlain(node.value) : node.value;
  if (tag === 'binary') return decodeBase64(node);
  if (!['bool', 'int', 'float', 'null', 'timestamp'].includes(tag)) return node.value;
  const value = resolvePlain(node.value);
  const kind = kindOf(value);
  if (kind === tag || (tag === 'float' && kind === 'int')) return value;
  if (tag === 'timestamp' && timestampStyle.test(node.value)) return value;
  throw new YamlError(`cannot decode !!${kind} \`${node.value}\` as a !!${tag}`, node.start);
}

function decodeBase64(node: ScalarNode): string {
  try {
    return atob(node.value.replaceAll(/\s/g, ''));
  } catch {
    throw new YamlError('!!binary value contains invalid base64 data', node.start);
  }
}
