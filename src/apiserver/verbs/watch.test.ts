import { describe, expect, it } from 'vitest';
import type { StoreChange } from '../../api/change.ts';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { ApiRequest } from '../../api/request.ts';
import { createRandom } from '../../lib/random.ts';
import { ApiServer } from '../api-server.ts';

const path = '/api/v1/namespaces/default/configmaps';

function cluster() {
  const changes: StoreChange[] = [];
  const clock = { nowMs: () => 0 };
  const server = new ApiServer({ clock, random: createRandom(1), onChange: (change) => changes.push(change) });
  const send = (method: ApiRequest['method'], at: string, body: JsonValue): void => {
    const response = server.handle({ method, path: at, body, contentType: 'application/merge-patch+json' }, 'me');
    expect(response.code).toBeLessThan(300);
  };
  send('POST', '/api/v1/namespaces', { metadata: { name: 'default' } });
  const watch = (query: Record<string, string>, accept?: string) => {
    const opened = server.openWatch({ method: 'GET', path, query, ...(accept ? { accept } : {}) }, changes);
    if ('refusal' in opened) throw new Error(JSON.stringify(opened.refusal));
    const seen = changes.length;
    const now = () => [...opened.initial, ...changes.slice(seen).flatMap((change) => opened.next(change) ?? [])];
    return { initial: opened.initial, now };
  };
  return { server, send, changes, watch };
}

const named = (events: readonly { type: string; object: JsonValue }[]): string[] =>
  events.map(({ type, object }) => `${type} ${((object as JsonObject)['metadata'] as JsonObject)['name'] as string}`);

describe('watches', () => {
  it('replay what came after a revision', () => {
    const { send, changes, watch } = cluster();
    send('POST', path, { metadata: { name: 'a' } });
    const resourceVersion = String(changes.at(-1)!.revision);
    send('POST', path, { metadata: { name: 'b' } });
    send('DELETE', `${path}/a`, {});
    const opened = watch({ resourceVersion });
    expect(named(opened.initial)).toEqual(['ADDED b', 'DELETED a']);
    send('POST', path, { metadata: { name: 'c' } });
    expect(named(opened.now())).toEqual(['ADDED b', 'DELETED a', 'ADDED c']);
  });

  it('begin with what there is, and end that with a bookmark when asked', () => {
    const { send, watch } = cluster();
    send('POST', path, { metadata: { name: 'a' } });
    expect(named(watch({}).initial)).toEqual(['ADDED a']);
    const streamed = { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan', allowWatchBookmarks: 'true' };
    const last = watch(streamed).initial.at(-1);
    expect(last).toMatchObject({
      type: 'BOOKMARK',
      object: { metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } },
    });
    expect(watch({ ...streamed, sendInitialEvents: 'false' }).initial).toEqual([]);
  });

  it('see objects come and go with their selector', () => {
    const { send, watch } = cluster();
    send('POST', path, { metadata: { name: 'a' } });
    const opened = watch({ labelSelector: 'x=1' });
    send('PATCH', `${path}/a`, { metadata: { labels: { x: '1' } } });
    send('PATCH', `${path}/a`, { metadata: { labels: { x: '1', y: '2' } } });
    send('PATCH', `${path}/a`, { metadata: { labels: { x: '2' } } });
    const events = opened.now();
    expect(named(events)).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
    expect(events[2]!.object).toMatchObject({ metadata: { labels: { x: '1', y: '2' } } });
  });

  it('expire before the history', () => {
    const { watch } = cluster();
    expect(watch({ resourceVersion: '1' }).initial).toMatchObject([
      { type: 'ERROR', object: { code: 410, reason: 'Expired' } },
    ]);
  });

  it('send tables, with headers once', () => {
    const { send, watch } = cluster();
    send('POST', path, { metadata: { name: 'a' } });
    send('POST', path, { metadata: { name: 'b' } });
    const { initial } = watch({}, 'application/json;as=Table;v=v1;g=meta.k8s.io');
    const tables = initial.map(({ object }) => object as JsonObject);
    expect(tables.map((table) => table['kind'])).toEqual(['Table', 'Table']);
    expect(tables[0]!['columnDefinitions']).not.toBeNull();
    expect(tables[1]!['columnDefinitions']).toBeNull();
  });
});
