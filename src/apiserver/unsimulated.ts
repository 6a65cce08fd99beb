/** Resources that a real API server has and this one does not simulate: there are none of them, and none can be made. */

import { structure } from '../api/schema/structure.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { apiVersionOf, resourceName } from '../api/scheme.ts';
import { badRequest, failure, forbidden, notFound, StatusError } from '../api/status.ts';
import { isJsonObject, type JsonValue } from '../api/json.ts';
import { representationOf } from './accept.ts';
import { decodeAs, DecodeError } from './decoding/decode.ts';
import { shapeOf } from './decoding/shapes.ts';
import type { UnsimulatedRoute } from './routing.ts';
import { toTable } from './table.ts';

/** Reads find nothing; everything else is refused, in so many words. Throws StatusError. */
export function unsimulatedResponse(route: UnsimulatedRoute, request: ApiRequest): ApiResponse {
  const { resource, name } = route;
  if (!resource.verbs.includes('get') && request.method === 'GET') throw new StatusError(methodNotAllowed);
  if (request.method === 'GET' && name === undefined) return emptyList(route, request.accept ?? 'application/json');
  if (request.method !== 'POST') throw new StatusError(notFound(resource, name ?? ''));
  throw new StatusError(refusal(route, request));
}

const methodNotAllowed = failure(
  405,
  'MethodNotAllowed',
  'the server does not allow this method on the requested resource',
  {},
);

function emptyList({ resource }: UnsimulatedRoute, accept: string): ApiResponse {
  const metadata = { resourceVersion: '1' };
  const representation = representationOf(accept, true);
  if (representation === 'table') {
    const options = { includeObject: 'Metadata', nowMs: 0 } as const;
    return { code: 200, body: toTable(resourceName(resource), [], metadata, options) };
  }
  if (representation === 'metadata') {
    const body = { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items: [] };
    return { code: 200, body };
  }
  return { code: 200, body: { kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata, items: [] } };
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
