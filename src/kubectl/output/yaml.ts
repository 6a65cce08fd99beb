/** YAML as `kubectl -o yaml` prints it: sorted keys, lists not indented. Models sigs.k8s.io/yaml Marshal (go-yaml v2). */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { goFloat } from './go-value.ts';
import { scalarStyle, writeScalar } from './yaml-scalar.ts';

const isLetter = (character: string): boolean => /\p{L}/u.test(character);
const isDigit = (character: string | undefined): boolean => character !== undefined && /\p{Nd}/u.test(character);

/** The number that begins at `at`, and where it ends. */
function numberAt(text: readonly string[], at: number, start: number): readonly [value: number, end: number] {
  let value = start;
  let end = at;
  while (isDigit(text[end])) value = value * 10 + Number(text[end++]);
  return [value, end];
}

/** Order of mapping keys: letters by code point, numbers by value, others before letters. Models keyList.Less. */
export function compareKeys(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  for (let index = 0; index < x.length && index < y.length; index++) {
    const [left, right] = [x[index]!, y[index]!];
    if (left === right) continue;
    const [leftIsLetter, rightIsLetter] = [isLetter(left), isLetter(right)];
    if (leftIsLetter && rightIsLetter) return left < right ? -1 : 1;
    if (leftIsLetter || rightIsLetter) return rightIsLetter ? -1 : 1;
    let start = 0;
    if (left === '0' || right === '0') {
      for (let before = index - 1; before >= 0 && isDigit(x[before]); before--) if (x[before] !== '0') start = 1;
    }
    const [leftNumber, leftEnd] = numberAt(x, index, start);
    const [rightNumber, rightEnd] = numberAt(y, index, start);
    if (leftNumber !== rightNumber) return leftNumber - rightNumber;
    if (leftEnd !== rightEnd) return leftEnd - rightEnd;
    return left < right ? -1 : 1;
  }
  return x.length - y.length;
}

const simpleKeyLimit = 128;

function writeString(text: string, column: number, indent: number): string {
  return writeScalar(text, scalarStyle(text, false), column, indent, true);
}

function writeLeaf(value: JsonValue, column: number, indent: number): string {
  if (typeof value === 'string') return writeString(value, column, indent);
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value).toString() : goFloat(value);
  return value === null ? 'null' : String(value);
}

/** True for what is written as a block of its own: a list or a mapping that has something in it. */
function isBlock(value: JsonValue): value is readonly JsonValue[] | JsonObject {
  if (Array.isArray(value)) return value.length > 0;
  return isJsonObject(value) && Object.values(value).some((member) => member !== undefined);
}

function writeEmpty(value: JsonValue): string | undefined {
  if (Array.isArray(value)) return '[]';
  return isJsonObject(value) ? '{}' : undefined;
}

/** A key and its colon, with the value behind it. `indent` is the column of the mapping. */
function writeMember(key: string, value: JsonValue, indent: number): string {
  const style = scalarStyle(key, true);
  const simple = new TextEncoder().encode(key).length <= simpleKeyLimit && !key.includes('\n');
  const written = simple
    ? `${writeScalar(key, style, indent, indent + 2, false)}:`
    : `? ${writeScalar(key, scalarStyle(key, false), indent + 2, indent + 2, true)}\n${' '.repeat(indent)}:`;
  if (isBlock(value)) {
    const inner = Array.isArray(value) ? indent : indent + 2;
    return `${written}\n${' '.repeat(inner)}${writeBlock(value, inner)}`;
  }
  const column = indent + Array.from(written.slice(written.lastIndexOf('\n') + 1)).length + 1;
  return `${written} ${writeEmpty(value) ?? writeLeaf(value, column, indent + 2)}`;
}

/** A list or mapping whose first line begins at column `indent` (the spaces before it are written already). */
function writeBlock(value: readonly JsonValue[] | JsonObject, indent: number): string {
  const gap = `\n${' '.repeat(indent)}`;
  if (!isJsonObject(value)) {
    return (value as readonly JsonValue[])
      .map((item) => `- ${isBlock(item) ? writeBlock(item, indent + 2) : writeItem(item, indent)}`)
      .join(gap);
  }
  return Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort(compareKeys)
    .map((key) => writeMember(key, value[key]!, indent))
    .join(gap);
}

function writeItem(item: JsonValue, indent: number): string {
  return writeEmpty(item) ?? writeLeaf(item, indent + 2, indent + 2);
}

/** The YAML document of a value, with its final newline. */
export function toYaml(value: JsonValue): string {
  const text = isBlock(value) ? writeBlock(value, 0) : (writeEmpty(value) ?? writeLeaf(value, 0, 2));
  return `${text}\n`;
}
