/** The schema of a custom resource as `kubectl explain` reads it: from the server's OpenAPI document. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { ApiResource } from '../api-resources.ts';
import type { KubectlClient } from '../client.ts';
import type { FieldSchema, Schema } from './schema.ts';

/** Name of a resource's own type; its parts are `Object#spec.x`. */
export const rootType = 'Object#';

/** The schema of one resource, with `base` for what every object has; undefined when the server has no document of it. */
export async function loadOpenApiSchema(
  client: KubectlClient,
  { group, version, kind }: ApiResource,
  base: Schema,
): Promise<Schema | undefined> {
  const document = await client.send({ method: 'GET', path: `/openapi/v3/apis/${group}/${version}` });
  const components = isJsonObject(document) ? document['components'] : undefined;
  const schemas = isJsonObject(components) ? components['schemas'] : undefined;
  const name = [...group.split('.').toReversed(), version, kind].join('.');
  const root = isJsonObject(schemas) && Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  return isJsonObject(root) ? schemaOf(root, base) : undefined;
}

function schemaOf(root: JsonObject, base: Schema): Schema {
  const parts = new Map<string, JsonObject>([[rootType, root]]);
  const fieldsOf = (type: string, part: JsonObject): ReadonlyMap<string, FieldSchema> => {
    const properties = isJsonObject(part['properties']) ? part['properties'] : {};
    const required = Array.isArray(part['required']) ? (part['required'] as readonly JsonValue[]) : [];
    const own = Object.keys(properties).map((name): [string, FieldSchema] => {
      const property: JsonObject = isJsonObject(properties[name]) ? properties[name] : {};
      const description = property['description'];
      return [
        name,
        {
          ...(typeof description === 'string' && description !== '' ? { description } : {}),
          type: typeOf(property, `${type === rootType ? type : `${type}.`}${name}`, parts),
          required: required.includes(name),
          values: Array.isArray(property['enum']) ? (property['enum'] as readonly JsonValue[]).map(String) : [],
        },
      ];
    });
    const all =
      type === rootType ? [...own.filter(([name]) => !identity.includes(name)), ...identityFields(base)] : own;
    return new Map(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  };
  return {
    has: (type) => parts.has(type) || base.has(type),
    describe(type) {
      const part = parts.get(type);
      if (!part) return base.describe(type);
      return type === rootType ? String(part['description'] ?? '') : '';
    },
    fields(type) {
      const part = parts.get(type);
      return part ? fieldsOf(type, part) : base.fields(type);
    },
  };
}

const identity = ['apiVersion', 'kind', 'metadata'];

/** The fields that every object has, as any other kind's. */
function identityFields(base: Schema): readonly [string, FieldSchema][] {
  return [...base.fields('ConfigMap')].filter(([name]) => identity.includes(name));
}

/** The type of a property in the words of structure.ts; objects become types of their own. */
function typeOf(property: JsonObject, name: string, parts: Map<string, JsonObject>): string {
  const { items, additionalProperties, type } = property;
  if (type === 'array') return `[]${typeOf(isJsonObject(items) ? items : {}, name, parts)}`;
  if (isJsonObject(additionalProperties)) return `map[string]${typeOf(additionalProperties, name, parts)}`;
  if (property['x-kubernetes-int-or-string'] === true) return 'any';
  if (typeof type === 'string' && type !== 'object') return type;
  parts.set(name, property);
  return name;
}
