/**
 * Which lesson is open, and how far the reader is in all of them. This is the small part that every page loads; open-lesson.ts
 * and what a lesson needs are loaded when one is opened first.
 */

import { create } from 'zustand';
import type { LessonProblem } from '../../lessons/lesson.ts';
import type { LessonRun } from '../../session/lessons/lesson-run.ts';
import { recallProgress, type AllProgress } from '../../session/lessons/progress.ts';
import type { SafeStorage } from '../../session/persistence.ts';
import type { Session } from '../../session/session-contract.ts';

export interface OpenLesson {
  /** Another number each time a lesson is opened. */
  readonly key: number;
  /** Name of a bundled lesson. */
  readonly id: string | undefined;
  /** The lesson's file. */
  readonly text: string;
  readonly run: LessonRun;
  readonly dispose: () => void;
}

/** A lesson's file that could not be read. */
export interface RefusedLesson {
  readonly name: string;
  readonly problems: readonly LessonProblem[];
}

interface LessonsState {
  readonly open: OpenLesson | undefined;
  readonly refused: RefusedLesson | undefined;
  readonly progress: AllProgress;
}

export const useLessons = create<LessonsState>(() => ({ open: undefined, refused: undefined, progress: {} }));

/** Where the goals of the open lesson stand: for pages around this one. */
export interface LessonGoals {
  /** The bundled lesson's name, or the title of another. */
  readonly lesson: string;
  /** 0 is the introduction; one more than there are steps is the end. */
  readonly position: number;
  readonly steps: number;
  readonly goals: readonly { readonly text: string; readonly reached: boolean }[];
  readonly done: boolean;
}

/** Calls back with the goals of the lesson as they are now and whenever they change; the result ends it. */
export function watchLessonGoals(onChange: (goals: LessonGoals) => void): () => void {
  let stopRun: (() => void) | undefined;
  let watched: OpenLesson | undefined;
  let last = '';
  const tell = ({ id, run }: OpenLesson): void => {
    const { lesson, store } = run;
    const { position, steps } = store.getState();
    const state = steps[position - 1];
    const goals: LessonGoals = {
      lesson: id ?? lesson.title,
      position,
      steps: steps.length,
      goals: (lesson.steps[position - 1]?.goals ?? []).map(({ text }, index) => ({
        text,
        reached: state?.goals[index] ?? false,
      })),
      done: state ? state.done : position > steps.length,
    };
    const next = JSON.stringify(goals);
    if (next !== last) onChange(goals);
    last = next;
  };
  const follow = ({ open }: LessonsState): void => {
    if (open === watched) return;
    stopRun?.();
    watched = open;
    stopRun = open?.run.store.subscribe(() => tell(open));
    if (open) tell(open);
  };
  const stop = useLessons.subscribe(follow);
  follow(useLessons.getState());
  return () => {
    stop();
    stopRun?.();
  };
}

/** What lessons take from the page. */
export interface LessonHost {
  /** The reader's own session. */
  readonly session: Session;
  readonly storage: SafeStorage | undefined;
}

let host: LessonHost | undefined;

/** To be called once, before any lesson is opened. */
export function hostLessons(ofPage: LessonHost): void {
  host = ofPage;
  useLessons.setState({ progress: recallProgress(ofPage.storage) });
}

/** Undefined before `hostLessons`. */
export function lessonHost(): LessonHost | undefined {
  return host;
}

export function dismissRefused(): void {
  useLessons.setState({ refused: undefined });
}

/** True when the address asks for a lesson: `?lesson=…`, or one in the fragment. */
export function asksForLesson(address: string): boolean {
  const { searchParams, hash } = new URL(address);
  return searchParams.has('lesson') || hash.startsWith('#l1.');
}
