/** What a dropped file becomes: a file of the editor, or a cluster to go on with. */

import type { Session } from '../../session/session-contract.ts';
import { openDialog } from '../page-store.ts';
import { importText, isClusterOutput, readImport } from './read-import.ts';

/** Takes a manifest, the output of `kubectl get -o yaml`, or an exported folder. */
export async function takeDroppedFile(session: Session, file: File): Promise<void> {
  const text = await readImport(session, file);
  if (text === undefined) return;
  if (!file.name.endsWith('.zip') && !isClusterOutput(text)) session.addFile(file.name, text);
  else if (await importText(session, text)) openDialog('import');
}
