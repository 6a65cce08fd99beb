/** Applying strategic merge patches. Models apimachinery/pkg/util/strategicpatch patch.go mergeMap. */

import { goFormat, goTypeOf } from './go-format.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { mergeRuleOf, type MergeRule } from './merge-keys.ts';
import { isPresentIn, keepOrder, mergeItemsEqual, sameValue } from './merge-order.ts';

/** A patch that cannot be applied, with upstream's text. `format` tells faults of the patch's form from all others. */
export class StrategicMergeError extends Error {
  readonly format: boolean;
  constructor(message: string, format = false) {
    super(message);
    this.format = format;
  }
}

export interface MergeOptions {
  /** `original` is an object: directives take effect. Otherwise it is a patch, too: they are kept. */
  readonly applyDirectives: boolean;
}

export const directiveMarker = '$patch';
export const retainKeysDirective = '$retainKeys';
export const setElementOrderPrefix = '$setElementOrder';
export const deleteFromPrimitiveListPrefix = '$deleteFromPrimitiveList';

/**
 * `original`, an object of `type` (a key of `schema/structure.ts`), after `patch`. Arguments are left alone and parts
 * that the patch does not touch keep their identity. Throws StrategicMergeError.
 */
export function strategicMerge(original: JsonObject, patch: JsonObject, type: string | undefined): JsonObject {
  return mergeObjects(original, patch, type, { applyDirectives: true });
}

type Fields = Map<string, JsonValue>;

const fieldsOf = (object: JsonObject): Fields =>
  new Map(Object.entries(object).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));

/** The core of merging, for objects and for patches. */
export function mergeObjects(
  original: JsonObject,
  patch: JsonObject,
  type: string | undefined,
  options: MergeOptions,
): JsonObject {
  if (Object.hasOwn(patch, directiveMarker)) return followDirective(patch);
  const merged = fieldsOf(original);
  const changes = fieldsOf(patch);
  retainKeys(merged, changes, options);
  mergeOrderedLists(merged, changes, type, options);
  for (const [key, change] of changes) mergeField(merged, key, change, type, options);
  return Object.fromEntries(merged);
}

function followDirective(patch: JsonObject): JsonObject {
  const { [directiveMarker]: directive, ...rest } = patch;
  if (directive === 'replace') return rest;
  if (directive === 'delete') return {};
  throw badPatchType(directive, patch);
}

function badPatchType(directive: JsonValue | undefined, patch: JsonObject): StrategicMergeError {
  return new StrategicMergeError(`unknown patch type: ${goFormat(directive)} in map: ${goFormat(patch)}`);
}

/** An element of a merged list lacks the key that tells elements apart. */
export function noMergeKey(element: JsonObject, mergeKey: string): StrategicMergeError {
  return new StrategicMergeError(`map: ${goFormat(element)} does not contain declared merge key: ${mergeKey}`);
}

function mergeField(
  merged: Fields,
  patchKey: string,
  change: JsonValue,
  type: string | undefined,
  options: MergeOptions,
): void {
  const isDeletion = patchKey.startsWith(deleteFromPrimitiveListPrefix);
  if (isDeletion && !options.applyDirectives) {
    merged.set(patchKey, change);
    return;
  }
  const key = isDeletion ? keyAfter(patchKey, deleteFromPrimitiveListPrefix, 'primitive') : patchKey;
  if (change === null) {
    merged.delete(key);
    if (!options.applyDirectives) merged.set(key, null);
    return;
  }
  const present = merged.get(key);
  if (present === undefined || goTypeOf(present) !== goTypeOf(change)) {
    if (!isDeletion) merged.set(key, options.applyDirectives ? withoutDirectives(change) : change);
    return;
  }
  if (Array.isArray(change)) {
    merged.set(key, mergeLists(present as readonly JsonValue[], change, ruleOf(type, key), isDeletion, options));
  } else if (isJsonObject(change)) {
    const rule = ruleOf(type, key);
    const replace = rule.strategy === 'replace' && type !== undefined;
    merged.set(key, replace ? change : mergeObjects(present as JsonObject, change, rule.type, options));
  } else {
    merged.set(key, change);
  }
}

/** The rule of a field, or upstream's error when the type has no such field. */
export function ruleOf(type: string | undefined, field: string): MergeRule {
  const rule = mergeRuleOf(type, field);
  if (rule) return rule;
  throw new StrategicMergeError(
    `unable to find api field in struct ${type} for the json field ${JSON.stringify(field)}`,
  );
}

function keyAfter(key: string, prefix: string, list: 'primitive' | 'setElementOrder'): string {
  const slash = key.indexOf('/');
  if (slash === prefix.length) return key.slice(slash + 1);
  throw new StrategicMergeError(`invalid patch format of ${list} list`, true);
}

/** A value that is taken from a patch as it is: nulls and directives mean nothing there. */
function withoutDirectives(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.filter((item) => !isDeleted(item)).map(withoutDirectives);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, JsonValue] =>
      entry[0] !== directiveMarker && entry[1] !== null && entry[1] !== undefined && !isDeleted(entry[1]),
  );
  return Object.fromEntries(entries.map(([key, entry]) => [key, withoutDirectives(entry)]));
}

const isDeleted = (value: JsonValue): boolean => isJsonObject(value) && value[directiveMarker] === 'delete';

function retainKeys(merged: Fields, changes: Fields, { applyDirectives }: MergeOptions): void {
  const directive = changes.get(retainKeysDirective);
  if (directive === undefined) return;
  changes.delete(retainKeysDirective);
  if (!applyDirectives) {
    merged.set(retainKeysDirective, directive);
    return;
  }
  const named = Array.isArray(directive) ? new Set(directive as readonly JsonValue[]) : undefined;
  const parallel = (key: string): boolean =>
    key.startsWith(deleteFromPrimitiveListPrefix) || key.startsWith(setElementOrderPrefix);
  const foreign = [...changes].some(([key, value]) => value !== null && !parallel(key) && !named?.has(key));
  if (!named || foreign) throw new StrategicMergeError('invalid patch format of retainKeys', true);
  for (const key of merged.keys()) if (!named.has(key)) merged.delete(key);
}

/** Lists whose order a `$setElementOrder` directive gives, merged with their changes. */
function mergeOrderedLists(merged: Fields, changes: Fields, type: string | undefined, options: MergeOptions): void {
  for (const [directive, order] of changes) {
    if (!directive.startsWith(setElementOrderPrefix)) continue;
    if (!options.applyDirectives) keepOrderDirective(merged, directive, order);
    changes.delete(directive);
    const ordered = asList(order);
    const key = keyAfter(directive, setElementOrderPrefix, 'setElementOrder');
    const present = merged.has(key) ? asList(merged.get(key)) : undefined;
    const change = changes.has(key) ? asList(changes.get(key)) : undefined;
    const rule = ruleOf(type, key);
    if (change) checkOrder(change, ordered, rule.mergeKey);
    changes.delete(key);
    if (!present && !change) continue;
    const list = mergeOrAdd(present, change, rule, options);
    const [named, others] = split(list, (item) => isPresentIn(ordered, item, rule.mergeKey));
    merged.set(key, keepOrder(named, others, ordered, present ?? [], rule.mergeKey));
  }
}

function mergeOrAdd(
  present: readonly JsonValue[] | undefined,
  change: readonly JsonValue[] | undefined,
  rule: MergeRule,
  options: MergeOptions,
): readonly JsonValue[] {
  if (!change) return present ?? [];
  if (present) return mergeLists(present, change, rule, false, options);
  return options.applyDirectives ? (withoutDirectives(change) as readonly JsonValue[]) : change;
}

function keepOrderDirective(merged: Fields, directive: string, order: JsonValue): void {
  const present = merged.get(directive);
  if (present === undefined) merged.set(directive, order);
  else if (!sameValue(present, order))
    throw new StrategicMergeError('invalid patch format of setElementOrder list', true);
}

function asList(value: JsonValue | undefined): readonly JsonValue[] {
  if (Array.isArray(value)) return value;
  throw new StrategicMergeError(`expected a []interface {}, but received a ${goTypeOf(value)}`);
}

/** The changes must come in the order that the directive gives. Models validatePatchWithSetOrderList. */
function checkOrder(change: readonly JsonValue[], order: readonly JsonValue[], mergeKey: string): void {
  const kept = mergeKey === '' ? change : change.filter((item) => !isDeleted(item));
  let next = 0;
  for (const item of order) {
    if (next < kept.length && mergeItemsEqual(kept[next]!, item, mergeKey)) next++;
  }
  if (next === kept.length) return;
  throw new StrategicMergeError(
    `The order in patch list:\n${goFormat(change)}\n doesn't match ${setElementOrderPrefix} list:\n${goFormat(order)}\n`,
  );
}

function mergeLists(
  original: readonly JsonValue[],
  patch: readonly JsonValue[],
  rule: MergeRule,
  isDeletion: boolean,
  options: MergeOptions,
): readonly JsonValue[] {
  if (rule.strategy !== 'merge' && !isDeletion) return patch;
  if (original.length === 0 && patch.length === 0) return original;
  const kinds = new Set(
    [...original, ...patch].map((item) => (isJsonObject(item) ? 'map' : Array.isArray(item) ? 'list' : typeof item)),
  );
  if (kinds.has('list')) throw new StrategicMergeError('lists of lists are not supported', true);
  if (!kinds.has('map')) return mergePrimitives(original, patch, isDeletion);
  if (rule.mergeKey === '')
    throw new StrategicMergeError(`cannot merge lists without merge key for ${rule.type ?? ''}`);
  if (kinds.size > 1) throw new StrategicMergeError('list element types are not identical');
  return mergeMaps(original as readonly JsonObject[], patch as readonly JsonObject[], rule, options);
}

function mergePrimitives(
  original: readonly JsonValue[],
  patch: readonly JsonValue[],
  isDeletion: boolean,
): readonly JsonValue[] {
  if (isDeletion) return original.filter((item) => !patch.includes(item));
  const [named, others] = split([...new Set([...original, ...patch])], (item) => patch.includes(item));
  return keepOrder(named, others, patch, original, '');
}

function mergeMaps(
  original: readonly JsonObject[],
  patch: readonly JsonObject[],
  rule: MergeRule,
  options: MergeOptions,
): readonly JsonValue[] {
  const { mergeKey } = rule;
  let merged: JsonObject[] = [...original];
  const changes: JsonObject[] = [];
  let replace = false;
  for (const element of patch) {
    const directive = element[directiveMarker];
    if (directive === undefined) changes.push(element);
    else if (directive === 'replace') replace = true;
    else if (directive === 'merge') throw new StrategicMergeError('merging lists cannot yet be specified in the patch');
    else if (directive !== 'delete') throw badPatchType(directive, element);
    else if (element[mergeKey] === undefined) throw noMergeKey(element, mergeKey);
    else merged = merged.filter((item) => !mergeItemsEqual(item, element, mergeKey));
  }
  if (replace) return changes;
  const serverOrder = [...merged];
  for (const change of changes) {
    if (change[mergeKey] === undefined) throw noMergeKey(change, mergeKey);
    const index = merged.findIndex((item) => mergeItemsEqual(item, change, mergeKey));
    if (index < 0) merged.push(options.applyDirectives ? (withoutDirectives(change) as JsonObject) : change);
    else merged[index] = mergeObjects(merged[index]!, change, rule.type, options);
  }
  const [named, others] = split(merged, (item) => isPresentIn(changes, item, mergeKey));
  return keepOrder(named, others, changes, serverOrder, mergeKey);
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
