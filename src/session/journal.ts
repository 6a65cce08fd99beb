/**
 * What was done in a session, as its reports tell it: every line with what it printed, and faults, at their times. Links
 * hold only what changes the cluster; this also holds what was looked at.
 */

import type { JsonValue } from '../api/json.ts';
import type { SessionFile } from './state.ts';

/** Older entries go. */
export const maxJournalEntries = 1000;
/** Of the output of one line, its beginning is kept (characters). */
export const maxJournalOutput = 20_000;

/** Times are milliseconds after the cluster's start. */
export type JournalEntry =
  | {
      readonly atMs: number;
      readonly line: string;
      /** Undefined when it is not known: the line was part of a link as the requests that it sent. */
      readonly output: string | undefined;
      readonly isCut: boolean;
      /** Undefined while it runs, or when it is not known. */
      readonly exitCode: number | undefined;
      /** The file of the working directory that it read, as it was then. */
      readonly file: SessionFile | undefined;
    }
  | { readonly atMs: number; readonly fault: string; readonly value: JsonValue | undefined };

/** Writes down one line while it runs. */
export interface LineNotes {
  print(text: string): void;
  read(name: string, text: string): void;
  end(exitCode: number): void;
}

export class Journal {
  #entries: readonly JournalEntry[] = [];

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** Goes on with other entries: those of a time that came back. */
  replace(entries: readonly JournalEntry[]): void {
    this.#entries = entries;
  }

  /** Drops what came later than `atMs`. */
  fork(atMs: number): void {
    this.#entries = this.#entries.filter((entry) => entry.atMs <= atMs);
  }

  fault(atMs: number, fault: string, value: JsonValue | undefined): void {
    this.#add({ atMs, fault, value });
  }

  /** A line of which only the requests are known; those of one line come one after the other. */
  requests(atMs: number, label: string): void {
    const last = this.#entries.at(-1);
    if (last && 'line' in last && last.line === label && last.output === undefined) return;
    this.#add({ atMs, line: label, output: undefined, isCut: false, exitCode: undefined, file: undefined });
  }

  begin(atMs: number, line: string): LineNotes {
    const entry = {
      atMs,
      line,
      output: '',
      isCut: false,
      exitCode: undefined as number | undefined,
      file: undefined as SessionFile | undefined,
    };
    this.#add(entry);
    return {
      print: (text) => {
        const room = maxJournalOutput - entry.output.length;
        entry.output += text.slice(0, room);
        entry.isCut ||= text.length > room;
      },
      read: (name, text) => void (entry.file ??= { name, text }),
      end: (exitCode) => void (entry.exitCode = exitCode),
    };
  }

  #add(entry: JournalEntry): void {
    this.#entries = [...this.#entries.slice(1 - maxJournalEntries), entry];
  }
}
