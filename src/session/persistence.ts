/** What survives a reload: the draft and the reader's settings. Works, forgetting everything, where storage is refused. */

import { isJsonObject } from '../api/json.ts';
import type { SessionFile, Theme } from './state.ts';

/** A storage whose calls never throw. */
export interface SafeStorage {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
}

const draftKey = 'statefulset-playground/draft/1';
const settingsKey = 'statefulset-playground/settings/1';

/** Wraps `localStorage`, which throws in embeds and private windows. */
export function safeStorage(open: () => Storage): SafeStorage {
  return {
    get: (key) => {
      try {
        return open().getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    set: (key, value) => {
      try {
        open().setItem(key, value);
      } catch {
        // Storage blocked or full: the session goes on without it.
      }
    },
  };
}

function read(storage: SafeStorage | undefined, key: string): unknown {
  const text = storage?.get(key);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function rememberDraft(storage: SafeStorage | undefined, files: readonly SessionFile[]): void {
  storage?.set(draftKey, JSON.stringify(files));
}

export function recallDraft(storage: SafeStorage | undefined): readonly SessionFile[] | undefined {
  const stored = read(storage, draftKey);
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
  storage?.set(settingsKey, JSON.stringify(settings));
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
