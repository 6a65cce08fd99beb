/**
 * Sets of fields as `managedFields` hold them (FieldsV1): nested objects whose keys are `f:name` for fields,
 * `k:{…}` for elements of keyed lists, `v:…` for members of sets and `.` for the value itself.
 * Models sigs.k8s.io/structured-merge-diff/fieldpath.
 */

import { keyDefaults, type ApplyRule } from '../../api/apply-schema.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';

export interface FieldSet {
  readonly [element: string]: FieldSet;
}

const nothing: FieldSet = {};
const entriesOf = (set: FieldSet): readonly (readonly [string, FieldSet])[] => Object.entries(set);
const fromEntries = (entries: readonly (readonly [string, FieldSet])[]): FieldSet => Object.fromEntries(entries);

/** True for a set of no field at all; a leaf's set is empty, too. */
export function isEmptySet(set: FieldSet): boolean {
  return Object.keys(set).length === 0;
}

/** One part of an owned value: its path element, the part and the part's own rule. */
export interface Part {
  readonly element: string;
  readonly value: JsonValue;
  readonly rule: ApplyRule;
}

/** The parts of a value that are owned one by one; undefined for a value that is owned as a whole. */
export function partsOf(value: JsonValue, rule: ApplyRule): readonly Part[] | undefined {
  if (rule.kind === 'struct' && isJsonObject(value)) {
    return Object.entries(value).flatMap(([key, part]) =>
      part === undefined || part === null ? [] : [{ element: `f:${key}`, value: part, rule: rule.fieldRule(key) }],
    );
  }
  if (rule.kind === 'keyed' && Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item) => ({
      element: keyElement(item, rule.keys),
      value: item,
      rule: rule.item,
    }));
  }
  if (rule.kind === 'set' && Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item) => ({
      element: `v:${JSON.stringify(item)}`,
      value: item,
      rule: { kind: 'atomic' },
    }));
  }
  return undefined;
}

function keyElement(item: JsonValue, keys: readonly string[]): string {
  const object: JsonObject = isJsonObject(item) ? item : {};
  const entries = [...keys].sort().map((key) => [key, object[key] ?? keyDefaults[key] ?? null]);
  return `k:${JSON.stringify(Object.fromEntries(entries))}`;
}

/** All fields of a value. */
export function fieldsOf(value: JsonValue, rule: ApplyRule): FieldSet {
  const parts = partsOf(value, rule);
  if (!parts) return nothing;
  return fromEntries(
    parts.map(({ element, value: part, rule: partRule }) => {
      const inner = fieldsOf(part, partRule);
      return [element, element.startsWith('k:') ? { '.': nothing, ...inner } : inner];
    }),
  );
}

/** Fields in either set. */
export function unionOf(a: FieldSet, b: FieldSet): FieldSet {
  const merged = new Map(entriesOf(a));
  for (const [element, inner] of entriesOf(b)) {
    const own = merged.get(element);
    merged.set(element, own ? unionOf(own, inner) : inner);
  }
  return fromEntries([...merged]);
}

/** Fields of `a` that are not in `b`. */
export function differenceOf(a: FieldSet, b: FieldSet): FieldSet {
  return fromEntries(
    entriesOf(a).flatMap(([element, inner]) => {
      const other = Object.hasOwn(b, element) ? b[element] : undefined;
      if (!other) return [[element, inner] as const];
      if (isEmptySet(inner)) return [];
      const left = differenceOf(inner, other);
      return isEmptySet(left) ? [] : [[element, left] as const];
    }),
  );
}

/** Fields in both sets. */
export function intersectionOf(a: FieldSet, b: FieldSet): FieldSet {
  return fromEntries(
    entriesOf(a).flatMap(([element, inner]) => {
      const other = Object.hasOwn(b, element) ? b[element] : undefined;
      if (!other) return [];
      if (isEmptySet(inner) || isEmptySet(other)) return [[element, nothing] as const];
      const both = intersectionOf(inner, other);
      return isEmptySet(both) ? [] : [[element, both] as const];
    }),
  );
}

/** The paths of a set's leaves as messages print them (`.spec.containers[name="a"].image`), leaves first at each level. */
export function pathsOf(set: FieldSet, prefix = ''): readonly string[] {
  const depthOf = ([, inner]: readonly [string, FieldSet]): number => (isEmptySet(inner) ? 0 : 1);
  const sorted = entriesOf(set).toSorted((a, b) => depthOf(a) - depthOf(b) || (a[0] < b[0] ? -1 : 1));
  return sorted.flatMap(([element, inner]) => {
    if (element === '.') return [prefix];
    const path = `${prefix}${elementText(element)}`;
    return isEmptySet(inner) ? [path] : pathsOf(inner, path);
  });
}

function elementText(element: string): string {
  const body = element.slice(2);
  if (element.startsWith('f:')) return `.${body}`;
  if (element.startsWith('v:')) return `[=${body}]`;
  const keys = JSON.parse(body) as JsonObject;
  return `[${Object.entries(keys)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(',')}]`;
}
