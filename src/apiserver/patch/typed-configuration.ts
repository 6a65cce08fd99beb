/**
 * What server-side apply says of a configuration that does not fit the schema of its type. Models
 * sigs.k8s.io/structured-merge-diff/typed validate.go. Upstream goes through the fields of an object in no order and
 * ends at the first that is not declared; here they are taken by name.
 */

import { keyDefaults, structRule, type ApplyRule } from '../../api/apply-schema.ts';
import { goFormat, goTypeOf } from '../../api/go-format.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { structure } from '../../api/schema/structure.ts';
import { shapeOf, type Scalar, type Shape } from '../decoding/shapes.ts';

/** The errors as upstream joins them; undefined for a configuration that fits. `type` is a key of `structure.ts`. */
export function typedErrorOf(config: JsonObject, type: string): string | undefined {
  const errors = errorsOf(config, shapeOf(type), structRule(type), '');
  return errors.length > 1 ? ['errors:', ...errors.map((error) => `  ${error}`)].join('\n') : errors[0];
}

function errorsOf(value: JsonValue, shape: Shape, rule: ApplyRule, path: string): readonly string[] {
  if (value === null) return [];
  switch (shape.kind) {
    case 'scalar':
      return scalarErrors(value, shape.scalar, path);
    case 'list':
      return Array.isArray(value)
        ? itemErrors(value as readonly JsonValue[], shape.element, ruleOf(shape, rule), path)
        : [`${path}: expected list, got &{${goFormat(value)}}`];
    case 'map':
    case 'struct':
      if (!isJsonObject(value)) return [`${path}: expected map, got &{${goFormat(value)}}`];
      return fieldErrors(value, shape, ruleOf(shape, rule), path);
  }
}

/** Within what is owned as a whole, lists are told apart as they are anywhere. */
function ruleOf(shape: Shape, rule: ApplyRule): ApplyRule {
  const inner = rule.kind === 'atomic' && shape.kind === 'struct' && Object.hasOwn(structure, shape.goName);
  return inner ? structRule(shape.goName) : rule;
}

function fieldErrors(value: JsonObject, shape: Shape, rule: ApplyRule, path: string): readonly string[] {
  const errors: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const at = `${path}.${key}`;
    const field = shape.kind === 'struct' ? shape.fields.get(key)?.shape : shape.kind === 'map' && shape.element;
    if (!field) return [...errors, `${at}: field not declared in schema`];
    const own = rule.kind === 'struct' ? rule.fieldRule(key) : ({ kind: 'atomic' } as const);
    errors.push(...errorsOf(value[key] ?? null, field, own, at));
  }
  return errors;
}

function itemErrors(items: readonly JsonValue[], shape: Shape, rule: ApplyRule, path: string): readonly string[] {
  const errors: string[] = [];
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const element = elementOf(item, index, rule);
    if ('fault' in element) return [...errors, `${path}: element ${index}: ${element.fault}`];
    if (seen.has(element.text)) errors.push(`${path}: duplicate entries for key ${element.text}`);
    seen.add(element.text);
    const own = rule.kind === 'keyed' ? rule.item : ({ kind: 'atomic' } as const);
    errors.push(...errorsOf(item, shape, own, `${path}${element.text}`));
  }
  return errors;
}

/** How a path names an item. Models listItemToPathElement. */
function elementOf(item: JsonValue, index: number, rule: ApplyRule): { readonly text: string } | { fault: string } {
  if (rule.kind === 'set') {
    if (item === null) return { fault: "associative list without keys has an element that's an explicit null" };
    if (isJsonObject(item)) return { fault: "associative list without keys has an element that's a map type" };
    return { text: `[=${JSON.stringify(item)}]` };
  }
  if (rule.kind !== 'keyed') return { text: `[${index}]` };
  if (item === null) return { fault: 'associative list with keys may not have a null element' };
  if (!isJsonObject(item)) return { fault: 'associative list with keys may not have non-map elements' };
  const absent = rule.keys.find((key) => item[key] === undefined && keyDefaults[key] === undefined);
  if (absent !== undefined) {
    const fault = `associative list with keys has an element that omits key field "${absent}" (and doesn't have default value)`;
    return { fault };
  }
  const keys = [...rule.keys].sort().map((key) => `${key}=${JSON.stringify(item[key] ?? keyDefaults[key])}`);
  return { text: `[${keys.join(',')}]` };
}

const numbers: ReadonlySet<Scalar> = new Set<Scalar>(['int32', 'int64', 'float64']);
const strings: ReadonlySet<Scalar> = new Set<Scalar>(['string', 'bytes']);

/** Models validateScalar. */
function scalarErrors(value: JsonValue, scalar: Scalar, path: string): readonly string[] {
  if (scalar === 'any') return [];
  const type = typeof value;
  if (numbers.has(scalar)) {
    return type === 'number' ? [] : [`${path}: expected numeric (int or float), got ${goTypeOf(value)}`];
  }
  if (strings.has(scalar)) {
    return type === 'string'
      ? []
      : [`${path}: expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`];
  }
  if (scalar === 'bool') return type === 'boolean' ? [] : [`${path}: expected boolean, got &{${goFormat(value)}}`];
  return type === 'object' ? [`${path}: expected any scalar, got &{${goFormat(value)}}`] : [];
}

/** Models `%#v`. */
function goSyntax(value: JsonValue): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map((item) => goSyntax(item as JsonValue)).join(', ')}}`;
  if (!isJsonObject(value)) return value === null ? 'interface {}(nil)' : JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${goSyntax(value[key] ?? null)}`);
  return `map[string]interface {}{${members.join(', ')}}`;
}
