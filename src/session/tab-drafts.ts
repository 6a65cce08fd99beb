/**
 * The draft of each tab of the browser: a tab that is loaded again shows its own files, a new one those that were written
 * last. A draft of another tab is kept before it is written over, so that there is a way back to it.
 */

import { keepReplaced } from './draft-keeper.ts';
import { draftKey, editsKey, type SafeStorage } from './persistence.ts';

const writerKey = 'statefulset-playground/draft-writer/1';

export interface TabDraftsOptions {
  /** What all tabs have. */
  readonly shared: SafeStorage;
  /** What this tab has, over reloads. */
  readonly own: SafeStorage;
  /** Tells this tab from others. */
  readonly tab: string;
  /** The draft of another tab was written over, and kept. Called once. */
  readonly onKept: () => void;
}

/** The storage as one tab sees it. */
export function tabDrafts({ shared, own, tab, onKept }: TabDraftsOptions): SafeStorage {
  /** The draft that this tab began with, or wrote last. */
  let known = own.getItem(draftKey) ?? shared.getItem(draftKey);
  const kept = new Map<string, string>();
  const keepOther = (other: string): void => {
    const writer = shared.getItem(writerKey) ?? '';
    // Of one tab what it wrote last is enough.
    keepReplaced(shared, other, kept.get(writer));
    if (kept.size === 0) onKept();
    kept.set(writer, other);
  };
  return {
    getItem: (key) => (isOfTab(key) ? own.getItem(key) : null) ?? shared.getItem(key),
    setItem: (key, value) => {
      if (key === draftKey) {
        const there = shared.getItem(key);
        if (there !== null && there !== known && there !== value) keepOther(there);
        known = value;
        shared.setItem(writerKey, tab);
      }
      if (isOfTab(key)) own.setItem(key, value);
      shared.setItem(key, value);
    },
  };
}

const isOfTab = (key: string): boolean => key === draftKey || key === editsKey;
