/** A bookmark as a flag at the upper edge: a click goes there and lets the name be changed. */

import { Popover } from 'radix-ui';
import { useState, type FormEvent, type ReactElement } from 'react';
import type { Bookmark } from '../../session/state.ts';
import { clockText } from '../../view/clock-text.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session-context.ts';

function Editor({ bookmark, onDone }: { readonly bookmark: Bookmark; readonly onDone: () => void }): ReactElement {
  const session = useSession();
  const [label, setLabel] = useState(bookmark.label);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    session.setBookmark(label, bookmark.atMs);
    onDone();
  };
  return (
    <form className="bookmark-form" onSubmit={save}>
      <input
        aria-label="Name of the bookmark"
        placeholder="Name this moment"
        maxLength={80}
        value={label}
        onChange={({ currentTarget }) => setLabel(currentTarget.value)}
      />
      <button type="submit" className="button outlined">
        Save
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Remove the bookmark"
        title="Remove the bookmark"
        onClick={() => session.removeBookmark(bookmark.atMs)}
      >
        <Icon name="trash" size={14} />
      </button>
    </form>
  );
}

interface BookmarkFlagProps {
  readonly bookmark: Bookmark;
  readonly elapsedMs: number;
  /** Where it is in time. */
  readonly x: number;
  /** Where time begins, and the upper edge of what is seen. */
  readonly left: number;
  readonly top: number;
  readonly playheadX: number;
  readonly widthPx: number;
}

/** A flag nearer to the playhead stands beside its time. */
const playheadPx = 32;

function besidePlayhead({ x, playheadX, widthPx }: BookmarkFlagProps): number {
  if (Math.abs(x - playheadX) >= playheadPx) return x;
  return playheadX > widthPx - playheadPx ? playheadX - playheadPx - 4 : playheadX + playheadPx + 2;
}

export function BookmarkFlag(props: BookmarkFlagProps): ReactElement {
  const { bookmark, elapsedMs, left, top } = props;
  const session = useSession();
  const [open, setOpen] = useState(false);
  const time = clockText(elapsedMs);
  const name = bookmark.label || time;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          className="bookmark"
          style={{ left: left + besidePlayhead(props), top }}
          aria-label={`Bookmark ${name}, at ${time}`}
          title={`${name}, at ${time}`}
          onClick={() => session.seek(bookmark.atMs)}
        >
          <Icon name="bookmark" size={12} />
          {bookmark.label ? <span>{bookmark.label}</span> : null}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="menu" side="top" align="start" sideOffset={6} collisionPadding={8}>
          <Editor bookmark={bookmark} onDone={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
