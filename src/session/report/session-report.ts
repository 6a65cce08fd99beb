/** What a report tells of a session at the moment that is shown, before it is put into words. */

import type { StageModel } from '../../view/stage-model.ts';
import type { ClusterWhy } from '../../view/why/explain.ts';
import type { SessionFile } from '../state.ts';

/** A moment with its picture. Times are milliseconds after the cluster's start. */
export interface ReportMoment {
  readonly atMs: number;
  /** The bookmark's name; may be empty. */
  readonly label: string;
  /** The sentence above the stage. */
  readonly sentence: string;
  readonly stage: StageModel;
}

/** Something that was done. */
export type ReportStep =
  | { readonly type: 'fault'; readonly atMs: number; readonly text: string }
  | {
      readonly type: 'line';
      readonly atMs: number;
      readonly line: string;
      /** Undefined when it is not known. */
      readonly output: string | undefined;
      /** The output was longer. */
      readonly isCut: boolean;
      readonly exitCode: number | undefined;
      /** What the file that it read had become since it was read last; empty when it was the same. */
      readonly changed?: { readonly name: string; readonly diff: string };
    };

/** What kubectl would print. */
export interface ReportOutput {
  readonly line: string;
  readonly output: string;
}

export interface SessionReport {
  readonly title: string;
  /** `v1.36.2` */
  readonly version: string;
  readonly nodes: readonly string[];
  readonly seed: number;
  /** It began as a copy of another cluster. */
  readonly isImported: boolean;
  readonly endMs: number;
  /** The moment that is told. */
  readonly now: ReportMoment;
  readonly why: ClusterWhy;
  readonly bookmarks: readonly ReportMoment[];
  /** `isApplied`: as it is now. */
  readonly files: readonly (SessionFile & { readonly isApplied: boolean })[];
  readonly steps: readonly ReportStep[];
  readonly state: readonly ReportOutput[];
  readonly events: ReportOutput;
  readonly link: string;
}
