/** The columns of custom objects. Models apiextensions-apiserver/pkg/registry/customresource/tableconvertor. */

import { goFormat } from '../../api/go-format.ts';
import { isJsonObject, type JsonValue } from '../../api/json.ts';
import { findResults } from '../../api/jsonpath/evaluate.ts';
import { JsonPathError, type JsonPathTemplate } from '../../api/jsonpath/nodes.ts';
import { parseJsonPath } from '../../api/jsonpath/parse.ts';
import type { KubeObject } from '../../api/object.ts';
import type { CustomResourceColumnDefinition } from '../../api/types.ts';
import type { TableColumn } from '../tables/columns.ts';
import { ageColumn, nameColumn, since } from '../tables/common-columns.ts';

/** NAME, then what the definition says; without a word of it AGE. */
export function customColumns(
  definitions: readonly CustomResourceColumnDefinition[] | undefined,
): readonly TableColumn<KubeObject>[] {
  if (!definitions?.length) return [nameColumn, { ...ageColumn, type: 'date' }];
  return [nameColumn, ...definitions.map(toColumn)];
}

function toColumn({
  name,
  type,
  format,
  description,
  priority,
  jsonPath,
}: CustomResourceColumnDefinition): TableColumn<KubeObject> {
  const template = templateOf(jsonPath);
  return {
    name,
    type: type as TableColumn<KubeObject>['type'],
    ...(format ? { format } : {}),
    description: description ?? `Custom resource definition column (in JSONPath format): ${jsonPath}`,
    priority: priority ?? 0,
    cell: (object, nowMs) => cellOf(valueAt(template, object as unknown as JsonValue), type, nowMs),
  };
}

/** The template of a path; undefined when it cannot be read, and then nothing is found. */
export function templateOf(jsonPath: string): JsonPathTemplate | undefined {
  try {
    return parseJsonPath(`{${jsonPath}}`);
  } catch (error) {
    if (error instanceof JsonPathError) return undefined;
    throw error;
  }
}

/** The first value at a path; undefined when there is none. */
export function valueAt(template: JsonPathTemplate | undefined, object: JsonValue): JsonValue | undefined {
  if (!template) return undefined;
  try {
    return findResults(template, object, { allowMissingKeys: true })[0]?.[0];
  } catch (error) {
    if (error instanceof JsonPathError) return undefined;
    throw error;
  }
}

/** Models cellForJSONValue. */
function cellOf(value: JsonValue | undefined, type: string, nowMs: number): JsonValue {
  if (value === undefined) return null;
  switch (type) {
    case 'string':
      return isJsonObject(value) || Array.isArray(value) ? JSON.stringify(value) : goFormat(value);
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date': {
      if (typeof value !== 'string') return null;
      const age = since(value, nowMs);
      return age === '<unknown>' ? '<invalid>' : age;
    }
    default:
      return null;
  }
}
