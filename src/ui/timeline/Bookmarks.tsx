/** Bookmarks at the upper edge of the timeline. The flags are loaded with the first bookmark. */

import { lazy, Suspense, type ReactElement } from 'react';
import { useSessionState } from '../session-context.ts';
import { xOf, type TimeScale } from './timeline-scale.ts';

const BookmarkFlag = lazy(async () => ({ default: (await import('./BookmarkFlag.tsx')).BookmarkFlag }));

interface BookmarksProps {
  readonly scale: TimeScale;
  readonly startMs: number;
  /** Where time begins, and the upper edge of what is seen. */
  readonly left: number;
  readonly top: number;
  readonly playheadX: number;
}

export function Bookmarks({ scale, startMs, left, top, playheadX }: BookmarksProps): ReactElement {
  const bookmarks = useSessionState((state) => state.bookmarks);
  return (
    <Suspense>
      {bookmarks.map((bookmark) => {
        const elapsedMs = bookmark.atMs - startMs;
        const x = xOf(scale, elapsedMs);
        if (x < -1 || x > scale.widthPx + 1) return null;
        const flag = { bookmark, elapsedMs, x, left, top, playheadX, widthPx: scale.widthPx };
        return <BookmarkFlag key={bookmark.atMs} {...flag} />;
      })}
    </Suspense>
  );
}
