/** Opens lessons (bundled ones, files, those that an address asks for), leaves them, and keeps how far the reader is. */

import { rememberProgress, type AllProgress } from '../../session/lessons/progress.ts';
import { loadLateParts } from '../../session/load-late-parts.ts';
import { showNarrowTab } from '../page-store.ts';
import { readAddress, readServed } from '../served-file.ts';
import { forgetTyping } from '../terminal/typing.ts';
import { lessonHost, useLessons } from './lesson-store.ts';

let resumes = false;
let lastKey = 0;

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
  const host = lessonHost();
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
  const host = lessonHost();
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

/** Forgets how far the reader is in every lesson. */
export function forgetProgress(): void {
  keepProgress({});
}

function keepProgress(progress: AllProgress): void {
  useLessons.setState({ progress });
  rememberProgress(lessonHost()?.storage, progress);
}

function refuse(name: string, message: string): void {
  useLessons.setState({ refused: { name, problems: [{ path: '', message }] } });
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
