/** `kubectl describe service`. Models describe.go describeService and formatEndpointSlices. */

import { formatLabels } from '../../api/label-text.ts';
import type { Endpoint, EndpointSlice, LoadBalancerIngress, Service, ServicePort } from '../../api/types.ts';
import { eventsOf, listObjects, type Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { writeAnnotations, writeLabels } from './text.ts';
import { describedText, type DescribeWriter } from './writer.ts';

const maxShown = 3;

/** Ready addresses, the first three of them; of one port where the slices have ports. */
export function endpointsText(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const shown: string[] = [];
  let count = 0;
  // As upstream has it, an endpoint after the third ready one announces more even when it is not ready itself.
  let more = false;
  const add = ({ addresses, conditions }: Endpoint, port: number | undefined): void => {
    if (shown.length === maxShown) more = true;
    if (!(conditions?.ready ?? true)) return;
    count++;
    if (!more) shown.push(hostPort(addresses[0] ?? '', port));
  };
  for (const { endpoints, ports: listed } of slices) {
    const ports = listed ?? [];
    if (ports.length === 0) for (const endpoint of endpoints ?? []) add(endpoint, undefined);
    for (const { name = '', port = 0 } of ports) {
      if (name === portName) for (const endpoint of endpoints ?? []) add(endpoint, port);
    }
  }
  return `${shown.join(',')}${more ? ` + ${count - maxShown} more...` : ''}`;
}

function hostPort(host: string, port: number | undefined): string {
  if (port === undefined) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function ingressText(ingress: readonly LoadBalancerIngress[]): string {
  return ingress
    .map(({ ip, ipMode, hostname = '' }) => (ip ? `${ip}${ipMode ? ` (${ipMode})` : ''}` : hostname))
    .join(', ');
}

function writePort(writer: DescribeWriter, port: ServicePort, slices: readonly EndpointSlice[]): void {
  const { name, protocol = '', targetPort, appProtocol, nodePort } = port;
  writer.write(0, `Port:\t${name || '<unset>'}\t${port.port}/${protocol}\n`);
  writer.write(0, `TargetPort:\t${targetPort ?? 0}/${protocol}\n`);
  if (appProtocol !== undefined) writer.write(0, `AppProtocol:\t${appProtocol}\n`);
  if (nodePort) writer.write(0, `NodePort:\t${name || '<unset>'}\t${nodePort}/${protocol}\n`);
  writer.write(0, `Endpoints:\t${endpointsText(slices, name ?? '')}\n`);
}

export const describeService: Describer<Service> = async (service, context) => {
  const { metadata, spec, status } = service;
  const slices = await listObjects<EndpointSlice>(context, 'endpointslices.discovery.k8s.io', metadata.namespace, {
    labelSelector: `kubernetes.io/service-name=${metadata.name}`,
  });
  const events = await eventsOf(context, service);
  return describedText((writer) => {
    const field = (title: string, value: unknown): void => writer.write(0, `${title}:\t${String(value)}\n`);
    const optional = (title: string, value: unknown): void => {
      if (value) field(title, value);
    };
    field('Name', metadata.name);
    field('Namespace', metadata.namespace ?? '');
    writeLabels(writer, 'Labels', metadata.labels);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    field('Selector', formatLabels(spec.selector));
    field('Type', spec.type ?? '');
    optional('IP Family Policy', spec.ipFamilyPolicy);
    field('IP Families', spec.ipFamilies?.join(',') || '<none>');
    field('IP', spec.clusterIP ?? '');
    field('IPs', spec.clusterIPs?.join(',') || '<none>');
    optional('External IPs', spec.externalIPs?.join(','));
    optional('Desired LoadBalancer IP', spec.loadBalancerIP);
    optional('External Name', spec.externalName);
    optional('LoadBalancer Ingress', ingressText(status?.loadBalancer?.ingress ?? []));
    for (const port of spec.ports ?? []) writePort(writer, port, slices);
    field('Session Affinity', spec.sessionAffinity ?? '');
    optional('External Traffic Policy', spec.externalTrafficPolicy);
    optional('Internal Traffic Policy', spec.internalTrafficPolicy);
    optional('HealthCheck NodePort', spec.healthCheckNodePort);
    optional('LoadBalancer Source Ranges', spec.loadBalancerSourceRanges?.join(','));
    optional('Traffic Distribution', spec.trafficDistribution);
    writeEvents(writer, events, context.clock);
  });
};
