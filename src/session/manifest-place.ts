/** Where an object's field stands in the files of the editor. */

import type { ObjectRef } from '../api/object.ts';
import { isJsonObject } from '../api/json.ts';
import { locateField } from '../manifest/locate.ts';
import { isFault, readManifest, type ManifestDocument } from '../manifest/read-manifest.ts';
import type { SessionFile } from './state.ts';

export interface ManifestPlace {
  readonly file: string;
  /** Offsets in the file's text. */
  readonly start: number;
  readonly end: number;
}

function isAbout({ value }: ManifestDocument, ref: ObjectRef): boolean {
  if (!isJsonObject(value) || value['kind'] !== ref.kind || !isJsonObject(value['metadata'])) return false;
  const { name, namespace = 'default' } = value['metadata'];
  return name === ref.name && (ref.namespace === undefined || namespace === ref.namespace);
}

/** The place of the field, or of its nearest parent that is written; undefined when no file has the object. */
export function placeOfField(files: readonly SessionFile[], ref: ObjectRef, field: string): ManifestPlace | undefined {
  for (const { name, text } of files) {
    const documents = readManifest(text).parts.filter((part): part is ManifestDocument => !isFault(part));
    const document = documents.find((one) => isAbout(one, ref));
    const range = document && locateField(document, field);
    if (range) return { file: name, start: range.from, end: range.to };
  }
  return undefined;
}
