/**
 * What files become that are dropped, pasted or chosen: a saved session, a lesson, a cluster to go on with, or files of the
 * editor. Nothing that the editor holds is written over.
 */

import { looksLikeLesson } from '../../lessons/looks-like-lesson.ts';
import type { Session } from '../../session/session-contract.ts';
import { maxSharedFileLength, sharedFileSuffix } from '../../session/share/shared-file.ts';
import { freeName } from '../editor/free-name.ts';
import { openLessonText } from '../lessons/open-lesson.ts';
import { openDialog } from '../page-store.ts';
import { importText, isClusterOutput, readImport } from './read-import.ts';

const isSaved = ({ name }: File): boolean => name.endsWith(sharedFileSuffix);

/** Takes files one after the other, in their order; of several saved sessions the first. In somebody else's page all are manifests. */
export async function takeFiles(session: Session, files: readonly File[], areManifests: boolean): Promise<void> {
  const saved = areManifests ? undefined : files.find(isSaved);
  if (saved) {
    await openSaved(session, saved);
    return;
  }
  for (const file of files) {
    const text = await textOf(session, file);
    if (text === undefined) continue;
    if (areManifests) addManifest(session, file.name, text);
    else await takeText(session, file.name, text);
  }
}

async function textOf(session: Session, file: File): Promise<string | undefined> {
  if (/\.(?:ya?ml|json|zip)$/i.test(file.name)) return readImport(session, file);
  session.notify('error', `${file.name} was left out: its name ends in none of .yaml, .yml, .json and .zip.`);
  return undefined;
}

async function takeText(session: Session, name: string, text: string): Promise<void> {
  if (/^\s*\{\s*"format": *"statefulset-playground"/.test(text)) await session.openSharedFile(text);
  else if (looksLikeLesson(text)) await takeLesson(session, name, text);
  else if (!name.endsWith('.zip') && !isClusterOutput(text)) addManifest(session, name, text);
  else if (await importText(session, text)) openDialog('import');
}

/** A manifest becomes a file of the editor, under another name when there is one with another text. */
function addManifest(session: Session, name: string, text: string): void {
  const free = freeName(name, text, session.store.getState().files);
  session.addFile(free, text);
  if (free !== name) session.notify('info', `${name} is there already: what was added is ${free}.`);
}

async function takeLesson(session: Session, name: string, text: string): Promise<void> {
  const isFollowing = session.store.getState().followed !== undefined;
  if (isFollowing) session.notify('info', `${name} is a lesson: leave the real cluster to open it.`);
  else await openLessonText(text, name);
}

async function openSaved(session: Session, file: File): Promise<void> {
  if (file.size > maxSharedFileLength) {
    session.notify('error', `${file.name} could not be opened: it is larger than ${maxSharedFileLength} bytes.`);
    return;
  }
  await session.openSharedFile(await file.text());
}
