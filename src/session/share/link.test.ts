import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nginxExample } from '../../manifest/examples/nginx.ts';
import { decodeLink, encodeLink } from './link.ts';
import type { SharedSession } from './shared-session.ts';

const file = { name: 'manifest.yaml', text: nginxExample };
const session: SharedSession = {
  files: [file],
  seed: 1,
  steps: [
    { atMs: 0, line: 'kubectl apply -f manifest.yaml', file },
    { atMs: 12_000, line: 'kubectl scale statefulset web-statefulset --replicas=5 -n default' },
    { atMs: 15_000, fault: 'node/node-1/down', value: true },
    { atMs: 16_000, request: { method: 'DELETE', path: '/api/v1/namespaces/default/pods/web-0' } },
  ],
  endMs: 20_000,
};

/** The first link that this codec ever made for the session above. It must open for ever. */
const golden =
  '#s1.GnmjGhstQkeL0NEidLQIHS1CyS5C6dUUBrbKjQwMkLSS1MA3RWvhG4OMAroczLdSAnWf9cEjc4b6KfnleYiBKVBvpxZkOUQDMDYz8oHeUXJx9XENcUUa8AKWccBiTR8UucUFwMxXrA-1Th_Y2SwG9VB0DZRqkVr0IN-gtuqNTcxjawE';

describe('links', () => {
  it('carry files, seed, timed steps and the moment shown', () => {
    expect(decodeLink(encodeLink(session))).toEqual({ type: 'session', session });
  });

  it('made by earlier versions open for ever', () => {
    expect(decodeLink(golden)).toEqual({ type: 'session', session });
  });

  it('carry bookmarks, and are as they were without any', () => {
    const bookmarks = [{ atMs: 5000, label: 'before the update' }];
    expect(decodeLink(encodeLink({ ...session, bookmarks }))).toEqual({
      type: 'session',
      session: { ...session, bookmarks },
    });
    expect(encodeLink(session)).toBe(golden);
  });

  it('to the example are short', () => {
    const steps: SharedSession['steps'] = [{ atMs: 0, line: 'kubectl apply -f manifest.yaml', file }];
    expect(encodeLink({ ...session, steps }).length).toBeLessThan(100);
  });

  it('that are damaged say what is wrong and never throw', () => {
    const link = encodeLink(session);
    expect(decodeLink(link.slice(0, -5))).toMatchObject({ type: 'damaged', reason: /checksum/ });
    expect(decodeLink('#s1.%%%')).toMatchObject({ type: 'damaged', reason: /characters/ });
    expect(decodeLink('#s2.abc')).toMatchObject({ type: 'damaged', reason: /newer/ });
    expect(decodeLink('#section')).toEqual({ type: 'none' });
    fc.assert(
      fc.property(fc.nat(link.length - 1), fc.string({ minLength: 1, maxLength: 3 }), (at, text) => {
        const decoded = decodeLink(link.slice(0, at) + text + link.slice(at + 1));
        if (decoded.type === 'session') expect(decoded.session).toEqual(session);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});
