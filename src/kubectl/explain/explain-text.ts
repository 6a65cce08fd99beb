/** Lays out explanations. Models kubectl/pkg/explain/v2/templates/plaintext.tmpl. */

import { KubectlError } from '../errors.ts';
import { elementType, typeName, type FieldSchema, type Schema } from './schema.ts';
import { indentLines, wordWrap } from './word-wrap.ts';

/** The texts of a type and of what it holds, each with a final line break. */
function typeDescription(schema: Schema, type: string): string {
  const element = elementType(type);
  if (element !== undefined) return typeDescription(schema, element);
  const text = schema.describe(type);
  return text === '' ? '' : `${text}\n`;
}

/** The object type behind arrays and maps. */
function objectType(type: string): string {
  const element = elementType(type);
  return element === undefined ? type : objectType(element);
}

const shownEnumValues = 4;

function enumLine(values: readonly string[], indent: number): string {
  if (values.length === 0) return '';
  const shown = values.slice(0, shownEnumValues).map((value) => (value === '' ? '""' : value));
  return `\n${' '.repeat(indent)}enum: ${shown.join(', ')}${values.length > shownEnumValues ? ', ....' : ''}`;
}

function fieldText(name: string, field: FieldSchema, level: number, short: boolean): string {
  const indent = level * 2;
  const required = field.required ? ' -required-' : '';
  const head = `${' '.repeat(indent)}${name}\t<${typeName(field.type)}>${required}${enumLine(field.values, indent)}\n`;
  if (short) return head;
  const text = wordWrap(field.description ?? '<no description>', 78 - indent);
  return `${head}${indentLines(text, indent + 2)}\n\n`;
}

/** All fields of a type; with `recursive` their fields too, each type only once on a path. */
function fieldList(
  schema: Schema,
  type: string,
  level: number,
  recursive: boolean,
  seen: ReadonlySet<string> = new Set(),
): string {
  const inner = objectType(type);
  if (seen.has(inner)) return '';
  const path = new Set([...seen, inner]);
  return [...schema.fields(inner)]
    .map(([name, field]) => {
      const below = recursive ? fieldList(schema, field.type, level + 1, recursive, path) : '';
      return fieldText(name, field, level, recursive) + below;
    })
    .join('');
}

function body(schema: Schema, type: string, ownText: string, recursive: boolean): string {
  const text = ownText + typeDescription(schema, type) || '<empty>';
  const fields = fieldList(schema, type, 1, recursive);
  const description = `DESCRIPTION:\n${indentLines(wordWrap(text, 76), 4)}\n`;
  return `${description}${fields === '' ? '' : `FIELDS:\n${fields}`}\n`;
}

function longEnum(values: readonly string[]): string {
  if (values.length === 0) return '';
  return `ENUM:${values.map((value) => `\n    ${value === '' ? '""' : value}`).join('')}`;
}

/** Text about a type or, along `path`, about one of its fields. Throws KubectlError when there is no such field. */
export function explainText(schema: Schema, type: string, path: readonly string[], recursive: boolean): string {
  let current = type;
  let field: FieldSchema | undefined;
  for (const name of path) {
    field = schema.fields(objectType(current)).get(name);
    // Upstream's template knows no more than that the path leads nowhere, and names its end.
    if (!field) throw new KubectlError(`field "${path.at(-1)!}" does not exist`);
    current = field.type;
  }
  if (!field) return body(schema, type, '', recursive);
  const head = `FIELD: ${path.at(-1)} <${typeName(field.type)}>\n${longEnum(field.values)}\n\n`;
  return head + body(schema, current, field.description ? `${field.description}\n` : '', recursive);
}
