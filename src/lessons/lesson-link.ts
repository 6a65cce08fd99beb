/** A lesson in the fragment of a link: `#l1.<payload>`, the file as raw deflate in base64url. */

import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { maxLessonLength } from './read-lesson.ts';

const prefix = '#l1.';
const maxLinkLength = 200_000;

/** The fragment, with its leading `#`. */
export function encodeLessonLink(text: string): string {
  let binary = '';
  for (const byte of deflateSync(strToU8(text), { level: 9 })) binary += String.fromCharCode(byte);
  return prefix + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The lesson's text; what is wrong with the link; undefined for fragments that hold no lesson. Never throws. */
export function decodeLessonLink(fragment: string): { readonly text: string } | { readonly error: string } | undefined {
  if (!fragment.startsWith(prefix)) return undefined;
  const payload = fragment.slice(prefix.length);
  if (payload.length > maxLinkLength || !/^[\w-]+$/.test(payload)) return { error: 'it is cut off or changed' };
  try {
    const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    // What does not fit is cut off there, and then too long.
    const out = new Uint8Array(maxLessonLength * 3);
    const packed = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const text = strFromU8(inflateSync(packed, { out }));
    return text.length > maxLessonLength ? { error: 'its content is too long' } : { text };
  } catch {
    return { error: 'its content cannot be unpacked' };
  }
}
