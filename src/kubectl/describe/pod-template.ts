/** Pod templates, in descriptions and in `rollout history --revision`. Models describe.go DescribePodTemplate. */

import { formatSelector } from '../../api/selector.ts';
import type { PodSchedulingGroup, PodTemplateSpec, TopologySpreadConstraint } from '../../api/types.ts';
import { writeContainers } from './containers.ts';
import { writeAnnotations, writeLabels, writeTolerations } from './text.ts';
import { writeVolumes } from './volumes.ts';
import { rawText, type DescribeWriter } from './writer.ts';

/** Models describeTopologySpreadConstraints. */
export function writeSpreadConstraints(
  writer: DescribeWriter,
  constraints: readonly TopologySpreadConstraint[] | undefined,
  space: string,
): void {
  const sorted = (constraints ?? []).toSorted((a, b) => (a.topologyKey < b.topologyKey ? -1 : 1));
  sorted.forEach(({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }, index) => {
    const start = index === 0 ? `${space}Topology Spread Constraints:\t` : `${space}\t`;
    const selector = labelSelector ? ` for selector ${formatSelector(labelSelector) || '<none>'}` : '';
    writer.write(0, `${start}${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}\n`);
  });
}

export function writeSchedulingGroup(
  writer: DescribeWriter,
  group: PodSchedulingGroup | undefined,
  space: string,
): void {
  if (!group) return;
  writer.write(0, `${space}SchedulingGroup:\n`);
  writer.write(1, `PodGroupName:\t${group.podGroupName ?? ''}\n`);
}

export function describePodTemplate(template: PodTemplateSpec, writer: DescribeWriter): void {
  const { metadata, spec } = template;
  writer.write(0, 'Pod Template:\n');
  writeLabels(writer, '  Labels', metadata?.labels);
  if (Object.keys(metadata?.annotations ?? {}).length > 0) {
    writeAnnotations(writer, '  Annotations', metadata?.annotations);
  }
  if (spec.serviceAccountName) writer.write(1, `Service Account:\t${spec.serviceAccountName}\n`);
  if (spec.initContainers?.length) writeContainers(writer, 'Init Containers', spec.initContainers, '  ');
  writeContainers(writer, 'Containers', spec.containers, '  ');
  writeVolumes(writer, spec.volumes, '  ');
  writeSpreadConstraints(writer, spec.topologySpreadConstraints, '  ');
  if (spec.priorityClassName) writer.write(1, `Priority Class Name:\t${spec.priorityClassName}\n`);
  writeLabels(writer, '  Node-Selectors', spec.nodeSelector);
  writeTolerations(writer, '  Tolerations', spec.tolerations);
  writeSchedulingGroup(writer, spec.schedulingGroup, '  ');
}

/** The template with its tabs left in. */
export function podTemplateText(template: PodTemplateSpec): string {
  return rawText((writer) => describePodTemplate(template, writer));
}
