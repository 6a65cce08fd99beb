/**
 * Writes the revision history of a set: adopts, creates, renumbers and deletes ControllerRevisions. Models
 * pkg/controller/history/controller_history.go and the revision part of stateful_set_control.go.
 */

import type { SyncContext } from '../../api/controller.ts';
import { controllerOf, isTerminating } from '../../api/object.ts';
import type { ControllerRevision, StatefulSet } from '../../api/types.ts';
import { createRequest, deleteRequest, updateRequest, type ObjectPath } from '../../client/request.ts';
import { adoptRevision } from './claim-pods.ts';
import { aggregate, failureOf, isAlreadyExists, type Failure } from './pod-control.ts';
import {
  bytesOf,
  planUpdateRevision,
  revisionHash,
  revisionName,
  revisionsOf,
  sameData,
  sortRevisions,
  surplusRevisions,
  type RevisionDraft,
} from './revision.ts';

const pathOf = (set: StatefulSet, name?: string): ObjectPath => ({
  resource: 'controllerrevisions.apps',
  namespace: set.metadata.namespace!,
  ...(name ? { name } : {}),
});

/** The set's revisions in order. */
export function listRevisions(set: StatefulSet, { reader }: SyncContext): readonly ControllerRevision[] {
  return sortRevisions(revisionsOf(set, reader.list('controllerrevisions.apps', set.metadata.namespace)));
}

/** Adopts revisions that have lost their owner. Models adoptOrphanRevisions. */
export function adoptOrphanRevisions(set: StatefulSet, context: SyncContext): Failure {
  const orphans = listRevisions(set, context).filter((revision) => !controllerOf(revision));
  if (orphans.length === 0) return undefined;
  if (isTerminating(set)) {
    const { namespace, name, deletionTimestamp } = set.metadata;
    return `can't adopt ControllerRevisions: ${namespace}/${name} has just been deleted at ${deletionTimestamp}`;
  }
  return aggregate(orphans.map((revision) => adoptRevision(set, revision, context)));
}

/** The two revisions a set is between. */
export interface SetRevisions {
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly collisionCount: number;
}

/** Finds or makes the revisions of the set. Models getStatefulSetRevisions. */
export function resolveRevisions(
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
  context: SyncContext,
): SetRevisions | { readonly failure: string } {
  const collisionCount = set.status?.collisionCount ?? 0;
  const step = planUpdateRevision(set, revisions, collisionCount);
  const named = revisions.find(({ metadata }) => metadata.name === set.status?.currentRevision);
  if (step.type === 'keep') return { current: named ?? step.revision, update: step.revision, collisionCount };
  if (step.type === 'bump') {
    const renumbered = { ...step.revision, revision: step.to };
    const path = pathOf(set, step.revision.metadata.name);
    const failure = failureOf(context.request(updateRequest(path, renumbered)));
    if (failure !== undefined) return { failure };
    return { current: named ?? renumbered, update: renumbered, collisionCount };
  }
  const created = createRevision(set, step.draft, collisionCount, context);
  if ('failure' in created) return created;
  return { current: named ?? created.revision, update: created.revision, collisionCount: created.collisionCount };
}

/** On a name that is taken by other data the next hash is tried. Models CreateControllerRevision. */
function createRevision(
  set: StatefulSet,
  draft: RevisionDraft,
  firstCollisionCount: number,
  context: SyncContext,
): { readonly revision: ControllerRevision; readonly collisionCount: number } | { readonly failure: string } {
  const bytes = bytesOf(set.spec.template);
  for (let collisionCount = firstCollisionCount; ; collisionCount++) {
    const name = revisionName(set.metadata.name, revisionHash(bytes, collisionCount));
    const wanted = { ...draft, metadata: { ...draft.metadata, name } };
    const response = context.request(createRequest(pathOf(set), wanted));
    const failure = failureOf(response);
    if (failure === undefined) return { revision: response.body as unknown as ControllerRevision, collisionCount };
    const existing =
      isAlreadyExists(response) && context.reader.get('controllerrevisions.apps', set.metadata.namespace, name);
    if (!existing) return { failure };
    if (sameData(existing, draft)) return { revision: existing, collisionCount };
  }
}

/** Deletes what goes beyond the history limit. Models truncateHistory. */
export function truncateHistory(
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
  inUse: ReadonlySet<string>,
  context: SyncContext,
): Failure {
  for (const { metadata } of surplusRevisions(set, revisions, inUse)) {
    const response = context.request(deleteRequest(pathOf(set, metadata.name)));
    const failure = response.code === 404 ? undefined : failureOf(response);
    if (failure !== undefined) return failure;
  }
  return undefined;
}
