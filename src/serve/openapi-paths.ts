/** `/openapi/v2` and `/openapi/v3`, as JSON. Documents are made when they are first asked for. */

import { createHash } from 'node:crypto';
import { apiResources, type ApiResource } from '../api/api-resources.ts';
import type { JsonObject, JsonValue } from '../api/json.ts';
import type { ApiResponse } from '../api/request.ts';
import descriptions from '../api/schema/descriptions.json' with { type: 'json' };
import enums from '../api/schema/enums.json' with { type: 'json' };
import { failure } from '../api/status.ts';
import { documentV2, documentV3, groupVersionPaths } from '../apiserver/openapi/documents.ts';
import type { SchemaTexts } from '../apiserver/openapi/schemas.ts';
import { formatOf, notAcceptable } from './media-types.ts';

const texts: SchemaTexts = { descriptions, enums: enums as SchemaTexts['enums'] };

/** Documents of one set of resources, by path. */
class Documents {
  readonly rows: readonly ApiResource[];
  readonly #made = new Map<string, JsonObject>();

  constructor(rows: readonly ApiResource[]) {
    this.rows = rows;
  }

  v2(): JsonObject {
    return this.#get('', () => documentV2(this.rows, texts));
  }

  v3(path: string): JsonObject | undefined {
    if (!groupVersionPaths(this.rows).includes(path)) return undefined;
    return this.#get(path, () => documentV3(path, this.rows, texts));
  }

  /** What `/openapi/v3` lists. The hash in each address changes with the document: clients keep it for good. */
  index(): JsonObject {
    const entries = groupVersionPaths(this.rows).map((path) => {
      const hash = createHash('sha512')
        .update(JSON.stringify(this.v3(path)))
        .digest('hex')
        .toUpperCase();
      return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }] as const;
    });
    return { paths: Object.fromEntries(entries) };
  }

  #get(path: string, make: () => JsonObject): JsonObject {
    const known = this.#made.get(path);
    if (known) return known;
    const made = make();
    this.#made.set(path, made);
    return made;
  }
}

const documents = new Documents(apiResources);

/** Answers the paths of OpenAPI; undefined for all others. */
export function openApiResponse(url: URL, method: string, accept: string | undefined): ApiResponse | undefined {
  const path = url.pathname.replace(/(?<=.)\/+$/, '');
  if (!path.startsWith('/openapi/v')) return undefined;
  if (method !== 'GET' && method !== 'HEAD') return { code: 405, body: '405 method not allowed\n' };
  if (!formatOf(accept)) return { code: 406, body: failureBody };
  const body = path === '/openapi/v2' ? documents.v2() : path === '/openapi/v3' ? documents.index() : undefined;
  const document =
    body ?? (path.startsWith('/openapi/v3/') ? documents.v3(path.slice('/openapi/v3/'.length)) : undefined);
  return document ? { code: 200, body: document } : { code: 404, body: '404 page not found\n' };
}

const failureBody = failure(406, 'NotAcceptable', notAcceptable.message!, {}) as unknown as JsonValue;
