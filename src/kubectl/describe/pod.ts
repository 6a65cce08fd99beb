/** `kubectl describe pod`. Models describe.go describePod. */

import { controllerOf } from '../../api/object.ts';
import type { Pod } from '../../api/types.ts';
import { writeContainers, writeResources } from './containers.ts';
import { eventsOf, type Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { writeSchedulingGroup, writeSpreadConstraints } from './pod-template.ts';
import { dateText, sinceText, writeAnnotations, writeLabels, writeTolerations, type DescribeClock } from './text.ts';
import { writeVolumes } from './volumes.ts';
import { describedText, type DescribeWriter } from './writer.ts';

function writeHead(writer: DescribeWriter, { metadata, spec, status }: Pod, clock: DescribeClock): void {
  writer.write(0, `Name:\t${metadata.name}\n`);
  writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
  if (spec.priority !== undefined) writer.write(0, `Priority:\t${spec.priority}\n`);
  if (spec.priorityClassName) writer.write(0, `Priority Class Name:\t${spec.priorityClassName}\n`);
  if (spec.runtimeClassName) writer.write(0, `Runtime Class Name:\t${spec.runtimeClassName}\n`);
  if (spec.serviceAccountName) writer.write(0, `Service Account:\t${spec.serviceAccountName}\n`);
  writer.write(0, `Node:\t${spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>'}\n`);
  if (status.startTime) writer.write(0, `Start Time:\t${dateText(status.startTime, clock)}\n`);
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
}

function writeState(writer: DescribeWriter, { metadata, spec, status }: Pod, clock: DescribeClock): void {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = metadata;
  if (deletionTimestamp && status.phase !== 'Failed' && status.phase !== 'Succeeded') {
    writer.write(0, `Status:\tTerminating (lasts ${sinceText(deletionTimestamp, clock)})\n`);
    writer.write(0, `Termination Grace Period:\t${deletionGracePeriodSeconds}s\n`);
  } else writer.write(0, `Status:\t${status.phase ?? ''}\n`);
  if (status.reason) writer.write(0, `Reason:\t${status.reason}\n`);
  if (status.message) writer.write(0, `Message:\t${status.message}\n`);
  const profile = spec.securityContext?.seccompProfile;
  if (profile) {
    writer.write(0, `SeccompProfile:\t${profile.type}\n`);
    if (profile.type === 'Localhost') writer.write(0, `LocalhostProfile:\t${profile.localhostProfile ?? ''}\n`);
  }
}

function writeAddresses(writer: DescribeWriter, pod: Pod): void {
  const { podIP = '', podIPs = [], nominatedNodeName } = pod.status;
  writer.write(0, `IP:\t${podIP}\n`);
  writer.write(0, podIPs.length === 0 ? 'IPs:\t<none>\n' : 'IPs:\n');
  for (const { ip } of podIPs) writer.write(1, `IP:\t${ip}\n`);
  const owner = controllerOf(pod);
  if (owner) writer.write(0, `Controlled By:\t${owner.kind}/${owner.name}\n`);
  if (nominatedNodeName) writer.write(0, `NominatedNodeName:\t${nominatedNodeName}\n`);
}

function writeAllContainers(writer: DescribeWriter, pod: Pod, clock: DescribeClock): void {
  const { spec, status } = pod;
  if (spec.resources) {
    writer.write(0, 'Resources:\n');
    writeResources(writer, spec.resources, 1);
  }
  const context = { pod, clock };
  if (spec.initContainers?.length) {
    const statuses = status.initContainerStatuses ?? [];
    writeContainers(writer, 'Init Containers', spec.initContainers, '', { ...context, statuses });
  }
  writeContainers(writer, 'Containers', spec.containers, '', { ...context, statuses: status.containerStatuses ?? [] });
  if (spec.ephemeralContainers?.length) {
    const statuses = status.ephemeralContainerStatuses ?? [];
    writeContainers(writer, 'Ephemeral Containers', spec.ephemeralContainers, '', { ...context, statuses });
  }
}

function writeConditions(writer: DescribeWriter, { spec, status }: Pod): void {
  const conditions = status.conditions ?? [];
  if (spec.readinessGates?.length) {
    writer.write(0, 'Readiness Gates:\n  Type\tStatus\n');
    for (const { conditionType } of spec.readinessGates) {
      const state = conditions.find(({ type }) => type === conditionType)?.status ?? '<none>';
      writer.write(1, `${conditionType} \t${state} \n`);
    }
  }
  if (conditions.length > 0) writer.write(0, 'Conditions:\n  Type\tStatus\n');
  for (const { type, status: state } of conditions) writer.write(1, `${type} \t${state} \n`);
}

export const describePod: Describer<Pod> = async (pod, context) => {
  const events = await eventsOf(context, pod, { anyKind: true });
  return describedText((writer) => {
    const { clock } = context;
    const { spec, status } = pod;
    writeHead(writer, pod, clock);
    writeState(writer, pod, clock);
    writeAddresses(writer, pod);
    writeAllContainers(writer, pod, clock);
    writeConditions(writer, pod);
    writeVolumes(writer, spec.volumes, '');
    writer.write(0, `QoS Class:\t${status.qosClass || 'BestEffort'}\n`);
    writeLabels(writer, 'Node-Selectors', spec.nodeSelector);
    writeTolerations(writer, 'Tolerations', spec.tolerations);
    writeSpreadConstraints(writer, spec.topologySpreadConstraints, '');
    writeSchedulingGroup(writer, spec.schedulingGroup, '');
    writeEvents(writer, events, clock);
  });
};
