/** `/openapi/v2` and `/openapi/v3`, as JSON. Documents are made when they are first asked for. */

import { createHash } from 'node:crypto';
import { apiResources } from '../api/api-resources.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { ApiResponse } from '../api/request.ts';
import descriptions from '../api/schema/descriptions.json' with { type: 'json' };
import enums from '../api/schema/enums.json' with { type: 'json' };
import { documentV2, documentV3, groupVersionPaths } from '../apiserver/openapi/documents.ts';
import type { SchemaTexts } from '../apiserver/openapi/schemas.ts';
import { servedOf } from '../apiserver/served.ts';
import { notAcceptable } from '../apiserver/accept.ts';
import type { Simulation } from '../sim/simulation.ts';
import { formatOf } from './media-types.ts';

const texts: SchemaTexts = { descriptions, enums: enums as SchemaTexts['enums'] };

const made = new Map<string, JsonObject>();

/** A document that never changes, made when it is first asked for. */
function remembered(path: string, make: () => JsonObject): JsonObject {
  const known = made.get(path);
  if (known) return known;
  const document = make();
  made.set(path, document);
  return document;
}

const builtInPaths = groupVersionPaths(apiResources);

/** The document of one group version; those of custom groups are the API server's own. */
function documentOf(path: string, simulation: Simulation): JsonObject | undefined {
  if (builtInPaths.includes(path)) return remembered(path, () => documentV3(path, apiResources, texts));
  const { code, body } = simulation.request({ method: 'GET', path: `/openapi/v3/${path}` });
  return code === 200 && isJsonObject(body) ? body : undefined;
}

/** What `/openapi/v3` lists. The hash in each address changes with the document: clients keep it for good. */
function indexOf(simulation: Simulation): JsonObject {
  const paths = [...new Set([...builtInPaths, ...groupVersionPaths(servedOf(simulation.reader).custom)])];
  const entries = paths.map((path) => {
    const document = documentOf(path, simulation);
    const hash = createHash('sha512').update(JSON.stringify(document)).digest('hex').toUpperCase();
    return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }] as const;
  });
  return { paths: Object.fromEntries(entries) };
}

const protobufType = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/**
 * OpenAPI v2 as protobuf, without a definition. kubectl asks for it, and takes nothing else, when OpenAPI v3 does not know
 * a kind; what it wants to hear is that v2 does not know it either. All bytes are ASCII.
 */
function emptyProtobufDocument(): ApiResponse {
  const field = (number: number, text: string): string => String.fromCharCode((number << 3) | 2, text.length) + text;
  const info = field(1, 'Kubernetes') + field(2, 'unversioned');
  return { code: 200, body: field(1, '2.0') + field(2, info), contentType: protobufType };
}

const asksProtobuf = (accept: string): boolean => /proto-openapi\.spec\.v2[.@]v1\.0\+protobuf/.test(accept);

/** Answers the paths of OpenAPI; undefined for all others. */
export function openApiResponse(
  simulation: Simulation,
  { pathname }: URL,
  method: string,
  accept: string | undefined,
): ApiResponse | undefined {
  const path = pathname.replace(/(?<=.)\/+$/, '');
  if (!path.startsWith('/openapi/v')) return undefined;
  if (method !== 'GET' && method !== 'HEAD') return { code: 405, body: '405 method not allowed\n' };
  if (path === '/openapi/v2' && accept !== undefined && asksProtobuf(accept)) return emptyProtobufDocument();
  if (!formatOf(accept)) return { code: 406, body: notAcceptable as unknown as JsonValue };
  const document = documentAt(path, simulation);
  return document ? { code: 200, body: document } : { code: 404, body: '404 page not found\n' };
}

function documentAt(path: string, simulation: Simulation): JsonObject | undefined {
  if (path === '/openapi/v2') return remembered('v2', () => documentV2(apiResources, texts));
  if (path === '/openapi/v3') return indexOf(simulation);
  return path.startsWith('/openapi/v3/') ? documentOf(path.slice('/openapi/v3/'.length), simulation) : undefined;
}
