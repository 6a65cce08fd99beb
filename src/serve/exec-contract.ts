/** Between the streams of an exec and the container that runs its command. */

import type { JsonObject } from '../api/json.ts';
import type { ApiResponse } from '../api/request.ts';

/** One command's streams, as the other end sees them. */
export interface ExecStreams {
  stdout(text: string): void;
  stderr(text: string): void;
  /** The next piece of stdin; undefined at its end. */
  read(): Promise<string | undefined>;
  readonly tty: boolean;
}

/** The answer of the exec subresource to one command. */
export interface ExecAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  readonly takesMs: number;
  readonly endless: boolean;
  readonly left: boolean;
  /** State of an interactive shell, to be sent back with the next line. */
  readonly shell?: JsonObject;
  /** What that shell shows when it waits for a line. */
  readonly prompt: string;
}

/** Sends one command (or one line for a shell) to the container, and waits as long as it takes. */
export type Execute = (body: JsonObject) => ExecAnswer | ApiResponse;
