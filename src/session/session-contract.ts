/** What the page may do: the functions of a session and what one is opened with. */

import type { StoreApi } from 'zustand/vanilla';
import type { Fault } from '../api/faults.ts';
import type { ObjectRef } from '../api/object.ts';
import type { Example } from '../manifest/examples/catalogue.ts';
import type { EditKind, TextHistory } from './edits/text-history.ts';
import type { FileLoader } from './example-loader.ts';
import type { ExportedFolder } from './export/exported-folder.ts';
import type { ImportReport } from './import/import-report.ts';
import type { LineHistory } from './line-history.ts';
import type { VolumeFile } from './look-closer.ts';
import type { SafeStorage } from './persistence.ts';
import type { SessionReport } from './report/session-report.ts';
import type { SharedSession, SharedView } from './share/shared-session.ts';
import type { ShellIo } from './shell-io.ts';
import type { Notice, SessionFile, SessionState, Theme } from './state.ts';

export interface SessionOptions {
  /** Where drafts and settings are kept; absent when the browser refuses storage. */
  readonly storage?: SafeStorage | undefined;
  /** The page's fragment. */
  readonly link?: string;
  /** The page's query. */
  readonly search?: string;
  readonly seed?: number;
  /** The files to begin with, instead of the draft; none of them is applied. */
  readonly files?: readonly SessionFile[];
  /** Reads one of the manifests that are served beside the page; undefined when it cannot be read. */
  readonly loadExample?: FileLoader;
}

/** Tells the moment that is shown. `base`: the page's address, for the link to it; `view`: how the page looks. */
export type Reporter = (base: string, view?: SharedView) => SessionReport;

export interface Session {
  readonly store: StoreApi<SessionState>;
  /** Resolves when the inputs of a link have been replayed (at once without a link). */
  readonly ready: Promise<void>;
  /** The command lines of the terminals. */
  readonly lines: LineHistory;
  /** Manifests to choose from. */
  readonly examples: readonly Example[];
  /** Opens an example as a file of its own, without applying it. Resolves with the file's name. */
  openExample(id: string): Promise<string | undefined>;
  /** `kind`: how an editor came to this text. */
  setText(file: string, text: string, kind?: EditKind): void;
  /** The edits that led to a file's text, over reloads. */
  editHistory(file: string): TextHistory;
  /** One step of a file's edits back or forth; the place where its text changed, undefined when there is none. */
  undoEdit(file: string): number | undefined;
  redoEdit(file: string): number | undefined;
  setActiveFile(name: string): void;
  addFile(name: string, text: string): void;
  /** Closes a file; one stays, so that there is always a text to edit. */
  removeFile(name: string): void;
  /** `kubectl apply -f <file>` (default: the active one). */
  apply(file?: string): Promise<void>;
  /** Lets the time of one animation frame pass, when playing. */
  advance(realMs: number): void;
  play(): void;
  pause(): void;
  setSpeed(speed: number): void;
  /** To the next thing that happens; while travelling, to the next recorded one. */
  step(): void;
  stepBack(): void;
  runUntilSettled(): void;
  /** Lets so much cluster time pass as fast as it can be simulated. */
  passTime(ms: number): void;
  /** Shows a recorded moment; the end of time is the present. */
  seek(atMs: number): void;
  backToNow(): void;
  /** Names a moment (default: the one shown), or gives it another name. Bookmarks are in the link. */
  setBookmark(label: string, atMs?: number): void;
  removeBookmark(atMs: number): void;
  undoFork(): void;
  /** Runs a command line as if typed, echoed into the terminal. */
  command(line: string): Promise<number>;
  setFault(fault: Fault, on: boolean): void;
  /** Ends the commands of clicks that still run (a drain that a budget holds up); false when there are none. */
  interruptPage(): boolean;
  /** What `kubectl describe` says of an object at the moment that is shown. */
  describe(ref: ObjectRef): Promise<string>;
  /** The files of a PersistentVolume at the moment that is shown. */
  filesOf(volume: string): readonly VolumeFile[];
  runTerminal(line: string, io: ShellIo): Promise<number>;
  completeTerminal(line: string): Promise<readonly string[]>;
  select(ref: ObjectRef | undefined): void;
  setTheme(theme: Theme): void;
  notify(tone: Notice['tone'], text: string, action?: Notice['action']): void;
  dismissNotice(id: number): void;
  /** Everything so far, for a link or a file; `view` is how the page looks. */
  shared(view?: SharedView): SharedSession;
  /** The page's address with everything so far in its fragment, in place of what its query asks for. */
  shareLink(base: string, view?: SharedView): string;
  /** Opens a link's fragment, or what a query asks for, in place of what is shown. */
  openLink(fragment: string, search?: string): Promise<void>;
  /** Opens what `toSharedFile` made. */
  openSharedFile(text: string): Promise<void>;
  /**
   * Goes on, in the place of what is shown, where a real cluster stands: `text` is what `kubectl get … -o yaml` printed of
   * it, `atMs` when. Undefined when nothing of it could be taken, which is told.
   */
  importCluster(text: string, atMs: number): Promise<ImportReport | undefined>;
  /** What was taken over, when the cluster is not a fresh one. */
  imported(): ImportReport | undefined;
  /** Leaves the cluster that was taken over for a fresh one; the files stay. */
  leaveImport(): void;
  /** Everything as files of a folder: manifests, the same as a kubectl script, and the objects of the cluster. */
  exportFolder(): Promise<ExportedFolder>;
  /** Loads what reports need; telling one then takes no more than a call. */
  reporter(): Promise<Reporter>;
  /** Leaves out what has not been replayed yet. */
  endOpening(): void;
  /** The reader's own files, when something else took their place. */
  keptDraft(): readonly SessionFile[] | undefined;
  /** Shows them again, in a fresh cluster; what is shown now can be found the same way. */
  backToDraft(): void;
  /** A fresh cluster; the files stay. */
  reset(): void;
}
