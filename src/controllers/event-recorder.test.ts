import { describe, expect, it } from 'vitest';
import type { EventDraft, Memory } from '../api/controller.ts';
import type { JsonObject, JsonValue } from '../api/json.ts';
import type { ApiRequest } from '../api/request.ts';
import { createRandom } from '../lib/random.ts';
import { recordEvent } from './event-recorder.ts';

const about = { kind: 'StatefulSet', apiVersion: 'apps/v1', namespace: 'default', name: 'web', uid: 'u1' };
const draft = (message: string): EventDraft => ({ about, type: 'Normal', reason: 'SuccessfulCreate', message });

/** A recorder over a plain table of Events. */
function recorder() {
  const entries = new Map<string, JsonValue>();
  const memory: Memory = {
    get: (key) => entries.get(key),
    set: (key, value) => entries.set(key, value),
    delete: (key) => entries.delete(key),
    keys: (prefix = '') => [...entries.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
  const events = new Map<string, JsonObject>();
  const request = ({ method, path, body }: ApiRequest) => {
    const name = method === 'POST' ? (body as { metadata: { name: string } }).metadata.name : path.split('/').at(-1)!;
    if (method === 'PATCH' && !events.has(name)) return { code: 404, body: null };
    events.set(name, { ...events.get(name), ...(body as JsonObject) });
    return { code: 200, body: null };
  };
  let nowMs = 1_767_225_600_000;
  const random = createRandom(1);
  return {
    events,
    wait: (ms: number) => (nowMs += ms),
    record: (event: EventDraft) => recordEvent(event, { memory, nowMs, random, controllerName: 'c', request }),
    messages: () => [...events.values()].map(({ message, count }) => `${String(message)} x${String(count)}`),
  };
}

describe('recordEvent', () => {
  it('counts identical Events on one object', () => {
    const { record, wait, events } = recorder();
    record(draft('Create Pod web-0'));
    wait(5000);
    record(draft('Create Pod web-0'));
    expect([...events.values()]).toEqual([
      expect.objectContaining({
        count: 2,
        firstTimestamp: '2026-01-01T00:00:00Z',
        lastTimestamp: '2026-01-01T00:00:05Z',
        source: { component: 'c' },
      }),
    ]);
    expect([...events.keys()][0]).toMatch(/^web\.[0-9a-f]{16}$/);
  });

  it('combines similar ones from the tenth message on, and starts anew after ten minutes', () => {
    const { record, wait, messages } = recorder();
    for (let i = 0; i < 12; i++) record(draft(`m${i}`));
    expect(messages().slice(8)).toEqual(['m8 x1', '(combined from similar events): m11 x3']);
    wait(601_000);
    record(draft('m12'));
    expect(messages().at(-1)).toBe('m12 x1');
  });

  it('drops what goes beyond 25 in a burst, and lets one more through every five minutes', () => {
    const { record, wait, messages } = recorder();
    for (let i = 0; i < 30; i++) record(draft('again'));
    expect(messages()).toEqual(['again x25']);
    wait(300_000);
    record(draft('again'));
    expect(messages()).toEqual(['again x31']);
  });

  it('starts a series with the first repeat of a scheduler Event', () => {
    const { record, events } = recorder();
    for (let i = 0; i < 3; i++) record({ ...draft('0/3 nodes are available'), series: true, action: 'Scheduling' });
    expect([...events.values()]).toEqual([
      expect.objectContaining({
        firstTimestamp: null,
        action: 'Scheduling',
        series: { count: 2, lastObservedTime: expect.any(String) },
      }),
    ]);
  });
});
