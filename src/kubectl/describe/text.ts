/** Pieces of text that many descriptions have in common. */

import { humanDuration } from '../../lib/human-duration.ts';
import { parseTime } from '../../lib/time.ts';
import type { Taint, Toleration } from '../../api/types.ts';
import type { DescribeWriter } from './writer.ts';

type StringMap = Readonly<Record<string, string>>;

/** The moment that ages are counted to, and the zone of printed times. */
export interface DescribeClock {
  readonly nowMs: number;
  readonly timeZoneOffsetMinutes: number;
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** `Mon, 23 Nov 2026 06:49:15 +0000`; Go's zero time for an absent one. Models Format(time.RFC1123Z). */
export function dateText(time: string | null | undefined, { timeZoneOffsetMinutes: offset }: DescribeClock): string {
  const ms = time ? parseTime(time) : undefined;
  if (ms === undefined) return 'Mon, 01 Jan 0001 00:00:00 +0000';
  const local = new Date(ms + offset * 60_000);
  const date = `${two(local.getUTCDate())} ${months[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
  const clock = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
  return `${days[local.getUTCDay()]}, ${date} ${clock} ${zone}`;
}

/** Time since a stored time; `<unknown>` without one. Models translateTimestampSince. */
export function sinceText(time: string | null | undefined, { nowMs }: DescribeClock): string {
  const ms = time ? parseTime(time) : undefined;
  return ms === undefined ? '<unknown>' : humanDuration(nowMs - ms);
}

/** `Title:<TAB>first`, with further lines below the first one. */
function writeLines(writer: DescribeWriter, title: string, lines: readonly string[]): void {
  const [first = '<none>', ...rest] = lines;
  writer.write(0, `${title}:\t${first}\n`);
  for (const line of rest) writer.write(0, `\t${line}\n`);
}

/** Labels and the like, one `key=value` a line. Models printLabelsMultiline. */
export function writeLabels(writer: DescribeWriter, title: string, labels: StringMap | undefined): void {
  const keys = Object.keys(labels ?? {}).sort();
  writeLines(
    writer,
    title,
    keys.map((key) => `${key}=${labels![key]}`),
  );
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
const longestAnnotation = 140;

const shorten = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}...` : text);

/** Annotations but the last applied configuration; long ones stand below their key. Models printAnnotationsMultiline. */
export function writeAnnotations(writer: DescribeWriter, title: string, annotations: StringMap | undefined): void {
  const keys = Object.keys(annotations ?? {})
    .filter((key) => key !== lastApplied)
    .sort();
  writer.write(0, `${title}:\t${keys.length === 0 ? '<none>\n' : ''}`);
  keys.forEach((key, index) => {
    const value = annotations![key]!.replace(/\n$/, '');
    const start = index === 0 ? '' : '\t';
    if (value.length + key.length + 2 <= longestAnnotation && !value.includes('\n')) {
      writer.write(0, `${start}${key}: ${value}\n`);
      return;
    }
    writer.write(0, `${start}${key}:\n`);
    for (const line of value.split('\n')) writer.write(0, `\t  ${shorten(line, longestAnnotation - 2)}\n`);
  });
}

const byKey =
  <T>(keyOf: (item: T) => string) =>
  (a: T, b: T): number => {
    const [x, y] = [keyOf(a), keyOf(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  };

/** Models printTolerationsMultilineWithIndent. */
export function writeTolerations(
  writer: DescribeWriter,
  title: string,
  tolerations: readonly Toleration[] | undefined,
): void {
  const lines = (tolerations ?? []).toSorted(byKey(({ key = '' }) => key)).map((toleration) => {
    const { key = '', value, effect, operator, tolerationSeconds } = toleration;
    const exists = operator === 'Exists' && !value ? `${key || effect ? ' ' : ''}op=Exists` : '';
    const seconds = tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`;
    return `${key}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}${exists}${seconds}`;
  });
  writeLines(writer, title, lines);
}

/** Models printTaintsMultilineWithIndent and Taint.ToString. */
export function writeTaints(writer: DescribeWriter, title: string, taints: readonly Taint[] | undefined): void {
  const lines = (taints ?? [])
    .toSorted(byKey(({ effect, key }) => `${effect},${key}`))
    .map(({ key, value, effect }) =>
      effect ? `${key}${value ? `=${value}` : ''}:${effect}` : `${key}=${value ?? ''}:`,
    );
  writeLines(writer, title, lines);
}

/** Names, one a line, in byte order. Models printPodsMultiline. */
export function writeNames(writer: DescribeWriter, title: string, names: readonly string[]): void {
  writeLines(writer, title, names.toSorted());
}

/** `True`, `False` or, for an absent value, `<unset>`. Models printBoolPtr. */
export function boolText(value: boolean | undefined): string {
  return value === undefined ? '<unset>' : value ? 'True' : 'False';
}

/** A list as `%v` prints it: `[a b]`. */
export function listText(items: readonly unknown[] | undefined): string {
  return `[${(items ?? []).join(' ')}]`;
}
