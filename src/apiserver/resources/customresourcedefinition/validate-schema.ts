/**
 * Schemas must be structural: every part has a type, nothing is hidden in alternatives. Models
 * ValidateCustomResourceDefinitionOpenAPISchema and pkg/apiserver/schema ValidateStructural, ValidateDefaults.
 */

import { forbiddenField, invalid, notSupported, required, type FieldError } from '../../../api/field-error.ts';
import { isJsonObject } from '../../../api/json.ts';
import { pruneObject } from '../../custom/prune.ts';
import { additionalOf, preservesUnknown, type Schema } from '../../custom/schema.ts';
import { patternFault } from '../../custom/patterns.ts';
import { validateValue } from '../../custom/validate-value.ts';

type Level = 'root' | 'item' | 'field';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const unsupported = ['definitions', 'dependencies', 'id', 'patternProperties', 'additionalItems'] as const;

/** All errors of a version's schema. */
export function validateSchema(schema: Schema, path: string): readonly FieldError[] {
  const general = generalErrors(schema, path);
  const structural = structuralErrors(schema, path, 'root');
  return [...general, ...structural, ...(general.length + structural.length > 0 ? [] : defaultErrors(schema, path))];
}

/** The schemas of properties, items and other keys, with their paths. */
function partsOf(schema: Schema, path: string): readonly (readonly [Schema, string, Level])[] {
  const { items } = schema;
  const additional = additionalOf(schema);
  return [
    ...Object.entries(schema.properties ?? {}).map(
      ([key, property]) => [property, `${path}.properties[${key}]`, 'field'] as const,
    ),
    ...(items ? [[items, `${path}.items`, 'item'] as const] : []),
    ...(typeof additional === 'object' ? [[additional, `${path}.additionalProperties`, 'field'] as const] : []),
  ];
}

/** What a schema may not hold at all. */
function generalErrors(schema: Schema, path: string): readonly FieldError[] {
  const { type, items, additionalProperties, properties, pattern, allOf = [], anyOf = [], oneOf = [], not } = schema;
  const nested: readonly (readonly [Schema, string])[] = [
    ...allOf.map((option, index) => [option, `${path}.allOf[${index}]`] as const),
    ...anyOf.map((option, index) => [option, `${path}.anyOf[${index}]`] as const),
    ...oneOf.map((option, index) => [option, `${path}.oneOf[${index}]`] as const),
    ...(not ? [[not, `${path}.not`] as const] : []),
    ...partsOf(schema, path).map(([part, partPath]) => [part, partPath] as const),
  ];
  const fault = pattern ? patternFault(pattern) : undefined;
  const both = properties && Object.keys(properties).length > 0 && additionalProperties !== undefined;
  return [
    ...(type && !types.includes(type) ? [notSupported(`${path}.type`, type, types)] : []),
    ...unsupported.flatMap((field) =>
      schema[field] === undefined ? [] : [forbiddenField(`${path}.${field}`, `${field} is not supported`)],
    ),
    ...(schema.$ref ? [forbiddenField(`${path}.$ref`, '$ref is not supported')] : []),
    ...(schema.uniqueItems
      ? [
          forbiddenField(
            `${path}.uniqueItems`,
            'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
          ),
        ]
      : []),
    ...(additionalProperties === false
      ? [forbiddenField(`${path}.additionalProperties`, 'additionalProperties cannot be set to false')]
      : []),
    ...(both && additionalProperties !== false
      ? [forbiddenField(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive')]
      : []),
    ...(type === 'array' && items === undefined ? [required(`${path}.items`, 'must be specified')] : []),
    ...(fault === undefined
      ? []
      : [invalid(`${path}.pattern`, pattern ?? '', `must be a valid regular expression, but isn't: ${fault}`)]),
    ...listErrors(schema, path),
    ...nested.flatMap(([inner, innerPath]) => generalErrors(inner, innerPath)),
  ];
}

/** Models the checks of x-kubernetes-list-type, -list-map-keys and -map-type. */
function listErrors(schema: Schema, path: string): readonly FieldError[] {
  const listType = schema['x-kubernetes-list-type'];
  const mapType = schema['x-kubernetes-map-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const errors: FieldError[] = [];
  if (listType !== undefined && !['atomic', 'set', 'map'].includes(listType)) {
    errors.push(notSupported(`${path}.x-kubernetes-list-type`, listType, ['atomic', 'set', 'map']));
  } else if (listType !== undefined && schema.type !== 'array') {
    errors.push(invalid(`${path}.type`, schema.type ?? '', 'must be array if x-kubernetes-list-type is specified'));
  }
  if (mapType !== undefined && !['atomic', 'granular'].includes(mapType)) {
    errors.push(notSupported(`${path}.x-kubernetes-map-type`, mapType, ['atomic', 'granular']));
  }
  const keysPath = `${path}.x-kubernetes-list-map-keys`;
  if (keys.length > 0 && listType !== 'map') {
    errors.push(
      invalid(
        `${path}.x-kubernetes-list-type`,
        listType ?? '',
        'must be map if x-kubernetes-list-map-keys is non-empty',
      ),
    );
  }
  if (listType !== 'map') return errors;
  if (keys.length === 0) errors.push(required(keysPath, 'must not be empty if x-kubernetes-list-type is map'));
  const { items } = schema;
  for (const [index, key] of keys.entries()) {
    if (items && !Object.hasOwn(items.properties ?? {}, key)) {
      errors.push(invalid(`${keysPath}[${index}]`, key, 'entries must all be names of item properties'));
    }
  }
  return errors;
}

const missingType: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

/** Models validateStructuralInvariants. */
function structuralErrors(schema: Schema, path: string, level: Level): readonly FieldError[] {
  const { type } = schema;
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const intOrString = schema['x-kubernetes-int-or-string'] === true;
  const errors: FieldError[] = partsOf(schema, path).flatMap(([part, partPath, partLevel]) =>
    structuralErrors(part, partPath, partLevel),
  );
  const mustBeObject = 'must be object if x-kubernetes-embedded-resource is true';
  if (embedded && type !== 'object') {
    errors.push(type ? invalid(`${path}.type`, type, mustBeObject) : required(`${path}.type`, mustBeObject));
  } else if (!type && !intOrString && !preservesUnknown(schema)) {
    errors.push(required(`${path}.type`, missingType[level]));
  }
  if (intOrString && type) {
    errors.push(forbiddenField(`${path}.type`, 'must be empty if x-kubernetes-int-or-string is true'));
  }
  if (level === 'root' && type && type !== 'object') {
    errors.push(invalid(`${path}.type`, type, 'must be object at the root'));
  }
  if (level === 'root' && schema.additionalProperties !== undefined) {
    errors.push(forbiddenField(`${path}.additionalProperties`, 'must not be used at the root'));
  }
  if (embedded && !preservesUnknown(schema) && Object.keys(schema.properties ?? {}).length === 0) {
    const detail =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
    errors.push(required(`${path}.properties`, detail));
  }
  if (level === 'root' || embedded) errors.push(...identityErrors(schema, path));
  errors.push(...alternativeErrors(schema, path));
  return errors;
}

/** `kind`, `apiVersion` and `metadata` are what they always are. */
function identityErrors({ properties = {} }: Schema, path: string): readonly FieldError[] {
  const typed = (name: string, type: string): readonly FieldError[] => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!property || property.type === type) return [];
    return [invalid(`${path}.properties[${name}].type`, property.type ?? '', `must be ${type}`)];
  };
  const metadata = Object.hasOwn(properties, 'metadata') ? properties['metadata'] : undefined;
  const others = Object.keys(metadata?.properties ?? {}).some((name) => name !== 'name' && name !== 'generateName');
  const detail = 'must not specify anything other than name and generateName, but metadata is implicitly specified';
  return [
    ...typed('kind', 'string'),
    ...typed('apiVersion', 'string'),
    ...typed('metadata', 'object'),
    ...(others ? [forbiddenField(`${path}.properties[metadata]`, detail)] : []),
  ];
}

/** Alternatives may restrict what is specified outside of them, not specify. Models validateNestedValueValidation. */
function alternativeErrors(schema: Schema, path: string): readonly FieldError[] {
  const { allOf = [], anyOf = [], oneOf = [], not } = schema;
  const intOrString = schema['x-kubernetes-int-or-string'] === true;
  const nested = (option: Schema, optionPath: string): readonly FieldError[] => {
    const empty = (
      field: 'default' | 'nullable' | 'description' | 'title' | 'additionalProperties' | 'type',
    ): boolean => !option[field] || (field === 'type' && intOrString);
    return (['type', 'default', 'nullable', 'description', 'title', 'additionalProperties'] as const).flatMap(
      (field) => (empty(field) ? [] : [forbiddenField(`${optionPath}.${field}`, 'must be empty to be structural')]),
    );
  };
  return [
    ...allOf.flatMap((option, index) => nested(option, `${path}.allOf[${index}]`)),
    ...anyOf.flatMap((option, index) => nested(option, `${path}.anyOf[${index}]`)),
    ...oneOf.flatMap((option, index) => nested(option, `${path}.oneOf[${index}]`)),
    ...(not ? nested(not, `${path}.not`) : []),
  ];
}

/** Defaults must be valid themselves. */
function defaultErrors(schema: Schema, path: string): readonly FieldError[] {
  const inner = partsOf(schema, path).flatMap(([part, partPath]) => defaultErrors(part, partPath));
  const value = schema.default;
  if (value === undefined) return inner;
  const dropped: string[] = [];
  if (isJsonObject(value)) pruneObject(value, schema, dropped);
  const field = `${path}.default`;
  if (dropped.length > 0) return [...inner, invalid(field, value, 'must not have unknown fields')];
  return [...inner, ...validateValue(value, schema, '').map((error) => ({ ...error, field }))];
}
