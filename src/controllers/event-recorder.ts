/**
 * How components record Events: repeats are counted, many similar ones are combined, and floods are cut off. Models
 * client-go/tools/record events_cache.go (EventCorrelator) and, for `series` drafts, client-go/tools/events.
 */

import type { EventDraft, Memory } from '../api/controller.ts';
import type { JsonValue } from '../api/json.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import type { ObjectReference } from '../api/types.ts';
import { createRequest, patchRequest } from '../client/request.ts';
import type { Random } from '../lib/random.ts';
import { formatMicroTime, formatTime } from '../lib/time.ts';

/** What recording needs. The memory belongs to the recorder of one component alone. */
export interface RecorderContext {
  readonly memory: Memory;
  readonly nowMs: number;
  readonly random: Random;
  /** Component of drafts that name none. */
  readonly controllerName: string;
  request(request: ApiRequest): ApiResponse;
}

/** The identity of an Event with the parts that do not vary between repeats. */
interface Occurrence {
  readonly draft: EventDraft;
  readonly involved: ObjectReference;
  readonly namespace: string;
  readonly component: string;
  readonly message: string;
}

/** Records one Event. Failures of its requests are dropped, as upstream's recorder does in the end. */
export function recordEvent(draft: EventDraft, context: RecorderContext): void {
  const involved = referenceTo(draft.about);
  const occurrence: Occurrence = {
    draft,
    involved,
    namespace: involved.namespace ?? 'default',
    component: draft.component ?? context.controllerName,
    message: draft.message,
  };
  if (draft.series) recordSeries(occurrence, context);
  else recordCounted(occurrence, context);
  forgetOldest(context);
}

function referenceTo(about: EventDraft['about']): ObjectReference {
  if (!('metadata' in about)) return about;
  const { apiVersion, kind, metadata } = about;
  const { name, namespace, uid, resourceVersion } = metadata;
  return { kind, ...(namespace ? { namespace } : {}), name, uid, apiVersion, resourceVersion };
}

/** Source and object, as one key: getSpamKey. */
function sourceKey({ draft, involved, component }: Occurrence): string {
  const { kind, namespace, name, uid, apiVersion } = involved;
  return [component, draft.host, kind, namespace, name, uid, apiVersion, draft.type].join('\u0000');
}

/** What `log/` entries remember of an Event that was recorded. */
interface Observation {
  readonly name: string;
  readonly count: number;
  readonly firstTimestamp: string;
  readonly atMs: number;
}

function recordCounted(occurrence: Occurrence, context: RecorderContext): void {
  const { draft, involved, namespace, component } = occurrence;
  const { key, message } = aggregate(occurrence, context);
  const now = formatTime(context.nowMs);
  const seen = context.memory.get(`log/${key}`) as Observation | undefined;
  const observation: Observation = {
    name: seen?.name ?? eventName(involved, context),
    count: (seen?.count ?? 0) + 1,
    firstTimestamp: seen?.firstTimestamp ?? now,
    atMs: context.nowMs,
  };
  context.memory.set(`log/${key}`, { ...observation });
  if (!seen) countEntries(context.memory, 1);
  if (isSpam(occurrence, context)) return;
  const path = { resource: 'events', namespace, name: observation.name };
  if (seen) {
    const patch = { count: observation.count, lastTimestamp: now, message };
    if (context.request(patchRequest(path, 'strategic', patch)).code !== 404) return;
  }
  const source = { component, ...(draft.host ? { host: draft.host } : {}) };
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: observation.name, namespace },
    involvedObject: involved,
    reason: draft.reason,
    message,
    source,
    firstTimestamp: observation.firstTimestamp,
    lastTimestamp: now,
    count: observation.count,
    type: draft.type,
    reportingComponent: component,
    ...(draft.host ? { reportingInstance: draft.host } : {}),
  };
  context.request(createRequest({ resource: 'events', namespace }, event));
}

const maxSimilar = 10;
const similarWithinMs = 600_000;

/** From the tenth different message about the same thing on, one combined Event stands for all. Models EventAggregate. */
function aggregate(
  occurrence: Occurrence,
  context: RecorderContext,
): { readonly key: string; readonly message: string } {
  const { draft, involved, message } = occurrence;
  const groupKey = `${sourceKey(occurrence)}\u0000${draft.reason}`;
  const memoryKey = `similar/${groupKey}`;
  const record = context.memory.get(memoryKey) as { messages: readonly string[]; atMs: number } | undefined;
  const fresh = record !== undefined && context.nowMs - record.atMs <= similarWithinMs;
  let messages = fresh ? record.messages : [];
  if (!messages.includes(message)) messages = [...messages, message];
  const combined = messages.length >= maxSimilar;
  // Upstream forgets any one of them (the map's order). Forgetting the newest keeps the counts of the others.
  if (combined) messages = messages.filter((known) => known !== message);
  context.memory.set(memoryKey, { messages, atMs: context.nowMs });
  if (!record) countEntries(context.memory, 1);
  if (combined) return { key: groupKey, message: `(combined from similar events): ${message}` };
  return { key: `${groupKey}\u0000${involved.fieldPath ?? ''}\u0000${message}`, message };
}

const burst = 25;
const refillMs = 300_000;

/** One token an Event, 25 to begin with, one more every five minutes. Models EventSourceObjectSpamFilter. */
function isSpam(occurrence: Occurrence, { memory, nowMs }: RecorderContext): boolean {
  const key = `spam/${sourceKey(occurrence)}`;
  const bucket = memory.get(key) as { tokens: number; atMs: number } | undefined;
  if (!bucket) countEntries(memory, 1);
  const tokens = bucket ? Math.min(burst, bucket.tokens + (nowMs - bucket.atMs) / refillMs) : burst;
  memory.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs: nowMs });
  return tokens < 1;
}

const resendMs = 1_800_000;
const seriesEndMs = 360_000;

/** The first repeat starts the series; later ones are only counted, and sent every half hour. Models tools/events recordToSink. */
function recordSeries(occurrence: Occurrence, context: RecorderContext): void {
  const { draft, involved, namespace, component, message } = occurrence;
  // The object's version is part of the key: after a write to it, as of the PodScheduled condition, a new series starts.
  const what = [draft.reason, draft.action, message, involved.resourceVersion].join('\u0000');
  const key = `series/${sourceKey(occurrence)}\u0000${what}`;
  const seen = context.memory.get(key) as { name: string; count: number; atMs: number; sentMs: number } | undefined;
  const now = formatMicroTime(context.nowMs);
  if (seen && context.nowMs - seen.atMs < seriesEndMs) {
    const count = seen.count + 1;
    const send = count === 2 || context.nowMs - seen.sentMs >= resendMs;
    context.memory.set(key, { ...seen, count, atMs: context.nowMs, sentMs: send ? context.nowMs : seen.sentMs });
    if (!send) return;
    const patch: JsonValue = { series: { count, lastObservedTime: now } };
    const path = { resource: 'events', namespace, name: seen.name };
    if (context.request(patchRequest(path, 'strategic', patch)).code !== 404) return;
  }
  const name = eventName(involved, context);
  context.memory.set(key, { name, count: 1, atMs: context.nowMs, sentMs: context.nowMs });
  if (!seen) countEntries(context.memory, 1);
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace },
    involvedObject: involved,
    reason: draft.reason,
    message,
    source: {},
    firstTimestamp: null,
    lastTimestamp: null,
    type: draft.type,
    eventTime: now,
    action: draft.action ?? '',
    reportingComponent: component,
    reportingInstance: `${component}-${draft.host ?? 'control-plane'}`,
  };
  context.request(createRequest({ resource: 'events', namespace }, event));
}

/** `<object>.<unix time in nanoseconds, hexadecimal>`; names follow the order of recording also within a millisecond. */
function eventName(involved: ObjectReference, { memory, nowMs, random }: RecorderContext): string {
  const last = memory.get('clock') as { nanos: number; atMs: number } | undefined;
  // A burst may run into the next millisecond.
  const after = last ? Math.max(0, last.nanos - (nowMs - last.atMs) * 1_000_000) : 0;
  const nanos = after + random.integer(1, 400);
  memory.set('clock', { nanos, atMs: nowMs });
  return `${involved.name}.${(BigInt(Math.floor(nowMs)) * 1_000_000n + BigInt(nanos)).toString(16)}`;
}

const maxEntries = 4096;

function countEntries(memory: Memory, added: number): void {
  memory.set('entries', ((memory.get('entries') as number | undefined) ?? 0) + added);
}

/** Keeps the memory small: upstream's caches hold the 4096 entries used last. */
function forgetOldest({ memory }: RecorderContext): void {
  if (((memory.get('entries') as number | undefined) ?? 0) <= maxEntries) return;
  const entries = memory.keys().filter((key) => key !== 'entries' && key !== 'clock');
  const ages = entries.map((key) => ({ key, atMs: (memory.get(key) as { atMs: number }).atMs }));
  ages.sort((a, b) => a.atMs - b.atMs);
  for (const { key } of ages.slice(0, entries.length / 2)) memory.delete(key);
  memory.set('entries', entries.length - Math.floor(entries.length / 2));
}
