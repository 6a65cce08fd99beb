/**
 * Opens links, files and imports in the shown cluster: makes it anew, replays their inputs in it and shows what they ask
 * for. While that goes on nothing else acts.
 */

import type { Bookmarks } from './bookmarks.ts';
import { keepDraft } from './draft-keeper.ts';
import { nameForExample, type FileLoader } from './example-loader.ts';
import { openPlan, type Opened } from './opener.ts';
import type { SafeStorage } from './persistence.ts';
import type { Player } from './player.ts';
import type { ClusterOrigin } from './running-cluster.ts';
import { firstFile } from './session-files.ts';
import type { Opening } from './share/opening.ts';
import type { SharedStart } from './share/shared-session.ts';
import type { ShownCluster } from './shown-cluster.ts';
import type { Notice, SessionFile } from './state.ts';

export interface OpeningsOptions {
  readonly shown: ShownCluster;
  readonly player: Player;
  readonly bookmarks: Bookmarks;
  readonly storage: SafeStorage | undefined;
  readonly loadExample: FileLoader | undefined;
  /** Begins with a fresh cluster, in which nothing is left of what was shown. */
  readonly reset: (origin: ClusterOrigin) => void;
  /** Begins with a fresh cluster. */
  readonly restart: (origin: ClusterOrigin) => void;
  readonly backToDraft: () => void;
  readonly notify: (tone: Notice['tone'], text: string, action?: Notice['action']) => void;
}

export class Openings {
  readonly #options: OpeningsOptions;
  /** Set while inputs are replayed. */
  #opening: AbortController | undefined;
  #replaying: Promise<unknown> | undefined;

  constructor(options: OpeningsOptions) {
    this.#options = options;
  }

  /** True while inputs are replayed: nothing else acts then. */
  get isOpening(): boolean {
    return this.#opening !== undefined;
  }

  /** Resolves when others may act. */
  async done(): Promise<void> {
    if (this.#opening) await this.#replaying?.catch(() => undefined);
  }

  /** Leaves out what has not been replayed yet. */
  end(): void {
    this.#opening?.abort();
  }

  /** Lets go of what is being opened: its cluster is about to be left. */
  leave(): void {
    this.end();
    this.#opening = undefined;
  }

  /** Puts something else in the place of what is shown. */
  async openInstead({ plan, problems, seed = 1, nodes, rescued, start }: Opening): Promise<void> {
    const { player, reset, notify } = this.#options;
    if (problems.length > 0) notify('error', problems.join('\n'));
    if (rescued !== undefined) this.rescue(rescued);
    if (!plan) return;
    player.pause();
    reset({ seed, nodes });
    await this.open(plan, start);
  }

  /** Replays inputs in a fresh cluster, up to the moment at which they were shared. */
  async open(plan: NonNullable<Opening['plan']>, start?: SharedStart): Promise<void> {
    const { shown, loadExample, notify } = this.#options;
    const abort = new AbortController();
    this.#opening = abort;
    if (start) await this.#takeOver(start);
    if (this.#opening !== abort) return;
    const { simulation, transport, journal } = shown.cluster;
    const opening = openPlan(plan, {
      store: shown.store,
      simulation,
      transport,
      journal,
      loadExample,
      signal: abort.signal,
      onFiles: (files) => this.#showFiles(files),
    });
    this.#replaying = opening;
    try {
      const opened = await opening;
      if (this.#opening === abort) this.#show(opened);
    } catch (error) {
      if (this.#opening !== abort) return;
      notify('error', `This could be opened only in part: ${textOf(error)}`);
    } finally {
      if (this.#opening === abort) {
        this.#opening = undefined;
        shown.publish();
      }
    }
  }

  /** The text of a damaged link as a file beside the others, not applied. */
  rescue(text: string): void {
    const { shown, notify } = this.#options;
    const { files } = shown.store.getState();
    const name = nameForExample({ id: 'rescued' }, text, files);
    shown.store.setState({ files: [...files.filter((file) => file.name !== name), { name, text }], activeFile: name });
    notify('info', `The beginning of its manifest could be read: it is in ${name}, not applied.`);
  }

  /** Begins with the objects of another cluster. */
  async #takeOver(shared: SharedStart): Promise<void> {
    const { shown, restart, notify } = this.#options;
    try {
      const { loadClusterStart } = await import('./import/load-cluster-start.ts');
      const { clusterStart } = await loadClusterStart();
      restart({ ...shown.cluster.origin, start: clusterStart(shared) });
    } catch (error) {
      notify('error', `The cluster could not be taken over: ${textOf(error)}`);
    }
    shown.publish();
  }

  #showFiles(files: readonly SessionFile[]): void {
    const { shown, storage, backToDraft, notify } = this.#options;
    const kept = keepDraft(storage, files);
    shown.store.setState({ files, activeFile: files[0]?.name ?? firstFile });
    if (!kept) return;
    notify('info', 'Your own draft is kept while you look at this.', { label: 'Back to my draft', run: backToDraft });
  }

  #show({ plan, replayed, problems, diagnostics }: Opened): void {
    const { shown, player, bookmarks, notify } = this.#options;
    const { cluster } = shown;
    this.#opening = undefined;
    cluster.keepAll(replayed.steps);
    bookmarks.open(plan.bookmarks, cluster.simulation.startMs);
    const { selection, ...openedView } = plan.view ?? {};
    shown.store.setState({ appliedTexts: replayed.applied, diagnostics, selection, openedView });
    if (problems.length > 0) notify(plan.isUntried ? 'error' : 'info', problems.join('\n'));
    const { cursorMs, end, isPaused } = plan;
    // An address may ask for a moment before its last step.
    const wantedMs = cursorMs ?? (end.type === 'at' ? end.ms : cluster.elapsedMs);
    shown.publish();
    if (wantedMs < cluster.elapsedMs) player.seek(cluster.simulation.startMs + wantedMs);
    else if (cursorMs === undefined && !isPaused && !replayed.stopped) player.play();
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
