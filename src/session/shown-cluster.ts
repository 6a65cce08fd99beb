/** The cluster that a session shows now, and its way into the store. A fresh cluster takes the place of the one before. */

import type { StoreApi } from 'zustand/vanilla';
import { RunningCluster, type ClusterOrigin } from './running-cluster.ts';
import type { Notice, SessionState } from './state.ts';

/** What a running line changes is shown at most this often (real time). */
const publishDelayMs = 16;

export class ShownCluster {
  readonly store: StoreApi<SessionState>;
  readonly notify: (tone: Notice['tone'], text: string) => void;
  #cluster: RunningCluster;
  #publishing: ReturnType<typeof setTimeout> | undefined;

  constructor(store: StoreApi<SessionState>, cluster: RunningCluster, notify: ShownCluster['notify']) {
    this.store = store;
    this.notify = notify;
    this.#cluster = cluster;
  }

  get cluster(): RunningCluster {
    return this.#cluster;
  }

  /** Begins with a fresh cluster. Throws, and shows the one before, when none can be made of that origin. */
  restart(origin: ClusterOrigin): void {
    const cluster = new RunningCluster(origin);
    this.#cluster.end();
    this.#cluster = cluster;
  }

  /** Acting while an earlier moment is shown: the time after it is dropped, and can be brought back. */
  forkIfTravelling(): void {
    if (!this.#cluster.fork()) return;
    this.notify('info', 'You acted in the past: what came after is dropped. Undo brings it back.');
    this.publish();
  }

  setPlayback(change: Partial<SessionState['playback']>): void {
    this.store.setState({ playback: { ...this.store.getState().playback, ...change } });
  }

  /** Shows the cluster as it is. */
  publish(): void {
    const { playback, history } = this.store.getState();
    const cluster = this.#cluster;
    const { changes } = cluster.simulation.history;
    const grown = changes.length !== history.length || changes.at(-1) !== history.at(-1);
    this.store.setState({
      moment: cluster.moment(),
      ...(grown ? { history: changes.slice() } : {}),
      start: cluster.start,
      marks: cluster.marks(),
      playback: {
        ...playback,
        settled: cluster.simulation.nextForegroundMs === undefined,
        startMs: cluster.simulation.startMs,
        endMs: cluster.simulation.nowMs,
        live: cluster.isLive,
        canUndoFork: cluster.canUndoFork,
      },
    });
  }

  /** Shows what a line has changed before the line has ended: while the clock stands, no frame would. */
  publishSoon(): void {
    if (this.#publishing) return;
    this.#publishing = setTimeout(() => {
      this.#publishing = undefined;
      this.publish();
    }, publishDelayMs);
  }
}
