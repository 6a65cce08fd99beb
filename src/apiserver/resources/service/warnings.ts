/** Warnings about Services. Models pkg/api/service/warnings.go. */

import type { Service } from '../../../api/types.ts';

const hintsKey = 'service.kubernetes.io/topology-aware-hints';

/** Texts about a Service. */
export function serviceWarnings({ spec, metadata }: Service): readonly string[] {
  const {
    type = '',
    clusterIP,
    externalIPs = [],
    loadBalancerIP,
    sessionAffinity,
    externalName,
    trafficDistribution,
  } = spec;
  const isHeadless = type === 'ClusterIP' && clusterIP === 'None';
  const hasExternal = externalIPs.length > 0;
  const warnings: [boolean, string][] = [
    [
      metadata.annotations?.[hintsKey] !== undefined,
      `annotation ${hintsKey} is deprecated, please use service.kubernetes.io/topology-mode instead`,
    ],
    [isHeadless && Boolean(loadBalancerIP), 'spec.loadBalancerIP is ignored for headless services'],
    [isHeadless && hasExternal, 'spec.externalIPs is ignored for headless services'],
    [isHeadless && sessionAffinity !== 'None', 'spec.SessionAffinity is ignored for headless services'],
    [
      hasExternal && !isHeadless && type !== 'ExternalName',
      'spec.externalIPs is deprecated and may no longer be implemented in some clusters',
    ],
    [type === 'ExternalName' && hasExternal, 'spec.externalIPs is ignored when spec.type is "ExternalName"'],
    [
      type !== 'ExternalName' && Boolean(externalName),
      'spec.externalName is ignored when spec.type is not "ExternalName"',
    ],
    [
      trafficDistribution === 'PreferClose',
      'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"',
    ],
  ];
  return warnings.flatMap(([applies, text]) => (applies ? [text] : []));
}
