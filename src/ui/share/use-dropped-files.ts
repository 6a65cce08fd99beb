/** Files that are dropped anywhere on the page: saved sessions are opened, manifests become files of the editor. */

import { useEffect } from 'react';
import type { Session } from '../../session/session-contract.ts';
import { maxSharedFileLength, sharedFileSuffix } from '../../session/share/shared-file.ts';
import { useSession } from '../session-context.ts';

const isSaved = (file: File): boolean => file.name.endsWith(sharedFileSuffix);

/** Opens a saved session. */
export async function openSaved(session: Session, file: File): Promise<void> {
  if (file.size > maxSharedFileLength) {
    session.notify('error', `${file.name} could not be opened: it is larger than ${maxSharedFileLength} bytes.`);
    return;
  }
  await session.openSharedFile(await file.text());
}

/** A manifest becomes a file of the editor; from what kubectl printed of a cluster the playground goes on. */
async function take(session: Session, file: File): Promise<void> {
  const { takeDroppedFile } = await import('../import/dropped-file.ts');
  await takeDroppedFile(session, file);
}

/** Listens as long as the component lives. The editor takes manifests that are dropped on it by itself. */
export function useDroppedFiles(): void {
  const session = useSession();
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      const files = [...(event.dataTransfer?.files ?? [])];
      const saved = files.find(isSaved);
      if (saved) {
        event.preventDefault();
        event.stopPropagation();
        void openSaved(session, saved);
        return;
      }
      // Without this the browser would leave the page for the file.
      if (files.length > 0) event.preventDefault();
      if (event.target instanceof Element && event.target.closest('.editor-host')) return;
      for (const file of files) {
        if (/\.(?:ya?ml|json|zip)$/i.test(file.name)) void take(session, file);
      }
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop, { capture: true });
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop, { capture: true });
    };
  }, [session]);
}
