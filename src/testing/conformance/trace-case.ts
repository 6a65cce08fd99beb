/** The format of the recorded traces (conformance README, "traces/"). */

import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { RecordedCase } from './corpus.ts';

export type TraceAction =
  | { readonly type: 'apply'; readonly manifest: string }
  | { readonly type: 'scale' | 'patch' | 'delete' | 'restart' | 'undo' }
  | { readonly type: 'kubectl'; readonly args: readonly string[]; readonly stdin?: string }
  | { readonly type: 'evict'; readonly pod: string }
  | { readonly type: 'deletePvOf'; readonly pvc: string }
  | {
      readonly type: 'kubelet';
      readonly pod: string;
      readonly transition: string;
      readonly reason?: string;
      readonly message?: string;
    }
  | { readonly type: 'auto'; readonly on: boolean }
  | { readonly type: 'wait'; readonly seconds: number }
  | { readonly type: 'batch'; readonly actions: readonly TraceAction[] }
  | { readonly type: 'node'; readonly nodeOf: string; readonly transition: string; readonly message?: string }
  | {
      readonly type: 'until';
      readonly nodeOf?: string;
      readonly ready?: string;
      readonly pod?: string;
      readonly is?: string;
    };

/** What was recorded of an Event. */
export interface TraceEvent {
  readonly source: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly regarding: string;
  readonly count?: number;
}

export interface TraceResult {
  readonly response?: JsonValue;
  readonly writes: readonly { readonly type: string; readonly kind: string; readonly name: string }[];
  readonly events: readonly TraceEvent[];
  readonly snapshot: JsonObject | 'unchanged';
  readonly nodes?: readonly JsonObject[] | 'unchanged';
  readonly nodeEvents?: readonly TraceEvent[];
}

export interface TraceStable {
  readonly snapshot: boolean;
  readonly events: boolean;
  readonly eventsAnyOrder: boolean;
  readonly lifecycle: boolean;
  readonly nodes?: boolean;
  readonly nodeEvents?: boolean;
}

export interface TraceStep {
  readonly action: TraceAction;
  readonly result: TraceResult;
  readonly stable?: TraceStable;
}

export interface TraceCase extends RecordedCase {
  readonly auto?: boolean;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly steps: readonly TraceStep[];
  readonly controllerRevisions: Readonly<Record<string, string>>;
}
