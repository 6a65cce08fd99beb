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

const whole: SharedSession = {
  ...session,
  nodes: 5,
  cursorMs: 17_500,
  view: {
    selection: { kind: 'Pod', namespace: 'default', name: 'web-statefulset-1' },
    grouping: 'node',
    tab: 'events',
  },
  bookmarks: [{ atMs: 5000, label: 'before the update' }],
};

/** The first link with a moment and a view. */
const goldenWhole =
  '#s1.iMNGae1YsQ7CIBT8l7c3gJU0cZbN0c2pRBKNiTXSpBP_7h01KXbTwYnxUeA9HuVydxVCK4RWCK0QWiH0Zwj9FxUGK99oXSz9iuDbFcNvuRUqz_FOKJ9VduaMOg_TfTGmqHYSk88LcJuXAceRvTu4oysML2AcYE3xcuMDjy-qdzoFsRmpUBotqWD0PM0nq2-3HT6zDISWPXjecsNsnukDLdEMrrP-E-7Wo37TYQZKvoaJlh29upPg30R5q540BmNLH8TDC8wZMTz2HkGAxTFGSekF';

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

  it('carry the moment, the view, nodes and bookmarks, and did so from the day they could', () => {
    expect(decodeLink(encodeLink(whole))).toEqual({ type: 'session', session: whole });
    expect(decodeLink(goldenWhole)).toEqual({ type: 'session', session: whole });
    expect(encodeLink(whole)).toBe(goldenWhole);
  });

  it('leave out what cannot be read of a view, and nothing else', () => {
    const view = { selection: { kind: 'Pod', name: 'x'.repeat(300) }, grouping: 'diagonal', tab: 'dns' };
    const odd = { ...session, cursorMs: -1, view } as unknown as SharedSession;
    expect(decodeLink(encodeLink(odd))).toEqual({ type: 'session', session: { ...session, view: { tab: 'dns' } } });
  });

  it('to the example are short', () => {
    const steps: SharedSession['steps'] = [{ atMs: 0, line: 'kubectl apply -f manifest.yaml', file }];
    expect(encodeLink({ ...session, steps }).length).toBeLessThan(100);
  });

  it('with an edit, a selection and a moment stay below 300 characters', () => {
    const edited = { ...file, text: nginxExample.replace('replicas: 3', 'replicas: 5') };
    const steps: SharedSession['steps'] = [
      { atMs: 0, line: 'kubectl apply -f manifest.yaml', file },
      { atMs: 21_337, line: 'kubectl apply -f manifest.yaml', file: edited },
    ];
    const { view } = whole;
    expect(encodeLink({ ...session, files: [edited], steps, cursorMs: 30_125, view: view! }).length).toBeLessThan(300);
  });

  it('with thirty timed commands stay below 1,000 characters', () => {
    const set = 'web-statefulset';
    const commands = (round: number): readonly string[] => [
      `kubectl scale statefulset ${set} --replicas=${round + 3}`,
      `kubectl set image statefulset/${set} nginx=registry.k8s.io/nginx-slim:0.2${round}`,
      `kubectl delete pod ${set}-${round} -n default`,
      `kubectl cordon node-${(round % 3) + 1}`,
      `kubectl patch statefulset ${set} -p '{"spec":{"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":${round}}}}}'`,
      `kubectl rollout undo statefulset/${set}`,
    ];
    const lines = [0, 1, 2, 3, 4].flatMap(commands);
    const steps = lines.map((line, index) => ({ atMs: 4000 + index * 7321 + ((index * 7919) % 1000), line }));
    const first: SharedSession['steps'] = [{ atMs: 0, line: 'kubectl apply -f manifest.yaml', file }];
    const long = encodeLink({ ...session, steps: [...first, ...steps], endMs: 250_000 });
    expect(steps).toHaveLength(30);
    expect(long.length).toBeLessThan(1000);
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
