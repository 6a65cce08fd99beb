/**
 * The contract of everything that reconciles: controllers, scheduler, volume binder, provisioner, kubelets. Each is a
 * work queue of string keys and a `sync` that brings the objects behind one key nearer to what they should be. It
 * holds no timers and no state of its own: what it must remember is plain data in `memory`.
 */

import type { Random } from '../lib/random.ts';
import type { StoreChange } from './change.ts';
import type { Decision } from './decision.ts';
import type { FeatureGates } from './feature-gates.ts';
import type { JsonValue } from './json.ts';
import type { KubeObject } from './object.ts';
import type { ClusterReader } from './reader.ts';
import type { ApiRequest, ApiResponse } from './request.ts';
import type { Timings } from './timings.ts';
import type { ObjectReference, Pod } from './types.ts';

/** A core Event to be recorded. Repeats are counted and aggregated by the recorder. */
export interface EventDraft {
  /** The object it is about, or a reference to it (with `fieldPath` for a container). */
  readonly about: KubeObject | ObjectReference;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** `source.component` and `reportingComponent`; default: the controller's name. */
  readonly component?: string;
  /** `source.host` of a kubelet. */
  readonly host?: string;
  /** Scheduler style (events.k8s.io): eventTime and series instead of first and last timestamp. */
  readonly series?: boolean;
  readonly action?: string;
}

/** Plain data that survives between syncs of one controller and is part of every checkpoint. Values are never changed in place. */
export interface Memory {
  get(key: string): JsonValue | undefined;
  set(key: string, value: JsonValue): void;
  delete(key: string): void;
  /** Keys in byte order. */
  keys(prefix?: string): readonly string[];
}

export interface SyncContext {
  readonly reader: ClusterReader;
  /** Milliseconds since the Unix epoch, in the cluster's time. Constant during one sync. */
  readonly nowMs: number;
  readonly random: Random;
  readonly timings: Timings;
  readonly featureGates: FeatureGates;
  readonly memory: Memory;
  /** Faults in force (see faults.ts), by their key; undefined when not set. */
  fault(key: string): JsonValue | undefined;
  /** Sends a request to the API server as this controller; the answer is there at once, and `reader` shows the write. */
  request(request: ApiRequest): ApiResponse;
  recordEvent(event: EventDraft): void;
}

export interface SyncResult {
  /** Replace the decisions given at the last sync of this key. */
  readonly decisions?: readonly Decision[];
  /** Sync this key again after this time (the earliest wish wins). */
  readonly requeueAfterMs?: number;
  /** The wish above is mere housekeeping (heartbeat, periodic check): a cluster that only has such is settled. */
  readonly background?: boolean;
  /** The sync failed: it is tried again with exponential back-off (5 ms · 2ⁿ, at most 1000 s). Shown to nobody. */
  readonly error?: string;
}

/** A key, or a key to be synced after a delay. */
export type QueueWish = string | { readonly key: string; readonly afterMs: number; readonly background?: boolean };

/** A request for the log of a stored Pod, to run a command in one of its containers, or to one of its servers. */
export interface PodConnection {
  readonly pod: Pod;
  readonly subresource: 'log' | 'exec' | 'attach' | 'proxy';
  /** What the API server passes on, of `proxy`. */
  readonly proxied?: ProxiedRequest;
  readonly query: Readonly<Record<string, string>>;
  readonly body: JsonValue | undefined;
}

/** An HTTP request to a port of a Pod. */
export interface ProxiedRequest {
  /** A GET leaves no trace in the Pod. */
  readonly method: ApiRequest['method'];
  readonly isSecure: boolean;
  /** As the client wrote it: it may be no number. */
  readonly port: string;
  /** With its leading slash, and with its query. */
  readonly path: string;
}

/** A program that is run beside the cluster, on its network. It reads, and leaves no trace. */
export interface Visit {
  readonly argv: readonly string[];
  /** Names are looked up as from a Pod of this namespace. */
  readonly namespace: string;
}

export interface VisitOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** How long it runs, in the cluster's time. */
  readonly takesMs: number;
  /** What it wrote into its directory, by name. */
  readonly files: Readonly<Record<string, string>>;
}

export interface PodConnectionAnswer {
  readonly response: ApiResponse;
  /** Keys to be synced because of what the command did. */
  readonly wishes?: readonly QueueWish[];
}

export interface Controller {
  /** Name in histories and in events, for example `statefulset-controller`. */
  readonly name: string;
  /** Which keys a write concerns. Must be cheap; `reader` already shows the write. */
  keysFor(change: StoreChange, reader: ClusterReader): readonly QueueWish[];
  /** Which keys a change of a fault concerns (`key` as given by `faultKey`). */
  keysForFault?(key: string, reader: ClusterReader, memory: Memory): readonly QueueWish[];
  /** Keys to sync when the cluster starts (periodic loops). */
  readonly initialKeys?: readonly QueueWish[];
  /** From a wish to its sync; default `timings.reactionMs`. */
  reactionMs?(key: string, timings: Timings, random: Random): number;
  sync(key: string, context: SyncContext): SyncResult;
  /** Of the kubelet: what the API server passes on to the node of a Pod. */
  connectPod?(connection: PodConnection, context: SyncContext): PodConnectionAnswer;
  /** Of the kubelet: what a program reaches that stands beside the cluster. */
  visit?(visit: Visit, context: SyncContext): VisitOutcome;
}
