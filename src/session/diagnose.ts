/** Turns the failure of an apply into diagnostics at the lines that it is about, in the API server's own words. */

import { isJsonObject, type JsonValue } from '../api/json.ts';
import { isStatus, type Status } from '../api/status.ts';
import { locateField, locateKey, type TextRange } from '../manifest/locate.ts';
import { isFault, readManifest, type ManifestDocument } from '../manifest/read-manifest.ts';
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
    return statusDiagnostics(file, response.body, document);
  });
  const found = [...faults, ...refusals];
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

function statusDiagnostics(
  file: SessionFile,
  status: Status,
  document: ManifestDocument | undefined,
): readonly FileDiagnostic[] {
  const whole = document ? lineAt(file.text, document.offset + leadingBlank(file.text, document)) : undefined;
  const causes = status.details?.causes ?? [];
  if (causes.length > 0 && document) {
    return causes.map(({ field = '', message = '' }) =>
      error(file, field ? `${field}: ${message}` : message, locateField(document, field) ?? whole),
    );
  }
  const fields = [...(status.message ?? '').matchAll(/(unknown|duplicate) field "([^"]+)"/g)];
  if (fields.length > 0 && document) {
    return fields.map(([text, , path = '']) => error(file, text, locateKey(document, path) ?? whole));
  }
  const wrongType = /Go struct field \w+\.([\w.[\]]+) of type/.exec(status.message ?? '')?.[1];
  const range = wrongType && document ? locateField(document, wrongType) : undefined;
  return [error(file, status.message ?? status.reason ?? 'the API server refused the request', range ?? whole)];
}

/** Length of the blank and comment lines before the first content of a document. */
function leadingBlank(text: string, document: ManifestDocument): number {
  const own = text.slice(document.offset, document.offset + document.length);
  return /^(?:---[^\n]*\n|\s*#[^\n]*\n|\s*\n)*/.exec(own)?.[0].length ?? 0;
}
