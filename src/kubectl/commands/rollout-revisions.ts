/** The ControllerRevisions of a StatefulSet as `rollout history` and `undo` see them. Models polymorphichelpers/history.go. */

import type { JsonObject } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { controllerOf, type KubeObject } from '../../api/object.ts';
import { formatSelector } from '../../api/selector.ts';
import type { ControllerRevision, PodTemplateSpec, StatefulSet } from '../../api/types.ts';
import { sameJson } from '../../lib/same-json.ts';
import type { CommandContext } from '../command.ts';

export type Revision = ControllerRevision & KubeObject;

/** Revisions that the set controls, oldest first. */
export async function revisionsOf(
  { client }: Pick<CommandContext, 'client'>,
  set: StatefulSet,
): Promise<readonly Revision[]> {
  const list = await client.get(
    { resource: 'controllerrevisions.apps', namespace: set.metadata.namespace ?? '' },
    { labelSelector: formatSelector(set.spec?.selector) },
  );
  const items = (list.items ?? []) as unknown as readonly Revision[];
  return items
    .filter((revision) => controllerOf(revision)?.uid === set.metadata.uid)
    .toSorted((a, b) => a.revision - b.revision);
}

function at(value: unknown, ...path: readonly string[]): JsonObject {
  let current: unknown = value;
  for (const key of path) current = isJsonObject(current) ? current[key] : undefined;
  return isJsonObject(current) ? current : {};
}

/** The Pod template that a revision holds. */
export function templateOf(revision: Revision): PodTemplateSpec {
  const { $patch: _, ...template } = at(revision.data, 'spec', 'template');
  return template as unknown as PodTemplateSpec;
}

/** The set as it would be after a rollback. Models applyRevision. */
export function withRevision(set: JsonObject, revision: Revision): JsonObject {
  return { ...set, spec: { ...at(set, 'spec'), template: templateOf(revision) as unknown as JsonObject } };
}

/** True when the set's template is already that of the revision. Models statefulsetMatch. */
export function matchesRevision(set: JsonObject, revision: Revision): boolean {
  return sameJson(at(set, 'spec', 'template'), templateOf(revision));
}
