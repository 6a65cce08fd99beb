/** Whether a goal is reached: what the cluster holds now, and what was written since the step began. */

import type { StoreChange } from '../api/change.ts';
import type { Decision } from '../api/decision.ts';
import { findResults } from '../api/jsonpath/evaluate.ts';
import { JsonPathError } from '../api/jsonpath/nodes.ts';
import type { JsonValue } from '../api/json.ts';
import { matchesLabels } from '../api/label-selector.ts';
import { isTerminating, objectKey, type KubeObject } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { Node, PersistentVolumeClaim, Pod, StatefulSet } from '../api/types.ts';
import type { FieldCondition, FieldTest, Goal, GoalConditions, GoalSubject } from './lesson.ts';

/** The cluster as a goal sees it. */
export interface GoalView {
  readonly reader: ClusterReader;
  readonly decisions: readonly Decision[];
  /** The uids at the beginning of the step, by resource and key. */
  readonly uidBefore: (resource: string, key: string) => string | undefined;
  /** What was written since the step began, or since the goals were last looked at. */
  readonly changes: readonly StoreChange[];
}

/** True when the goal is reached. `once` goals, events and decisions stay reached: whoever asks remembers it. */
export function isGoalReached(goal: Goal, view: GoalView): boolean {
  const { subject } = goal;
  switch (goal.type) {
    case 'event':
      return view.changes.some(
        ({ resource, object }) => resource === 'events' && isEventAbout(object, subject, goal.reason),
      );
    case 'decision':
      return view.decisions.some(
        ({ about, reason }) =>
          reason === goal.reason &&
          about.kind === subject.kind &&
          about.name === subject.name &&
          about.namespace === subject.namespace,
      );
    case 'objects': {
      const { conditions, count } = goal;
      const meets = (object: KubeObject): boolean => meetsConditions(object, conditions, subject, view);
      const objects = view.reader
        .listAny(subject.resource, subject.namespace)
        .filter((object) => isSubject(object, subject));
      if (goal.once) return (count !== 0 && objects.some(meets)) || wasOnce(subject, view, meets, count === 0);
      if (count !== undefined) return objects.filter(meets).length === count;
      return objects.length > 0 && objects.every(meets);
    }
  }
}

/** Goals that stay reached once they were. */
export function isLasting(goal: Goal): boolean {
  return goal.type !== 'objects' || goal.once;
}

function wasOnce(
  subject: GoalSubject,
  { changes }: GoalView,
  meets: (object: KubeObject) => boolean,
  absent: boolean,
): boolean {
  return changes.some(({ resource, type, object }) => {
    if (resource !== subject.resource || !isSubject(object, subject)) return false;
    return absent ? type === 'DELETED' : type !== 'DELETED' && meets(object);
  });
}

function isSubject({ metadata }: KubeObject, { namespace, name, selector }: GoalSubject): boolean {
  if (namespace !== undefined && metadata.namespace !== namespace) return false;
  if (name !== undefined && metadata.name !== name) return false;
  return !selector || matchesLabels(selector, metadata.labels);
}

function isEventAbout(object: KubeObject, { kind, namespace, name }: GoalSubject, reason: string): boolean {
  const event = object as KubeObject & {
    readonly reason?: string;
    readonly involvedObject?: { readonly kind?: string; readonly namespace?: string; readonly name?: string };
  };
  const about = event.involvedObject;
  return (
    event.reason === reason &&
    about?.kind === kind &&
    about.name === name &&
    (namespace === undefined || about.namespace === namespace)
  );
}

function meetsConditions(
  object: KubeObject,
  { ready, terminating, replaced, fields }: GoalConditions,
  { resource }: GoalSubject,
  view: GoalView,
): boolean {
  if (ready !== undefined && isReady(object) !== ready) return false;
  if (terminating !== undefined && isTerminating(object) !== terminating) return false;
  if (replaced) {
    const before = view.uidBefore(resource, objectKey(object));
    if (before === undefined || before === object.metadata.uid) return false;
  }
  return fields.every((condition) => meetsField(object, condition));
}

function isReady(object: KubeObject): boolean {
  const { kind } = object;
  const isTrue = (conditions: readonly { readonly type: string; readonly status: string }[] | undefined): boolean =>
    conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
  if (kind === 'Pod') {
    const { status } = object as Pod;
    return status.phase === 'Running' && isTrue(status.conditions);
  }
  if (kind === 'Node') return isTrue((object as Node).status.conditions);
  if (kind === 'PersistentVolumeClaim') return (object as PersistentVolumeClaim).status.phase === 'Bound';
  const { metadata, spec, status } = object as StatefulSet;
  const wanted = spec.replicas ?? 1;
  return (
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
    status.replicas === wanted &&
    (status.readyReplicas ?? 0) === wanted
  );
}

function meetsField(object: KubeObject, { path, test }: FieldCondition): boolean {
  let values: readonly JsonValue[] = [];
  try {
    values = findResults(path, object as unknown as JsonValue, { allowMissingKeys: true }).flat();
  } catch (error) {
    // A path that does not fit the object leads to nothing.
    if (!(error instanceof JsonPathError)) throw error;
  }
  return meetsTest(values, test);
}

function meetsTest(values: readonly JsonValue[], test: FieldTest): boolean {
  switch (test.type) {
    case 'equals':
      return values.includes(test.value);
    case 'not':
      return !values.includes(test.value);
    case 'exists':
      return values.length > 0 === test.value;
    case 'contains':
      return values.some((value) => typeof value === 'string' && value.includes(test.value));
    case 'atLeast':
      return values.some((value) => typeof value === 'number' && value >= test.value);
    case 'atMost':
      return values.some((value) => typeof value === 'number' && value <= test.value);
  }
}
