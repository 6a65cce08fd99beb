/** The files of the working directory in the store: changed by the editor and by the terminal, kept as the draft. */

import type { StoreApi } from 'zustand/vanilla';
import { EditHistories } from './edits/edit-histories.ts';
import { redone, undone, type EditKind, type TextHistory } from './edits/text-history.ts';
import { rememberDraft, type SafeStorage } from './persistence.ts';
import type { SessionFile, SessionState } from './state.ts';

export const firstFile = 'manifest.yaml';

export class SessionFiles {
  readonly #store: StoreApi<SessionState>;
  readonly #storage: SafeStorage | undefined;
  readonly #histories: EditHistories;

  constructor(store: StoreApi<SessionState>, storage: SafeStorage | undefined) {
    this.#store = store;
    this.#storage = storage;
    this.#histories = new EditHistories(store, storage);
  }

  /** Diagnostics of the old text go with it. */
  setText(file: string, text: string, kind: EditKind = 'edit'): void {
    const { files, diagnostics } = this.#store.getState();
    if (files.some((other) => other.name === file && other.text === text)) return;
    this.#store.setState({ diagnostics: diagnostics.filter((diagnostic) => diagnostic.file !== file) });
    const next = files.map((other) => (other.name === file ? { ...other, text } : other));
    this.#histories.during(kind, () => this.#keep(next));
  }

  history(file: string): TextHistory {
    return this.#histories.of(file);
  }

  /** Takes the last step back, or the one that was undone last forth. The place where the text changed, if it did. */
  move(file: string, kind: 'undo' | 'redo'): number | undefined {
    const history = this.history(file);
    const next = kind === 'undo' ? undone(history) : redone(history);
    if (!next) return undefined;
    const { at, removed, inserted } = history.edits[Math.min(history.done, next.done)]!;
    this.setText(file, next.text, kind);
    return at + (kind === 'undo' ? removed : inserted).length;
  }

  /** Adds a file, or replaces the one of that name, and shows it. */
  add(name: string, text: string): void {
    const others = this.#store.getState().files.filter((file) => file.name !== name);
    this.#keep([...others, { name, text }], name);
  }

  /** Shows other files in the place of all. */
  replace(files: readonly SessionFile[]): void {
    this.#store.setState({ diagnostics: [] });
    this.#keep(files, files[0]?.name ?? firstFile);
  }

  /** Closes a file that the terminal removed; one stays, so that there is always a text to edit. */
  remove(name: string): void {
    const { files, activeFile } = this.#store.getState();
    const rest = files.filter((file) => file.name !== name);
    const [first = { name: firstFile, text: '' }] = rest;
    this.#keep(rest.length > 0 ? rest : [first], activeFile === name ? first.name : activeFile);
  }

  #keep(files: readonly SessionFile[], activeFile = this.#store.getState().activeFile): void {
    this.#store.setState({ files, activeFile });
    rememberDraft(this.#storage, files);
  }
}
