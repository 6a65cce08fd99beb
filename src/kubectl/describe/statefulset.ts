/** `kubectl describe statefulset`. Models describe.go describeStatefulSet. */

import { formatSelector } from '../../api/selector.ts';
import { storageClassNameOf } from '../../api/storage-text.ts';
import type { PersistentVolumeClaim, StatefulSet } from '../../api/types.ts';
import { eventsOf, podsOf, type Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { podCounts } from './pod-counts.ts';
import { describePodTemplate } from './pod-template.ts';
import { dateText, listText, writeAnnotations, writeLabels } from './text.ts';
import { describedText, type DescribeWriter } from './writer.ts';

/** Models describeVolumeClaimTemplates. */
function writeClaimTemplates(writer: DescribeWriter, templates: readonly PersistentVolumeClaim[] | undefined): void {
  if (!templates || templates.length === 0) {
    writer.write(0, 'Volume Claims:\t<none>\n');
    return;
  }
  writer.write(0, 'Volume Claims:\n');
  for (const template of templates) {
    const { metadata, spec } = template;
    writer.write(1, `Name:\t${metadata.name}\n`);
    writer.write(1, `StorageClass:\t${storageClassNameOf(template)}\n`);
    writeLabels(writer, '  Labels', metadata.labels);
    writeLabels(writer, '  Annotations', metadata.annotations);
    writer.write(1, `Capacity:\t${spec.resources?.requests?.['storage'] ?? '<default>'}\n`);
    writer.write(1, `Access Modes:\t${listText(spec.accessModes)}\n`);
  }
}

export const describeStatefulSet: Describer<StatefulSet> = async (set, context) => {
  const { metadata, spec, status } = set;
  const selector = formatSelector(spec.selector);
  const pods = await podsOf(context, metadata.namespace, { labelSelector: selector });
  const events = await eventsOf(context, set);
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
    writer.write(0, `CreationTimestamp:\t${dateText(metadata.creationTimestamp, context.clock)}\n`);
    writer.write(0, `Selector:\t${selector}\n`);
    writeLabels(writer, 'Labels', metadata.labels);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    writer.write(0, `Replicas:\t${spec.replicas ?? 0} desired | ${status.replicas ?? 0} total\n`);
    writer.write(0, `Update Strategy:\t${spec.updateStrategy?.type ?? ''}\n`);
    const { partition, maxUnavailable } = spec.updateStrategy?.rollingUpdate ?? {};
    if (partition !== undefined) {
      writer.write(1, `Partition:\t${partition}\n`);
      if (maxUnavailable !== undefined) writer.write(1, `MaxUnavailable:\t${maxUnavailable}\n`);
    }
    writer.write(0, `Pods Status:\t${podCounts(pods, metadata.uid)}\n`);
    describePodTemplate(spec.template, writer);
    writeClaimTemplates(writer, spec.volumeClaimTemplates);
    writeEvents(writer, events, context.clock);
  });
};
