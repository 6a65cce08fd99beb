/** The fields of a PersistentVolumeClaim or of a claim template. Models describe.go printPersistentVolumeClaim. */

import { accessModesText, storageClassNameOf } from '../../api/storage-text.ts';
import type { PersistentVolumeClaim } from '../../api/types.ts';
import { listText, sinceText, writeAnnotations, writeLabels, type DescribeClock } from './text.ts';
import type { DescribeWriter } from './writer.ts';

/** `clock`: given for a claim of its own, absent for the template of an ephemeral volume. */
export function writeClaim(
  writer: DescribeWriter,
  { metadata = {} as PersistentVolumeClaim['metadata'], spec, status = {} }: PersistentVolumeClaim,
  clock?: DescribeClock,
): void {
  if (clock) {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
  }
  writer.write(0, `StorageClass:\t${storageClassNameOf({ metadata, spec })}\n`);
  if (clock) {
    const { deletionTimestamp } = metadata;
    const terminating = deletionTimestamp && `Terminating (lasts ${sinceText(deletionTimestamp, clock)})`;
    writer.write(0, `Status:\t${terminating || (status.phase ?? '')}\n`);
  }
  writer.write(0, `Volume:\t${spec.volumeName ?? ''}\n`);
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
  if (clock) writer.write(0, `Finalizers:\t${listText(metadata.finalizers)}\n`);
  writer.write(0, `Capacity:\t${spec.volumeName ? (status.capacity?.['storage'] ?? '0') : ''}\n`);
  writer.write(0, `Access Modes:\t${spec.volumeName ? accessModesText(status.accessModes) : ''}\n`);
  if (spec.volumeMode !== undefined) writer.write(0, `VolumeMode:\t${spec.volumeMode}\n`);
  if (spec.dataSource) {
    writer.write(0, 'DataSource:\n');
    const { apiGroup, kind, name } = spec.dataSource;
    if (apiGroup) writer.write(1, `APIGroup:\t${apiGroup}\n`);
    writer.write(1, `Kind:\t${kind}\n`);
    writer.write(1, `Name:\t${name}\n`);
  }
}
