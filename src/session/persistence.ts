/** What survives a reload: the draft and the reader's settings. Works, forgetting everything, where storage is refused. */

import { isJsonObject } from '../api/json.ts';
import type { SessionFile, Theme } from './state.ts';

/** A storage whose calls never throw. */
export type SafeStorage = Pick<Storage, 'getItem' | 'setItem'>;

export const draftKey = 'statefulset-playground/draft/1';
/** Edits of the draft's files. */
export const editsKey = 'statefulset-playground/edits/1';
const keptDraftsKey = 'statefulset-playground/kept-drafts/1';
const settingsKey = 'statefulset-playground/settings/1';
const linesKey = 'statefulset-playground/lines/1';

const isDraft = (key: string): boolean => key === draftKey || key === editsKey;

/** The same storage for a session whose files are not the reader's own: the draft stays as it is. */
export function withoutDraft(storage: SafeStorage | undefined): SafeStorage | undefined {
  if (!storage) return undefined;
  return {
    getItem: (key) => (isDraft(key) ? null : storage.getItem(key)),
    setItem: (key, value) => (isDraft(key) ? undefined : storage.setItem(key, value)),
  };
}

function read(storage: SafeStorage | undefined, key: string): unknown {
  const text = storage?.getItem(key);
  if (text === undefined || text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function rememberDraft(storage: SafeStorage | undefined, files: readonly SessionFile[]): void {
  const text = JSON.stringify(files);
  storage?.setItem(draftKey, text);
  if (!storage || storage.getItem(draftKey) === text) return;
  // The storage is full: the draft needs the place more than its edits do.
  rememberEdits(storage, '');
  storage.setItem(draftKey, text);
}

export function rememberEdits(storage: SafeStorage | undefined, text: string): void {
  storage?.setItem(editsKey, text);
}

export function recallEdits(storage: SafeStorage | undefined): unknown {
  return read(storage, editsKey);
}

export function recallDraft(storage: SafeStorage | undefined): readonly SessionFile[] | undefined {
  return toFiles(read(storage, draftKey));
}

/** The files of a draft as it is stored. */
export function filesOfDraft(stored: string): readonly SessionFile[] | undefined {
  return toFiles(read({ getItem: () => stored, setItem: () => undefined }, draftKey));
}

/** Drafts that were put aside, the last one first. */
export function rememberKeptDrafts(
  storage: SafeStorage | undefined,
  drafts: readonly (readonly SessionFile[])[],
): void {
  storage?.setItem(keptDraftsKey, JSON.stringify(drafts));
}

export function recallKeptDrafts(storage: SafeStorage | undefined): readonly (readonly SessionFile[])[] {
  const stored = read(storage, keptDraftsKey);
  return Array.isArray(stored)
    ? stored.flatMap((draft: unknown) => [toFiles(draft)]).filter((files) => files !== undefined)
    : [];
}

function toFiles(stored: unknown): readonly SessionFile[] | undefined {
  if (!Array.isArray(stored) || stored.length === 0) return undefined;
  const files = stored.flatMap((file: unknown) =>
    isJsonObject(file) && typeof file['name'] === 'string' && typeof file['text'] === 'string'
      ? [{ name: file['name'], text: file['text'] }]
      : [],
  );
  return files.length === stored.length ? files : undefined;
}

export interface Settings {
  readonly theme?: Theme;
  readonly speed?: number;
}

export function rememberSettings(storage: SafeStorage | undefined, settings: Settings): void {
  storage?.setItem(settingsKey, JSON.stringify(settings));
}

export function recallSettings(storage: SafeStorage | undefined): Settings {
  const stored = read(storage, settingsKey);
  if (!isJsonObject(stored)) return {};
  const { theme, speed } = stored;
  return {
    ...(theme === 'auto' || theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(typeof speed === 'number' && speed > 0 && speed <= 16 ? { speed } : {}),
  };
}

/** The terminal's command lines, oldest first. */
export function rememberLines(storage: SafeStorage | undefined, lines: readonly string[]): void {
  storage?.setItem(linesKey, JSON.stringify(lines));
}

export function recallLines(storage: SafeStorage | undefined): readonly string[] {
  const stored = read(storage, linesKey);
  return Array.isArray(stored) ? stored.filter((line): line is string => typeof line === 'string') : [];
}
