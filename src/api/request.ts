/** REST requests and answers as plain data. Everything that changes the cluster is one of these. */

import type { JsonValue } from './json.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path without query, for example `/apis/apps/v1/namespaces/default/statefulsets/web`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Default: `application/json`; of a PATCH `application/strategic-merge-patch+json`. */
  readonly contentType?: string;
  /** Default: `application/json`. Tables are asked for as kubectl does. */
  readonly accept?: string;
  /** A JSON value, or text that is sent as it is. */
  readonly body?: JsonValue;
}

export interface ApiResponse {
  readonly code: number;
  /** A decoded JSON object (the object, a list, a Table or a Status); text for logs and OpenAPI paths. */
  readonly body: JsonValue;
  /** What text is, when it is not plain. */
  readonly contentType?: string;
  /** Texts of `Warning` headers. */
  readonly warnings?: readonly string[];
}
