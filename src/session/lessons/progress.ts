/** How far the reader has come in each lesson, kept in the browser. */

import { isJsonObject, type JsonValue } from '../../api/json.ts';
import type { SafeStorage } from '../persistence.ts';

export interface LessonProgress {
  /** The step to go on with; one more than there are steps when the end was reached. */
  readonly position: number;
  readonly finished: boolean;
  /** The choices made so far, by step. */
  readonly answers: readonly (number | null)[];
  /** The cluster at the beginning of that step, as the fragment of a link. */
  readonly link: string;
}

export type AllProgress = Readonly<Record<string, LessonProgress>>;

const key = 'statefulset-playground/lessons/1';

export function recallProgress(storage: SafeStorage | undefined): AllProgress {
  const text = storage?.getItem(key);
  if (text === undefined || text === null) return {};
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return {};
  }
  if (!isJsonObject(stored)) return {};
  return Object.fromEntries(
    Object.entries(stored).flatMap(([id, value]) => {
      const progress = toProgress(value);
      return progress ? [[id, progress]] : [];
    }),
  );
}

function toProgress(value: JsonValue | undefined): LessonProgress | undefined {
  if (!isJsonObject(value)) return undefined;
  const { position, finished, answers, link } = value;
  if (typeof position !== 'number' || typeof link !== 'string' || !Array.isArray(answers)) return undefined;
  const read = (answers as readonly JsonValue[]).map((answer) => (typeof answer === 'number' ? answer : null));
  return { position, finished: finished === true, answers: read, link };
}

export function rememberProgress(storage: SafeStorage | undefined, progress: AllProgress): void {
  storage?.setItem(key, JSON.stringify(progress));
}
