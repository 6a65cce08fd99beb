/** KYAML, the flow-style YAML of `-o kyaml`. Models sigs.k8s.io/yaml/kyaml. */

import { isJsonObject, type JsonValue } from '../../api/json.ts';
import { goQuote } from '../../lib/go-quote.ts';
import { goFloat } from './go-value.ts';
import { readsAsOtherType } from './yaml-scalar.ts';
import { sortedKeys } from './go-json.ts';

const pad = (level: number): string => '  '.repeat(level);

function needsQuotes(key: string): boolean {
  if (/^(null|~|y|yes|on|n|no|off|t|f|true|false)?$/i.test(key) || readsAsOtherType(key)) return true;
  return !/^[_\p{L}\p{N}](?:[_\p{L}\p{N}./-]*[_\p{L}\p{N}])?$/u.test(key);
}

/** A string of several lines is folded, one line of text per line. Models Encoder.renderString. */
function writeString(text: string, level: number): string {
  const lines = text.split('\n');
  if (lines.length === 1) return goQuote(text);
  const last = lines.pop()!;
  const written = lines.map((line) => `${writeLine(line, level)}\\n\\\n`);
  const rest = last === '' ? '' : `${writeLine(last, level)}\\\n`;
  return `"\\\n${written.join('')}${rest}${pad(level)}"`;
}

function writeLine(line: string, level: number): string {
  const quoted = goQuote(line).slice(1, -1);
  return `${pad(level)}${quoted.startsWith(' ') ? '\\' : ' '}${quoted}`;
}

function writeList(items: readonly JsonValue[], level: number): string {
  if (items.length === 0) return '[]';
  if (items.every((item) => Array.isArray(item) || isJsonObject(item))) {
    return `[${items.map((item) => write(item, level)).join(', ')}]`;
  }
  return `[\n${items.map((item) => `${pad(level + 1)}${write(item, level + 1)},\n`).join('')}${pad(level)}]`;
}

function write(value: JsonValue, level: number): string {
  if (typeof value === 'string') return writeString(value, level + 1);
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value).toString() : goFloat(value);
  if (Array.isArray(value)) return writeList(value as readonly JsonValue[], level);
  if (!isJsonObject(value)) return String(value);
  const keys = sortedKeys(value);
  if (keys.length === 0) return '{}';
  const members = keys.map(
    (key) => `${pad(level + 1)}${needsQuotes(key) ? goQuote(key) : key}: ${write(value[key]!, level + 1)},\n`,
  );
  return `{\n${members.join('')}${pad(level)}}`;
}

/** The KYAML document of a value, with its `---`. */
export function toKyaml(value: JsonValue): string {
  return `---\n${write(value, 0)}\n`;
}
