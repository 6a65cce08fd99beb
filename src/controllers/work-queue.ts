/**
 * The work queues of all controllers as one immutable value: which key is due when. Models client-go/util/workqueue
 * (de-duplication, AddAfter, rate-limited retries), with one clock for all.
 */

import { heapPop, heapPush, type Heap } from '../lib/leftist-heap.ts';
import { emptyTable, tableDelete, tableGet, tableSet, type SortedTable } from '../lib/sorted-table.ts';

/** When something is due. Background wishes are housekeeping that does not keep a cluster from being settled. */
interface Due {
  readonly atMs: number;
  readonly background: boolean;
}

/** What is due for one key: a wish from a write, and the wish of its own last sync, which the next sync replaces. */
interface KeyState {
  readonly wish?: Due | undefined;
  readonly requeue?: Due | undefined;
  readonly failures: number;
}

export interface QueueEntry {
  readonly atMs: number;
  readonly seq: number;
  readonly controller: string;
  readonly key: string;
}

export interface WorkQueue {
  readonly heap: Heap<QueueEntry>;
  readonly keys: SortedTable<KeyState>;
  readonly nextSeq: number;
  /** Keys with a wish that is not background. */
  readonly foreground: number;
}

export const emptyQueue: WorkQueue = {
  heap: null,
  keys: emptyTable,
  nextSeq: 1,
  foreground: 0,
};

const slot = (controller: string, key: string): string => `${controller}\u0000${key}`;
const before = (a: QueueEntry, b: QueueEntry): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.seq < b.seq);
const counts = (state: KeyState | undefined): number =>
  (state?.wish && !state.wish.background) || (state?.requeue && !state.requeue.background) ? 1 : 0;

function withState(queue: WorkQueue, name: string, next: KeyState, push?: QueueEntry): WorkQueue {
  const previous = tableGet(queue.keys, name);
  const gone = !next.wish && !next.requeue && next.failures === 0;
  return {
    heap: push ? heapPush(queue.heap, push, before) : queue.heap,
    keys: gone ? tableDelete(queue.keys, name) : tableSet(queue.keys, name, next),
    nextSeq: push ? queue.nextSeq + 1 : queue.nextSeq,
    foreground: queue.foreground - counts(previous) + counts(next),
  };
}

/** Asks for a sync of `key` at `atMs`; an earlier wish that is still open stands. */
export function queueWish(
  queue: WorkQueue,
  controller: string,
  key: string,
  atMs: number,
  background: boolean,
): WorkQueue {
  const name = slot(controller, key);
  const state = tableGet(queue.keys, name) ?? { failures: 0 };
  const open = state.wish;
  if (open && open.atMs <= atMs) {
    if (background || !open.background) return queue;
    return withState(queue, name, {
      ...state,
      wish: { ...open, background: false },
    });
  }
  const due = { atMs, background: background && (open?.background ?? true) };
  return withState(queue, name, { ...state, wish: due }, { atMs, seq: queue.nextSeq, controller, key });
}

const firstRetryMs = 5;
const lastRetryMs = 1_000_000;

/** What a finished sync leaves behind: its own requeue wish, or a retry with exponential back-off after a failure. */
export function queueDone(
  queue: WorkQueue,
  controller: string,
  key: string,
  nowMs: number,
  result: {
    readonly requeueAfterMs?: number;
    readonly background?: boolean;
    readonly error?: string;
  },
): WorkQueue {
  const name = slot(controller, key);
  const state = tableGet(queue.keys, name) ?? { failures: 0 };
  const failures = result.error === undefined ? 0 : state.failures + 1;
  const delayMs =
    result.error === undefined ? result.requeueAfterMs : Math.min(firstRetryMs * 2 ** state.failures, lastRetryMs);
  if (delayMs === undefined) return withState(queue, name, { wish: state.wish, failures });
  const atMs = nowMs + Math.max(1, Math.ceil(delayMs));
  const requeue = {
    atMs,
    background: result.error === undefined && result.background === true,
  };
  return withState(queue, name, { wish: state.wish, requeue, failures }, { atMs, seq: queue.nextSeq, controller, key });
}

/** The entry that is due first, without the ones that were overtaken; and the queue without those. */
export function queuePeek(queue: WorkQueue): {
  readonly entry: QueueEntry | undefined;
  readonly queue: WorkQueue;
} {
  let { heap } = queue;
  while (heap) {
    const entry = heap.item;
    const state = tableGet(queue.keys, slot(entry.controller, entry.key));
    if (state?.wish?.atMs === entry.atMs || state?.requeue?.atMs === entry.atMs) break;
    heap = heapPop(heap, before);
  }
  return {
    entry: heap?.item,
    queue: heap === queue.heap ? queue : { ...queue, heap },
  };
}

/** Takes the first entry (as `queuePeek` gave it) out: everything due by then for its key is served by this one sync. */
export function queueTake(queue: WorkQueue, entry: QueueEntry): WorkQueue {
  const name = slot(entry.controller, entry.key);
  const state = tableGet(queue.keys, name) ?? { failures: 0 };
  const next: KeyState = {
    wish: state.wish && state.wish.atMs > entry.atMs ? state.wish : undefined,
    requeue: state.requeue && state.requeue.atMs > entry.atMs ? state.requeue : undefined,
    failures: state.failures,
  };
  const popped = queue.heap ? heapPop(queue.heap, before) : null;
  return withState({ ...queue, heap: popped }, name, next);
}

const atForeground = (due: Due | undefined, atMs: number): boolean =>
  due !== undefined && !due.background && due.atMs === atMs;

/**
 * The earliest moment at which something other than housekeeping is due; undefined when nothing is. Linear in the
 * queue when housekeeping comes first.
 */
export function nextForegroundMs(queue: WorkQueue): number | undefined {
  if (queue.foreground === 0) return undefined;
  const first = queuePeek(queue).entry;
  const state = first && tableGet(queue.keys, slot(first.controller, first.key));
  if (state && (atForeground(state.wish, first.atMs) || atForeground(state.requeue, first.atMs))) return first.atMs;
  let earliest: number | undefined;
  for (const { wish, requeue } of queue.keys.values) {
    for (const due of [wish, requeue]) {
      if (due && !due.background && (earliest === undefined || due.atMs < earliest)) earliest = due.atMs;
    }
  }
  return earliest;
}
