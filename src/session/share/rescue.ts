/** What can still be read of a link whose payload was cut off or changed: the file texts come first in it. */

import { Inflate, strFromU8 } from 'fflate';
import { dictionaryV1 } from './dictionary.ts';

/** A rescue is for reading: what is longer than any manifest is no manifest. */
const maxRescuedBytes = 500_000;
const chunkBytes = 256;
/** Less than this is not worth a file. */
const minRescued = 40;

/** The readable beginning of the texts in a damaged payload; undefined when there is nothing worth keeping. */
export function rescueText(packed: Uint8Array): string | undefined {
  const parts: Uint8Array[] = [];
  const out = { size: 0 };
  const inflate = new Inflate({ dictionary: dictionaryV1 }, (part) => {
    parts.push(part);
    out.size += part.length;
  });
  try {
    for (let at = 0; at < packed.length && out.size < maxRescuedBytes; at += chunkBytes) {
      // Never the last one: a stream without an end gives nothing then.
      inflate.push(packed.subarray(at, at + chunkBytes));
    }
  } catch {
    // Where the stream breaks is where the rescue ends.
  }
  return readable(parts);
}

/** Whole lines up to the first sign of damage or the end of the texts. */
function readable(parts: readonly Uint8Array[]): string | undefined {
  const text = parts.map((part) => strFromU8(part)).join('');
  const end = text.search(/[^\P{Cc}\t\n\r]|\ufffd/u);
  const whole = end < 0 ? text : text.slice(0, end);
  const lines = whole.slice(0, whole.lastIndexOf('\n') + 1);
  return lines.length >= minRescued && /^kind:/m.test(lines) ? lines : undefined;
}
