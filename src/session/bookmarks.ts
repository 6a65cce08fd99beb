/** Named moments of a session: set by the user, kept in links. */

import type { StoreApi } from 'zustand/vanilla';
import type { Bookmark, SessionState } from './state.ts';

/** More than this would hide the timeline and swell links. */
export const maxBookmarks = 50;
export const maxBookmarkLabel = 80;

export class Bookmarks {
  readonly #store: StoreApi<SessionState>;

  constructor(store: StoreApi<SessionState>) {
    this.#store = store;
  }

  /** A second bookmark of a moment renames the first; an empty name says the time only. */
  set(atMs: number, label: string): void {
    const others = this.#store.getState().bookmarks.filter((bookmark) => bookmark.atMs !== atMs);
    const next = { atMs, label: label.trim().slice(0, maxBookmarkLabel) };
    const bookmarks = [...others.slice(0, maxBookmarks - 1), next].sort((a, b) => a.atMs - b.atMs);
    this.#store.setState({ bookmarks });
  }

  remove(atMs: number): void {
    this.#store.setState({
      bookmarks: this.#store.getState().bookmarks.filter((bookmark) => bookmark.atMs !== atMs),
    });
  }

  /** Those of a link, whose times are after the start. */
  open(shared: readonly Bookmark[] | undefined, startMs: number): void {
    this.#store.setState({ bookmarks: (shared ?? []).map(({ atMs, label }) => ({ atMs: atMs + startMs, label })) });
  }

  /** For a link; undefined when there are none, so that links without bookmarks stay as they are. */
  shared(startMs: number): readonly Bookmark[] | undefined {
    const { bookmarks } = this.#store.getState();
    return bookmarks.length === 0 ? undefined : bookmarks.map(({ atMs, label }) => ({ atMs: atMs - startMs, label }));
  }
}
