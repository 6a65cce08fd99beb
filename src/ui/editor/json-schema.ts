/**
 * The JSON Schema that the editor completes, explains and validates with: the kinds of the playground's API server,
 * built from the same structure that the server itself decodes with. Values of string fields and what cannot be
 * changed later are not in that structure; they are added in schema-overlay.ts.
 */

import type { JSONSchema } from 'monaco-yaml';
import { apiVersionOf, scheme, type ResourceRow } from '../../api/scheme.ts';
import { enumOf, immutableNote } from './schema-overlay.ts';

export type Structure = Readonly<Record<string, Readonly<Record<string, string>>>>;
export type Descriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

const primitives: Readonly<Record<string, JSONSchema>> = {
  string: { type: 'string' },
  bytes: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer' },
  int64: { type: 'integer' },
  float64: { type: 'number' },
  Quantity: { type: ['string', 'number'] },
  IntOrString: { type: ['string', 'integer'] },
  Time: { type: ['string', 'null'] },
  MicroTime: { type: ['string', 'null'] },
  any: {},
};

/** Fields that the server fills in: they are never asked for. */
const serverFields = new Set(['status', 'creationTimestamp']);

/**
 * The server takes `null` everywhere for what is not said. Here where manifests have it: `creationTimestamp: null`, which
 * tools write, and `annotations:` with nothing behind it. Elsewhere the editor would offer it as a value.
 */
function fieldSchema(expression: string): JSONSchema {
  if (expression.startsWith('[]')) return { type: 'array', items: fieldSchema(expression.slice(2)) };
  if (expression.startsWith('map[string]')) {
    return { type: ['object', 'null'], additionalProperties: fieldSchema(expression.slice('map[string]'.length)) };
  }
  return primitives[expression] ?? { $ref: `#/definitions/${expression}` };
}

function typeSchema(name: string, structure: Structure, descriptions: Descriptions): JSONSchema {
  const fields = structure[name] ?? {};
  const texts = descriptions[name] ?? {};
  const properties: Record<string, JSONSchema> = {};
  const required: string[] = [];
  for (const [field, expression] of Object.entries(fields)) {
    const isRequired = expression.startsWith('!');
    const schema = fieldSchema(isRequired ? expression.slice(1) : expression);
    const values = enumOf(name, field);
    const note = immutableNote(name, field);
    const description = [texts[field], note].filter(Boolean).join('\n\n');
    const described = description ? { description } : {};
    properties[field] = { ...schema, ...described, ...(values ? { enum: [...values] } : {}) };
    if (isRequired && !serverFields.has(field)) required.push(field);
  }
  return {
    type: 'object',
    ...(texts[''] ? { description: texts[''] } : {}),
    properties,
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
  };
}

/** A kind as a whole document: it says which it is. Its type alone (a claim template) need not. */
function rootSchema(row: ResourceRow, structure: Structure, descriptions: Descriptions): JSONSchema {
  const schema = typeSchema(row.type, structure, descriptions);
  return {
    ...schema,
    title: row.kind,
    properties: {
      ...schema.properties,
      apiVersion: { type: 'string', enum: [apiVersionOf(row)], description: 'The version of the API.' },
      kind: { type: 'string', enum: [row.kind], description: schema.description ?? row.kind },
    },
    required: ['apiVersion', 'kind', 'metadata', ...(schema.required ?? []).filter((field) => field !== 'metadata')],
  };
}

/**
 * Documents of custom kinds, whose schemas only the cluster knows: any content, in a group that is a domain and none of
 * the known ones.
 */
function customSchema(): JSONSchema {
  const known = [...new Set(scheme.map(apiVersionOf))];
  return {
    type: 'object',
    title: 'custom resource',
    properties: {
      apiVersion: { type: 'string', pattern: String.raw`^[a-z0-9-]+(\.[a-z0-9-]+)+/v\d\w*$`, not: { enum: known } },
      kind: { type: 'string' },
      metadata: { $ref: '#/definitions/ObjectMeta' },
      // The validation prefers the kind that knows most of a document's fields.
      spec: {},
      status: {},
    },
    required: ['apiVersion', 'kind', 'metadata'],
  };
}

/** The schema of one document of a manifest. */
export function manifestSchema(structure: Structure, descriptions: Descriptions): JSONSchema {
  const definitions: Record<string, JSONSchema> = {};
  for (const name of Object.keys(structure)) definitions[name] = typeSchema(name, structure, descriptions);
  const oneOf: JSONSchema[] = [];
  for (const row of scheme) {
    const name = `document.${row.kind}`;
    definitions[name] = rootSchema(row, structure, descriptions);
    oneOf.push({ $ref: `#/definitions/${name}` });
  }
  oneOf.push(customSchema());
  return { $schema: 'http://json-schema.org/draft-07/schema#', oneOf, definitions };
}
