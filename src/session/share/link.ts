/**
 * Links: `#s1.<payload>`, where the payload is base64url of a CRC-32 (4 bytes, big endian) and the raw deflate (with
 * the frozen dictionary) of the file texts, one after the other, and a JSON document that tells their lengths. A link
 * holds inputs, never a snapshot: opening it replays them.
 */

import { deflateSync, inflateSync, strToU8 } from 'fflate';
import { isJsonObject } from '../../api/json.ts';
import { crc32 } from './checksum.ts';
import { dictionaryV1 } from './dictionary.ts';
import { rescueText } from './rescue.ts';
import { fromDocument, toDocument } from './shared-document.ts';
import type { SharedSession } from './shared-session.ts';

export type DecodedLink =
  | { readonly type: 'none' }
  | { readonly type: 'session'; readonly session: SharedSession }
  /** `rescued` is the beginning of its file texts, as far as it could be read. */
  | { readonly type: 'damaged'; readonly reason: string; readonly rescued?: string };

/** A link longer than this is refused before anything is unpacked (characters). */
export const maxLinkLength = 200_000;
/** What a link may unpack to (bytes). */
const maxUnpackedBytes = 4_000_000;

/** A byte order mark at the beginning belongs to the first file. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The fragment, with its leading `#`. */
export function encodeLink(session: SharedSession): string {
  const { texts, inputs, more } = toDocument(session);
  const document = { ...inputs, lengths: texts.map((text) => text.length), ...more };
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
  // What stands around a link in a sentence is easily copied with it.
  const payload = fromBase64Url(text.slice(3).replace(/[^\w-]+$/, ''));
  if (!payload || payload.length < 5) return damaged('it is cut off or has characters that do not belong there');
  const packed = payload.subarray(4);
  if (new DataView(payload.buffer, payload.byteOffset).getUint32(0) !== crc32(packed)) {
    return damaged('its checksum does not match: characters are missing or changed', rescueText(packed));
  }
  let session: SharedSession | undefined;
  try {
    const out = new Uint8Array(maxUnpackedBytes);
    const unpacked = utf8.decode(inflateSync(packed, { out, dictionary: dictionaryV1 }));
    const end = unpacked.lastIndexOf('\u0000');
    const document: unknown = JSON.parse(unpacked.slice(end + 1));
    const lengths = isJsonObject(document) ? document['lengths'] : undefined;
    const texts = splitTexts(unpacked.slice(0, Math.max(0, end)), lengths);
    session = texts && fromDocument(texts, document);
  } catch {
    return damaged(`its content cannot be unpacked into at most ${maxUnpackedBytes} bytes`);
  }
  return session ? { type: 'session', session } : damaged('its content is not a playground session');
}

const damaged = (reason: string, rescued?: string): DecodedLink => ({
  type: 'damaged',
  reason,
  ...(rescued === undefined ? {} : { rescued }),
});

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
