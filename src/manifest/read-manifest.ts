/**
 * Manifest text → documents, each with its JSON value and its tree, and what is wrong with the text in kubectl's words.
 * Models apimachinery/pkg/util/yaml decoder.go: YAMLOrJSONDecoder, YAMLReader.
 */

import type { JsonValue } from '../api/json.ts';
import { GoJsonError, readJson } from './go-json.ts';
import type { YamlNode } from './yaml/node.ts';
import { parseYaml } from './yaml/parse.ts';
import { valueOf } from './yaml/to-value.ts';
import { YamlError } from './yaml/token.ts';

/** Longer texts are refused: nobody writes them, and reading must never freeze the page. */
export const maxManifestLength = 1024 * 1024;

export interface ManifestDocument {
  /** The JSON value; null for an empty document. */
  readonly value: JsonValue;
  /** Where the document's own text starts; places in `tree` count from here. */
  readonly offset: number;
  readonly length: number;
  /** The tree with places in the text, for finding fields. */
  readonly tree: () => YamlNode | undefined;
}

/** A document that could not be read. */
export interface ManifestFault {
  /** As kubectl says it after `error parsing STDIN: `. */
  readonly message: string;
  /** Where in the whole text. */
  readonly offset: number;
  /** Length of the document that holds it, from its start. */
  readonly documentOffset: number;
  readonly documentLength: number;
}

export interface Manifest {
  /** Documents and faults in the order of the text. kubectl stops at the first fault. */
  readonly parts: readonly (ManifestDocument | ManifestFault)[];
}

export function isFault(part: ManifestDocument | ManifestFault): part is ManifestFault {
  return 'message' in part;
}

interface Chunk {
  readonly text: string;
  readonly offset: number;
  /** What stands after a `---` that ends the chunk and is neither blank nor a comment. */
  readonly badSeparator?: string;
}

/** Splits a YAML stream at lines that start with `---`. A separator before any other line stays in its document. */
function splitDocuments(text: string, from: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let start = from;
  let at = from;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    if (text.startsWith('---', at)) {
      const rest = text.slice(at + 3, end).trim();
      if (rest !== '' && !rest.startsWith('#')) {
        chunks.push({ text: text.slice(start, at), offset: start, badSeparator: rest });
        start = end;
      } else if (at > start) {
        chunks.push({ text: text.slice(start, at), offset: start });
        start = end;
      }
    }
    at = end;
  }
  if (start < text.length) chunks.push({ text: text.slice(start), offset: start });
  return chunks;
}

const withNewline = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

function readYamlChunk(chunk: Chunk): ManifestDocument | ManifestFault {
  const place = { documentOffset: chunk.offset, documentLength: chunk.text.length };
  if (chunk.badSeparator !== undefined) {
    const offset = chunk.offset + chunk.text.length;
    return { message: `invalid Yaml document separator: ${chunk.badSeparator}`, offset, ...place };
  }
  try {
    const tree = parseYaml(withNewline(chunk.text));
    return { value: valueOf(tree), offset: chunk.offset, length: chunk.text.length, tree: () => tree };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const offset = chunk.offset + Math.min(error.mark.index, chunk.text.length);
    const prefix = error.message.startsWith('json: ') ? '' : 'yaml: ';
    return { message: `error converting YAML to JSON: ${prefix}${error.message}`, offset, ...place };
  }
}

/** The tree of JSON text, which is (nearly) YAML; undefined where it is not. */
function treeOfJson(text: string): YamlNode | undefined {
  try {
    return parseYaml(text);
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
}

const looksLikeJson = (text: string): boolean => text.slice(0, 4096).trimStart().startsWith('{');

function jsonMessage(error: GoJsonError): string {
  return error.syntax ? `json: offset ${error.offset}: ${error.message}` : 'unexpected EOF';
}

function readJsonStream(text: string): readonly (ManifestDocument | ManifestFault)[] {
  const parts: (ManifestDocument | ManifestFault)[] = [];
  let at = 0;
  for (;;) {
    try {
      const next = readJson(text, at);
      if (!next) return parts;
      const offset = at;
      const slice = text.slice(at, next.end);
      parts.push({ value: next.value, offset, length: slice.length, tree: () => treeOfJson(slice) });
      at = next.end;
    } catch (error) {
      if (!(error instanceof GoJsonError)) throw error;
      const message = jsonMessage(error);
      const fault = { message, offset: error.offset - 1, documentOffset: at, documentLength: text.length - at };
      if (parts.length > 1) return [...parts, { ...fault, message: error.syntax ? error.message : message }];
      // So far it might as well be YAML that starts with a brace.
      const rest = at + /^[ \t\r]*\n?/.exec(text.slice(at))![0].length;
      const [first, ...others] = splitDocuments(text, rest).map(readYamlChunk);
      if (!first) return parts;
      return isFault(first) ? [...parts, fault] : [...parts, first, ...others];
    }
  }
}

/** Reads a whole manifest. Never throws for a bad text: faults are parts of the result. */
export function readManifest(text: string, maxLength = maxManifestLength): Manifest {
  if (text.length > maxLength) {
    const message = `the manifest is longer than ${maxLength} characters`;
    return { parts: [{ message, offset: 0, documentOffset: 0, documentLength: text.length }] };
  }
  return { parts: looksLikeJson(text) ? readJsonStream(text) : splitDocuments(text, 0).map(readYamlChunk) };
}

/** Documents that hold something: kubectl passes over empty ones. */
export function objectDocuments(manifest: Manifest): readonly ManifestDocument[] {
  return manifest.parts.filter((part): part is ManifestDocument => !isFault(part) && part.value !== null);
}
