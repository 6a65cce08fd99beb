/** A zip archive of text files: deflated, with modes and without times, so that the same folder is the same archive. */

import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { crc32 } from '../share/checksum.ts';
import type { ExportedFolder } from './exported-folder.ts';

const localSize = 30;
const centralSize = 46;
const endSize = 22;
/** 1980-01-01, the first day that the format knows. */
const firstDay = 0x21;
const regularFile = 0o100000;

export function toZip({ name, files }: ExportedFolder): Uint8Array<ArrayBuffer> {
  const entries = files.map(({ path, text, isExecutable = false }) => {
    const bytes = strToU8(text);
    const packed = deflateSync(bytes, { level: 9 });
    return { path: strToU8(`${name}/${path}`), crc: crc32(bytes), size: bytes.length, packed, isExecutable };
  });
  const total = entries.reduce(
    (sum, { path, packed }) => sum + localSize + centralSize + 2 * path.length + packed.length,
    endSize,
  );
  const zip = new Uint8Array(total);
  const view = new DataView(zip.buffer);
  const common = (at: number, entry: (typeof entries)[number]): void => {
    // Version 2.0, names in UTF-8, deflated.
    [20, 0x0800, 8, 0, firstDay].forEach((value, index) => view.setUint16(at + 2 * index, value, true));
    [entry.crc, entry.packed.length, entry.size].forEach((value, index) =>
      view.setUint32(at + 10 + 4 * index, value, true),
    );
    view.setUint16(at + 22, entry.path.length, true);
  };
  let at = 0;
  const offsets = entries.map((entry) => {
    const offset = at;
    view.setUint32(at, 0x04034b50, true);
    common(at + 4, entry);
    zip.set(entry.path, at + localSize);
    zip.set(entry.packed, at + localSize + entry.path.length);
    at += localSize + entry.path.length + entry.packed.length;
    return offset;
  });
  const directory = at;
  entries.forEach((entry, index) => {
    view.setUint32(at, 0x02014b50, true);
    // Made on Unix: modes count.
    view.setUint16(at + 4, (3 << 8) | 20, true);
    common(at + 6, entry);
    view.setUint32(at + 38, (regularFile | (entry.isExecutable ? 0o755 : 0o644)) * 0x10000, true);
    view.setUint32(at + 42, offsets[index]!, true);
    zip.set(entry.path, at + centralSize);
    at += centralSize + entry.path.length;
  });
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, entries.length, true);
  view.setUint16(at + 10, entries.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  return zip;
}

/** Most that a file of an archive may unpack to (bytes). */
const maxUnpacked = 16 * 1024 * 1024;

/** The text of the first file whose path ends so; undefined when the archive has none, or is none. */
export function fromZip(zip: Uint8Array, suffix: string): string | undefined {
  try {
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    let end = zip.length - endSize;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
    if (end < 0) return undefined;
    let at = view.getUint32(end + 16, true);
    for (let count = view.getUint16(end + 10, true); count > 0; count--) {
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
      const path = strFromU8(zip.subarray(at + centralSize, at + centralSize + nameLength!));
      if (path.endsWith(suffix)) return unpack(zip, view, at);
      at += centralSize + nameLength! + extraLength! + commentLength!;
    }
    return undefined;
  } catch {
    // Cut off or no archive at all: reading runs over its end.
    return undefined;
  }
}

function unpack(zip: Uint8Array, view: DataView, entry: number): string | undefined {
  const method = view.getUint16(entry + 10, true);
  const packedSize = view.getUint32(entry + 20, true);
  const size = view.getUint32(entry + 24, true);
  const local = view.getUint32(entry + 42, true);
  const from = local + localSize + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const packed = zip.subarray(from, from + packedSize);
  if (size > maxUnpacked) return undefined;
  if (method === 0) return strFromU8(packed);
  return method === 8 ? strFromU8(inflateSync(packed, { out: new Uint8Array(size) })) : undefined;
}
