/**
 * What a command line leaves for links and the timeline: the line itself where running it again does the same, else the
 * requests that it sent, each under the line's label.
 */

import type { ApiRequest } from '../api/request.ts';
import type { SharedStep } from './share/shared-session.ts';

export interface LineRecordOptions {
  readonly line: string;
  /** One kubectl command that means the same in a fresh shell. */
  readonly isReplayable: boolean;
  elapsedMs(): number;
  keep(step: SharedStep): void;
}

/** Longer lines are cut in the labels of their requests (characters). */
const maxLabel = 200;

export class LineRecord {
  readonly #options: LineRecordOptions;
  readonly #atMs: number;
  readonly #read = new Map<string, string>();
  #kept: 'line' | 'requests' | undefined;
  #hasAsked = false;

  constructor(options: LineRecordOptions) {
    this.#options = options;
    this.#atMs = options.elapsedMs();
  }

  /** The line has read a file of the working directory. */
  onRead(name: string, text: string): void {
    this.#read.set(name, text);
  }

  /** The line has let the user type or edit something: from here on it cannot be run again by itself. */
  onAsk(): void {
    this.#hasAsked = true;
  }

  /** The line sends a request that changes something. */
  onRequest(request: ApiRequest): void {
    const { line, isReplayable, keep } = this.#options;
    const atMs = this.#options.elapsedMs();
    const runsAgain = isReplayable && this.#read.size <= 1 && !this.#hasAsked && atMs === this.#atMs;
    if (this.#kept === undefined) {
      this.#kept = runsAgain ? 'line' : 'requests';
      if (runsAgain) {
        const [file] = [...this.#read].map(([name, text]) => ({ name, text }));
        keep(file ? { atMs, line, file } : { atMs, line });
        return;
      }
    }
    // What the line does at once is done by running it again; what it did later is not.
    if (this.#kept === 'line' && atMs === this.#atMs && !this.#hasAsked) return;
    keep({ atMs, request, label: line.length > maxLabel ? `${line.slice(0, maxLabel)}…` : line });
  }
}
