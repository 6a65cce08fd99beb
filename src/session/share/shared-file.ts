/**
 * A session as a file: JSON that can be read and kept under version control, with its format's version and a checksum of
 * its content. The same document as in links, with the texts beside it.
 */

import { strToU8 } from 'fflate';
import { isJsonObject } from '../../api/json.ts';
import { crc32 } from './checksum.ts';
import { openingOfSession, type Opening } from './opening.ts';
import { fromDocument, toDocument } from './shared-document.ts';
import type { SharedSession } from './shared-session.ts';

const format = 'statefulset-playground';
const version = 1;
/** A file longer than this is refused before anything of it is read (characters). */
export const maxSharedFileLength = 8_000_000;

/** How saved sessions are named. */
export const sharedFileSuffix = '.statefulset-playground.json';

/** Of the content as it is written without spaces: how a file is indented does not matter. */
const checksumOf = (content: unknown): string =>
  `crc32:${crc32(strToU8(JSON.stringify(content) ?? ''))
    .toString(16)
    .padStart(8, '0')}`;

export function toSharedFile(session: SharedSession): string {
  const { texts, inputs, more } = toDocument(session);
  const content = { ...inputs, texts, ...more };
  return `${JSON.stringify({ format, version, checksum: checksumOf(content), session: content }, undefined, 2)}\n`;
}

export type ReadSharedFile =
  | { readonly type: 'session'; readonly session: SharedSession; readonly isChanged: boolean }
  | { readonly type: 'damaged'; readonly reason: string };

/** Reads a file's text. Never throws. A file that was changed by hand is read, and said to be changed. */
export function readSharedFile(text: string): ReadSharedFile {
  if (text.length > maxSharedFileLength) return damaged(`it is longer than ${maxSharedFileLength} characters`);
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return damaged('it is not JSON: it may be cut off');
  }
  if (!isJsonObject(file) || file['format'] !== format) return damaged('it is not a saved session of the playground');
  if (file['version'] !== version)
    return damaged(`it was made by a newer playground (version ${String(file['version'])})`);
  const content = file['session'];
  const texts = isJsonObject(content) ? content['texts'] : undefined;
  const isText = (value: unknown): value is string => typeof value === 'string';
  const session = Array.isArray(texts) && texts.every(isText) ? fromDocument(texts, content) : undefined;
  if (!session) return damaged('its content is not a playground session');
  return { type: 'session', session, isChanged: file['checksum'] !== checksumOf(content) };
}

const damaged = (reason: string): ReadSharedFile => ({ type: 'damaged', reason });

/** What opening the file's text comes to. */
export function openingOfFile(text: string): Opening {
  const file = readSharedFile(text);
  if (file.type === 'session') {
    const problems = file.isChanged ? ['This file was changed after it was saved (its checksum does not match).'] : [];
    return { ...openingOfSession(file.session), problems };
  }
  const problems = [`This file could not be opened: ${file.reason}.`];
  return { seed: undefined, nodes: undefined, plan: undefined, files: [], problems, rescued: undefined };
}
