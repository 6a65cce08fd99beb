/** What opens over the stage. Its code is loaded when something does. */

import { lazy, Suspense, type ReactElement } from 'react';
import { useObjectMenu } from './object-menu-store.ts';
import { useOpenRevision } from './open-revision.ts';

const ObjectMenu = lazy(async () => ({ default: (await import('./ObjectMenu.tsx')).ObjectMenu }));
const RevisionDialog = lazy(async () => ({ default: (await import('./RevisionDialog.tsx')).RevisionDialog }));

export function StageOverlays(): ReactElement {
  const hasMenu = useObjectMenu(({ menu }) => menu !== undefined);
  const hasRevision = useOpenRevision(({ open }) => open !== undefined);
  return (
    <Suspense>
      {hasMenu ? <ObjectMenu /> : null}
      {hasRevision ? <RevisionDialog /> : null}
    </Suspense>
  );
}
