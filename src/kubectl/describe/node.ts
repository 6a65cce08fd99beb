/** `kubectl describe node`. Models describe.go describeNode. */

import { nodeRoles } from '../../api/label-text.ts';
import type { Lease, Node } from '../../api/types.ts';
import { StatusError } from '../../api/status.ts';
import { getRequest } from '../../client/request.ts';
import { nodeEvents, podsOf, type DescribeContext, type Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { writeNodeResources } from './node-resources.ts';
import { dateText, writeAnnotations, writeLabels, writeTaints, type DescribeClock } from './text.ts';
import { describedText, type DescribeWriter } from './writer.ts';

/** The node's Lease, or why it could not be read. */
async function leaseOf({ client }: DescribeContext, name: string): Promise<Lease | string> {
  const resource = 'leases.coordination.k8s.io';
  try {
    return (await client.send(getRequest({ resource, namespace: 'kube-node-lease', name }))) as unknown as Lease;
  } catch (error) {
    if (error instanceof StatusError) return error.message;
    throw error;
  }
}

function writeLease(writer: DescribeWriter, lease: Lease | string, clock: DescribeClock): void {
  if (typeof lease === 'string') {
    writer.write(0, `Lease:\tFailed to get lease: ${lease}\n`);
    return;
  }
  const { holderIdentity, acquireTime, renewTime } = lease.spec;
  const date = (time: string | undefined): string => (time ? dateText(time, clock) : '<unset>');
  writer.write(0, 'Lease:\n');
  writer.write(1, `HolderIdentity:\t${holderIdentity ?? '<unset>'}\n`);
  writer.write(1, `AcquireTime:\t${date(acquireTime)}\n`);
  writer.write(1, `RenewTime:\t${date(renewTime)}\n`);
}

function writeConditions(writer: DescribeWriter, { status }: Node, clock: DescribeClock): void {
  const conditions = status.conditions ?? [];
  if (conditions.length === 0) return;
  writer.write(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n');
  writer.write(1, '----\t------\t-----------------\t------------------\t------\t-------\n');
  for (const { type, status: state, lastHeartbeatTime, lastTransitionTime, reason = '', message = '' } of conditions) {
    const times = `${dateText(lastHeartbeatTime, clock)} \t${dateText(lastTransitionTime, clock)}`;
    writer.write(1, `${type} \t${state} \t${times} \t${reason} \t${message}\n`);
  }
}

function writeQuantities(
  writer: DescribeWriter,
  title: string,
  quantities: Readonly<Record<string, string>> | undefined,
): void {
  const names = Object.keys(quantities ?? {}).sort();
  if (names.length > 0) writer.write(0, `${title}:\n`);
  for (const name of names) writer.write(0, `  ${name}:\t${quantities![name]}\n`);
}

function writeSystem(writer: DescribeWriter, { spec, status }: Node): void {
  const info = status.nodeInfo;
  writer.write(0, 'System Info:\n');
  for (const [title, value] of [
    ['Machine ID', info?.machineID],
    ['System UUID', info?.systemUUID],
    ['Boot ID', info?.bootID],
    ['Kernel Version', info?.kernelVersion],
    ['OS Image', info?.osImage],
    ['Operating System', info?.operatingSystem],
    ['Architecture', info?.architecture],
    ['Container Runtime Version', info?.containerRuntimeVersion],
    ['Kubelet Version', info?.kubeletVersion],
  ] as const) {
    writer.write(0, `  ${title}:\t${value ?? ''}\n`);
  }
  if (spec.podCIDR) writer.write(0, `PodCIDR:\t${spec.podCIDR}\n`);
  if (spec.podCIDRs?.length) writer.write(0, `PodCIDRs:\t${spec.podCIDRs.join(',')}\n`);
  if (spec.providerID) writer.write(0, `ProviderID:\t${spec.providerID}\n`);
}

export const describeNode: Describer<Node> = async (node, context) => {
  const { metadata, spec, status } = node;
  const fieldSelector = `spec.nodeName=${metadata.name},status.phase!=Succeeded,status.phase!=Failed`;
  const pods = await podsOf(context, undefined, { fieldSelector });
  const events = await nodeEvents(context, node);
  const lease = await leaseOf(context, metadata.name);
  return describedText((writer) => {
    const { clock } = context;
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `Roles:\t${nodeRoles(metadata.labels)}\n`);
    writeLabels(writer, 'Labels', metadata.labels);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    writer.write(0, `CreationTimestamp:\t${dateText(metadata.creationTimestamp, clock)}\n`);
    writeTaints(writer, 'Taints', spec.taints);
    writer.write(0, `Unschedulable:\t${spec.unschedulable ?? false}\n`);
    writeLease(writer, lease, clock);
    writeConditions(writer, node, clock);
    writer.write(0, 'Addresses:\n');
    for (const { type, address } of status.addresses ?? []) writer.write(1, `${type}:\t${address}\n`);
    writeQuantities(writer, 'Capacity', status.capacity);
    writeQuantities(writer, 'Allocatable', status.allocatable);
    writeSystem(writer, node);
    writeNodeResources(writer, node, pods, clock);
    writeEvents(writer, events, clock);
  });
};
