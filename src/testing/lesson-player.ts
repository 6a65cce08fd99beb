/** Takes a bundled lesson in a session without a page: its own commands are typed, its questions answered. */

import { readFileSync } from 'node:fs';
import type { Lesson, LessonCommand } from '../lessons/lesson.ts';
import { readLesson } from '../lessons/read-lesson.ts';
import { LessonRun } from '../session/lessons/lesson-run.ts';
import type { LessonProgress } from '../session/lessons/progress.ts';
import { createSession } from '../session/session.ts';
import { TestTerminal } from './test-terminal.ts';

export interface PlayedStep {
  readonly title: string;
  /** Which goals were reached when the step began. */
  readonly before: readonly boolean[];
  /** … and when its commands had run and the cluster had settled. */
  readonly after: readonly boolean[];
  /** What the commands printed. */
  readonly output: string;
}

export function readBundled(id: string): Lesson {
  const read = readLesson(readFileSync(`public/lessons/${id}.yaml`, 'utf8'));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems, undefined, 1));
  return read.lesson;
}

const textOf = (file: string): string => readFileSync(`public/examples/${file}`, 'utf8');

export function openRun(
  lesson: Lesson,
  progress?: LessonProgress,
  onProgress?: (saved: LessonProgress) => void,
): LessonRun {
  const session = createSession({
    files: lesson.files.map((file) => ({
      name: file.name,
      text: 'text' in file ? file.text : textOf(file.example),
    })),
    search: lesson.nodes === undefined ? '' : `?nodes=${lesson.nodes}`,
    seed: lesson.seed ?? 1,
    ...(progress ? { link: progress.link } : {}),
    loadExample: async (file) => {
      try {
        return textOf(file);
      } catch {
        return undefined;
      }
    },
  });
  return new LessonRun({ lesson, session, progress, ...(onProgress ? { onProgress } : {}) });
}

/** Types the commands of a lesson, and lets time pass as a page would. */
export class LessonPlayer {
  readonly run: LessonRun;
  readonly #terminals = new Map<number, TestTerminal>();
  readonly #endless = new Map<number, () => boolean>();

  constructor(run: LessonRun) {
    this.run = run;
  }

  async begin(): Promise<void> {
    let isReady = false;
    const begun = this.run.begin().finally(() => {
      isReady = true;
    });
    await this.#drive(() => isReady);
    await begun;
  }

  /** Enters the next step, does all that it says, and tells what became of its goals. */
  async step(): Promise<PlayedStep> {
    const { run } = this;
    const { position } = run.store.getState();
    run.go(position + 1);
    const step = run.lesson.steps[position]!;
    const before = run.store.getState().steps[position]!.goals;
    const right = step.prediction?.choices.findIndex((choice) => choice.right);
    if (right !== undefined) run.answer(position + 1, right);
    const outputs: string[] = [];
    for (const command of step.commands) outputs.push(await this.command(command));
    // After a wait it is the moment that counts.
    if (step.commands.every(({ type }) => type !== 'wait')) await this.settle();
    return {
      title: step.title,
      before,
      after: run.store.getState().steps[position]!.goals,
      output: outputs.join('\n'),
    };
  }

  async command(command: LessonCommand): Promise<string> {
    if (command.type === 'fault') this.run.setFault(command);
    else if (command.type === 'wait') {
      this.run.session.pause();
      this.run.session.passTime(command.ms);
      await this.#drive(() => !this.run.session.store.getState().playback.playing);
      this.run.session.play();
    } else return this.#line(command.line, command.terminal, command.endless);
    return '';
  }

  async settle(): Promise<void> {
    const { session } = this.run;
    session.pause();
    session.runUntilSettled();
    await this.#drive(() => !session.store.getState().playback.playing);
    session.play();
    // The last of it is shown with the next frame.
    await this.#drive(() => true);
  }

  async #line(line: string, number: number, endless: boolean): Promise<string> {
    const terminal = this.#terminals.get(number) ?? new TestTerminal(this.run.session);
    this.#terminals.set(number, terminal);
    const before = this.#endless.get(number);
    if (before && !before()) {
      if (terminal.isReading && !endless) {
        terminal.type(line);
        await this.#drive(() => before() || terminal.isReading);
        return terminal.output;
      }
      terminal.interrupt();
      await this.#drive(before);
    }
    const { done } = terminal.start(line);
    this.#endless.set(number, done);
    if (endless) await this.settle();
    else await this.#drive(() => done() || terminal.isReading);
    return terminal.output;
  }

  async #drive(until: () => boolean): Promise<void> {
    const deadline = Date.now() + 60_000;
    do {
      for (let round = 0; round < 10; round++) await new Promise((resolve) => setTimeout(resolve, 0));
      this.run.session.advance(100);
      if (Date.now() > deadline) throw new Error('nothing came of it');
    } while (!until());
  }
}
