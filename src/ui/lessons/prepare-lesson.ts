/** Makes a session for a lesson out of its file. Loaded when a lesson is opened first. */

import type { Lesson, LessonProblem } from '../../lessons/lesson.ts';
import { readLesson } from '../../lessons/read-lesson.ts';
import { LessonRun } from '../../session/lessons/lesson-run.ts';
import type { LessonProgress } from '../../session/lessons/progress.ts';
import { withoutDraft, type SafeStorage } from '../../session/persistence.ts';
import { createSession } from '../../session/session.ts';
import type { Session } from '../../session/session-contract.ts';
import type { SessionFile } from '../../session/state.ts';
import { runPlayback } from '../playback-loop.ts';
import { loadExample } from '../served-file.ts';

interface Surroundings {
  readonly own: Session;
  readonly storage: SafeStorage | undefined;
  readonly progress: LessonProgress | undefined;
  readonly onProgress: (progress: LessonProgress) => void;
  readonly onRestart: () => void;
}

interface Prepared {
  readonly run: LessonRun;
  readonly dispose: () => void;
}

export async function prepareLesson(
  text: string,
  { own, storage, progress, onProgress, onRestart }: Surroundings,
): Promise<Prepared | { readonly problems: readonly LessonProblem[] }> {
  const read = readLesson(text);
  if ('problems' in read) return read;
  const { lesson } = read;
  const files = await loadFiles(lesson);
  const missing = files.findIndex((file) => file === undefined);
  if (missing >= 0) {
    return { problems: [{ path: `files[${missing}].example`, message: 'is no file below public/examples' }] };
  }
  const session = createSession({
    storage: withoutDraft(storage),
    files: files.filter((file) => file !== undefined),
    seed: lesson.seed ?? 1,
    search: lesson.nodes === undefined ? '' : `?nodes=${lesson.nodes}`,
    loadExample,
    ...(progress ? { link: progress.link } : {}),
  });
  const { theme, playback } = own.store.getState();
  session.setTheme(theme);
  session.setSpeed(playback.speed);
  const run = new LessonRun({ lesson, session, progress, onProgress, onRestart });
  const stop = runPlayback(session);
  return {
    run,
    dispose: () => {
      run.dispose();
      stop();
    },
  };
}

function loadFiles({ files }: Lesson): Promise<readonly (SessionFile | undefined)[]> {
  return Promise.all(
    files.map(async (file) => {
      const text = 'text' in file ? file.text : await loadExample(file.example);
      return text === undefined ? undefined : { name: file.name, text };
    }),
  );
}
