/**
 * Links: `#s1.<payload>`, where the payload is base64url of a CRC-32 (4 bytes, big endian) and the raw deflate (with
 * the frozen dictionary) of the file texts, one after the other, and a JSON document that tells their lengths. A link
 * holds inputs, never a snapshot: opening it replays them.
 */

import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { isJsonObject, type JsonValue } from '../../api/json.ts';
import type { ApiRequest } from '../../api/request.ts';
import { maxBookmarkLabel, maxBookmarks } from '../bookmarks.ts';
import { dictionaryV1 } from './dictionary.ts';

/**
 * One recorded step, `atMs` after the start: a command line with the file version it read, a request with the line that
 * sent it, or a fault.
 */
export type SharedStep =
  | { readonly atMs: number; readonly line: string; readonly file?: { readonly name: string; readonly text: string } }
  | { readonly atMs: number; readonly request: ApiRequest; readonly label?: string }
  | { readonly atMs: number; readonly fault: string; readonly value: JsonValue | undefined };

/** What a link carries. Times are milliseconds after the cluster's start. */
export interface SharedSession {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly seed: number;
  /** Worker nodes of the cluster; absent for the default number. */
  readonly nodes?: number;
  readonly steps: readonly SharedStep[];
  /** The moment that was shown when the link was made. */
  readonly endMs: number;
  /** Named moments; absent when there are none. */
  readonly bookmarks?: readonly { readonly atMs: number; readonly label: string }[];
}

export type DecodedLink =
  | { readonly type: 'none' }
  | { readonly type: 'session'; readonly session: SharedSession }
  | { readonly type: 'damaged'; readonly reason: string };

/** A link longer than this is refused before anything is unpacked (characters). */
export const maxLinkLength = 200_000;
/** What a link may unpack to (bytes). */
const maxUnpackedBytes = 4_000_000;
const maxSteps = 5000;
/** Most worker nodes that a link may ask for. */
export const maxNodes = 100;

/** The fragment, with its leading `#`. */
export function encodeLink(session: SharedSession): string {
  const texts: string[] = [];
  const textIndex = (text: string): number => {
    const index = texts.indexOf(text);
    return index >= 0 ? index : texts.push(text) - 1;
  };
  const files = session.files.map(({ name, text }) => [name, textIndex(text)]);
  let clock = 0;
  const steps = session.steps.map((step) => {
    const delayMs = step.atMs - clock;
    clock = step.atMs;
    if ('line' in step) {
      return step.file ? [delayMs, step.line, step.file.name, textIndex(step.file.text)] : [delayMs, step.line];
    }
    if ('request' in step) {
      return [delayMs, { ...step.request }, ...(step.label === undefined ? [] : [textIndex(step.label)])];
    }
    return [delayMs, { fault: step.fault, ...(step.value === undefined ? {} : { value: step.value }) }];
  });
  const lengths = texts.map((text) => text.length);
  const nodes = session.nodes === undefined ? {} : { nodes: session.nodes };
  const marks = session.bookmarks ? { marks: session.bookmarks.map(({ atMs, label }) => [atMs, label]) } : {};
  const document = { files, seed: session.seed, steps, endMs: session.endMs, lengths, ...nodes, ...marks };
  const unpacked = strToU8(`${texts.join('')}\u0000${JSON.stringify(document)}`);
  const packed = deflateSync(unpacked, { level: 9, dictionary: dictionaryV1 });
  const payload = new Uint8Array(packed.length + 4);
  new DataView(payload.buffer).setUint32(0, crc32(packed));
  payload.set(packed, 4);
  return `#s1.${toBase64Url(payload)}`;
}

/** Reads a fragment. Never throws: whatever is wrong is said in words. */
export function decodeLink(fragment: string): DecodedLink {
  const text = fragment.replace(/^#/, '');
  if (text === '') return { type: 'none' };
  const version = /^s(\d+)\./.exec(text)?.[1];
  if (version === undefined) return { type: 'none' };
  if (version !== '1') return damaged(`it was made by a newer playground (link version s${version})`);
  if (text.length > maxLinkLength) return damaged(`it is longer than ${maxLinkLength} characters`);
  const payload = fromBase64Url(text.slice(3));
  if (!payload || payload.length < 5) return damaged('it is cut off or has characters that do not belong there');
  const packed = payload.subarray(4);
  if (new DataView(payload.buffer, payload.byteOffset).getUint32(0) !== crc32(packed)) {
    return damaged('its checksum does not match: characters are missing or changed');
  }
  let session: SharedSession | undefined;
  try {
    const out = new Uint8Array(maxUnpackedBytes);
    const unpacked = strFromU8(inflateSync(packed, { out, dictionary: dictionaryV1 }));
    const end = unpacked.lastIndexOf('\u0000');
    session = toSession(unpacked.slice(0, Math.max(0, end)), JSON.parse(unpacked.slice(end + 1)));
  } catch {
    return damaged(`its content cannot be unpacked into at most ${maxUnpackedBytes} bytes`);
  }
  return session ? { type: 'session', session } : damaged('its content is not a playground session');
}

const damaged = (reason: string): DecodedLink => ({ type: 'damaged', reason });

function toSession(allTexts: string, document: unknown): SharedSession | undefined {
  if (!isJsonObject(document)) return undefined;
  const { lengths, files, seed, steps, endMs, nodes, marks } = document;
  const texts = splitTexts(allTexts, lengths);
  if (!texts || !Array.isArray(files) || !Array.isArray(steps)) return undefined;
  if (typeof seed !== 'number' || typeof endMs !== 'number' || !(endMs >= 0) || steps.length > maxSteps)
    return undefined;
  if (nodes !== undefined && !(typeof nodes === 'number' && nodes >= 1 && nodes <= maxNodes)) return undefined;
  const textAt = (index: unknown): string | undefined => {
    return typeof index === 'number' ? texts[index] : undefined;
  };
  const readFiles = files.map((file: unknown) => {
    if (!Array.isArray(file) || typeof file[0] !== 'string') return undefined;
    const text = textAt(file[1]);
    return text === undefined ? undefined : { name: file[0], text };
  });
  let atMs = 0;
  const readSteps = steps.map((step: unknown): SharedStep | undefined => {
    if (!Array.isArray(step) || typeof step[0] !== 'number' || !(step[0] >= 0)) return undefined;
    atMs += step[0];
    return toStep(atMs, step, textAt);
  });
  if (readFiles.includes(undefined) || readSteps.includes(undefined)) return undefined;
  return {
    files: readFiles as SharedSession['files'],
    seed,
    steps: readSteps as SharedStep[],
    endMs,
    ...(nodes === undefined ? {} : { nodes: nodes as number }),
    ...toBookmarks(marks),
  };
}

/** What cannot be read of them is left out: they are a convenience. */
function toBookmarks(marks: unknown): Pick<SharedSession, 'bookmarks'> {
  if (!Array.isArray(marks)) return {};
  const bookmarks = marks.slice(0, maxBookmarks).flatMap((mark: unknown) => {
    const [atMs, label] = Array.isArray(mark) ? (mark as readonly unknown[]) : [];
    const isWhole = typeof atMs === 'number' && atMs >= 0 && typeof label === 'string';
    return isWhole ? [{ atMs, label: label.slice(0, maxBookmarkLabel) }] : [];
  });
  return { bookmarks };
}

/** Cuts the texts apart at the given lengths (in UTF-16 units), which must add up. */
function splitTexts(allTexts: string, lengths: unknown): readonly string[] | undefined {
  if (!Array.isArray(lengths)) return undefined;
  let end = 0;
  const texts = lengths.map((length: unknown) => {
    const start = end;
    end += typeof length === 'number' && length >= 0 ? length : Number.NaN;
    return allTexts.slice(start, end);
  });
  return end === allTexts.length ? texts : undefined;
}

function toStep(
  atMs: number,
  step: readonly unknown[],
  textAt: (index: unknown) => string | undefined,
): SharedStep | undefined {
  const [, what, name, index] = step;
  if (typeof what === 'string') {
    const text = textAt(index);
    return typeof name === 'string' && text !== undefined
      ? { atMs, line: what, file: { name, text } }
      : { atMs, line: what };
  }
  if (!isJsonObject(what)) return undefined;
  if (typeof what['fault'] === 'string') return { atMs, fault: what['fault'], value: what['value'] };
  const { method, path } = what;
  if (typeof path !== 'string' || !['POST', 'PUT', 'PATCH', 'DELETE'].includes(String(method))) return undefined;
  const label = textAt(name);
  return { atMs, request: what as unknown as ApiRequest, ...(label === undefined ? {} : { label }) };
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
