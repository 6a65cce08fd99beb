/** Runs a recorded trace against a simulated cluster and tells where they differ (conformance README, "What must agree"). */

import type { StoreChange } from '../../api/change.ts';
import type { FeatureGates } from '../../api/feature-gates.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { Event } from '../../api/types.ts';
import { goJson } from '../../controllers/statefulset/revision.ts';
import { differencesBetween } from './differences.ts';
import { TraceActions } from './trace-actions.ts';
import type { TraceCase, TraceEvent, TraceResult, TraceStable } from './trace-case.ts';
import { recordingCluster, settle } from './trace-cluster.ts';
import { nodesOf, snapshotOf, unnamed } from './trace-snapshot.ts';

/** The differences from the recording; empty when the case agrees. */
export async function runTraceCase(recorded: TraceCase): Promise<string[]> {
  const simulation = recordingCluster({
    auto: recorded.auto === true,
    featureGates: (recorded.featureGates ?? {}) as Partial<FeatureGates>,
    fastNodes: recorded.steps.some(({ result }) => result.nodes !== undefined),
  });
  const actions = new TraceActions(simulation);
  const differences: string[] = [];
  const expected: Expected = { snapshot: {}, nodes: [] };
  const steadiness: Steadiness = { snapshot: true, counts: true };
  for (const [index, step] of recorded.steps.entries()) {
    const seen = simulation.history.changes.length;
    const response = await actions.perform(step.action, step.result.response);
    settle(simulation);
    const changes = simulation.history.changes.slice(seen);
    remember(expected, step.result);
    const stable = step.stable ?? allStable;
    steadiness.snapshot &&= stable.snapshot;
    steadiness.counts &&= stable.eventsAnyOrder;
    const actual = { response, changes, snapshot: snapshotOf(simulation.reader), nodes: nodesOf(simulation.reader) };
    const found = compareStep(step.result, expected, actual, stable, steadiness);
    differences.push(...found.map((line) => `step ${index} (${step.action.type}) ${line}`));
  }
  return [...differences, ...compareRevisions(recorded, simulation.history.changes)];
}

const allStable: TraceStable = { snapshot: true, events: true, eventsAnyOrder: true, lifecycle: true };

/** What is recorded as `unchanged` is what was recorded before. */
interface Expected {
  snapshot: JsonObject;
  nodes: readonly JsonObject[];
}

function remember(expected: Expected, { snapshot, nodes }: TraceResult): void {
  if (snapshot !== 'unchanged') expected.snapshot = snapshot;
  if (nodes !== undefined && nodes !== 'unchanged') expected.nodes = nodes;
}

/** What has been steady so far: later parts follow from earlier ones. */
interface Steadiness {
  snapshot: boolean;
  /** Counts and combinations of Events depend on all Events before. */
  counts: boolean;
}

interface Actual {
  readonly response: JsonValue | undefined;
  readonly changes: readonly StoreChange[];
  readonly snapshot: JsonObject;
  readonly nodes: readonly JsonObject[];
}

function compareStep(
  result: TraceResult,
  expected: Expected,
  actual: Actual,
  stable: TraceStable,
  steady: Steadiness,
): readonly string[] {
  if (!steady.snapshot) return [];
  const differences = [...differencesBetween('snapshot', sorted(expected.snapshot), sorted(actual.snapshot))];
  differences.push(...compareResponses(result.response, actual.response));
  if (stable.eventsAnyOrder) {
    const order = stable.events ? undefined : byText;
    const events = result.events.map((event) => eventText(event, steady.counts)).sort(order ?? (() => 0));
    const ours = eventsOf(actual.changes, (source) => source === 'statefulset-controller');
    const texts = ours.map((event) => eventText(event, steady.counts)).sort(order ?? (() => 0));
    differences.push(...differencesBetween('events', events, texts));
  }
  if (stable.lifecycle) {
    const writes = result.writes.filter(({ type }) => type !== 'MODIFIED');
    const texts = writes.map(({ type, kind, name }) => `${type} ${kind} ${name}`);
    differences.push(...differencesBetween('writes', texts, lifecycleOf(actual.changes)));
  }
  if (result.nodes !== undefined && stable.nodes !== false) {
    differences.push(...differencesBetween('nodes', unnamed(expected.nodes), actual.nodes));
  }
  if (result.nodes !== undefined && stable.nodeEvents !== false) {
    const ours = eventsOf(actual.changes, () => true).filter(({ regarding }) => regarding.startsWith('Node/'));
    differences.push(...differencesBetween('nodeEvents', nodeTexts(result.nodeEvents ?? []), nodeTexts(ours)));
  }
  return differences;
}

/** Lists by name: the recorder sorted them in its own way. */
function sorted(snapshot: JsonObject): JsonObject {
  const lists = Object.entries(snapshot).map(([kind, list]) => {
    const entries = [...(list as readonly JsonObject[])];
    return [kind, entries.sort((a, b) => byText(String(a['name'] ?? a['service']), String(b['name'] ?? b['service'])))];
  });
  return Object.fromEntries(lists) as JsonObject;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function eventText({ type, reason, message, regarding, count = 1 }: TraceEvent, withCount: boolean): string {
  const plain = withCount ? message : message.replace(/^\(combined from similar events\): /, '');
  return `${type} ${reason} ${regarding}: ${plain}${withCount ? ` x${count}` : ''}`;
}

/** As a set, node names aside; counts go on from other cases that were recorded on the same nodes. */
function nodeTexts(events: readonly TraceEvent[]): readonly string[] {
  const texts = events.map(({ type, reason, message }) => maskNodes(`${type} ${reason} ${message}`));
  return [...new Set(texts)].sort(byText);
}

const maskNodes = (text: string): string => text.replaceAll(/node-\d/g, 'node-N');

function eventsOf(changes: readonly StoreChange[], wanted: (source: string) => boolean): readonly TraceEvent[] {
  return changes.flatMap(({ resource, type, object }) => {
    if (resource !== 'events' || type === 'DELETED') return [];
    const event = object as Event;
    const source = event.source?.component ?? event.reportingComponent ?? '';
    if (!wanted(source)) return [];
    const { kind, name } = event.involvedObject;
    const { type: level = '', reason = '', message = '', count = 1 } = event;
    return [{ source, type: level, reason, message, count, regarding: `${kind}/${name}` }];
  });
}

const recordedResources = new Set(['statefulsets.apps', 'pods', 'persistentvolumeclaims', 'controllerrevisions.apps']);

function lifecycleOf(changes: readonly StoreChange[]): readonly string[] {
  return changes
    .filter(({ resource, type, object }) => {
      return recordedResources.has(resource) && type !== 'MODIFIED' && object.metadata.namespace === 'default';
    })
    .map(({ type, object }) => `${type} ${object.kind} ${object.metadata.name}`);
}

function compareResponses(expected: JsonValue | undefined, actual: JsonValue | undefined): readonly string[] {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return expected.flatMap((response, index) => compareResponses(response, actual[index]));
  }
  if (!isJsonObject(expected)) return [];
  if (!isJsonObject(actual)) return [`response: expected ${JSON.stringify(expected)}, got none`];
  const { command: _, ...wanted } = expected;
  return differencesBetween('response', maskResponse(wanted), maskResponse(actual));
}

const maskText = (text: string): string =>
  maskNodes(text)
    .replaceAll(/\b\d+[smhd](\d+[smh])?\b/g, '<age>')
    .replaceAll(/ +/g, ' ');

function maskResponse(response: JsonObject): JsonObject {
  const { stdout, stderr } = response;
  if (typeof stdout !== 'string' || typeof stderr !== 'string') return response;
  return { ...response, stdout: maskText(stdout), stderr: maskText(stderr) };
}

function compareRevisions({ controllerRevisions }: TraceCase, changes: readonly StoreChange[]): readonly string[] {
  const data: Record<string, string> = {};
  for (const { resource, object } of changes) {
    if (resource !== 'controllerrevisions.apps') continue;
    data[object.metadata.name] = goJson((object as unknown as { data: JsonValue }).data);
  }
  return differencesBetween('controllerRevisions', controllerRevisions, data);
}
