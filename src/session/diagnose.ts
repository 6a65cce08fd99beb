/** Turns the failure of an apply into diagnostics at the lines that it is about, in the API server's own words. */

import { isJsonObject, type JsonValue } from '../api/json.ts';
import { isStatus, type Status } from '../api/status.ts';
import { locateField, locateKey, type TextRange } from '../manifest/locate.ts';
import { isFault, readManifest, type ManifestDocument } from '../manifest/read-manifest.ts';
import { isImmutableField } from '../view/immutable-fields.ts';
import { findWrongType } from './find-wrong-type.ts';
import type { FailedRequest } from './shell.ts';
import type { FileDiagnostic, SessionFile } from './state.ts';

/** Diagnostics of a file whose `kubectl apply` gave these refusals and this error output. */
export function diagnose(
  file: SessionFile,
  failures: readonly FailedRequest[],
  stderr: string,
): readonly FileDiagnostic[] {
  const { parts } = readManifest(file.text);
  const faults = parts.filter(isFault).map((fault) => error(file, fault.message, lineAt(file.text, fault.offset)));
  const documents = parts.filter((part): part is ManifestDocument => !isFault(part));
  const refusals = failures.flatMap(({ request, response }) => {
    if (request.method === 'GET' || !isStatus(response.body)) return [];
    const document = documentOf(documents, request.path, request.body);
    return statusDiagnostics(file, response.body, document, request.body);
  });
  const found = [...faults, ...refusals, ...clientDiagnostics(file, documents, stderr)];
  if (found.length > 0) return found;
  const text = stderr.trim();
  return text ? [error(file, text, undefined)] : [];
}

function error(file: SessionFile, message: string, range: TextRange | undefined): FileDiagnostic {
  const place = range ? { range: { start: range.from, end: range.to } } : {};
  return { file: file.name, severity: 'error', message, ...place };
}

/** The line that holds an offset, without its end. */
function lineAt(text: string, offset: number): TextRange {
  const at = Math.min(Math.max(0, offset), Math.max(0, text.length - 1));
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return { from, to: Math.max(from + 1, end < 0 ? text.length : end) };
}

/** The document that a request was about: by the body's kind and name, or by the name in the path. */
function documentOf(
  documents: readonly ManifestDocument[],
  path: string,
  body: JsonValue | undefined,
): ManifestDocument | undefined {
  const [plural, name] = path.split('/').slice(-2);
  return documents.find(({ value }) => {
    if (!isJsonObject(value)) return false;
    const metadata = isJsonObject(value['metadata']) ? value['metadata'] : {};
    if (isJsonObject(body) && body['kind'] !== undefined) {
      const wanted = isJsonObject(body['metadata']) ? body['metadata']['name'] : undefined;
      return value['kind'] === body['kind'] && metadata['name'] === wanted;
    }
    return metadata['name'] === name && `${String(value['kind']).toLowerCase()}s` === plural;
  });
}

/** What kubectl itself refuses: kinds that the cluster does not serve, and objects that do not say what they are. */
function clientDiagnostics(
  file: SessionFile,
  documents: readonly ManifestDocument[],
  stderr: string,
): readonly FileDiagnostic[] {
  const fieldOf = ({ value }: ManifestDocument, field: string): JsonValue | undefined =>
    isJsonObject(value) ? value[field] : undefined;
  const unmapped =
    /resource mapping not found for name: "([^"]*)".*: no matches for kind "([^"]+)".*(?:\nensure CRDs.*)?/g;
  const unserved = [...stderr.matchAll(unmapped)].map(([text, name, kind]) => {
    const named = documents.find((one) => {
      const metadata = fieldOf(one, 'metadata');
      return fieldOf(one, 'kind') === kind && isJsonObject(metadata) && metadata['name'] === name;
    });
    return error(file, text.replace('\n', '; '), named && locateField(named, 'kind'));
  });
  const missing = /error validating data: (apiVersion|kind) not set/.exec(stderr);
  const nameless = missing && documents.find((one) => fieldOf(one, missing[1]!) === undefined);
  return [...unserved, ...(nameless ? [error(file, missing[0], beginning(file.text, nameless))] : [])];
}

/** The fields of a StatefulSet's patch that an update may not change; the API server names only those that it may. */
function forbiddenFields(message: string, body: JsonValue | undefined): readonly string[] {
  if (!message.includes('updates to statefulset spec for fields other than')) return [];
  const spec = isJsonObject(body) && isJsonObject(body['spec']) ? body['spec'] : {};
  const paths = Object.keys(spec).map((key) => `spec.${key}`);
  const forbidden = paths.filter((path) => isImmutableField('StatefulSet', path));
  // A patch repeats the templates of claims, changed or not: their defaults are not in the manifest.
  const changed = forbidden.filter((path) => path !== 'spec.volumeClaimTemplates');
  return changed.length > 0 ? changed : forbidden;
}

/** Where in a document a message is about, by what it names. */
function placesOf(
  document: ManifestDocument,
  field: string,
  message: string,
  body: JsonValue | undefined,
): readonly TextRange[] {
  const isFound = (range: TextRange | undefined): range is TextRange => range !== undefined;
  const unknown = [...message.matchAll(/(?:unknown|duplicate) field "([^"]+)"/g)].map(([, path = '']) => path);
  if (unknown.length > 0) return unknown.map((path) => locateKey(document, path)).filter(isFound);
  const forbidden = forbiddenFields(message, body)
    .map((path) => locateKey(document, path))
    .filter(isFound);
  if (forbidden.length > 0) return forbidden;
  const wanted = /unrecognized type: (\w+)/.exec(message)?.[1];
  const kind = isJsonObject(document.value) ? document.value['kind'] : undefined;
  const wrong = wanted && typeof kind === 'string' ? findWrongType(kind, document.value, wanted) : undefined;
  const path = wrong ?? /Go struct field \w+\.([\w.[\]]+) of type/.exec(message)?.[1] ?? field;
  return path === '' || path === 'patch' ? [] : [locateField(document, path)].filter(isFound);
}

/** A patch that cannot be read is printed whole, as Go prints maps. The terminal has all of it. */
const longValue = /Invalid value: "map\[.*\]": /s;

function statusDiagnostics(
  file: SessionFile,
  status: Status,
  document: ManifestDocument | undefined,
  body: JsonValue | undefined,
): readonly FileDiagnostic[] {
  const whole = document && beginning(file.text, document);
  const report = (message: string, field: string): readonly FileDiagnostic[] => {
    const shown = message.replace(longValue, 'Invalid value: "map[…]": ');
    const places = document ? placesOf(document, field, message, body) : [];
    return places.length > 0 ? places.map((place) => error(file, shown, place)) : [error(file, shown, whole)];
  };
  const causes = status.details?.causes ?? [];
  if (causes.length > 0 && document) {
    return causes.flatMap(({ field = '', message = '' }) => report(field ? `${field}: ${message}` : message, field));
  }
  const message = status.message ?? status.reason ?? 'the API server refused the request';
  const fields = document ? [...message.matchAll(/(?:unknown|duplicate) field "[^"]+"/g)] : [];
  return fields.length > 0 ? fields.flatMap(([text]) => report(text, '')) : report(message, '');
}

/** The first line of a document that says something. */
function beginning(text: string, document: ManifestDocument): TextRange {
  return lineAt(text, document.offset + leadingBlank(text, document));
}

/** Length of the blank and comment lines before the first content of a document. */
function leadingBlank(text: string, document: ManifestDocument): number {
  const own = text.slice(document.offset, document.offset + document.length);
  return /^(?:---[^\n]*\n|\s*#[^\n]*\n|\s*\n)*/.exec(own)?.[0].length ?? 0;
}
