/** Saving a session as a folder: a zip archive with the manifests and a script. */

import type { Session } from '../../session/session-contract.ts';

export async function saveFolder(session: Session): Promise<void> {
  try {
    const [folder, { toZip }] = await Promise.all([session.exportFolder(), import('../../session/export/zip.ts')]);
    const address = URL.createObjectURL(new Blob([toZip(folder)], { type: 'application/zip' }));
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.download = `${folder.name}.zip`;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  } catch (error) {
    session.notify('error', `The folder could not be saved: ${error instanceof Error ? error.message : String(error)}`);
  }
}
