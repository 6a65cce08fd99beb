/** Schemas below `additionalProperties`, which may also be a boolean: they are read as every other schema is. */

import type { JsonObject, JsonValue } from '../../../api/json.ts';
import { isJsonObject } from '../../../api/json.ts';
import { badRequest, StatusError } from '../../../api/status.ts';
import { isNestedDeeper } from '../../../lib/nesting.ts';
import { withFields } from '../../../lib/sharing.ts';
import { mapEntries, type Schema } from '../../custom/schema.ts';
import { decodeAs, DecodeError } from '../../decoding/decode.ts';
import { shapeOf } from '../../decoding/shapes.ts';

/** Deeper schemas are refused. */
const depthLimit = 500;

/** The schema with every part in normal form; the very same one when it is already. Throws StatusError. */
export function normalSchema(schema: Schema): Schema {
  const value = schema as unknown as JsonObject;
  if (isNestedDeeper(value, depthLimit)) throw new StatusError(badRequest('the schema exceeds the maximum depth'));
  return normal(schema);
}

function normal(schema: Schema): Schema {
  const { properties, items, additionalProperties } = schema;
  return withFields<Schema>(schema, {
    ...(properties ? { properties: normalProperties(properties) } : {}),
    ...(items ? { items: normal(items) } : {}),
    ...(additionalProperties === undefined ? {} : { additionalProperties: normalAdditional(additionalProperties) }),
  });
}

function normalProperties(properties: Readonly<Record<string, Schema>>): Readonly<Record<string, Schema>> {
  const change = (_key: string, property: JsonValue): JsonValue =>
    normal(property as unknown as Schema) as unknown as JsonValue;
  return mapEntries(properties as unknown as JsonObject, change) as unknown as Readonly<Record<string, Schema>>;
}

function normalAdditional(additional: JsonValue): JsonValue {
  if (typeof additional === 'boolean') return additional;
  const refused = new StatusError(
    badRequest('json: cannot unmarshal additionalProperties: boolean or JSON schema expected'),
  );
  if (!isJsonObject(additional)) throw refused;
  try {
    const { value } = decodeAs(shapeOf('JSONSchemaProps'), additional);
    return normal(value as unknown as Schema) as unknown as JsonValue;
  } catch (error) {
    if (error instanceof DecodeError) throw new StatusError(badRequest(error.message));
    throw error;
  }
}
