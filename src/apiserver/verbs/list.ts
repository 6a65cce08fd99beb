/** GET of a collection, whole or in chunks. Models registry/store.go List and storage/continue.go. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { objectKey, type KubeObject } from '../../api/object.ts';
import type { ApiResponse } from '../../api/request.ts';
import { apiVersionOf } from '../../api/scheme.ts';
import { badRequest, failure, StatusError } from '../../api/status.ts';
import { decodeBase64Url, encodeBase64Url } from '../../lib/base64url.ts';
import { representationOf } from '../accept.ts';
import { isSelected, listOptionsOf, revisionOf, type ListOptions } from '../list-options.ts';
import { presented, type RequestScope } from '../request-scope.ts';
import { toPartialMetadata, toTable } from '../table.ts';
import { tableOptionsOf } from './get.ts';

export function handleList(scope: RequestScope): ApiResponse {
  const { items, metadata } = listObjects(scope, listOptionsOf(scope, false));
  switch (representationOf(scope.accept, true)) {
    case 'object':
      return { code: 200, body: toList(scope, items, metadata) };
    case 'metadata': {
      const body = { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata };
      return { code: 200, body: { ...body, items: items.map(toPartialMetadata) } };
    }
    case 'table':
      return { code: 200, body: toTable(scope.resource, items, metadata, tableOptionsOf(scope)) };
  }
}

/** A list of the kind; its items carry neither kind nor apiVersion. */
export function toList(scope: RequestScope, items: readonly KubeObject[], metadata: JsonObject): JsonObject {
  const { row } = scope.definition;
  const bare = items.map(({ kind: _kind, apiVersion: _apiVersion, ...rest }) => rest as unknown as JsonValue);
  return { kind: row.listKind ?? `${row.kind}List`, apiVersion: apiVersionOf(row), metadata, items: bare };
}

/** The selected objects, and the list's metadata. */
export function listObjects(
  scope: RequestScope,
  options: ListOptions,
): { items: readonly KubeObject[]; metadata: JsonObject } {
  const { store } = scope.server;
  const token = options.continueToken === '' ? undefined : parseContinue(options.continueToken);
  if (token && options.resourceVersion !== '' && options.resourceVersion !== '0') {
    throw new StatusError(badRequest('specifying resource version is not allowed when using continue'));
  }
  checkRevision(revisionOf(options.resourceVersion), options, store.state.revision);
  const stored = scope.rules.reader.listAny(scope.resource, scope.namespace);
  const { custom, otherVersion } = scope.definition;
  const all = custom || otherVersion ? stored.map((object) => presented(scope.definition, object)) : stored;
  const from = token === undefined ? 0 : indexFrom(all, token.start, scope.namespace);
  const items: KubeObject[] = [];
  let index = from;
  for (; index < all.length; index++) {
    if (!isSelected(scope.definition, options, all[index]!)) continue;
    if (options.limit > 0 && items.length === options.limit) break;
    items.push(all[index]!);
  }
  const revision = token?.revision ?? store.state.revision;
  const metadata = { resourceVersion: String(revision) };
  if (index >= all.length) return { items, metadata };
  const last = items.at(-1)!;
  const selective = options.labels.length > 0 || options.fields.length > 0;
  return {
    items,
    metadata: {
      ...metadata,
      continue: formatContinue(revision, relativeKey(last, scope.namespace)),
      ...(selective ? {} : { remainingItemCount: all.length - index }),
    },
  };
}

/** A list of the past or of the future cannot be had. */
function checkRevision(asked: number | undefined, { resourceVersionMatch }: ListOptions, current: number): void {
  if (asked === undefined || asked === 0) return;
  if (asked > current) {
    const details = {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    };
    const message = `Too large resource version: ${asked}, current: ${current}`;
    throw new StatusError(failure(504, 'Timeout', message, details));
  }
  if (resourceVersionMatch === 'Exact' && asked !== current) {
    const message = `The resourceVersion for the provided list is too old.`;
    throw new StatusError(failure(410, 'Expired', message));
  }
}

const relativeKey = (object: KubeObject, namespace: string | undefined): string =>
  namespace ? object.metadata.name : objectKey(object);

function indexFrom(objects: readonly KubeObject[], start: string, namespace: string | undefined): number {
  const index = objects.findIndex((object) => relativeKey(object, namespace) >= start);
  return index < 0 ? objects.length : index;
}

const tokenVersion = 'meta.k8s.io/v1';

function formatContinue(revision: number, lastKey: string): string {
  return encodeBase64Url(JSON.stringify({ v: tokenVersion, rv: revision, start: `${lastKey}\u0000` }));
}

function parseContinue(token: string): { readonly revision: number; readonly start: string } {
  const refuse = (error: string): StatusError =>
    new StatusError(badRequest(`invalid continue token: continue key is not valid: ${error}`));
  const decoded = decodeBase64Url(token);
  if (typeof decoded !== 'string') throw refuse(`illegal base64 data at input byte ${decoded.illegalAt}`);
  let value: unknown;
  try {
    value = JSON.parse(decoded);
  } catch {
    throw refuse('unexpected end of JSON input');
  }
  if (!isJsonObject(value) || value['v'] !== tokenVersion) {
    const version = isJsonObject(value) && typeof value['v'] === 'string' ? value['v'] : '';
    throw refuse(`server does not recognize this encoded version ${JSON.stringify(version)}`);
  }
  const { rv, start } = value;
  if (typeof rv !== 'number' || rv === 0)
    throw refuse(`incorrect encoded start resourceVersion (version ${tokenVersion})`);
  if (typeof start !== 'string' || start === '') throw refuse(`encoded start key empty (version ${tokenVersion})`);
  return { revision: rv, start };
}
