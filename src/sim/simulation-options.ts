/** What a simulation is made from, and what its runs give back. */

import type { Controller } from '../api/controller.ts';
import type { FeatureGates } from '../api/feature-gates.ts';
import type { ApiRequest } from '../api/request.ts';
import type { Timings } from '../api/timings.ts';
import type { EngineState } from './engine-state.ts';
import type { History } from './history.ts';

/** 2026-01-01T00:00:00Z */
export const defaultStartMs = 1_767_225_600_000;

export interface SimulationOptions {
  /** Seed of the random generator; default 1. */
  readonly seed?: number;
  /** Start of the cluster's time, milliseconds since the Unix epoch. */
  readonly startMs?: number;
  readonly controllers: readonly Controller[];
  readonly timings?: Partial<Timings>;
  readonly featureGates?: Partial<FeatureGates>;
  /** Requests that make the cluster as it is found at the start; they are not inputs. */
  readonly bootstrap?: readonly { readonly request: ApiRequest; readonly actor: string }[];
}

/** How a run ended. */
export interface RunOutcome {
  /** Nothing but housekeeping is due any more (within the time that was looked ahead). */
  readonly settled: boolean;
  /** Number of syncs that ran. */
  readonly syncs: number;
}

/** What undo needs after a fork. */
export interface DroppedFuture {
  readonly history: History;
  readonly state: EngineState;
}

export const userActor = 'kubernetes-admin';
