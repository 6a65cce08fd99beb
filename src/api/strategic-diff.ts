/** Making strategic merge patches out of two or three versions of an object. Models strategicpatch diffMaps and CreateThreeWayMergePatch. */

import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { mergeItemsEqual, sameValue, sortedAs } from './merge-order.ts';
import { mergeRuleOf, type MergeRule } from './merge-keys.ts';
import { goFormat, goTypeOf } from './go-format.ts';
import {
  deleteFromPrimitiveListPrefix,
  directiveMarker,
  mergeObjects,
  noMergeKey,
  retainKeysDirective,
  ruleOf,
  setElementOrderPrefix,
  StrategicMergeError,
} from './strategic-merge.ts';

interface DiffOptions {
  readonly ignoreChanges: boolean;
  readonly ignoreDeletions: boolean;
  readonly retainKeys: boolean;
}

const everything: DiffOptions = { ignoreChanges: false, ignoreDeletions: false, retainKeys: false };

/**
 * The patch that leads from `original` to `modified`, both of `type` (a key of `schema/structure.ts`). Throws
 * StrategicMergeError.
 */
export function createTwoWayMergePatch(original: JsonObject, modified: JsonObject, type: string): JsonObject {
  return diffObjects(original, modified, type, everything);
}

/**
 * The patch of `current` that client-side apply sends: what `modified` has different, and the removal of what was in
 * `original` and is not in `modified` any more. Throws StrategicMergeError.
 */
export function createThreeWayMergePatch(
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
  type: string,
): JsonObject {
  const delta = diffObjects(current, modified, type, { ...everything, ignoreDeletions: true });
  const deletions = diffObjects(original, modified, type, { ...everything, ignoreChanges: true });
  return mergeObjects(deletions, delta, type, { applyDirectives: false });
}

function diffObjects(
  original: JsonObject,
  modified: JsonObject,
  type: string | undefined,
  options: DiffOptions,
): JsonObject {
  const patch = new Map<string, JsonValue>();
  const retained: string[] = [];
  for (const [key, after] of Object.entries(modified)) {
    if (after === undefined) continue;
    if (options.retainKeys && after !== null) retained.push(key);
    const before = Object.hasOwn(original, key) ? original[key] : undefined;
    if (before !== undefined && goTypeOf(before) === goTypeOf(after))
      diffField(patch, key, before, after, type, options);
    else if (!options.ignoreChanges) patch.set(key, after);
  }
  const gone = Object.keys(original).filter((key) => original[key] !== undefined && !isOwn(modified, key));
  if (!options.ignoreDeletions) for (const key of gone) patch.set(key, null);
  if (retained.length > 0 && (patch.size > 0 || gone.length > 0)) patch.set(retainKeysDirective, retained.sort());
  return Object.fromEntries(patch);
}

const isOwn = (object: JsonObject, key: string): boolean => Object.hasOwn(object, key) && object[key] !== undefined;

function diffField(
  patch: Map<string, JsonValue>,
  key: string,
  before: JsonValue,
  after: JsonValue,
  type: string | undefined,
  options: DiffOptions,
): void {
  const nested = isJsonObject(after) || Array.isArray(after);
  if (nested && !mergeRuleOf(type, key) && sameValue(before, after)) return;
  if (isJsonObject(after)) {
    const rule = ruleOf(type, key);
    if (rule.strategy === 'replace' && type !== undefined) {
      if (!options.ignoreChanges) patch.set(key, after);
      return;
    }
    const inner = diffObjects(before as JsonObject, after, rule.type, { ...options, retainKeys: rule.retainKeys });
    if (Object.keys(inner).length > 0) patch.set(key, inner);
    return;
  }
  const rule = nested ? ruleOf(type, key) : undefined;
  if (rule?.strategy === 'merge') {
    diffMergedList(patch, key, before as readonly JsonValue[], after as readonly JsonValue[], rule, options);
  } else if (!options.ignoreChanges && !sameValue(before, after)) {
    patch.set(key, after);
  }
}

function diffMergedList(
  patch: Map<string, JsonValue>,
  key: string,
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  rule: MergeRule,
  outer: DiffOptions,
): void {
  const options = { ...outer, retainKeys: rule.retainKeys };
  if (before.length === 0) {
    if (after.length > 0 && !options.ignoreChanges) patch.set(key, after);
    return;
  }
  if (rule.mergeKey === '') {
    diffPrimitives(patch, key, before, after, options);
    return;
  }
  const changes = diffMaps(mapsOf(before, rule), mapsOf(after, rule), rule, options);
  const sameOrder =
    before.length === after.length &&
    before.every((item, index) => mergeItemsEqual(item, after[index]!, rule.mergeKey));
  if (changes.length > 0) patch.set(key, changes);
  if (changes.length === 0 && sameOrder) return;
  const order = after.map((item) => ({ [rule.mergeKey]: (item as JsonObject)[rule.mergeKey] }));
  if (order.length > 0) patch.set(`${setElementOrderPrefix}/${key}`, order);
}

function mapsOf(list: readonly JsonValue[], { mergeKey }: MergeRule): readonly JsonObject[] {
  for (const item of list) {
    if (!isJsonObject(item))
      throw new StrategicMergeError(`expected a map[string]interface {}, but received a ${goTypeOf(item)}`);
    if (item[mergeKey] === undefined) throw noMergeKey(item, mergeKey);
  }
  return list as readonly JsonObject[];
}

function diffMaps(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  rule: MergeRule,
  options: DiffOptions,
): readonly JsonValue[] {
  const { mergeKey } = rule;
  const keyOf = (item: JsonObject): string => goFormat(item[mergeKey]);
  const byKey = (a: JsonObject, b: JsonObject): number => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0);
  const old = [...before].sort(byKey);
  const changes: JsonObject[] = [];
  const deletions: JsonObject[] = [];
  const drop = (item: JsonObject): number =>
    deletions.push({ [directiveMarker]: 'delete', [mergeKey]: item[mergeKey] });
  // Elements are paired in the order of their keys, so that those with the same key meet one after the other.
  let next = 0;
  for (const item of [...after].sort(byKey)) {
    while (next < old.length && keyOf(old[next]!) < keyOf(item)) drop(old[next++]!);
    if (next < old.length && keyOf(old[next]!) === keyOf(item)) {
      const inner = diffObjects(old[next++]!, item, rule.type, options);
      if (Object.keys(inner).length > 0) changes.push({ ...inner, [mergeKey]: item[mergeKey] });
    } else if (!options.ignoreChanges) {
      changes.push(item);
    }
  }
  for (const item of old.slice(next)) drop(item);
  return [...sortedAs(changes, after, mergeKey), ...(options.ignoreDeletions ? [] : deletions)];
}

function diffPrimitives(
  patch: Map<string, JsonValue>,
  key: string,
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  options: DiffOptions,
): void {
  const added = options.ignoreChanges ? [] : after.filter((item) => !before.includes(item));
  const removed = options.ignoreDeletions ? [] : [...new Set(before.filter((item) => !after.includes(item)))].sort();
  if (added.length > 0) patch.set(key, added);
  if (removed.length > 0) patch.set(`${deleteFromPrimitiveListPrefix}/${key}`, removed);
  if (after.length > 0 && (added.length > 0 || removed.length > 0 || !sameValue(before, after))) {
    patch.set(`${setElementOrderPrefix}/${key}`, after);
  }
}
