/** What the page knows: the shape of the session store. Actions are in session.ts; views are derived, never stored. */

import type { StoreChange } from '../api/change.ts';
import type { Decision } from '../api/decision.ts';
import type { Fault } from '../api/faults.ts';
import type { ObjectRef } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { HistoryStart } from '../view/history-index.ts';
import type { Followed } from './live/followed.ts';
import type { SharedView } from './share/shared-session.ts';

/** One file of the working directory; the editor's tabs and the terminal's `-f` see the same ones. */
export interface SessionFile {
  readonly name: string;
  readonly text: string;
}

/** A message about a place in a file: from the YAML reader, or from the API server after an apply. */
export interface FileDiagnostic {
  readonly file: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  /** Offsets in the text; a diagnostic without a place is about the file as a whole. */
  readonly range?: { readonly start: number; readonly end: number };
}

/** Everything that can be seen at one moment of the cluster's time. Same moment, same reference. */
export interface Moment {
  /** Milliseconds since the Unix epoch, in the cluster's time. */
  readonly atMs: number;
  /** How many writes of `history` have happened. */
  readonly changeCount: number;
  readonly reader: ClusterReader;
  readonly decisions: readonly Decision[];
  readonly faults: readonly Fault[];
}

/** Something a user did, as a mark on the timeline. */
export interface UserMark {
  readonly atMs: number;
  /** The equal command line: `kubectl scale sts web --replicas=5`. */
  readonly label: string;
  /** When the line last changed something, where it did so over time. */
  readonly untilMs?: number;
}

/** A moment that the user gave a name. */
export interface Bookmark {
  readonly atMs: number;
  /** May be empty. */
  readonly label: string;
}

export interface Playback {
  readonly playing: boolean;
  /** Cluster seconds per real second: 0.25 … 16. */
  readonly speed: number;
  /** True when nothing will happen by itself any more, housekeeping aside. */
  readonly settled: boolean;
  /** True while time runs by itself to where it settles, in this frame and those that follow. */
  readonly settling: boolean;
  /** Start of the cluster's time; times are shown relative to it. */
  readonly startMs: number;
  /** The last simulated moment; the moment shown is earlier while travelling. */
  readonly endMs: number;
  /** True while `moment` is the last simulated one. */
  readonly live: boolean;
  /** There is a dropped future that undo brings back. */
  readonly canUndoFork: boolean;
}

/** A line in the terminal that did not come from its keyboard: a command made by a click, and its output. */
export interface TerminalEcho {
  readonly id: number;
  readonly command: string;
  /** What it has said so far, or since its command was shown. */
  readonly output: string;
  /** Undefined while it runs on. */
  readonly exitCode: number | undefined;
  /** The command has been shown before, when it began. */
  readonly continued?: boolean;
}

export type Theme = 'auto' | 'light' | 'dark';

/** A message that goes away by itself. */
export interface Notice {
  readonly id: number;
  readonly tone: 'info' | 'success' | 'error';
  readonly text: string;
  /** What can be done about it. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** A link, an address or a file that is being replayed. */
export interface OpeningProgress {
  /** How much is done, from 0 to 1. */
  readonly share: number;
}

export interface SessionState {
  readonly files: readonly SessionFile[];
  readonly activeFile: string;
  readonly diagnostics: readonly FileDiagnostic[];
  /** The text that was last applied, by file, to mark what has changed since. */
  readonly appliedTexts: Readonly<Record<string, string>>;
  readonly applying: boolean;
  readonly moment: Moment;
  /** All writes so far, oldest first (also those after `moment` while travelling). */
  readonly history: readonly StoreChange[];
  /** What the history begins with, of a cluster that was taken over. */
  readonly start?: HistoryStart | undefined;
  readonly marks: readonly UserMark[];
  /** In the order of time. */
  readonly bookmarks: readonly Bookmark[];
  readonly playback: Playback;
  readonly selection: ObjectRef | undefined;
  readonly echoes: readonly TerminalEcho[];
  readonly theme: Theme;
  readonly notices: readonly Notice[];
  /** While the inputs of a link are replayed: nothing can be done to the cluster then. */
  readonly opening: OpeningProgress | undefined;
  /** How what was opened last asks the page to look. */
  readonly openedView: SharedView | undefined;
  /** The real cluster that is followed; absent for the simulated one. */
  readonly followed?: Followed;
}
