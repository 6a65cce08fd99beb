/**
 * Which lesson is open, and how far the reader is in all of them. This is the small part that every page loads; what a
 * lesson needs is loaded when one is opened first.
 */

import { create } from 'zustand';
import type { LessonProblem } from '../../lessons/lesson.ts';
import type { LessonRun } from '../../session/lessons/lesson-run.ts';
import { recallProgress, rememberProgress, type AllProgress } from '../../session/lessons/progress.ts';
import { loadLateParts } from '../../session/load-late-parts.ts';
import type { SafeStorage } from '../../session/persistence.ts';
import type { Session } from '../../session/session-contract.ts';
import { showNarrowTab } from '../page-store.ts';
import { readAddress, readServed } from '../served-file.ts';
import { forgetTyping } from '../terminal/typing.ts';

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
interface LessonHost {
  /** The reader's own session. */
  readonly session: Session;
  readonly storage: SafeStorage | undefined;
}

let host: LessonHost | undefined;
let resumes = false;
let lastKey = 0;

/** To be called once, before any lesson is opened. */
export function hostLessons(ofPage: LessonHost): void {
  host = ofPage;
  useLessons.setState({ progress: recallProgress(ofPage.storage) });
}

/** Opens a bundled lesson where the reader left it, or at its beginning. */
export async function openLesson(id: string, from: 'progress' | 'beginning' = 'progress'): Promise<void> {
  const text = await readServed('lessons', `${id}.yaml`);
  if (text === undefined) refuse(id, 'The lesson could not be loaded.');
  else await openLessonText(text, id, from, id);
}

/** Opens a lesson from its file's text. */
export async function openLessonText(
  text: string,
  name: string,
  from: 'progress' | 'beginning' = 'beginning',
  id?: string,
): Promise<void> {
  if (!host) return;
  const [{ prepareLesson }] = await Promise.all([import('./prepare-lesson.ts'), loadLateParts()]);
  const saved = id !== undefined && from === 'progress' ? useLessons.getState().progress[id] : undefined;
  const prepared = await prepareLesson(text, {
    own: host.session,
    storage: host.storage,
    progress: saved?.finished ? undefined : saved,
    onProgress: (progress) => {
      if (id !== undefined) keepProgress({ ...useLessons.getState().progress, [id]: progress });
    },
    onRestart: () => void openLessonText(text, name, 'beginning', id),
  });
  if ('problems' in prepared) {
    useLessons.setState({ refused: { name, problems: prepared.problems } });
    return;
  }
  const { open } = useLessons.getState();
  if (open) open.dispose();
  else {
    resumes = host.session.store.getState().playback.playing;
    host.session.pause();
  }
  forgetTyping();
  showNarrowTab('lesson');
  useLessons.setState({ open: { key: ++lastKey, id, text, ...prepared } });
  void prepared.run.begin();
}

/** Back to the reader's own files and cluster, which are as they were. */
export function leaveLesson(): void {
  const { open } = useLessons.getState();
  if (!open || !host) return;
  open.dispose();
  forgetTyping();
  const { theme, playback } = open.run.session.store.getState();
  host.session.setTheme(theme);
  host.session.setSpeed(playback.speed);
  useLessons.setState({ open: undefined });
  if (resumes) host.session.play();
  const address = new URL(window.location.href);
  if (!address.searchParams.has('lesson') && !address.hash.startsWith('#l1.')) return;
  address.searchParams.delete('lesson');
  if (address.hash.startsWith('#l1.')) address.hash = '';
  window.history.replaceState(null, '', address);
}

export function dismissRefused(): void {
  useLessons.setState({ refused: undefined });
}

/** Forgets how far the reader is in every lesson. */
export function forgetProgress(): void {
  keepProgress({});
}

function keepProgress(progress: AllProgress): void {
  useLessons.setState({ progress });
  rememberProgress(host?.storage, progress);
}

function refuse(name: string, message: string): void {
  useLessons.setState({ refused: { name, problems: [{ path: '', message }] } });
}

/** True when the address asks for a lesson: `?lesson=…`, or one in the fragment. */
export function asksForLesson(address: string): boolean {
  const { searchParams, hash } = new URL(address);
  return searchParams.has('lesson') || hash.startsWith('#l1.');
}

/** Opens the lesson that the address asks for: a bundled one by name, one of this origin by its address, or its own text. */
export async function openAddressedLesson(address: string): Promise<void> {
  const { searchParams, hash } = new URL(address);
  if (hash.startsWith('#l1.')) {
    const { decodeLessonLink } = await import('../../lessons/lesson-link.ts');
    const decoded = decodeLessonLink(hash);
    if (decoded && 'text' in decoded) await openLessonText(decoded.text, 'The lesson of this link');
    else refuse('The lesson of this link', `The link is damaged: ${decoded?.error ?? 'it holds no lesson'}.`);
    return;
  }
  const wanted = searchParams.get('lesson') ?? '';
  if (/^[\w-]+$/.test(wanted)) {
    await openLesson(wanted);
    return;
  }
  const target = URL.canParse(wanted, document.baseURI) ? new URL(wanted, document.baseURI) : undefined;
  if (target?.origin !== window.location.origin) {
    refuse(
      wanted.slice(0, 200),
      'Lessons are fetched from this site only. Open the file from the Lessons menu, or put the whole lesson into a link.',
    );
    return;
  }
  const text = await readAddress(target);
  if (text === undefined) refuse(wanted.slice(0, 200), 'The lesson could not be loaded.');
  else await openLessonText(text, target.pathname);
}
