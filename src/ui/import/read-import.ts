/** Importing texts and files into a session; whatever is wrong is told as a notice. */

import type { ImportReport } from '../../session/import/import-report.ts';
import type { Session } from '../../session/session-contract.ts';

const maxFileBytes = 16 * 1024 * 1024;

/** Imports what kubectl printed, with the clock at the present. */
export async function importText(session: Session, text: string): Promise<ImportReport | undefined> {
  try {
    return await session.importCluster(text, Math.floor(Date.now() / 1000) * 1000);
  } catch (error) {
    session.notify('error', `This could not be imported: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** The text of a file; of an exported folder that of its cluster.yaml. */
export async function readImport(session: Session, file: File): Promise<string | undefined> {
  if (file.size > maxFileBytes) {
    session.notify('error', `${file.name} could not be imported: it is larger than ${maxFileBytes / 1024 / 1024} MiB.`);
    return undefined;
  }
  if (!file.name.endsWith('.zip')) return file.text();
  const { fromZip } = await import('../../session/export/zip.ts');
  const text = fromZip(new Uint8Array(await file.arrayBuffer()), 'cluster.yaml');
  if (text === undefined) session.notify('error', `${file.name} has no cluster.yaml: it is no exported folder.`);
  return text;
}

/** True for what `kubectl get -o yaml` prints of stored objects: nobody writes such a manifest. */
export function isClusterOutput(text: string): boolean {
  return (
    /^\s*"?uid"?: /m.test(text) &&
    /^\s*"?resourceVersion"?: "?'?\d/m.test(text) &&
    /^\s*"?creationTimestamp"?: /m.test(text)
  );
}
