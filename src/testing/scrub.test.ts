/**
 * The law of scrubbing: whatever moment is gone back to, every view says what it said when that moment was the present.
 * And nothing is lost by going back: not by looking, not by acting there and undoing it.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../api/faults.ts';
import { refOf, type ObjectRef } from '../api/object.ts';
import type { Session } from '../session/session-contract.ts';
import { createSession } from '../session/session.ts';
import { createViews } from '../ui/views.ts';
import { withCachedDenials } from '../view/cached-denials.ts';
import { changedLines, lastWrite } from '../view/changed-lines.ts';
import { dnsRecords } from '../view/dns-records.ts';
import { eventRows } from '../view/events.ts';
import { findObject, objectYaml } from '../view/inspector.ts';
import { narrate } from '../view/narration.ts';
import { timelineLanes } from '../view/timeline.ts';
import { explainCluster, explainObject } from '../view/why/explain.ts';

const set = 'statefulset/web-statefulset';

/** Something that no object tells of: a line in a file of the first Pod's volume. */
const write = `kubectl exec web-statefulset-0 -- sh -c 'date >> /usr/share/nginx/html/index.html'`;

type Act = string | Fault | { readonly waitMs: number };

const pod = fc.integer({ min: 0, max: 4 }).map((ordinal) => `web-statefulset-${ordinal}`);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ waitMs: fc.integer({ min: 50, max: 25_000 }) }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 4 }).map((count) => `kubectl scale ${set} --replicas=${count}`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('1.26', '1.27', 'broken').map((tag) => `kubectl set image ${set} nginx=nginx:${tag}`),
  },
  { weight: 2, arbitrary: pod.map((name) => `kubectl delete pod ${name} --wait=false`) },
  { weight: 1, arbitrary: pod.map((name): Fault => ({ type: 'crash', namespace: 'default', pod: name })) },
  { weight: 1, arbitrary: fc.constantFrom('node-1', 'node-2').map((node): Fault => ({ type: 'down', node })) },
  { weight: 1, arbitrary: fc.constant<Fault>({ type: 'dns-negative-cache' }) },
  { weight: 1, arbitrary: fc.constant(`kubectl delete ${set} --wait=false`) },
);

async function perform(session: Session, step: Act): Promise<void> {
  if (typeof step === 'string') await session.command(step);
  else if ('waitMs' in step) pass(session, step.waitMs);
  else session.setFault(step, true);
}

function pass(session: Session, ms: number): void {
  session.passTime(ms);
  do session.advance(16);
  while (session.store.getState().playback.playing);
}

/** Everything that the page shows of the moment, as text. Views are made anew: none may lean on what it drew before. */
async function shown(session: Session): Promise<Readonly<Record<string, string>>> {
  const state = session.store.getState();
  const { moment, history } = state;
  const { atMs, reader, faults, changeCount } = moment;
  const views = createViews();
  const until = history.filter((change) => change.atMs <= atMs);
  const source = { atMs, reader, decisions: moment.decisions, faults };
  const objects = [
    ...reader.list('pods'),
    ...reader.list('statefulsets.apps'),
    ...reader.list('persistentvolumeclaims'),
    ...reader.list('services'),
    ...reader.list('nodes'),
  ];
  const looks = objects.map((object) => {
    const ref: ObjectRef = refOf(object);
    const yaml = objectYaml(findObject(reader, ref)!);
    const write = lastWrite(history, changeCount, object);
    const changed = write?.previous ? [...changedLines(objectYaml(write.previous), yaml)] : [];
    return { ref, yaml, changed, by: write?.actor, why: explainObject(ref, source) };
  });
  const [first] = reader.list('pods', 'default');
  const volumes = reader.list('persistentvolumes').map(({ metadata }) => metadata.name);
  return {
    stage: JSON.stringify(views.stage(state)),
    headline: JSON.stringify(views.headline(state)),
    timeline: JSON.stringify(timelineLanes(createViews().history({ ...state, history: until }))),
    events: JSON.stringify(eventRows(reader)),
    inspector: JSON.stringify(looks),
    describe: first ? await session.describe(refOf(first)) : '',
    why: JSON.stringify(explainCluster(source)),
    narration: JSON.stringify(narrate(history).filter((line) => line.atMs <= atMs)),
    dns: JSON.stringify(withCachedDenials(dnsRecords(reader), reader, faults, atMs)),
    files: JSON.stringify(volumes.map((name) => [name, session.filesOf(name)])),
  };
}

interface Seen {
  readonly atMs: number;
  readonly views: Readonly<Record<string, string>>;
}

/** Opens the example and does all that; what was shown after each step, with its moment. */
async function run(seed: number, acts: readonly Act[]): Promise<{ session: Session; seen: readonly Seen[] }> {
  const session = createSession({ seed });
  await session.ready;
  session.pause();
  // As long as the first Pods need to come up: commands into them, files and faults then find something.
  pass(session, 25_000);
  const seen: Seen[] = [];
  for (const step of acts) {
    await perform(session, step);
    await session.command(write);
    // What else is done within the same millisecond would belong to the same moment.
    pass(session, 1);
    seen.push({ atMs: session.store.getState().moment.atMs, views: await shown(session) });
    pass(session, 1);
  }
  return { session, seen };
}

const script = fc.record({
  seed: fc.integer({ min: 1, max: 100_000 }),
  acts: fc.array(act, { minLength: 4, maxLength: 9 }),
  order: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
});

describe('going back in time', () => {
  it('shows on every view exactly what was shown then', async () => {
    await fc.assert(
      fc.asyncProperty(script, async ({ seed, acts, order }) => {
        const { session, seen } = await run(seed, acts);
        const end = await shown(session);
        // In any order: neither forwards nor backwards may leave something behind.
        for (const [index] of seen.map((_, place) => [place, order[place]!] as const).toSorted((a, b) => a[1] - b[1])) {
          const { atMs, views } = seen[index]!;
          session.seek(atMs);
          expect(session.store.getState().moment.atMs).toBe(atMs);
          expect(await shown(session)).toEqual(views);
        }
        session.backToNow();
        expect(await shown(session)).toEqual(end);
      }),
      { seed: 21, numRuns: 4 },
    );
  }, 60_000);

  it('loses nothing when something else is done there and undone', async () => {
    await fc.assert(
      fc.asyncProperty(script, act, async ({ seed, acts, order }, other) => {
        const { session, seen } = await run(seed, acts);
        const { marks, history, playback } = session.store.getState();
        const before = { views: await shown(session), marks, history, endMs: playback.endMs };
        const { atMs, views } = seen[order[0]! % seen.length]!;
        session.seek(atMs);
        // A command that is refused, or a wait, changes nothing: one that does comes after it.
        await perform(session, typeof other === 'object' && 'waitMs' in other ? `kubectl version` : other);
        await session.command(`kubectl label ${set} touched=yes`);
        await session.command('kubectl create configmap other');
        const forked = session.store.getState();
        expect(forked.playback.canUndoFork).toBe(true);
        expect(forked.history.length).toBeLessThan(before.history.length + 40);
        pass(session, 5000);
        session.undoFork();
        const after = session.store.getState();
        expect(after.history).toEqual(before.history);
        expect(after.marks).toEqual(before.marks);
        expect(after.playback.endMs).toBe(before.endMs);
        expect(await shown(session)).toEqual(before.views);
        session.seek(atMs);
        expect(await shown(session)).toEqual(views);
      }),
      { seed: 22, numRuns: 3 },
    );
  }, 60_000);
});
