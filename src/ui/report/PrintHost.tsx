/** Gets what printing needs ready once the page is idle: when the browser prints there is no time to load anything. */

import { lazy, Suspense, useEffect, useState, type ReactElement } from 'react';
import { usePrint } from './print-store.ts';

const PrintSheet = lazy(async () => ({ default: (await import('./PrintSheet.tsx')).PrintSheet }));

const patienceMs = 5000;

export function PrintHost(): ReactElement | null {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIdle(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  const isWanted = usePrint((state) => state.isWanted);
  return isIdle || isWanted ? (
    <Suspense>
      <PrintSheet />
    </Suspense>
  ) : null;
}
