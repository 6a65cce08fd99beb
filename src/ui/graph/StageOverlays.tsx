/** What opens over the stage. Its code is loaded when something does. */

import { lazy, Suspense, type ReactElement } from 'react';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { closeObjectMenu, useObjectMenu } from './object-menu-store.ts';
import { closeRevision, useOpenRevision } from './open-revision.ts';

const ObjectMenu = lazy(async () => ({ default: (await import('./ObjectMenu.tsx')).ObjectMenu }));
const RevisionDialog = lazy(async () => ({ default: (await import('./RevisionDialog.tsx')).RevisionDialog }));

export function StageOverlays(): ReactElement {
  const hasMenu = useObjectMenu(({ menu }) => menu !== undefined);
  const hasRevision = useOpenRevision(({ open }) => open !== undefined);
  return (
    <ErrorBoundary
      isOver
      part={hasMenu ? 'The menu' : 'The revision'}
      onClose={() => {
        closeObjectMenu();
        closeRevision();
      }}
    >
      <Suspense>
        {hasMenu ? <ObjectMenu /> : null}
        {hasRevision ? <RevisionDialog /> : null}
      </Suspense>
    </ErrorBoundary>
  );
}
