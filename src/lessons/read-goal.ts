/** Reads a goal: which objects it looks at, and what must be true of them. */

import { isJsonObject, type JsonValue } from '../api/json.ts';
import { JsonPathError, type JsonPathTemplate } from '../api/jsonpath/nodes.ts';
import { parseJsonPath, relaxedJsonPath } from '../api/jsonpath/parse.ts';
import { isSelectorError, parseLabelSelector, type ParsedLabelSelector } from '../api/label-selector.ts';
import { resourceName, scheme } from '../api/scheme.ts';
import { Fields } from './fields.ts';
import type { FieldCondition, FieldTest, Goal, GoalSubject, LessonProblem } from './lesson.ts';

const maxPath = 200;
const readyKinds: readonly string[] = ['Pod', 'Node', 'StatefulSet', 'PersistentVolumeClaim'];

export function readGoal(value: JsonValue, path: string, problems: LessonProblem[]): Goal | undefined {
  const fields = Fields.of(value, path, problems);
  if (!fields) return undefined;
  const text = fields.needText('text');
  const subject = readSubject(fields);
  const reason = { event: fields.text('event'), decision: fields.text('decision') };
  const ready = fields.flag('ready');
  const terminating = fields.flag('terminating');
  const replaced = fields.flag('replaced') ?? false;
  const conditions = readConditions(fields);
  const count = fields.flag('absent') === true ? 0 : fields.whole('count', 0, 100_000);
  const once = fields.flag('once') ?? false;
  fields.end();
  if (!subject) return undefined;
  if (ready !== undefined && !readyKinds.includes(subject.kind))
    fields.problem('ready', `is known of ${readyKinds.join(', ')} only`);
  const hasConditions = ready !== undefined || terminating !== undefined || replaced || conditions.length > 0;
  const type = reason.event !== undefined ? 'event' : reason.decision !== undefined ? 'decision' : undefined;
  if (type) {
    if (hasConditions || count !== undefined || subject.selector || (reason.event && reason.decision))
      fields.problem(type, 'stands alone: with kind and name, and with no other condition');
    if (subject.name === undefined) fields.problem('name', `is missing: ${type} is about one object`);
    return { type, text, subject, reason: reason[type]! };
  }
  if (once && count !== undefined && (count > 0 || hasConditions))
    fields.problem('once', 'looks at one object at a time; of counts it knows absent alone');
  return {
    type: 'objects',
    text,
    subject,
    conditions: { ready, terminating, replaced, fields: conditions },
    count,
    once,
  };
}

function readSubject(fields: Fields): GoalSubject | undefined {
  const kind = fields.needText('kind');
  const name = fields.text('name');
  const namespace = fields.text('namespace');
  const selector = readSelector(fields);
  const row = scheme.find((other) => other.kind === kind);
  if (!row) {
    if (kind !== '') fields.problem('kind', `${kind.slice(0, 60)} is no kind of this cluster`);
    return undefined;
  }
  if (name !== undefined && selector) fields.problem('selector', 'does not go with name');
  if (namespace !== undefined && !row.namespaced)
    fields.problem('namespace', `is for kinds in a namespace; ${kind} is not`);
  const resource = resourceName(row);
  return { kind, resource, name, selector, namespace: row.namespaced ? (namespace ?? 'default') : undefined };
}

function readSelector(fields: Fields): ParsedLabelSelector | undefined {
  const text = fields.text('selector');
  if (text === undefined) return undefined;
  const selector = parseLabelSelector(text);
  if (!isSelectorError(selector)) return selector;
  fields.problem('selector', selector.error);
  return undefined;
}

/** `fields: {.spec.replicas: 3, .status.readyReplicas: {atLeast: 1}}`. */
function readConditions(fields: Fields): readonly FieldCondition[] {
  const value = fields.value('fields');
  if (value === undefined) return [];
  if (!isJsonObject(value)) {
    fields.problem('fields', 'must be a mapping of JSONPath expressions to values');
    return [];
  }
  return Object.entries(value).flatMap(([key, wanted]) => {
    const at = `fields[${key.slice(0, 60)}]`;
    const path = readPath(key);
    if (typeof path === 'string') fields.problem(at, path);
    const test = readTest(wanted);
    if (typeof test === 'string') fields.problem(at, test);
    return typeof path === 'string' || typeof test === 'string' ? [] : [{ path, test }];
  });
}

/** The parsed path, or what is wrong with it. */
function readPath(text: string): JsonPathTemplate | string {
  if (text.length > maxPath) return `is longer than ${maxPath} characters`;
  // Each descends through all of an object: two would descend from everywhere.
  if (text.split('..').length > 2) return 'may have one .. at most';
  try {
    const path = parseJsonPath(relaxedJsonPath(text));
    return path.nodes.length === 1 ? path : 'must be one JSONPath expression such as .spec.replicas';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `is no JSONPath expression: ${error instanceof JsonPathError ? error.message : 'it cannot be read'}`;
  }
}

const isScalar = (value: JsonValue | undefined): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** A plain value means `equals`. */
function readTest(wanted: JsonValue | undefined): FieldTest | string {
  if (isScalar(wanted)) return { type: 'equals', value: wanted };
  const usage = 'must be a value, or one of equals, not, atLeast, atMost, contains, exists with a value';
  if (!isJsonObject(wanted)) return usage;
  const [entry, ...others] = Object.entries(wanted);
  if (!entry || others.length > 0) return usage;
  const [type, value] = entry;
  if ((type === 'equals' || type === 'not') && isScalar(value)) return { type, value };
  if ((type === 'atLeast' || type === 'atMost') && typeof value === 'number') return { type, value };
  if (type === 'contains' && typeof value === 'string') return { type, value };
  if (type === 'exists' && typeof value === 'boolean') return { type, value };
  return usage;
}
