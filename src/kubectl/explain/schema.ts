/** The API types with their texts, as `kubectl explain` reads them from the OpenAPI document. Loaded when first needed. */

import { goNames, structure } from '../../api/schema/structure.ts';
import { ownValue } from '../../lib/own-value.ts';

/** A field, or what an array or map holds. */
export interface FieldSchema {
  /** Its own text; absent for elements and for fields that have none. */
  readonly description?: string;
  /** Type expression without the mark for required fields, see structure.ts. */
  readonly type: string;
  readonly required: boolean;
  readonly values: readonly string[];
}

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Values = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface Schema {
  has(type: string): boolean;
  /** Text of a type; '' when it has none. */
  describe(type: string): string;
  /** Fields of an object type by name, in byte order; none for scalars. */
  fields(type: string): ReadonlyMap<string, FieldSchema>;
}

/** What structure.ts writes as `any`, by its name in the OpenAPI document. */
const anyTypes: Readonly<Record<string, string>> = {
  'ManagedFieldsEntry.fieldsV1': 'FieldsV1',
  'ControllerRevision.data': 'RawExtension',
};

const noFields: ReadonlyMap<string, FieldSchema> = new Map();

let loading: Promise<Schema> | undefined;

/** The texts are large: they are loaded when they are asked for, once. */
export function loadSchema(): Promise<Schema> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Schema> {
  const [texts, values] = await Promise.all([
    import('../../api/schema/descriptions.json').then((module) => module.default as Texts),
    import('../../api/schema/enums.json').then((module) => module.default as Values),
  ]);
  return {
    has: (type) => Object.hasOwn(structure, type),
    describe: (type) => ownValue(texts, type)?.[''] ?? '',
    fields(type) {
      const fields = ownValue(structure, type);
      if (!fields) return noFields;
      const names = Object.keys(fields).sort();
      return new Map(
        names.map((name) => {
          const expression = fields[name]!;
          const description = ownValue(texts, type)?.[name];
          const field: FieldSchema = {
            ...(description ? { description } : {}),
            type: ownValue(anyTypes, `${type}.${name}`) ?? expression.replace(/^!/, ''),
            required: expression.startsWith('!'),
            values: expression.includes('[]') ? [] : (ownValue(values, type)?.[name] ?? []),
          };
          return [name, field] as const;
        }),
      );
    },
  };
}

const scalars: Readonly<Record<string, string>> = {
  int32: 'integer',
  int64: 'integer',
  float64: 'number',
  bool: 'boolean',
  bytes: 'string',
  Time: 'string',
  MicroTime: 'string',
  any: 'Object',
};

/** What is inside of `[]T` and `map[string]T`, or undefined for other types. */
export function elementType(type: string): string | undefined {
  if (type.startsWith('[]')) return type.slice(2);
  return type.startsWith('map[string]') ? type.slice('map[string]'.length) : undefined;
}

/** A type as it is shown: `[]Container`, `map[string]string`, `integer`. */
export function typeName(type: string): string {
  const element = elementType(type);
  if (element !== undefined) return type.slice(0, type.length - element.length) + typeName(element);
  // Parts of a custom resource's schema have no names.
  if (type.startsWith('Object#')) return 'Object';
  return scalars[type] ?? goNames[type] ?? type;
}
