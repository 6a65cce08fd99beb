/** Resources that a real API server has and this one does not simulate: at most built-in objects exist, and none can be made. */

import { structure } from '../api/schema/structure.ts';
import { matchesFields, parseFieldSelector } from '../api/field-selector.ts';
import { isSelectorError, matchesLabels, parseLabelSelector } from '../api/label-selector.ts';
import type { KubeObject } from '../api/object.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { apiVersionOf, resourceName } from '../api/scheme.ts';
import { badRequest, failure, forbidden, notFound, StatusError } from '../api/status.ts';
import { isJsonObject, type JsonValue } from '../api/json.ts';
import { representationOf } from './accept.ts';
import { builtInObjects } from './built-in-objects.ts';
import { decodeAs, DecodeError } from './decoding/decode.ts';
import { shapeOf } from './decoding/shapes.ts';
import { reviewResponse } from './reviews.ts';
import type { UnsimulatedRoute } from './routing.ts';
import { toPartialMetadata, toTable } from './table.ts';

const componentStatusWarning = 'v1 ComponentStatus is deprecated in v1.19+';

/** Reads find the built-in objects; everything else is refused, in so many words. Throws StatusError. */
export function unsimulatedResponse(route: UnsimulatedRoute, request: ApiRequest, nowMs: number): ApiResponse {
  const response = answerTo(route, request, nowMs);
  return route.resource.plural === 'componentstatuses' ? { ...response, warnings: [componentStatusWarning] } : response;
}

function answerTo(route: UnsimulatedRoute, request: ApiRequest, nowMs: number): ApiResponse {
  const { resource, name } = route;
  if (!resource.verbs.includes('get') && request.method === 'GET') throw new StatusError(methodNotAllowed);
  if (request.method === 'GET') {
    const objects = builtInObjects(resourceName(resource));
    if (name === undefined) return listResponse(route, request, objects, nowMs);
    const object = objects.find(({ metadata }) => metadata.name === name);
    if (object) return objectResponse(route, request, object, nowMs);
  }
  if (request.method !== 'POST') throw new StatusError(notFound(resource, name ?? ''));
  const review = reviewResponse(resource, request.body);
  if (review) return review;
  throw new StatusError(refusal(route, request));
}

const methodNotAllowed = failure(
  405,
  'MethodNotAllowed',
  'the server does not allow this method on the requested resource',
  {},
);

function objectResponse(
  { resource }: UnsimulatedRoute,
  { accept = 'application/json' }: ApiRequest,
  object: KubeObject,
  nowMs: number,
): ApiResponse {
  const representation = representationOf(accept, false);
  if (representation === 'table') {
    const options = { includeObject: 'Metadata', nowMs } as const;
    return { code: 200, body: toTable(resourceName(resource), [object], {}, options) };
  }
  return {
    code: 200,
    body: representation === 'metadata' ? toPartialMetadata(object) : (object as unknown as JsonValue),
  };
}

/** The objects that the selectors of a query want. Throws StatusError. */
function selected(objects: readonly KubeObject[], query: ApiRequest['query']): readonly KubeObject[] {
  const labels = parseLabelSelector(query?.['labelSelector'] ?? '');
  if (isSelectorError(labels)) throw new StatusError(badRequest(labels.error));
  const fields = parseFieldSelector(query?.['fieldSelector'] ?? '');
  if ('error' in fields) throw new StatusError(badRequest(fields.error));
  return objects.filter(
    ({ metadata }) =>
      matchesLabels(labels, metadata.labels) &&
      matchesFields(fields, (field) => (field === 'metadata.name' ? metadata.name : '')),
  );
}

function listResponse(
  { resource }: UnsimulatedRoute,
  { accept = 'application/json', query }: ApiRequest,
  objects: readonly KubeObject[],
  nowMs: number,
): ApiResponse {
  const metadata = { resourceVersion: '1' };
  const items = selected(objects, query);
  const representation = representationOf(accept, true);
  if (representation === 'table') {
    const options = { includeObject: 'Metadata', nowMs } as const;
    return { code: 200, body: toTable(resourceName(resource), items, metadata, options) };
  }
  if (representation === 'metadata') {
    const body = { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata };
    return { code: 200, body: { ...body, items: items.map(toPartialMetadata) } };
  }
  const list = { kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata };
  return { code: 200, body: { ...list, items: items as unknown as JsonValue } };
}

/** What is wrong with the object comes first, as far as its fields are known; then that its kind is not simulated. */
function refusal({ resource }: UnsimulatedRoute, { body, query }: ApiRequest): ReturnType<typeof forbidden> {
  const { kind, version } = resource;
  const fault = decodingFault(kind, body, query?.['fieldValidation'] === 'Strict');
  if (fault !== undefined) {
    return badRequest(`${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${fault}`);
  }
  const metadata = isJsonObject(body) ? body['metadata'] : undefined;
  const name = isJsonObject(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
  return forbidden(resource, name, `this cluster does not simulate objects of kind ${kind}`);
}

function decodingFault(kind: string, body: JsonValue | undefined, strict: boolean): string | undefined {
  if (!isJsonObject(body) || !Object.hasOwn(structure, kind)) return undefined;
  try {
    const { strictErrors } = decodeAs(shapeOf(kind), body);
    return strict && strictErrors.length > 0 ? `strict decoding error: ${strictErrors.join(', ')}` : undefined;
  } catch (error) {
    if (error instanceof DecodeError) return error.message;
    throw error;
  }
}
