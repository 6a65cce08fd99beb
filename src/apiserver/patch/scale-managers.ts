/**
 * Who owns the replicas, as the object and as its scale subresource say it. Models apimachinery/pkg/util/managedfields
 * scalehandler.go.
 */

import type { ManagedFieldsEntry } from '../../api/types.ts';
import { setOf, withSet } from './apply.ts';
import { differenceOf, isEmptySet, type FieldSet } from './field-set.ts';

const scaleVersion = 'autoscaling/v1';

const leafAt = (path: readonly string[]): FieldSet =>
  path.reduceRight<FieldSet>((inner, segment) => ({ [`f:${segment}`]: inner }), {});

const scaleReplicas = leafAt(['spec', 'replicas']);

function owns(entry: ManagedFieldsEntry, path: readonly string[]): boolean {
  let set: FieldSet | undefined = setOf(entry);
  for (const segment of path) set = set?.[`f:${segment}`];
  return set !== undefined;
}

/** The same manager, whatever it owns and since when. */
const isSame = (a: ManagedFieldsEntry, b: ManagedFieldsEntry): boolean =>
  a.manager === b.manager && a.operation === b.operation && (a.subresource ?? '') === (b.subresource ?? '');

/** The managers of a Scale: those that own the replicas of its object, which are at `path` there. */
export function toScale(
  entries: readonly ManagedFieldsEntry[],
  path: readonly string[],
): readonly ManagedFieldsEntry[] | undefined {
  const owners = entries.filter((entry) => owns(entry, path));
  if (owners.length === 0) return undefined;
  return owners.map((entry) => withSet({ ...entry, apiVersion: scaleVersion }, scaleReplicas));
}

/** The managers of the object after those of its Scale were changed. */
export function fromScale(
  entries: readonly ManagedFieldsEntry[],
  scaleEntries: readonly ManagedFieldsEntry[],
  path: readonly string[],
  apiVersion: string,
): readonly ManagedFieldsEntry[] {
  const owners = scaleEntries.filter((entry) => owns(entry, ['spec', 'replicas']));
  const kept = entries.flatMap((entry) => {
    if (!owns(entry, path) || owners.some((owner) => isSame(owner, entry))) return [entry];
    const left = differenceOf(setOf(entry), leafAt(path));
    return isEmptySet(left) ? [] : [withSet(entry, left)];
  });
  const added = owners.filter((owner) => !entries.some((entry) => isSame(owner, entry) && owns(entry, path)));
  return [...added.map((entry) => withSet({ ...entry, apiVersion }, leafAt(path))), ...kept];
}
