/** The place of the import dialog, which is loaded when it is opened first. */

import { lazy, Suspense, type ReactElement } from 'react';
import { usePage } from '../page-store.ts';

const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog.tsx')).ImportDialog }));

export function ImportHost(): ReactElement | null {
  const isOpen = usePage(({ dialog }) => dialog === 'import');
  if (!isOpen) return null;
  return (
    <Suspense>
      <ImportDialog />
    </Suspense>
  );
}
