import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmbedEvents, PlaygroundClient as ShippedClient } from '../../public/embed.d.ts';
import type { PlaygroundClient } from './client.ts';
import { limits, protocol, type EmbedEvent } from './protocol.ts';
import { readCommand } from './read-command.ts';
import { isConnect, readEvent } from './read-event.ts';

const message = (more: object): object => ({ protocol, ...more });

/** Anything that structured cloning lets through, with the words of the protocol among it. */
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withNullPrototype: true,
  withSparseArray: true,
  key: fc.oneof(
    fc.string(),
    fc.constantFrom(
      'protocol',
      'type',
      'id',
      'atMs',
      'command',
      'manifest',
      'theme',
      '__proto__',
      'constructor',
      'toString',
    ),
  ),
});
const type = fc.constantFrom<unknown>(
  'load',
  'play',
  'seek',
  'run',
  'setTheme',
  'connect',
  'toString',
  '__proto__',
  7,
  null,
);

describe('messages of the page around', () => {
  it('are read when they are whole', () => {
    expect(readCommand(message({ type: 'play' }))).toEqual({ command: { type: 'play' } });
    expect(readCommand(message({ type: 'seek', atMs: 12, id: 3 }))).toEqual({
      command: { type: 'seek', atMs: 12 },
      id: 3,
    });
    expect(readCommand(message({ type: 'load', manifest: ['a', 'b'], run: ['kubectl get pods'], x: 1 }))).toEqual({
      command: { type: 'load', manifest: ['a', 'b'], run: ['kubectl get pods'] },
    });
  });

  it.each([
    [{ type: 'seek', atMs: Number.NaN }, 'shape'],
    [{ type: 'seek', atMs: -1 }, 'shape'],
    [{ type: 'seek', atMs: '5' }, 'shape'],
    [{ type: 'run' }, 'shape'],
    [{ type: 'run', command: '   ' }, 'shape'],
    [{ type: 'run', command: 'x'.repeat(limits.lineLength + 1) }, 'shape'],
    [{ type: 'load' }, 'shape'],
    [{ type: 'load', manifest: 'x'.repeat(limits.manifestLength + 1) }, 'shape'],
    [{ type: 'load', manifest: [{}] }, 'shape'],
    [{ type: 'load', link: 'x', run: 'kubectl' }, 'shape'],
    [{ type: 'setTheme', theme: 'pink' }, 'shape'],
    [{ type: 'constructor' }, 'type'],
    [{}, 'type'],
    [{ protocol: 'statefulset-playground/2', type: 'play' }, 'version'],
  ])('are answered in words when they are not: %j', (wrong, code) => {
    expect(readCommand(message({ ...wrong, id: 'q' }))).toMatchObject({ error: { code }, id: 'q' });
  });

  it('of others are not answered', () => {
    for (const other of [undefined, null, 'play', 1, [], { type: 'play' }, { protocol: 'other/1' }, new Map()]) {
      expect(readCommand(other)).toBeUndefined();
    }
    // Only members of their own count.
    expect(readCommand(Object.create(message({ type: 'play' })))).toBeUndefined();
  });

  it('of any shape never throw, and nothing but what is known comes through', () => {
    const known = ['load', 'play', 'pause', 'seek', 'run', 'setTheme'];
    const half = fc.tuple(
      type,
      fc.dictionary(fc.constantFrom('id', 'atMs', 'command', 'manifest', 'link', 'run', 'theme', 'scenario'), anything),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anything,
          half.map(([word, more]) => message({ type: word, ...more })),
        ),
        (data) => {
          const read = readCommand(data);
          if (!read) return;
          if ('error' in read) expect(read.error.message.length).toBeLessThan(200);
          else expect(known).toContain(read.command.type);
          if (read.id !== undefined) expect(['string', 'number']).toContain(typeof read.id);
          expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
        },
      ),
      { numRuns: 10_000, seed: 3 },
    );
  });
});

describe('messages of the playground', () => {
  it('are read by the page around when they are whole, and never throw', () => {
    expect(readEvent(message({ type: 'height', height: 5 }))).toEqual({ type: 'height', height: 5 });
    expect(readEvent(message({ type: 'height', height: '5' }))).toBeUndefined();
    expect(readEvent({ type: 'ready' })).toBeUndefined();
    expect(isConnect(message({ type: 'connect', channel: 'abc' }), 'abc')).toBe(true);
    expect(isConnect(message({ type: 'connect', channel: 'abd' }), 'abc')).toBe(false);
    fc.assert(
      fc.property(anything, type, (data, word) => {
        readEvent(data);
        isConnect(data, 'x');
        readEvent(typeof data === 'object' && data ? message({ ...data, type: word }) : data);
      }),
      { numRuns: 5000, seed: 4 },
    );
  });

  it('have the types that are shipped', () => {
    // Compared by the compiler: each is the other.
    type Methods<T> = Omit<T, 'on'>;
    const toShipped = (client: Methods<PlaygroundClient>): Methods<ShippedClient> => client;
    const fromShipped = (client: Methods<ShippedClient>): Methods<PlaygroundClient> => client;
    const toEvents = (event: EmbedEvent): EmbedEvents[keyof EmbedEvents] => event;
    const fromEvents = (event: EmbedEvents[keyof EmbedEvents]): EmbedEvent => event;
    expect(toEvents(fromEvents({ type: 'ready' }))).toEqual({ type: 'ready' });
    expect([toShipped, fromShipped].map((check) => check.length)).toEqual([1, 1]);
  });
});
