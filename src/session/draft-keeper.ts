/**
 * Drafts that something else took the place of: a link, a file, another tab. They are kept under a key of their own, the
 * last one first, until the reader goes back to them.
 */

import { filesOfDraft, recallKeptDrafts, rememberKeptDrafts, recallDraft, type SafeStorage } from './persistence.ts';
import type { SessionFile } from './state.ts';

type Files = readonly SessionFile[];

const maxKept = 5;

export const sameFiles = (a: Files, b: Files): boolean =>
  a.length === b.length && a.every(({ name, text }, index) => name === b[index]!.name && text === b[index]!.text);

/**
 * Keeps the reader's draft, when there is one and it is something else than `files`, which are about to be shown.
 * Resolves to what was kept.
 */
export function keepDraft(storage: SafeStorage | undefined, files: Files): Files | undefined {
  const draft = recallDraft(storage);
  if (!draft || sameFiles(draft, files)) return undefined;
  const others = recallKeptDrafts(storage).filter((kept) => !sameFiles(kept, draft));
  rememberKeptDrafts(storage, [draft, ...others].slice(0, maxKept));
  return draft;
}

/** Keeps a draft as it is stored, in the place of one that it came from. */
export function keepReplaced(storage: SafeStorage, stored: string, earlier: string | undefined): void {
  const draft = filesOfDraft(stored);
  if (!draft) return;
  const gone = [draft, ...(earlier === undefined ? [] : [filesOfDraft(earlier) ?? []])];
  const others = recallKeptDrafts(storage).filter((kept) => !gone.some((files) => sameFiles(kept, files)));
  rememberKeptDrafts(storage, [draft, ...others].slice(0, maxKept));
}

/** The draft that was kept last and is not shown now. */
export function keptDraft(storage: SafeStorage | undefined, shown: Files): Files | undefined {
  return recallKeptDrafts(storage).find((kept) => !sameFiles(kept, shown));
}
