/** What every session has, whatever cluster is behind it: files, lines of the terminal, selection, looks and notices. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ObjectRef } from '../api/object.ts';
import { Bookmarks } from './bookmarks.ts';
import { diagnose } from './diagnose.ts';
import type { EditKind, TextHistory } from './edits/text-history.ts';
import { withLateParts } from './late-parts.ts';
import { LineHistory } from './line-history.ts';
import { PageLines, type PageRun } from './page-lines.ts';
import { recallSettings, rememberSettings, type SafeStorage } from './persistence.ts';
import { firstFile, SessionFiles } from './session-files.ts';
import type { ShellFiles, ShellIo } from './shell-io.ts';
import type { ShellRun } from './shell.ts';
import type { Moment, Notice, Playback, SessionFile, SessionState, Theme } from './state.ts';

const maxEchoes = 200;
const maxNotices = 5;

/** What a session begins with. */
export interface SessionBeginning {
  readonly files: readonly SessionFile[];
  readonly moment: Moment;
  readonly playback: Pick<Playback, 'speed' | 'settled' | 'startMs' | 'endMs'>;
}

export abstract class SessionBase {
  readonly store: StoreApi<SessionState>;
  readonly lines: LineHistory;
  protected readonly storage: SafeStorage | undefined;
  protected readonly files: SessionFiles;
  protected readonly bookmarks: Bookmarks;
  #nextId = 1;
  protected readonly pageLines = new PageLines((echo) => {
    const { echoes } = this.store.getState();
    this.store.setState({ echoes: [...echoes.slice(-maxEchoes), { id: this.nextId(), ...echo }] });
  });

  protected constructor(storage: SafeStorage | undefined, { files, moment, playback }: SessionBeginning) {
    this.storage = storage;
    this.lines = new LineHistory(storage);
    this.store = createStore<SessionState>(() => ({
      files,
      activeFile: files[0]?.name ?? firstFile,
      diagnostics: [],
      appliedTexts: {},
      applying: false,
      moment,
      history: [],
      marks: [],
      bookmarks: [],
      playback: { ...playback, playing: false, settling: false, live: true, canUndoFork: false },
      selection: undefined,
      echoes: [],
      theme: recallSettings(storage).theme ?? 'auto',
      notices: [],
      opening: undefined,
      openedView: undefined,
    }));
    this.files = new SessionFiles(this.store, storage);
    this.bookmarks = new Bookmarks(this.store);
  }

  /** Runs a line in the shell. */
  protected abstract run(line: string, io: ShellIo): Promise<ShellRun>;

  /** The line that applies a file. */
  protected abstract applyLine(file: string): string;

  setText(file: string, text: string, kind?: EditKind): void {
    this.files.setText(file, text, kind);
  }

  editHistory(file: string): TextHistory {
    return this.files.history(file);
  }

  undoEdit(file: string): number | undefined {
    return this.files.move(file, 'undo');
  }

  redoEdit(file: string): number | undefined {
    return this.files.move(file, 'redo');
  }

  setActiveFile(name: string): void {
    this.store.setState({ activeFile: name });
  }

  addFile(name: string, text: string): void {
    this.files.add(name, text);
  }

  removeFile(name: string): void {
    this.files.remove(name);
  }

  async apply(name = this.store.getState().activeFile): Promise<void> {
    const file = this.store.getState().files.find((other) => other.name === name);
    if (!file || this.store.getState().applying) return;
    this.store.setState({ applying: true });
    try {
      const line = this.applyLine(name);
      const { stderr, run } = await this.pageLines.run(line, (io) => this.run(line, io));
      const isFine = run.exitCode === 0 && stderr === '';
      const found = isFine ? [] : await withLateParts(() => diagnose(file, run.failures, stderr));
      // In full they stand at their lines, and in the terminal.
      const count = new Set(found.map(({ message }) => message)).size;
      if (count > 0) this.notify('error', `${name}: ${count} ${count === 1 ? 'problem' : 'problems'}, see the editor`);
      else if (run.exitCode !== 0) this.notify('error', `${line}: exit code ${run.exitCode}`);
      const { appliedTexts, diagnostics } = this.store.getState();
      this.store.setState({
        diagnostics: [...diagnostics.filter((other) => other.file !== name), ...found],
        ...(run.exitCode === 0 ? { appliedTexts: { ...appliedTexts, [name]: file.text } } : {}),
      });
    } finally {
      this.store.setState({ applying: false });
    }
  }

  async command(line: string): Promise<number> {
    return (await this.#echoed(line)).run.exitCode;
  }

  async runTerminal(line: string, io: ShellIo): Promise<number> {
    this.lines.add(line);
    return (await this.run(line, io)).exitCode;
  }

  interruptPage(): boolean {
    return this.pageLines.interrupt();
  }

  setBookmark(label: string, atMs = this.store.getState().moment.atMs): void {
    this.bookmarks.set(atMs, label);
  }

  removeBookmark(atMs: number): void {
    this.bookmarks.remove(atMs);
  }

  select(ref: ObjectRef | undefined): void {
    this.store.setState({ selection: ref });
  }

  setTheme(theme: Theme): void {
    this.store.setState({ theme });
    rememberSettings(this.storage, { ...recallSettings(this.storage), theme });
  }

  notify(tone: Notice['tone'], text: string, action?: Notice['action']): void {
    const notice = { id: this.nextId(), tone, text, ...(action ? { action } : {}) };
    this.store.setState({ notices: [...this.store.getState().notices.slice(1 - maxNotices), notice] });
  }

  dismissNotice(id: number): void {
    this.store.setState({ notices: this.store.getState().notices.filter((notice) => notice.id !== id) });
  }

  /** A number that nothing else of this session has. */
  protected nextId(): number {
    return this.#nextId++;
  }

  /** The files of the editor as the shell's working directory. */
  protected directory(): ShellFiles {
    const read = (name: string): string | undefined =>
      this.store.getState().files.find((file) => file.name === name)?.text;
    return {
      read,
      list: () => this.store.getState().files.map((file) => file.name),
      write: (name, text) => {
        if (read(name) === undefined) this.addFile(name, text);
        else this.setText(name, text);
      },
      remove: (name) => this.files.remove(name),
    };
  }

  async #echoed(line: string): Promise<PageRun> {
    const ended = await this.pageLines.run(line, (io) => this.run(line, io));
    const { exitCode } = ended.run;
    if (exitCode !== 0) this.notify('error', ended.stderr.trim() || `${line}: exit code ${exitCode}`);
    return ended;
  }
}
