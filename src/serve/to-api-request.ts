/** From HTTP to the API server's own requests. */

import type { JsonValue } from '../api/json.ts';
import type { ApiRequest } from '../api/request.ts';
import { badRequest, failure, StatusError } from '../api/status.ts';
import { parseYaml } from '../manifest/yaml/parse.ts';
import { valueOf } from '../manifest/yaml/to-value.ts';
import { YamlError } from '../manifest/yaml/token.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { bareType, protobufType, unsupportedBody } from './media-types.ts';
import { ProtobufError } from './protobuf-reader.ts';

/** What of an HTTP request matters. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  readonly body: Buffer | undefined;
}

const methods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies readonly ApiRequest['method'][];

/** The request as the API server takes it. Throws a Status for methods and bodies that it does not know. */
export function toApiRequest({ method, url, contentType, accept, body }: HttpRequest): ApiRequest {
  if (!methods.includes(method)) throw new StatusError(methodNotAllowed);
  const unsupported = body === undefined ? undefined : unsupportedBody(method, contentType);
  if (unsupported) throw new StatusError(unsupported);
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  // Of a parameter that is given twice, the first counts.
  for (const [name, value] of url.searchParams) query[name] ??= value;
  return {
    method: method as ApiRequest['method'],
    path: url.pathname,
    ...(url.search === '' ? {} : { query }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(accept === undefined || accept === '' ? {} : { accept }),
    ...(body === undefined ? {} : { body: decoded(body, bareType(contentType)) }),
  };
}

export const methodNotAllowed = failure(
  405,
  'MethodNotAllowed',
  'the server does not allow this method on the requested resource',
  {},
);

/** JSON goes on as text (the server has its own words for what is wrong with it), all else as the value that it stands for. */
function decoded(body: Buffer, type: string): JsonValue {
  if (type === protobufType) return fromProtobuf(body);
  const text = body.toString('utf8');
  const isYaml = type === 'application/yaml' || type === 'application/apply-patch+yaml';
  return isYaml && !text.trimStart().startsWith('{') ? fromYaml(text, type) : text;
}

function fromProtobuf(body: Buffer): JsonValue {
  try {
    return decodeProtobuf(body);
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error;
    throw new StatusError(badRequest(`the object provided is unrecognized: ${error.message}`));
  }
}

function fromYaml(text: string, type: string): JsonValue {
  try {
    return valueOf(parseYaml(text.endsWith('\n') ? text : `${text}\n`));
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const what =
      type === 'application/yaml'
        ? 'the object provided is unrecognized'
        : 'error decoding YAML: error converting YAML to JSON';
    throw new StatusError(badRequest(`${what}: yaml: ${error.message}`));
  }
}
