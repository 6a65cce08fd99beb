/** `-f`: files, directories, standard input and URLs → objects. Models cli-runtime visitor.go StreamVisitor and mapper.go. */

import type { JsonObject, JsonValue } from '../api/json.ts';
import { isJsonObject } from '../api/json.ts';
import { apiVersionOf } from '../api/scheme.ts';
import { isFault, readManifest } from '../manifest/read-manifest.ts';
import type { ApiResource } from './api-resources.ts';
import { KubectlError, throwAll } from './errors.ts';
import { isUrl } from './fetch-urls.ts';
import type { KubectlIo } from './io.ts';
import { metadataTypeError } from './metadata-types.ts';
import { goJson } from './output/go-json.ts';

/** An object as it stands in a manifest, with the resource that its kind belongs to. */
export interface ManifestObject {
  readonly resource: ApiResource;
  readonly source: string;
  readonly object: JsonObject;
}

export interface SourceText {
  /** `STDIN`, the path, or the URL. */
  readonly source: string;
  readonly text: string;
}

export const fileExtensions: readonly string[] = ['.json', '.yaml', '.yml'];

const missingPath = (path: string): KubectlError => new KubectlError(`the path ${JSON.stringify(path)} does not exist`);

const join = (directory: string, name: string): string => `${directory.replace(/\/$/, '')}/${name}`;

function readDirectory(io: KubectlIo, directory: string, recursive: boolean): readonly SourceText[] {
  return (io.files.list(directory) ?? []).flatMap((name) => {
    const path = join(directory, name);
    if (io.files.list(path)) return recursive ? readDirectory(io, path, true) : [];
    const text = fileExtensions.some((extension) => name.endsWith(extension)) ? io.files.read(path) : undefined;
    return text === undefined ? [] : [{ source: path, text }];
  });
}

/** Files that match a pattern with `*` and `?` in its last segment. */
function expandPattern(io: KubectlIo, pattern: string): readonly string[] {
  if (!/[*?[]/.test(pattern)) return [];
  const slash = pattern.lastIndexOf('/');
  const directory = slash < 0 ? '.' : pattern.slice(0, slash);
  const escaped = pattern
    .slice(slash + 1)
    .replaceAll(/[.+^${}()|\\]/g, String.raw`\$&`)
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  const matcher = new RegExp(`^${escaped}$`);
  const names = (io.files.list(directory) ?? []).filter((name) => matcher.test(name));
  return names.map((name) => (slash < 0 ? name : join(directory, name)));
}

function readPath(io: KubectlIo, path: string, recursive: boolean): readonly SourceText[] {
  const text = io.files.read(path);
  if (text !== undefined) return [{ source: path, text }];
  if (io.files.list(path)) {
    const texts = readDirectory(io, path, recursive);
    if (texts.length > 0) return texts;
    throw new KubectlError(`error reading [${path}]: recognized file extensions are [${fileExtensions.join(' ')}]`);
  }
  const matches = expandPattern(io, path);
  if (matches.length === 0) throw missingPath(path);
  return matches.flatMap((match) => readPath(io, match, recursive));
}

function readUrl(io: KubectlIo, url: string): SourceText {
  const text = io.urlTexts?.get(url);
  if (text === undefined) {
    const host = /^https?:\/\/([^/:]*)/.exec(url)?.[1] ?? url;
    throw new KubectlError(
      `unable to read URL ${JSON.stringify(url)}: ${host} cannot be reached from the playground; only its bundled manifests can`,
    );
  }
  return { source: url, text };
}

function readSource(io: KubectlIo, name: string, recursive: boolean): readonly SourceText[] {
  if (name === '-') return [{ source: 'STDIN', text: io.stdin ?? '' }];
  if (isUrl(name)) return [readUrl(io, name)];
  return readPath(io, name, recursive);
}

/** The texts behind `-f` arguments, in order. Throws for paths that do not exist, for all of them at once. */
export function readSources(io: KubectlIo, filenames: readonly string[], recursive: boolean): readonly SourceText[] {
  const errors: unknown[] = [];
  const texts = filenames.flatMap((name) => {
    try {
      return readSource(io, name, recursive);
    } catch (error) {
      errors.push(error);
      return [];
    }
  });
  throwAll(errors);
  return texts;
}

const hint = 'if you choose to ignore these errors, turn validation off with --validate=false';

/** Models kubectl/pkg/validation getObjectKind. */
function kindErrors(value: JsonValue): readonly string[] {
  if (!isJsonObject(value)) return ['invalid object to validate'];
  const errors: string[] = [];
  const { apiVersion, kind } = value;
  if (apiVersion === undefined || apiVersion === null) errors.push('apiVersion not set');
  else if (typeof apiVersion !== 'string') errors.push("apiVersion isn't string type");
  else if (apiVersion.split('/').length > 2) errors.push(`unexpected GroupVersion string: ${apiVersion}`);
  if (kind === undefined || kind === null) errors.push('kind not set');
  else if (typeof kind !== 'string') errors.push("kind isn't string type");
  return errors;
}

/** Lists are checked by kubectl itself, item by item, before it reads them. Models validation.SchemaValidation validateList. */
function listErrors(list: JsonObject): readonly string[] {
  return Array.isArray(list.items) ? list.items.flatMap(kindErrors) : ['invalid object to validate'];
}

function validate(value: JsonValue, source: string): void {
  const isList = isJsonObject(value) && value.apiVersion === 'v1' && value.kind === 'List';
  const errors = isList ? listErrors(value) : kindErrors(value);
  if (errors.length === 0) return;
  const list = errors.length === 1 ? errors[0]! : `[${errors.join(', ')}]`;
  throw new KubectlError(`error validating ${JSON.stringify(source)}: error validating data: ${list}; ${hint}`);
}

/** Models the part of unstructured decoding that can fail, and the metadata check after it. */
function decodeError(value: JsonValue): string | undefined {
  if (!isJsonObject(value)) {
    const kind = Array.isArray(value) ? 'array' : typeof value;
    return `couldn't get version/kind; json parse error: json: cannot unmarshal ${kind} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`;
  }
  if (typeof value.kind !== 'string' || value.kind === '') {
    return `Object 'Kind' is missing in '${goJson(value)}'`;
  }
  return metadataTypeError(value);
}

function toObject(value: JsonValue, source: string, resources: readonly ApiResource[]): ManifestObject {
  const problem = decodeError(value);
  if (problem) throw new KubectlError(`unable to decode ${JSON.stringify(source)}: ${problem}`);
  const object = value as JsonObject;
  const apiVersion = typeof object.apiVersion === 'string' ? object.apiVersion : '';
  const kind = object.kind as string;
  const resource = resources.find((entry) => entry.kind === kind && apiVersionOf(entry) === apiVersion);
  if (!resource) {
    const { name = '', namespace = '' } = isJsonObject(object.metadata) ? object.metadata : {};
    throw new KubectlError(
      `resource mapping not found for name: ${JSON.stringify(name)} namespace: ${JSON.stringify(namespace)} from ${JSON.stringify(source)}: no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}\nensure CRDs are installed first`,
    );
  }
  return { resource, source, object };
}

/** One result per object or failure; a text that cannot be read (or validated) ends with its failure. */
export function readObjects(
  { source, text }: SourceText,
  options: { readonly validate: boolean; readonly resources: readonly ApiResource[] },
): readonly (ManifestObject | { readonly error: unknown })[] {
  const results: (ManifestObject | { readonly error: unknown })[] = [];
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      results.push({ error });
      return undefined;
    }
  };
  for (const part of readManifest(text).parts) {
    if (isFault(part)) {
      results.push({ error: new KubectlError(`error parsing ${source}: ${part.message}`) });
      return results;
    }
    if (part.value === null) continue;
    if (options.validate) {
      const before = results.length;
      attempt(() => validate(part.value, source));
      if (results.length > before) return results;
    }
    const items = isJsonObject(part.value) && Array.isArray(part.value.items) ? part.value.items : [part.value];
    for (const item of items) {
      const object = attempt(() => toObject(item as JsonValue, source, options.resources));
      if (object) results.push(object);
    }
  }
  return results;
}
