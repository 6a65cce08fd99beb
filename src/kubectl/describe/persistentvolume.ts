/** `kubectl describe pv`. Models describe.go describePersistentVolume. */

import { accessModesText, storageClassNameOf } from '../../api/storage-text.ts';
import type { PersistentVolume, VolumeNodeAffinity } from '../../api/types.ts';
import { eventsOf, type Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { listText, sinceText, writeAnnotations, writeLabels } from './text.ts';
import { writeVolumeSource } from './volumes.ts';
import { describedText, type DescribeWriter } from './writer.ts';

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** `Term 0:  key in [a, b]`. Models printNodeSelectorTermsMultilineWithIndent. */
export function writeTerm(
  writer: DescribeWriter,
  level: number,
  title: string,
  requirements: readonly Requirement[] | undefined,
): void {
  const lines = (requirements ?? []).map(({ key, operator, values = [] }) => {
    const list = values.length > 0 ? ` [${values.join(', ')}]` : '';
    return `${key} ${operator.toLowerCase()}${list}`;
  });
  const [first = '<none>', ...rest] = lines;
  writer.write(level, `${title}:\t${first}\n`);
  for (const line of rest) writer.write(level, `\t${line}\n`);
}

function writeAffinity(writer: DescribeWriter, affinity: VolumeNodeAffinity | undefined): void {
  const terms = affinity?.required?.nodeSelectorTerms;
  writer.write(0, `Node Affinity:\t${terms ? '' : '<none>'}\n`);
  if (!terms) return;
  writer.write(1, `Required Terms:\t${terms.length === 0 ? '<none>' : ''}\n`);
  terms.forEach(({ matchExpressions }, index) => writeTerm(writer, 2, `Term ${index}`, matchExpressions));
}

export const describePersistentVolume: Describer<PersistentVolume> = async (volume, context) => {
  const events = await eventsOf(context, volume);
  const { metadata, spec, status } = volume;
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writeLabels(writer, 'Labels', metadata.labels);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    writer.write(0, `Finalizers:\t${listText(metadata.finalizers)}\n`);
    writer.write(0, `StorageClass:\t${storageClassNameOf(volume)}\n`);
    const lasts = metadata.deletionTimestamp && sinceText(metadata.deletionTimestamp, context.clock);
    writer.write(0, `Status:\t${lasts ? `Terminating (lasts ${lasts})` : (status.phase ?? '')}\n`);
    const { claimRef } = spec;
    writer.write(0, `Claim:\t${claimRef ? `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}` : ''}\n`);
    writer.write(0, `Reclaim Policy:\t${spec.persistentVolumeReclaimPolicy ?? ''}\n`);
    writer.write(0, `Access Modes:\t${accessModesText(spec.accessModes)}\n`);
    if (spec.volumeMode !== undefined) writer.write(0, `VolumeMode:\t${spec.volumeMode}\n`);
    writer.write(0, `Capacity:\t${spec.capacity?.['storage'] ?? '0'}\n`);
    writeAffinity(writer, spec.nodeAffinity);
    writer.write(0, `Message:\t${status.message ?? ''}\n`);
    writer.write(0, 'Source:\n');
    if (!writeVolumeSource(writer, spec, { persistent: true })) writer.write(1, '<unknown>\n');
    writeEvents(writer, events, context.clock);
  });
};
