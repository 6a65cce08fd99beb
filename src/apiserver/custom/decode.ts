/** From a body to a custom object: typed metadata, and the rest as far as the schema knows it. Models apiextensions-apiserver schemaCoercingDecoder. */

import type { JsonObject, JsonValue } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { isNestedDeeper } from '../../lib/nesting.ts';
import { decodeAs, DecodeError, type Decoded } from '../decoding/decode.ts';
import { goKind } from '../decoding/decode-scalar.ts';
import { depthLimit } from '../decoding/json-text.ts';
import { shapeOf } from '../decoding/shapes.ts';
import { pruneObject } from './prune.ts';
import type { Schema } from './schema.ts';

/** The object in the order kind, apiVersion, metadata, rest. Throws DecodeError. */
export function decodeCustom(body: JsonObject, schema: Schema): Decoded {
  if (isNestedDeeper(body, depthLimit)) throw new DecodeError('exceeded max depth');
  const { apiVersion, kind, metadata: given, ...rest } = body;
  const metadata = decodeMetadata(given ?? {});
  const dropped: string[] = [];
  const pruned = pruneObject(rest, schema, dropped);
  const unknown = dropped.sort().map((path) => `unknown field ${JSON.stringify(path)}`);
  return {
    value: { apiVersion, kind, metadata: metadata.value, ...pruned },
    strictErrors: [...metadata.strictErrors, ...unknown],
  };
}

function decodeMetadata(metadata: JsonValue): Decoded {
  if (!isJsonObject(metadata)) {
    throw new DecodeError(`json: cannot unmarshal ${goKind(metadata)} into Go value of type v1.ObjectMeta`);
  }
  const { value, strictErrors } = decodeAs(shapeOf('ObjectMeta'), metadata);
  const errors = strictErrors.map((error) => error.replace('unknown field "', 'unknown field "metadata.'));
  return { value, strictErrors: errors };
}
