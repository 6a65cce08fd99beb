/**
 * The edits of every file, whoever made them: the editors, the terminal, an example or a link that took the file's place.
 * They are kept in the browser, so that undo goes back past a reload.
 */

import type { StoreApi } from 'zustand/vanilla';
import { recallEdits, rememberEdits, type SafeStorage } from '../persistence.ts';
import type { SessionFile, SessionState } from '../state.ts';
import { readHistories, storedText } from './stored-histories.ts';
import { beginHistory, changedTo, foundAs, type EditKind, type TextHistory } from './text-history.ts';

/** Edits are written to the storage no more often than this (real time). */
const restMs = 400;

export class EditHistories {
  readonly #store: StoreApi<SessionState>;
  readonly #storage: SafeStorage | undefined;
  #known: Map<string, TextHistory> | undefined;
  #kind: EditKind = 'edit';
  #saving: ReturnType<typeof setTimeout> | undefined;
  #isUnsaved = false;

  constructor(store: StoreApi<SessionState>, storage: SafeStorage | undefined) {
    this.#store = store;
    this.#storage = storage;
    store.subscribe(({ files }, before) => {
      if (files !== before.files) this.#follow(files, before.files);
    });
  }

  /** The edits that led to a file's text. */
  of(name: string): TextHistory {
    const text = this.#store.getState().files.find((file) => file.name === name)?.text ?? '';
    const known = this.#histories.get(name);
    return known ? foundAs(known, text) : beginHistory(text);
  }

  /** What `change` does to the files is an undo, or a redo. */
  during(kind: EditKind, change: () => void): void {
    this.#kind = kind;
    try {
      change();
    } finally {
      this.#kind = 'edit';
    }
  }

  /** Read when it is asked for first: a page that only shows something does without. */
  get #histories(): Map<string, TextHistory> {
    return (this.#known ??= new Map(readHistories(recallEdits(this.#storage))));
  }

  #follow(files: readonly SessionFile[], before: readonly SessionFile[]): void {
    for (const { name, text } of files) {
      const was = before.find((file) => file.name === name)?.text;
      const known = this.#histories.get(name) ?? (was === undefined ? undefined : beginHistory(was));
      if (!known || was === text) continue;
      // A file that comes back goes on where it was left.
      const next = was === undefined ? foundAs(known, text) : changedTo(foundAs(known, was), text, this.#kind);
      this.#histories.delete(name);
      this.#histories.set(name, next);
    }
    this.#save();
  }

  /**
   * The first of some edits at once, the others together. What a reload comes before is one step with the draft's last
   * text: it goes on from the edits that are stored.
   */
  #save(): void {
    this.#isUnsaved = this.#saving !== undefined;
    if (this.#saving) return;
    rememberEdits(this.#storage, storedText(this.#histories));
    this.#saving = setTimeout(() => {
      this.#saving = undefined;
      if (this.#isUnsaved) this.#save();
    }, restMs);
  }
}
