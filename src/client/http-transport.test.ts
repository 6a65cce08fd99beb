import { afterEach, expect, it, vi } from 'vitest';
import { HttpTransport } from './http-transport.ts';

afterEach(() => vi.unstubAllGlobals());

it('takes the time from answers of the server, not from a proxy that has none', async () => {
  const aheadMs = 3_600_000;
  let answer = { status: 200, dateMs: Date.now() + aheadMs };
  vi.stubGlobal('fetch', () => {
    const { status, dateMs } = answer;
    return Promise.resolve(new Response('{}', { status, headers: { Date: new Date(dateMs).toUTCString() } }));
  });
  const transport = new HttpTransport({ baseUrl: 'http://cluster.test' });
  await transport.request({ method: 'GET', path: '/api/v1/pods' });
  const isAhead = (): boolean => Math.abs(transport.clock.nowMs() - Date.now() - aheadMs) < 60_000;
  expect(isAhead()).toBe(true);
  answer = { status: 503, dateMs: Date.now() };
  expect((await transport.request({ method: 'GET', path: '/api/v1/pods' })).code).toBe(503);
  expect(isAhead()).toBe(true);
});
