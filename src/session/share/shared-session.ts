/** What travels in a link or a file: the inputs of a session, from which the same cluster comes to the same state. */

import type { JsonValue } from '../../api/json.ts';
import type { ObjectRef } from '../../api/object.ts';
import type { ApiRequest } from '../../api/request.ts';

/** Most worker nodes that a link may ask for. */
export const maxNodes = 100;
export const maxSteps = 100_000;
export const maxFiles = 100;

/**
 * One recorded step, `atMs` after the start: a command line with the file version it read, a request with the line that
 * sent it, or a fault.
 */
export type SharedStep =
  | { readonly atMs: number; readonly line: string; readonly file?: { readonly name: string; readonly text: string } }
  | { readonly atMs: number; readonly request: ApiRequest; readonly label?: string }
  | { readonly atMs: number; readonly fault: string; readonly value: JsonValue | undefined };

/** How Pods stand on the stage when not by ordinal. */
export type SharedGrouping = 'node' | 'zone';
/** The view in the lower panel when it is not the timeline. */
export type SharedTab = 'terminal' | 'events' | 'dns';

/** How the page looked, as far as it differs from how it opens by itself. */
export interface SharedView {
  readonly selection?: ObjectRef;
  readonly grouping?: SharedGrouping;
  readonly tab?: SharedTab;
}

/** A cluster that was taken over: what `kubectl get -o yaml` printed of it, and when (ms since the Unix epoch). */
export interface SharedStart {
  readonly text: string;
  readonly atMs: number;
}

/** What a link carries. Times are milliseconds after the cluster's start. */
export interface SharedSession {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly seed: number;
  /** Worker nodes of the cluster; absent for the default number. */
  readonly nodes?: number;
  /** The cluster begins with these objects; absent for a fresh one. */
  readonly start?: SharedStart;
  readonly steps: readonly SharedStep[];
  /** How far the cluster had come when the link was made. */
  readonly endMs: number;
  /** The moment at which time stood still; absent when time was running on from `endMs`. */
  readonly cursorMs?: number;
  /** Absent when nothing of it differs from how the page opens. */
  readonly view?: SharedView;
  /** Named moments; absent when there are none. */
  readonly bookmarks?: readonly { readonly atMs: number; readonly label: string }[];
}
