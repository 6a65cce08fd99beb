/** Every bundled lesson, taken from its first step to its last by its own commands. */

import { describe, expect, it } from 'vitest';
import { bundledLessons } from '../lessons/catalogue.ts';
import type { LessonProgress } from '../session/lessons/progress.ts';
import { LessonPlayer, openRun, readBundled } from './lesson-player.ts';

describe('each goal is open when its step begins and reached when its commands have run', () => {
  it.each(bundledLessons)('$id', async ({ id }) => {
    const lesson = readBundled(id);
    const player = new LessonPlayer(openRun(lesson));
    await player.begin();
    for (const { title, goals } of lesson.steps) {
      const played = await player.step();
      expect(played).toMatchObject({
        title,
        before: goals.map(() => false),
        after: goals.map(() => true),
      });
      expect(player.run.session.store.getState().notices).toEqual([]);
    }
    player.run.go(lesson.steps.length + 1);
    expect(player.run.store.getState()).toMatchObject({ position: lesson.steps.length + 1 });
    expect(player.run.store.getState().steps.every(({ done }) => done)).toBe(true);
    player.run.dispose();
  });
});

describe('a lesson', () => {
  it('lets no time pass while a prediction is due', async () => {
    const { run } = await begun('ordered-start');
    run.go(1);
    const atMs = (): number => run.session.store.getState().playback.endMs;
    const before = atMs();
    run.session.play();
    run.session.step();
    run.session.runUntilSettled();
    run.session.passTime(60_000);
    run.session.advance(1000);
    expect(run.session.store.getState()).toMatchObject({
      playback: { playing: false },
      notices: [{ text: expect.stringContaining('Answer the question') }, {}, {}, {}],
    });
    expect(atMs()).toBe(before);
    run.answer(1, 0);
    run.answer(1, 1);
    expect(run.store.getState().steps[0]?.answer).toBe(0);
    run.session.advance(100);
    expect(atMs()).toBeGreaterThan(before);
  });

  it('goes on where the reader left it, with the cluster as it was', async () => {
    const saved: LessonProgress[] = [];
    const player = await begun('rolling-update', (progress) => saved.push(progress));
    await player.step();
    player.run.go(2);
    player.run.dispose();
    const last = saved.at(-1)!;
    expect(last).toMatchObject({ position: 2, finished: false, answers: [1, null, null, null, null] });

    const again = new LessonPlayer(openRun(readBundled('rolling-update'), last));
    await again.begin();
    const { reader } = again.run.session.store.getState().moment;
    expect(reader.list('pods', 'default').map(({ spec }) => spec.containers[0]?.image)).toEqual(
      Array.from({ length: 3 }, () => 'registry.k8s.io/nginx-slim:0.24'),
    );
    expect(again.run.store.getState()).toMatchObject({
      position: 2,
      steps: [{ done: true }, { done: false }, {}, {}, {}],
    });
    expect(again.run.heldBy).toBe(2);
  });

  it('ticks nothing while an earlier moment is shown', async () => {
    const { run, command } = await begun('ordered-start').then((player) => ({
      run: player.run,
      command: player.command.bind(player),
    }));
    run.go(1);
    run.answer(1, 1);
    await command(run.lesson.steps[0]!.commands[0]!);
    const { startMs } = run.session.store.getState().playback;
    run.session.seek(startMs);
    const { goals } = run.store.getState().steps[0]!;
    expect(goals).toEqual([false, false]);
    run.session.backToNow();
    run.session.runUntilSettled();
    while (run.session.store.getState().playback.playing && run.session.store.getState().playback.settled === false)
      run.session.advance(16);
    expect(run.store.getState().steps[0]).toMatchObject({ goals: [true, true], done: true });
  });
});

async function begun(id: string, onProgress?: (progress: LessonProgress) => void): Promise<LessonPlayer> {
  const player = new LessonPlayer(openRun(readBundled(id), undefined, onProgress));
  await player.begin();
  return player;
}
