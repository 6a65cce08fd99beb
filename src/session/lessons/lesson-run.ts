/**
 * A lesson that is being taken: where the reader is, what was predicted, which goals are reached. It has a session of its
 * own, so that the reader's files and cluster are as they were when the lesson is left.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ClusterReader } from '../../api/reader.ts';
import { isGoalReached, isLasting, type GoalView } from '../../lessons/check-goal.ts';
import type { FaultCommand, Lesson, LessonStep } from '../../lessons/lesson.ts';
import type { Session } from '../session-contract.ts';
import type { SessionState } from '../state.ts';
import { heldSession } from './held-session.ts';
import type { LessonProgress } from './progress.ts';

export interface StepState {
  /** The choice that was made. */
  readonly answer: number | undefined;
  /** Which goals are reached. */
  readonly goals: readonly boolean[];
  /** They were reached all at once: the step is done, whatever comes later. */
  readonly done: boolean;
}

export interface LessonState {
  /** The files are being applied. */
  readonly preparing: boolean;
  /** 0: the introduction; then the steps; behind the last of them the end. */
  readonly position: number;
  /** The furthest position so far. */
  readonly furthest: number;
  readonly steps: readonly StepState[];
}

export interface LessonRunOptions {
  readonly lesson: Lesson;
  /** A session with the lesson's files, in which nothing has happened, or what the progress holds has. */
  readonly session: Session;
  /** Where to go on. */
  readonly progress?: LessonProgress | undefined;
  readonly onProgress?: (progress: LessonProgress) => void;
  /** The reader asks for a fresh cluster. */
  readonly onRestart?: () => void;
}

/** What a step began with. */
interface Baseline {
  readonly reader: ClusterReader;
  /** Of the last write before it. */
  readonly revision: number;
}

/** Goes of an unfinished line at the start before it is ended. */
const maxStartRounds = 60;
const startRoundMs = 50;

export class LessonRun {
  readonly lesson: Lesson;
  /** What the page is to use: its time does not run while a prediction is due. */
  readonly session: Session;
  readonly store: StoreApi<LessonState>;
  readonly #raw: Session;
  readonly #onProgress: ((progress: LessonProgress) => void) | undefined;
  readonly #stop: () => void;
  #link = '';
  #baseline: Baseline | undefined;
  #seenRevision = 0;
  #seenMoment: SessionState['moment'] | undefined;

  constructor({ lesson, session, progress, onProgress, onRestart }: LessonRunOptions) {
    this.lesson = lesson;
    this.#raw = session;
    this.#onProgress = onProgress;
    this.session = heldSession(session, () => this.heldBy !== undefined, onRestart);
    const position = Math.max(0, Math.min(lesson.steps.length, progress?.position ?? 0));
    this.store = createStore<LessonState>(() => ({
      preparing: true,
      position,
      furthest: position,
      steps: lesson.steps.map(({ goals, prediction }, index) => {
        const isPast = index + 1 < position;
        const answer = progress?.answers[index] ?? undefined;
        const known = prediction?.choices[answer ?? -1] && isPast ? answer : undefined;
        return { answer: known, goals: goals.map(() => isPast), done: isPast };
      }),
    }));
    this.#stop = session.store.subscribe((state) => this.#look(state));
    if (progress) this.#link = progress.link;
  }

  /** Number of the step whose question is to be answered before time runs. */
  get heldBy(): number | undefined {
    const { furthest, steps } = this.store.getState();
    const isDue = this.lesson.steps[furthest - 1]?.prediction && steps[furthest - 1]?.answer === undefined;
    return isDue ? furthest : undefined;
  }

  /** Applies what the lesson starts with (unless the session has it already). Resolves when the reader can begin. */
  async begin(): Promise<void> {
    await this.#raw.ready;
    this.#raw.pause();
    if (this.store.getState().position === 0) for (const line of this.lesson.start) await this.#prepare(line);
    this.#enter();
    this.store.setState({ preparing: false });
    if (this.heldBy === undefined) this.#raw.play();
  }

  go(position: number): void {
    const { furthest } = this.store.getState();
    const next = Math.max(0, Math.min(this.lesson.steps.length + 1, Math.floor(position), furthest + 1));
    this.store.setState({ position: next, furthest: Math.max(next, furthest) });
    if (next > furthest) {
      this.#enter();
      if (this.heldBy !== undefined) this.#raw.pause();
    }
  }

  /** Answers the question of a step; the first answer counts. */
  answer(step: number, choice: number): void {
    const { steps } = this.store.getState();
    if (steps[step - 1]?.answer !== undefined) return;
    this.#setStep(step, { answer: choice });
    this.#keep();
    this.#raw.play();
    this.#seenMoment = undefined;
    this.#look(this.#raw.store.getState());
  }

  /** Breaks or mends what a fault of the lesson names. */
  setFault({ fault, nodeOf, on }: FaultCommand): void {
    if (nodeOf === undefined || !('node' in fault)) {
      this.session.setFault(fault, on);
      return;
    }
    const { reader } = this.#raw.store.getState().moment;
    const node = reader.get('pods', 'default', nodeOf)?.spec.nodeName;
    if (node === undefined) this.#raw.notify('error', `${nodeOf} is on no node.`);
    else this.session.setFault({ ...fault, node }, on);
  }

  dispose(): void {
    this.#stop();
    this.#raw.interruptPage();
    this.#raw.pause();
  }

  /** Runs a line of the start, and lets everything happen that follows from it. */
  async #prepare(line: string): Promise<void> {
    let isDone = false;
    const ran = this.#raw.command(line).finally(() => {
      isDone = true;
    });
    for (let round = 0; round < maxStartRounds; round++) {
      await Promise.race([ran, new Promise((resolve) => setTimeout(resolve, startRoundMs))]);
      await this.#settle();
      if (isDone) return;
    }
    this.#raw.interruptPage();
  }

  #settle(): Promise<void> {
    const { store } = this.#raw;
    this.#raw.pause();
    this.#raw.runUntilSettled();
    return new Promise((resolve) => {
      if (!store.getState().playback.playing) {
        resolve();
        return;
      }
      const stop = store.subscribe(({ playback }) => {
        if (playback.playing) return;
        stop();
        resolve();
      });
    });
  }

  /** The position was reached for the first time. */
  #enter(): void {
    const { moment, history } = this.#raw.store.getState();
    this.#baseline = { reader: moment.reader, revision: history.at(-1)?.revision ?? 0 };
    this.#seenRevision = this.#baseline.revision;
    this.#seenMoment = undefined;
    this.#link = this.#raw.shareLink('');
    this.#keep();
    this.#look(this.#raw.store.getState());
  }

  #keep(): void {
    const { furthest, steps } = this.store.getState();
    this.#onProgress?.({
      position: furthest,
      finished: furthest > this.lesson.steps.length,
      answers: steps.map(({ answer }) => answer ?? null),
      link: this.#link,
    });
  }

  /** Looks at the goals of the furthest step; while an earlier moment is shown they stay as they are. */
  #look({ moment, history, playback }: SessionState): void {
    const { furthest, steps, preparing } = this.store.getState();
    const step = this.lesson.steps[furthest - 1];
    const state = steps[furthest - 1];
    if (!step || !state || state.done || preparing || !playback.live || moment === this.#seenMoment) return;
    this.#seenMoment = moment;
    const last = history.at(-1)?.revision ?? 0;
    // Time was turned back: what was seen after it has not happened.
    if (last < this.#seenRevision) this.#seenRevision = Math.min(last, this.#baseline?.revision ?? 0);
    const from = history.findLastIndex(({ revision }) => revision <= this.#seenRevision) + 1;
    this.#seenRevision = last;
    const { reader, decisions } = moment;
    const goals = this.#check(step, state, {
      reader,
      decisions,
      uidBefore: this.#uidBefore,
      changes: history.slice(from),
    });
    const isAnswered = step.prediction === undefined || state.answer !== undefined;
    const done = isAnswered && goals.every(Boolean);
    if (done || goals.some((goal, index) => goal !== state.goals[index])) this.#setStep(furthest, { goals, done });
  }

  #check({ goals }: LessonStep, state: StepState, view: GoalView): readonly boolean[] {
    return goals.map((goal, index) => (isLasting(goal) && state.goals[index]) || isGoalReached(goal, view));
  }

  readonly #uidBefore = (resource: string, key: string): string | undefined => {
    const [first = '', second] = key.split('/');
    const object = this.#baseline?.reader.getAny(resource, second === undefined ? undefined : first, second ?? first);
    return object?.metadata.uid;
  };

  #setStep(step: number, change: Partial<StepState>): void {
    const { steps } = this.store.getState();
    this.store.setState({ steps: steps.map((state, index) => (index === step - 1 ? { ...state, ...change } : state)) });
  }
}
