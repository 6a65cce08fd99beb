/** Describers of Ingresses and of their classes. Models describe.go describeIngressV1 and describeIngressClassV1. */

import type { KubeObject } from '../../api/object.ts';
import { StatusError } from '../../api/status.ts';
import type { EndpointSlice, Ingress, IngressBackend, IngressClass, Service } from '../../api/types.ts';
import { getRequest } from '../../client/request.ts';
import { eventsOf, listObjects, type DescribeContext, type Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { endpointsText } from './service.ts';
import { writeAnnotations, writeLabels } from './text.ts';
import { describedText } from './writer.ts';

/** `web:80 (10.244.1.3:80)`. Models describeBackendV1. */
async function backendText(
  context: DescribeContext,
  namespace: string,
  { service, resource }: IngressBackend,
): Promise<string> {
  if (!service) {
    return resource ? `APIGroup: ${resource.apiGroup ?? '<none>'}, Kind: ${resource.kind}, Name: ${resource.name}` : '';
  }
  const { number, name = '' } = service.port ?? {};
  const title = `${service.name}:${number || name}`;
  try {
    const slices = await listObjects<EndpointSlice>(context, 'endpointslices.discovery.k8s.io', namespace, {
      labelSelector: `kubernetes.io/service-name=${service.name}`,
    });
    const path = { resource: 'services', namespace, name: service.name };
    const { spec } = (await context.client.send(getRequest(path))) as unknown as Service;
    const port = (spec.ports ?? []).findLast((entry) => (number ? entry.port === number : name && entry.name === name));
    return `${title} (${endpointsText(slices, port?.name ?? '')})`;
  } catch (error) {
    if (error instanceof StatusError) return `${title} (<error: ${error.message}>)`;
    throw error;
  }
}

/** Lines of the table of rules. */
async function ruleLines(
  context: DescribeContext,
  { metadata, spec }: Ingress,
  defaultBackend: string,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { host, http } of spec.rules ?? []) {
    if (!http) continue;
    lines.push(`  ${host || '*'}\t\n`);
    for (const { path = '', backend } of http.paths) {
      lines.push(`    \t${path} \t${await backendText(context, metadata.namespace ?? '', backend)}\n`);
    }
  }
  return lines.length > 0 ? lines : [`  *\t*\t${defaultBackend}\n`];
}

function addressText({ status }: Ingress): string {
  const points = status.loadBalancer?.ingress ?? [];
  return [...new Set(points.flatMap(({ ip, hostname }) => ip || hostname || []))].sort().join(',');
}

export const describeIngress: Describer<Ingress & KubeObject> = async (ingress, context) => {
  const events = await eventsOf(context, ingress);
  const { metadata, spec } = ingress;
  const { defaultBackend: backend, tls = [] } = spec;
  const defaultBackend = backend ? await backendText(context, metadata.namespace ?? '', backend) : '<default>';
  const lines = await ruleLines(context, ingress, defaultBackend);
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writeLabels(writer, 'Labels', metadata.labels);
    writer.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
    writer.write(0, `Address:\t${addressText(ingress)}\n`);
    writer.write(0, `Ingress Class:\t${spec.ingressClassName ?? '<none>'}\n`);
    writer.write(0, `Default backend:\t${defaultBackend}\n`);
    if (tls.length > 0) writer.write(0, 'TLS:\n');
    for (const { secretName, hosts = [] } of tls) {
      writer.write(1, `${secretName ? `${secretName} terminates` : 'SNI routes'} ${hosts.join(',')}\n`);
    }
    writer.write(0, 'Rules:\n  Host\tPath\tBackends\n');
    writer.write(1, '----\t----\t--------\n');
    for (const line of lines) writer.write(0, line);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    writeEvents(writer, events, context.clock);
  });
};

export const describeIngressClass: Describer<IngressClass & KubeObject> = async (ingressClass, context) => {
  const events = await eventsOf(context, ingressClass);
  const { metadata, spec } = ingressClass;
  return describedText((writer) => {
    writer.write(0, `Name:\t${metadata.name}\n`);
    writeLabels(writer, 'Labels', metadata.labels);
    writeAnnotations(writer, 'Annotations', metadata.annotations);
    writer.write(0, `Controller:\t${spec.controller ?? ''}\n`);
    if (spec.parameters) {
      const { apiGroup, kind, name } = spec.parameters;
      writer.write(0, 'Parameters:\n');
      if (apiGroup !== undefined) writer.write(1, `APIGroup:\t${apiGroup}\n`);
      writer.write(1, `Kind:\t${kind}\n`);
      writer.write(1, `Name:\t${name}\n`);
    }
    writeEvents(writer, events, context.clock);
  });
};
