/** The whole stage in small, while there is more of it than can be seen. */

import { useStore } from '@xyflow/react';
import { lazy, Suspense, type ReactElement } from 'react';

const StageMapPanel = lazy(async () => ({ default: (await import('./StageMapPanel.tsx')).StageMapPanel }));

/** Parts that stick out by less than this do not call for a map. */
const tolerancePx = 40;
/** A frame smaller than this has no room for one. */
const leastWidth = 600;
const leastHeight = 300;

export function StageMap(): ReactElement | null {
  const isNeeded = useStore(({ transform: [x, y, zoom], width, height, nodes }) => {
    if (width < leastWidth || height < leastHeight) return false;
    return nodes.some(({ position, width: nodeWidth = 0, height: nodeHeight = 0 }) => {
      const left = x + position.x * zoom;
      const top = y + position.y * zoom;
      const isLeft = left < -tolerancePx || top < -tolerancePx;
      return isLeft || left + nodeWidth * zoom > width + tolerancePx || top + nodeHeight * zoom > height + tolerancePx;
    });
  });
  if (!isNeeded) return null;
  return (
    <Suspense>
      <StageMapPanel />
    </Suspense>
  );
}
