/** Files and links that are dropped anywhere on the page, or pasted where nobody writes: manifests, lessons, sessions, clusters. */

import { useEffect } from 'react';
import type { Session } from '../../session/session-contract.ts';
import { useSession } from '../session-context.ts';
import { isTyping } from '../shortcuts.ts';
import { playgroundLink } from './playground-link.ts';

/** A pasted text that is taken as a file: one that begins a line as manifests, lessons and saved sessions do. */
const isFileText = (text: string): boolean => /^(?:[{\s]*")?(?:apiVersion|kind|steps|format)"?\s*:/m.test(text);

/** What takes them is loaded with the first. */
export async function takeFilesLate(session: Session, files: readonly File[], areManifests = false): Promise<void> {
  const { takeFiles } = await import('../import/take-files.ts');
  await takeFiles(session, files, areManifests);
}

async function openPastedLink(session: Session, link: string): Promise<void> {
  const { openPlaygroundLink } = await import('../import/open-playground-link.ts');
  await openPlaygroundLink(session, link);
}

/** Listens as long as the component lives. The editor takes what is dropped on it by itself. */
export function useDroppedFiles(): void {
  const session = useSession();
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      const types = event.dataTransfer?.types ?? [];
      const isLink = types.includes('text/uri-list') && !isTyping(event.target);
      if (isLink || types.includes('Files')) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      const files = [...(event.dataTransfer?.files ?? [])];
      const link = playgroundLink(event.dataTransfer?.getData('text/uri-list') ?? '');
      if (files.length === 0 && link && !isTyping(event.target)) {
        event.preventDefault();
        void openPastedLink(session, link);
        return;
      }
      // Without this the browser would leave the page for the file.
      if (files.length > 0) event.preventDefault();
      if (files.length === 0 || (event.target instanceof Element && event.target.closest('.editor-host'))) return;
      void takeFilesLate(session, files);
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (isTyping(event.target)) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const link = playgroundLink(text);
      if (link) {
        event.preventDefault();
        void openPastedLink(session, link);
        return;
      }
      const pasted = [...(event.clipboardData?.files ?? [])];
      const files = pasted.length === 0 && isFileText(text) ? [new File([text], 'pasted.yaml')] : pasted;
      if (files.length === 0) return;
      event.preventDefault();
      void takeFilesLate(session, files);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop, { capture: true });
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop, { capture: true });
      window.removeEventListener('paste', onPaste);
    };
  }, [session]);
}
