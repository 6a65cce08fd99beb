/** How NetworkPolicies, Ingresses and IngressClasses are printed. Models printers.go printNetworkPolicy and printIngress. */

import type { KubeObject } from '../../api/object.ts';
import { formatSelector } from '../../api/selector.ts';
import type { Ingress, IngressClass, NetworkPolicy } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, firstThree, nameColumn } from './common-columns.ts';

export const networkPolicyColumns: readonly TableColumn<NetworkPolicy & KubeObject>[] = [
  nameColumn,
  {
    name: 'Pod-Selector',
    type: 'string',
    description:
      'Selects the pods to which this NetworkPolicy object applies.  The array of ingress rules is applied to any pods selected by this field. Multiple network policies can select the same set of pods.  In this case, the ingress rules for each are combined additively. This field is NOT optional and follows standard label selector semantics. An empty podSelector matches all pods in this namespace.',
    cell: ({ spec }) => formatSelector(spec.podSelector) || '<none>',
  },
  ageColumn,
];

/** Models formatHosts. */
function hostsText({ spec }: Ingress): string {
  const hosts = (spec.rules ?? []).map(({ host = '' }) => host).filter((host) => host !== '');
  return hosts.length === 0 ? '*' : firstThree(hosts);
}

/** Models ingressLoadBalancerStatusStringer. */
function addressText({ status }: Ingress): string {
  const points = status.loadBalancer?.ingress ?? [];
  const texts = points.flatMap(({ ip, hostname }) => (ip ? [ip] : hostname ? [hostname] : []));
  const text = [...new Set(texts)].sort().join(',');
  return text.length > 16 ? `${text.slice(0, 13)}...` : text;
}

export const ingressColumns: readonly TableColumn<Ingress>[] = [
  nameColumn,
  {
    name: 'Class',
    type: 'string',
    description: 'The name of the IngressClass resource that should be used for additional configuration',
    cell: ({ spec }) => spec.ingressClassName ?? '<none>',
  },
  { name: 'Hosts', type: 'string', description: 'Hosts that this ingress is related to', cell: hostsText },
  {
    name: 'Address',
    type: 'string',
    description: 'Address is a list containing ingress points for the load-balancer',
    cell: addressText,
  },
  {
    name: 'Ports',
    type: 'string',
    description: 'Ports of TLS configurations that open',
    cell: ({ spec }) => (spec.tls?.length ? '80, 443' : '80'),
  },
  ageColumn,
];

export const ingressClassColumns: readonly TableColumn<IngressClass & KubeObject>[] = [
  nameColumn,
  {
    name: 'Controller',
    type: 'string',
    description: 'Controller that is responsible for handling this class',
    cell: ({ spec }) => spec.controller ?? '',
  },
  {
    name: 'Parameters',
    type: 'string',
    description: 'A reference to a resource with additional parameters',
    cell({ spec: { parameters } }) {
      if (!parameters) return '<none>';
      return `${parameters.kind}${parameters.apiGroup ? `.${parameters.apiGroup}` : ''}/${parameters.name}`;
    },
  },
  ageColumn,
];
