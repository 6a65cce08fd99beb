/** `kubectl describe endpoints` and `endpointslices`. Models describe.go describeEndpoints and describeEndpointSliceV1. */

import type { Endpoint, EndpointAddress, Endpoints, EndpointSlice, EndpointSubset } from '../../api/types.ts';
import { eventsOf, type Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { writeAnnotations, writeLabels } from './text.ts';
import { describedText, type DescribeWriter } from './writer.ts';

interface Port {
  readonly name?: string;
  readonly port?: number;
  readonly protocol?: string;
}

function writePorts(writer: DescribeWriter, level: number, ports: readonly Port[]): void {
  writer.write(level, 'Name\tPort\tProtocol\n');
  writer.write(level, '----\t----\t--------\n');
  for (const { name, port, protocol = '' } of ports) {
    writer.write(level, `${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol}\n`);
  }
}

function writeSubset(writer: DescribeWriter, { addresses, notReadyAddresses, ports }: EndpointSubset): void {
  const list = (items: readonly EndpointAddress[] | undefined): string =>
    (items ?? []).map(({ ip }) => ip).join(',') || '<none>';
  writer.write(1, `Addresses:\t${list(addresses)}\n`);
  writer.write(1, `NotReadyAddresses:\t${list(notReadyAddresses)}\n`);
  if (ports && ports.length > 0) {
    writer.write(1, 'Ports:\n');
    writePorts(writer, 2, ports);
  }
  writer.write(0, '\n');
}

export const describeEndpoints: Describer<Endpoints> = async (endpoints, context) => {
  const events = await eventsOf(context, endpoints);
  const { metadata, subsets } = endpoints;
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
    writeLabels(writer, 'Labels', metadata.labels);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    writer.write(0, 'Subsets:\n');
    for (const subset of subsets ?? []) writeSubset(writer, subset);
    writeEvents(writer, events, context.clock);
  });
};

function writeEndpoint(
  writer: DescribeWriter,
  { addresses, conditions, hostname, targetRef, nodeName, zone }: Endpoint,
): void {
  writer.write(1, `- Addresses:\t${addresses.join(', ') || '<none>'}\n`);
  writer.write(2, 'Conditions:\n');
  writer.write(3, `Ready:\t${conditions?.ready ?? '<unset>'}\n`);
  writer.write(2, `Hostname:\t${hostname ?? '<unset>'}\n`);
  if (targetRef) writer.write(2, `TargetRef:\t${targetRef.kind ?? ''}/${targetRef.name ?? ''}\n`);
  writer.write(2, `NodeName:\t${nodeName ?? '<unset>'}\n`);
  writer.write(2, `Zone:\t${zone ?? '<unset>'}\n`);
}

export const describeEndpointSlice: Describer<EndpointSlice> = async (slice, context) => {
  const events = await eventsOf(context, slice);
  const { metadata, addressType, ports, endpoints } = slice;
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
    writeLabels(writer, 'Labels', metadata.labels);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    writer.write(0, `AddressType:\t${addressType}\n`);
    if (!ports || ports.length === 0) writer.write(0, 'Ports: <unset>\n');
    else {
      writer.write(0, 'Ports:\n');
      writePorts(writer, 1, ports);
    }
    if (!endpoints || endpoints.length === 0) writer.write(0, 'Endpoints: <none>\n');
    else {
      writer.write(0, 'Endpoints:\n');
      for (const endpoint of endpoints) writeEndpoint(writer, endpoint);
    }
    writeEvents(writer, events, context.clock);
  });
};
