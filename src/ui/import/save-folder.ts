/** Saving a session as a folder: a zip archive with the manifests and a script. */

import type { Session } from '../../session/session-contract.ts';
import { saveFile } from '../save-file.ts';

export async function saveFolder(session: Session): Promise<void> {
  try {
    const [folder, { toZip }] = await Promise.all([session.exportFolder(), import('../../session/export/zip.ts')]);
    const name = `${folder.name}.zip`;
    saveFile(new Blob([toZip(folder)], { type: 'application/zip' }), name);
    session.notify(
      'info',
      `${name} is saved. Its run.sh does the same to a real cluster by kubectl; its README.md tells what else is in it.`,
    );
  } catch (error) {
    session.notify('error', `The folder could not be saved: ${error instanceof Error ? error.message : String(error)}`);
  }
}
