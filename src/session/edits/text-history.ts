/**
 * The edits of one text, as far back as they are kept: what undo and redo go through, also after the page was loaded
 * again. Plain data; every function gives a history that leads from its oldest text to its newest.
 */

/** At an offset (UTF-16 units) something was replaced. */
export interface TextEdit {
  readonly at: number;
  readonly removed: string;
  readonly inserted: string;
  /** By single keys: the next key may join it. */
  readonly isTyped?: boolean;
}

export interface TextHistory {
  /** The text now. */
  readonly text: string;
  readonly edits: readonly TextEdit[];
  /** So many of them lead to `text`; the others were undone. */
  readonly done: number;
}

/** How a text came to be another one. */
export type EditKind = 'edit' | 'undo' | 'redo';

/** Most edits of one text, and characters that they hold; the last edit is always kept. */
export const maxEdits = 300;
export const maxEditSize = 200_000;

export function beginHistory(text: string): TextHistory {
  return { text, edits: [], done: 0 };
}

/** The history after its text has become another one. */
export function changedTo(history: TextHistory, text: string, kind: EditKind = 'edit'): TextHistory {
  if (text === history.text) return history;
  const moved = kind === 'undo' ? backTo(history, text) : kind === 'redo' ? forthTo(history, text) : undefined;
  return moved ?? recorded(history, text);
}

/** The history of a text that was left and is found again: where it stands in it, or one edit after it. */
export function foundAs(history: TextHistory, text: string): TextHistory {
  if (text === history.text) return history;
  for (const next of [undone, redone]) {
    for (let at = next(history); at; at = next(at)) if (at.text === text) return at;
  }
  return recorded(history, text);
}

/** One step back; undefined at the beginning. */
export function undone({ text, edits, done }: TextHistory): TextHistory | undefined {
  const edit = edits[done - 1];
  return edit && { text: withoutEdit(text, edit), edits, done: done - 1 };
}

/** One step forth; undefined when nothing was undone. */
export function redone({ text, edits, done }: TextHistory): TextHistory | undefined {
  const edit = edits[done];
  return edit && { text: withEdit(text, edit), edits, done: done + 1 };
}

/** True when each edit finds what it replaced: stored histories are not trusted. */
export function isSound({ text, edits, done }: TextHistory): boolean {
  if (done > edits.length) return false;
  let [back, forth] = [text, text];
  for (const edit of edits.slice(0, done).toReversed()) {
    if (!back.startsWith(edit.inserted, edit.at)) return false;
    back = withoutEdit(back, edit);
  }
  return edits.slice(done).every((edit) => {
    if (!forth.startsWith(edit.removed, edit.at)) return false;
    forth = withEdit(forth, edit);
    return true;
  });
}

const replaced = (text: string, at: number, length: number, by: string): string =>
  text.slice(0, at) + by + text.slice(at + length);
const withEdit = (text: string, { at, removed, inserted }: TextEdit): string =>
  replaced(text, at, removed.length, inserted);
const withoutEdit = (text: string, { at, removed, inserted }: TextEdit): string =>
  replaced(text, at, inserted.length, removed);

function recorded({ text: before, edits, done }: TextHistory, text: string): TextHistory {
  const edit = editBetween(before, text);
  const kept = edits.slice(0, done);
  const last = done === edits.length ? kept.at(-1) : undefined;
  const one = last && joined(last, edit);
  const all = one ? [...kept.slice(0, -1), one] : [...kept, edit];
  let first = Math.max(0, all.length - maxEdits);
  let size = all.slice(first).reduce((sum, { removed, inserted }) => sum + removed.length + inserted.length, 0);
  for (; size > maxEditSize && first < all.length - 1; first++) {
    size -= all[first]!.removed.length + all[first]!.inserted.length;
  }
  return { text, edits: all.slice(first), done: all.length - first };
}

const isHigh = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;

/** The smallest edit that makes one text the other; characters of two units stay whole. */
export function editBetween(before: string, after: string): TextEdit {
  const limit = Math.min(before.length, after.length);
  let at = 0;
  while (at < limit && before.charCodeAt(at) === after.charCodeAt(at)) at++;
  if (at > 0 && isHigh(before, at - 1)) at--;
  let tail = 0;
  while (tail < limit - at && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail))
    tail++;
  if (tail > 0 && (before.charCodeAt(before.length - tail) & 0xfc00) === 0xdc00) tail--;
  const removed = before.slice(at, before.length - tail);
  const inserted = after.slice(at, after.length - tail);
  const isKey = removed.length + inserted.length === 1 && removed + inserted !== '\n';
  return { at, removed, inserted, ...(isKey ? { isTyped: true } : {}) };
}

/** Where Monaco stops too: before the first of some spaces, and behind several. */
const isBoundary = (before: string, key: string): boolean =>
  /\s/.test(key) ? !/\s$/.test(before) : /\s\s$/.test(before);

/** Keys that go on where the last one was are one step: a word with the space before it, or a run of deletions. */
function joined(last: TextEdit, next: TextEdit): TextEdit | undefined {
  if (!last.isTyped || !next.isTyped) return undefined;
  if (next.inserted !== '') {
    const goesOn = last.inserted !== '' && next.at === last.at + last.inserted.length;
    if (!goesOn || isBoundary(last.inserted, next.inserted)) return undefined;
    return { ...last, inserted: last.inserted + next.inserted };
  }
  if (last.inserted !== '') return undefined;
  if (next.at + 1 === last.at) return { ...last, at: next.at, removed: next.removed + last.removed };
  return next.at === last.at ? { ...last, removed: last.removed + next.removed } : undefined;
}

/** An editor may stop within one of our steps, for it divides them otherwise: then the step becomes two. */
function backTo(history: TextHistory, text: string): TextHistory | undefined {
  for (let at = undone(history); at; at = undone(at)) {
    const found = standingAt(at, text);
    if (found) return found;
  }
  return undefined;
}

function forthTo(history: TextHistory, text: string): TextHistory | undefined {
  for (let at: TextHistory | undefined = history; at; at = redone(at)) {
    const next = redone(at);
    if (next?.text === text) return next;
    const found = next && standingAt(at, text);
    if (found) return found;
  }
  return undefined;
}

/** The history at this text, or within the step that comes next; undefined when the text is neither. */
function standingAt(history: TextHistory, text: string): TextHistory | undefined {
  if (history.text === text) return history;
  const { edits, done } = history;
  const edit = edits[done]!;
  const head = history.text.slice(0, edit.at);
  const tail = history.text.slice(edit.at + edit.removed.length);
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return undefined;
  const between = text.slice(head.length, text.length - tail.length);
  const halves = [
    { ...edit, inserted: between },
    { ...edit, removed: between },
  ];
  return { text, edits: edits.toSpliced(done, 1, ...halves), done: done + 1 };
}
