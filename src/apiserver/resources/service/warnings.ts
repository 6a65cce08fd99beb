/** Warnings about Services. Models pkg/api/service/warnings.go. */

import type { Service } from '../../../api/types.ts';
import { cidrWarnings, ipWarnings } from '../ip-address.ts';

const hintsKey = 'service.kubernetes.io/topology-aware-hints';

/** Texts about a Service. */
export function serviceWarnings({ spec, metadata }: Service): readonly string[] {
  const { type = '', clusterIP, clusterIPs = [], externalIPs = [], loadBalancerIP } = spec;
  const { loadBalancerSourceRanges: ranges = [], sessionAffinity, externalName, trafficDistribution } = spec;
  const isHeadless = type === 'ClusterIP' && clusterIP === 'None';
  const hasExternal = externalIPs.length > 0;
  const when = (applies: boolean, text: string): readonly string[] => (applies ? [text] : []);
  const mode = 'please use service.kubernetes.io/topology-mode instead';
  const outdated = 'spec.externalIPs is deprecated and may no longer be implemented in some clusters';
  return [
    ...when(metadata.annotations?.[hintsKey] !== undefined, `annotation ${hintsKey} is deprecated, ${mode}`),
    ...clusterIPs.flatMap((ip, index) => ipWarnings(ip, `spec.clusterIPs[${index}]`)),
    ...when(isHeadless && Boolean(loadBalancerIP), 'spec.loadBalancerIP is ignored for headless services'),
    ...when(isHeadless && hasExternal, 'spec.externalIPs is ignored for headless services'),
    ...when(isHeadless && sessionAffinity !== 'None', 'spec.SessionAffinity is ignored for headless services'),
    ...when(hasExternal && !isHeadless && type !== 'ExternalName', outdated),
    ...externalIPs.flatMap((ip, index) => ipWarnings(ip, `spec.externalIPs[${index}]`)),
    ...ipWarnings(loadBalancerIP ?? '', 'spec.loadBalancerIP'),
    ...ranges.flatMap((range, index) => cidrWarnings(range, `spec.loadBalancerSourceRanges[${index}]`)),
    ...when(type === 'ExternalName' && hasExternal, 'spec.externalIPs is ignored when spec.type is "ExternalName"'),
    ...when(
      type !== 'ExternalName' && Boolean(externalName),
      'spec.externalName is ignored when spec.type is not "ExternalName"',
    ),
    ...when(
      trafficDistribution === 'PreferClose',
      'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"',
    ),
  ];
}
