/** Server-side apply: merging a configuration into the live object and keeping the books of who owns what. Models apimachinery/pkg/util/managedfields and structured-merge-diff/merge. */

import { type ApplyRule } from '../../api/apply-schema.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { sameValue } from '../../api/merge-order.ts';
import { failure, type Status, type StatusCause } from '../../api/status.ts';
import type { ManagedFieldsEntry } from '../../api/types.ts';
import {
  differenceOf,
  fieldsOf,
  intersectionOf,
  isEmptySet,
  partsOf,
  pathsOf,
  unionOf,
  type FieldSet,
} from './field-set.ts';

export interface Applier {
  readonly manager: string;
  readonly force: boolean;
  readonly apiVersion: string;
  /** Time of the entry, as metav1.Time. */
  readonly time: string;
  /** Where it was applied, when not to the object itself. */
  readonly subresource?: string;
}

export interface Applied {
  readonly object: JsonObject;
  readonly managedFields: readonly ManagedFieldsEntry[];
}

/** Fields that nobody owns: they name the object, or are the server's. */
const unowned: FieldSet = {
  'f:apiVersion': {},
  'f:kind': {},
  'f:status': {},
  'f:metadata': {
    'f:name': {},
    'f:namespace': {},
    'f:uid': {},
    'f:generation': {},
    'f:resourceVersion': {},
    'f:creationTimestamp': {},
    'f:deletionTimestamp': {},
    'f:deletionGracePeriodSeconds': {},
    'f:selfLink': {},
    'f:managedFields': {},
  },
};

export const setOf = (entry: ManagedFieldsEntry): FieldSet => (entry.fieldsV1 ?? {}) as unknown as FieldSet;
export const withSet = (entry: ManagedFieldsEntry, set: FieldSet): ManagedFieldsEntry => ({
  ...entry,
  fieldsV1: set as unknown as JsonValue,
});

/** The fields of an object that can be owned. */
export function ownedFieldsOf(object: JsonObject, rule: ApplyRule): FieldSet {
  return differenceOf(fieldsOf(object, rule), unowned);
}

/**
 * The live object after the configuration is applied, or the Status of the conflict. `live` is undefined for an object
 * that does not exist yet.
 */
export function applyConfiguration(
  live: JsonObject | undefined,
  config: JsonObject,
  rule: ApplyRule,
  applier: Applier,
): Applied | Status {
  const wanted = ownedFieldsOf(config, rule);
  const entries = live ? managersOf(live, rule, applier) : [];
  const isOwn = (entry: ManagedFieldsEntry): boolean =>
    entry.operation === 'Apply' &&
    entry.manager === applier.manager &&
    (entry.subresource ?? '') === (applier.subresource ?? '');
  const merged = mergeValues(live, config, rule);
  const changed = live ? changedFields(live, merged, rule) : {};
  const allowed = live && applier.manager === 'kubectl' ? lastAppliedFields(live, rule) : {};
  const claims = entries.map((entry) =>
    isOwn(entry) ? {} : intersectionOf(intersectionOf(setOf(entry), wanted), changed),
  );
  const conflicts = claims.map((claim) => differenceOf(claim, allowed));
  if (!applier.force && conflicts.some((claim) => !isEmptySet(claim))) return conflictStatus(entries, conflicts);
  const others = entries.flatMap((entry, index) => {
    if (isOwn(entry)) return [];
    const left = differenceOf(setOf(entry), claims[index]!);
    return isEmptySet(left) ? [] : [left === setOf(entry) ? entry : withSet(entry, left)];
  });
  const own = entries.find(isOwn);
  const elsewhere = others.reduce<FieldSet>((all, entry) => unionOf(all, setOf(entry)), wanted);
  const given = own ? differenceOf(setOf(own), elsewhere) : {};
  return {
    object: removeFields(merged, given, rule) as JsonObject,
    managedFields: [ownEntry(own, wanted, applier), ...others],
  };
}

function ownEntry(
  own: ManagedFieldsEntry | undefined,
  wanted: FieldSet,
  { manager, apiVersion, time, subresource }: Applier,
): ManagedFieldsEntry {
  if (own && sameValue(setOf(own) as unknown as JsonValue, wanted as unknown as JsonValue)) return own;
  const entry = { manager, operation: 'Apply', apiVersion, time, fieldsType: 'FieldsV1' };
  return withSet({ ...entry, ...(subresource ? { subresource } : {}) }, wanted);
}

/** The entries of the live object; what was there before the first apply belongs to a manager of that name. */
export function managersOf(
  live: JsonObject,
  rule: ApplyRule,
  { apiVersion, time }: Pick<Applier, 'apiVersion' | 'time'>,
): readonly ManagedFieldsEntry[] {
  const metadata = isJsonObject(live['metadata']) ? live['metadata'] : {};
  const known = metadata['managedFields'] as unknown as readonly ManagedFieldsEntry[] | undefined;
  if (known) return known;
  const entry = { manager: 'before-first-apply', operation: 'Update', apiVersion, time, fieldsType: 'FieldsV1' };
  return [withSet(entry, ownedFieldsOf(live, rule))];
}

/** Fields that client-side apply set: kubectl may take them over. Models lastAppliedManager. */
function lastAppliedFields(live: JsonObject, rule: ApplyRule): FieldSet {
  const metadata = isJsonObject(live['metadata']) ? live['metadata'] : {};
  const annotations = isJsonObject(metadata['annotations']) ? metadata['annotations'] : {};
  const text = annotations['kubectl.kubernetes.io/last-applied-configuration'];
  if (typeof text !== 'string') return {};
  try {
    const last: unknown = JSON.parse(text);
    return isJsonObject(last) ? ownedFieldsOf(last, rule) : {};
  } catch {
    // An annotation that somebody else wrote there: nothing was applied, nothing may be taken over.
    return {};
  }
}

function mergeValues(live: JsonValue | undefined, config: JsonValue, rule: ApplyRule): JsonValue {
  const parts = partsOf(config, rule);
  const liveParts = live === undefined || live === null ? undefined : partsOf(live, rule);
  if (!parts || !liveParts) return config;
  const merged = new Map(liveParts.map(({ element, value }) => [element, value]));
  for (const { element, value, rule: partRule } of parts)
    merged.set(element, mergeValues(merged.get(element), value, partRule));
  if (!Array.isArray(config))
    return Object.fromEntries([...merged].map(([element, value]) => [element.slice(2), value]));
  const applied = parts.map(({ element }) => merged.get(element)!);
  const kept = liveParts.filter(({ element }) => !parts.some((part) => part.element === element));
  return [...applied, ...kept.map(({ value }) => value)];
}

/** Fields whose value is another one, or that are only in one of the two. */
export function changedFields(before: JsonValue, after: JsonValue, rule: ApplyRule): FieldSet {
  if (before === after) return {};
  const old = new Map((partsOf(before, rule) ?? []).map((part) => [part.element, part]));
  const next = new Map((partsOf(after, rule) ?? []).map((part) => [part.element, part]));
  const elements = [...new Set([...old.keys(), ...next.keys()])];
  return Object.fromEntries(
    elements.flatMap((element): [string, FieldSet][] => {
      const [a, b] = [old.get(element), next.get(element)];
      if (!a || !b) return [[element, fieldsOf((a ?? b)!.value, (a ?? b)!.rule)]];
      if (sameValue(a.value, b.value)) return [];
      const inner = partsOf(a.value, a.rule) && partsOf(b.value, b.rule) ? changedFields(a.value, b.value, a.rule) : {};
      return [[element, inner]];
    }),
  );
}

/** The value without some fields, and without structs and lists that become empty by it. */
function removeFields(value: JsonValue, fields: FieldSet, rule: ApplyRule): JsonValue {
  const parts = partsOf(value, rule);
  if (!parts || isEmptySet(fields)) return value;
  const left = parts.flatMap((part) => {
    const removed = Object.hasOwn(fields, part.element) ? fields[part.element] : undefined;
    if (!removed) return [part];
    if (isEmptySet(removed) || Object.hasOwn(removed, '.')) return [];
    const kept = removeFields(part.value, removed, part.rule);
    return partsOf(kept, part.rule)?.length === 0 ? [] : [{ ...part, value: kept }];
  });
  if (Array.isArray(value)) return left.map((part) => part.value);
  return Object.fromEntries(left.map((part) => [part.element.slice(2), part.value]));
}

/**
 * The books after an ordinary write: what it changed belongs to its manager. Only objects that were once applied have
 * any. Models the Update of structured-merge-diff.
 */
export function trackUpdate(
  entries: readonly ManagedFieldsEntry[],
  old: JsonObject,
  object: JsonObject,
  rule: ApplyRule,
  writer: Omit<Applier, 'force'>,
): readonly ManagedFieldsEntry[] {
  const changed = differenceOf(changedFields(old, object, rule), unowned);
  if (isEmptySet(changed)) return entries;
  const present = intersectionOf(changed, ownedFieldsOf(object, rule));
  const { manager, apiVersion, time, subresource } = writer;
  const isOwn = (entry: ManagedFieldsEntry): boolean =>
    entry.operation === 'Update' && entry.manager === manager && (entry.subresource ?? '') === (subresource ?? '');
  const others = entries.flatMap((entry) => {
    if (isOwn(entry)) return [];
    const left = differenceOf(setOf(entry), changed);
    return isEmptySet(left) ? [] : [withSet(entry, left)];
  });
  const before = entries.find(isOwn);
  const own = unionOf(before ? differenceOf(setOf(before), changed) : {}, present);
  if (isEmptySet(own)) return others;
  const entry = {
    manager,
    operation: 'Update',
    apiVersion,
    time,
    fieldsType: 'FieldsV1',
    ...(subresource ? { subresource } : {}),
  };
  return [...others, withSet(entry, own)];
}

function conflictStatus(entries: readonly ManagedFieldsEntry[], conflicts: readonly FieldSet[]): Status {
  const found = entries.map((entry, index) => ({ manager: managerText(entry), paths: pathsOf(conflicts[index]!) }));
  const disputed = found.filter(({ paths }) => paths.length > 0).toSorted((a, b) => (a.manager < b.manager ? -1 : 1));
  const causes: StatusCause[] = disputed.flatMap(({ manager, paths }) =>
    paths.map((field) => ({ reason: 'FieldManagerConflict', message: `conflict with ${manager}`, field })),
  );
  const lines = disputed.flatMap(({ manager, paths }) => [
    `conflicts with ${manager}:`,
    ...paths.map((path) => `- ${path}`),
  ]);
  const message =
    causes.length === 1
      ? `Apply failed with 1 conflict: ${causes[0]!.message}: ${causes[0]!.field}`
      : `Apply failed with ${causes.length} conflicts: ${lines.join('\n')}`;
  return failure(409, 'Conflict', message, { causes });
}

function managerText({ manager, subresource, operation, apiVersion }: ManagedFieldsEntry): string {
  const name = `${JSON.stringify(manager)}${subresource ? ` with subresource ${JSON.stringify(subresource)}` : ''}`;
  return operation === 'Update' ? `${name} using ${apiVersion}` : name;
}
