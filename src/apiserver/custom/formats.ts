/** The formats of strings that are checked. Models kube-openapi/pkg/validation/strfmt. */

import { parseTime } from '../../lib/time.ts';

type Check = (text: string) => boolean;

const ipv4: Check = (text) =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255 && !/^0\d/.test(part));

const ipv6: Check = (text) => {
  const [head = '', tail, ...more] = text.split('::');
  const groups = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
  const all = [...groups(head), ...groups(tail ?? '')];
  const last = all.at(-1) ?? '';
  const words = last.includes('.') ? all.slice(0, -1) : all;
  if (more.length > 0 || (last.includes('.') && !ipv4(last))) return false;
  const count = words.length + (last.includes('.') ? 2 : 0);
  return words.every((word) => /^[\da-f]{1,4}$/i.test(word)) && (tail === undefined ? count === 8 : count < 8);
};

const ip: Check = (text) => ipv4(text) || ipv6(text);

const cidr: Check = (text) => {
  const [address = '', bits = '', ...more] = text.split('/');
  return more.length === 0 && ip(address) && /^\d{1,3}$/.test(bits) && Number(bits) <= (ipv4(address) ? 32 : 128);
};

const hostname: Check = (text) =>
  text.length <= 255 && text.split('.').every((part) => /^[\da-z](?:[\da-z-]{0,61}[\da-z])?$/i.test(part));

const duration: Check = (text) => /^[+-]?(?:0|(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h|d|w))+$/.test(text);
const uuidOf =
  (version: string): Check =>
  (text) =>
    new RegExp(`^[\\da-f]{8}-?[\\da-f]{4}-?${version}[\\da-f]{3}-?[\\da-f]{4}-?[\\da-f]{12}$`, 'i').test(text);

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['bsonobjectid', (text) => /^[\da-f]{24}$/i.test(text)],
  ['byte', (text) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)],
  ['cidr', cidr],
  ['date', (text) => /^\d{4}-\d\d-\d\d$/.test(text) && parseTime(`${text}T00:00:00Z`) !== undefined],
  ['date-time', (text) => parseTime(text.replace(/^(.{10})[t ]/, '$1T').replace(/z$/, 'Z')) !== undefined],
  ['datetime', (text) => parseTime(text) !== undefined],
  ['duration', duration],
  ['email', (text) => /^[^\s@<>]+@[^\s@<>]+$/.test(text)],
  ['hexcolor', (text) => /^#?(?:[\da-f]{3}|[\da-f]{6})$/i.test(text)],
  ['hostname', hostname],
  ['ipv4', ipv4],
  ['ipv6', ipv6],
  ['mac', (text) => /^[\da-f]{2}(?:([:-])[\da-f]{2}(?:\1[\da-f]{2}){4})$/i.test(text)],
  ['uri', (text) => /^(?:\/|[a-z][\da-z+.-]*:)\S*$/i.test(text)],
  ['uuid', uuidOf('[\\da-f]')],
  ['uuid3', uuidOf('3')],
  ['uuid4', uuidOf('4')],
  ['uuid5', uuidOf('5')],
]);

/** Formats that a 1.36 API server knows; the rest is only remarked upon. */
export const knownFormats: ReadonlySet<string> = new Set([
  ...checks.keys(),
  'creditcard',
  'double',
  'float',
  'int32',
  'int64',
  'isbn',
  'isbn10',
  'isbn13',
  'k8s-long-name',
  'k8s-short-name',
  'password',
  'rgbcolor',
  'ssn',
]);

/** True unless the format is known and the text is not of it. */
export function hasFormat(text: string, format: string): boolean {
  return checks.get(format)?.(text) ?? true;
}
