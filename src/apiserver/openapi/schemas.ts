/** The schemas of API types, made from the structure that the server decodes with. Models kube-openapi's builders. */

import { isAtomicType, structRule } from '../../api/apply-schema.ts';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import { mergeRuleOf } from '../../api/merge-keys.ts';
import { structure } from '../../api/schema/structure.ts';
import { ownValue } from '../../lib/own-value.ts';
import { innerType } from './type-names.ts';

/** Texts and values of fields, by type: descriptions.json and enums.json. The text of a type itself stands under ''. */
export interface SchemaTexts {
  readonly descriptions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Version 3 cannot put a description beside a reference, so it wraps the reference. */
export type OpenApiVersion = 2 | 3;

export interface SchemaContext {
  readonly version: OpenApiVersion;
  readonly names: ReadonlyMap<string, string>;
  readonly texts: SchemaTexts;
}

const scalars: Readonly<Record<string, JsonObject>> = {
  string: { type: 'string' },
  bytes: { type: 'string', format: 'byte' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  float64: { type: 'number', format: 'double' },
};

/** What structure.ts writes as `any`, by its type and field. */
const anyTypes: Readonly<Record<string, string>> = {
  'ManagedFieldsEntry.fieldsV1': 'FieldsV1',
  'ControllerRevision.data': 'RawExtension',
};

/** Types that are no structs. */
export function specialSchemas({ version }: SchemaContext): Readonly<Record<string, JsonObject>> {
  const quantity = 'Quantity is a fixed-point representation of a number, as a decimal with an optional suffix.';
  const intOrString = 'IntOrString is a type that can hold an int32 or a string.';
  const either = (scalar: string): JsonObject =>
    version === 3 ? { oneOf: [{ type: 'string' }, { type: scalar }] } : { type: 'string' };
  return {
    Quantity: { description: quantity, ...either('number') },
    IntOrString: { description: intOrString, format: 'int-or-string', ...either('integer') },
    Time: { description: 'Time is a wrapper around time.Time.', type: 'string', format: 'date-time' },
    MicroTime: {
      description: 'MicroTime is version of Time with microsecond level precision.',
      type: 'string',
      format: 'date-time',
    },
    FieldsV1: {
      description: 'FieldsV1 stores a set of fields in a data structure like a Trie, in JSON format.',
      type: 'object',
    },
    RawExtension: { description: 'RawExtension is used to hold extensions in external versions.', type: 'object' },
    Patch: {
      description: 'Patch is provided to give a concrete name and type to the Kubernetes PATCH request body.',
      type: 'object',
    },
  };
}

export function reference(name: string, { version }: SchemaContext): JsonObject {
  return { $ref: `#/${version === 3 ? 'components/schemas' : 'definitions'}/${name}` };
}

/** The schema of a type expression, without text. */
function expressionSchema(expression: string, context: SchemaContext): JsonObject {
  if (expression.startsWith('[]')) return { type: 'array', items: expressionSchema(expression.slice(2), context) };
  if (expression.startsWith('map[string]')) {
    const values = expressionSchema(expression.slice('map[string]'.length), context);
    return { type: 'object', additionalProperties: values };
  }
  if (Object.hasOwn(scalars, expression)) return scalars[expression]!;
  const name = context.names.get(expression);
  if (name === undefined) return {};
  return context.version === 3 && Object.hasOwn(structure, expression)
    ? { allOf: [reference(name, context)], default: {} }
    : reference(name, context);
}

/** How server-side apply and strategic merge treat a field: the `x-kubernetes-` extensions. */
function mergeExtensions(type: string, field: string): JsonObject {
  const extensions: Record<string, JsonValue> = {};
  const expression = structure[type]![field]!.replace(/^!/, '');
  const owner = structRule(type);
  const rule = owner.kind === 'struct' ? owner.fieldRule(field) : owner;
  if (expression.startsWith('[]')) {
    if (rule.kind === 'keyed') {
      extensions['x-kubernetes-list-map-keys'] = rule.keys;
      extensions['x-kubernetes-list-type'] = 'map';
    } else {
      extensions['x-kubernetes-list-type'] = rule.kind === 'set' ? 'set' : 'atomic';
    }
  } else if (expression.startsWith('map[string]') && rule.kind === 'atomic') {
    extensions['x-kubernetes-map-type'] = 'atomic';
  }
  const merge = mergeRuleOf(type, field);
  const isList = expression.startsWith('[]');
  const replaced = !isList && merge?.strategy === 'replace';
  const strategies = [
    ...(isList && merge?.strategy === 'merge' ? ['merge'] : []),
    ...(replaced ? ['replace'] : []),
    ...(merge?.retainKeys ? ['retainKeys'] : []),
  ];
  if (merge?.mergeKey) extensions['x-kubernetes-patch-merge-key'] = merge.mergeKey;
  if (strategies.length > 0) extensions['x-kubernetes-patch-strategy'] = strategies.join(',');
  return extensions;
}

function fieldSchema(type: string, field: string, context: SchemaContext): JsonObject {
  const expression = structure[type]![field]!.replace(/^!/, '');
  const special = anyTypes[`${type}.${field}`];
  const schema = expressionSchema(special ?? expression, context);
  const description = ownValue(ownValue(context.texts.descriptions, type), field);
  const values = expression.includes('[]') ? undefined : ownValue(ownValue(context.texts.enums, type), field);
  // Beside a bare reference nothing else counts in version 3.
  const wrapped = context.version === 3 && schema['$ref'] !== undefined ? { allOf: [schema] } : schema;
  return {
    ...wrapped,
    ...(description === undefined ? {} : { description }),
    ...(values === undefined ? {} : { enum: values }),
    ...mergeExtensions(type, field),
  };
}

/** The schema of a struct. */
export function structSchema(type: string, context: SchemaContext): JsonObject {
  const fields = structure[type]!;
  const required = Object.keys(fields).filter((field) => fields[field]!.startsWith('!'));
  const description = ownValue(ownValue(context.texts.descriptions, type), '');
  return {
    ...(description === undefined || description === '' ? {} : { description }),
    type: 'object',
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(Object.keys(fields).map((field) => [field, fieldSchema(type, field, context)])),
    ...(isAtomicType(type) ? { 'x-kubernetes-map-type': 'atomic' } : {}),
  };
}

/** The schemas of `types` and of all that they are made of, by full name. */
export function schemasOf(types: Iterable<string>, context: SchemaContext): Record<string, JsonObject> {
  const specials = specialSchemas(context);
  const schemas: Record<string, JsonObject> = {};
  const add = (type: string): void => {
    const name = context.names.get(type);
    if (name === undefined || Object.hasOwn(schemas, name)) return;
    if (Object.hasOwn(specials, type)) {
      schemas[name] = specials[type]!;
      return;
    }
    if (!Object.hasOwn(structure, type)) return;
    schemas[name] = structSchema(type, context);
    for (const [field, expression] of Object.entries(structure[type]!)) {
      add(anyTypes[`${type}.${field}`] ?? innerType(expression));
    }
  };
  for (const type of types) add(type);
  return schemas;
}
