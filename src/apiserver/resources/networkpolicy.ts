/** Rules of NetworkPolicies. Models pkg/apis/networking v1/defaults.go and validation ValidateNetworkPolicySpec. */

import { forbiddenField, invalid, notSupported, required, type FieldError } from '../../api/field-error.ts';
import type { KubeObject } from '../../api/object.ts';
import type { IPBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../api/types.ts';
import { ifPresent, mapShared, withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkPortNumber, invalidEach, portNameErrors } from './checks.ts';
import { firstGeneration, nextGeneration } from './generation.ts';
import { checkCidr, cidrWarnings, isStrictSubnet } from './ip-address.ts';
import { checkLabelSelector } from './label-selector.ts';
import { schemeRow } from './scheme-row.ts';

type Policy = NetworkPolicy & KubeObject;

const protocols = ['TCP', 'UDP', 'SCTP'];
const policyTypes = ['Ingress', 'Egress'];

const withProtocols = <T extends { readonly ports?: readonly NetworkPolicyPort[] }>(rule: T): T =>
  withFields<{ ports?: readonly NetworkPolicyPort[] }>(rule, {
    ports: ifPresent(rule.ports, (ports) => mapShared(ports, (port) => withDefaults(port, { protocol: 'TCP' }))),
  }) as T;

function setDefaults(policy: Policy): Policy {
  const { egress, ingress, podSelector, policyTypes: types } = policy.spec ?? {};
  const implied = egress?.length ? policyTypes : ['Ingress'];
  return withFields<Policy>(policy, {
    spec: withFields(policy.spec ?? {}, {
      podSelector: podSelector ?? {},
      policyTypes: types?.length ? types : implied,
      ingress: ifPresent(ingress, (rules) => mapShared(rules, withProtocols)),
      egress: ifPresent(egress, (rules) => mapShared(rules, withProtocols)),
    }),
  });
}

function checkPolicyPort({ protocol, port, endPort }: NetworkPolicyPort, path: string): FieldError[] {
  const errors =
    protocol === undefined || protocols.includes(protocol)
      ? []
      : [notSupported(`${path}.protocol`, protocol, protocols)];
  const at = `${path}.endPort`;
  if (port === undefined) {
    if (endPort !== undefined) errors.push(invalid(at, endPort, 'may not be specified when `port` is not specified'));
    return errors;
  }
  if (typeof port === 'string') {
    if (endPort !== undefined) errors.push(invalid(at, endPort, 'may not be specified when `port` is non-numeric'));
    return [...errors, ...invalidEach(`${path}.port`, port, portNameErrors(port))];
  }
  errors.push(...checkPortNumber(port, `${path}.port`));
  if (endPort === undefined) return errors;
  if (endPort < port) errors.push(invalid(at, port, 'must be greater than or equal to `port`'));
  return [...errors, ...checkPortNumber(endPort, at)];
}

/** Models ValidateIPBlock. */
function checkBlock({ cidr, except = [] }: IPBlock, path: string): FieldError[] {
  if (!cidr) return [required(`${path}.cidr`)];
  const errors = checkCidr(cidr, `${path}.cidr`);
  if (errors.length > 0) return errors;
  return except.flatMap((part, index) => {
    const at = `${path}.except[${index}]`;
    const faults = checkCidr(part, at);
    if (faults.length > 0 || isStrictSubnet(part, cidr)) return faults;
    return [invalid(at, part, 'must be a strict subset of `cidr`')];
  });
}

function checkPeer({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer, path: string): FieldError[] {
  const count = [podSelector, namespaceSelector, ipBlock].filter((part) => part !== undefined).length;
  return [
    ...checkLabelSelector(podSelector, `${path}.podSelector`),
    ...checkLabelSelector(namespaceSelector, `${path}.namespaceSelector`),
    ...(ipBlock ? checkBlock(ipBlock, `${path}.ipBlock`) : []),
    ...(count === 0 ? [required(path, 'must specify a peer')] : []),
    ...(count > 1 && ipBlock ? [forbiddenField(path, 'may not specify both ipBlock and another peer')] : []),
  ];
}

function checkRule(
  path: string,
  ports: readonly NetworkPolicyPort[] = [],
  side: 'from' | 'to',
  peers: readonly NetworkPolicyPeer[] = [],
): FieldError[] {
  return [
    ...ports.flatMap((port, index) => checkPolicyPort(port, `${path}.ports[${index}]`)),
    ...peers.flatMap((peer, index) => checkPeer(peer, `${path}.${side}[${index}]`)),
  ];
}

function validate({ spec }: Policy): readonly FieldError[] {
  const types = spec.policyTypes ?? [];
  const errors = [
    ...checkLabelSelector(spec.podSelector, 'spec.podSelector'),
    ...(spec.ingress ?? []).flatMap(({ ports, from }, index) =>
      checkRule(`spec.ingress[${index}]`, ports, 'from', from),
    ),
    ...(spec.egress ?? []).flatMap(({ ports, to }, index) => checkRule(`spec.egress[${index}]`, ports, 'to', to)),
  ];
  if (types.length > policyTypes.length) {
    return [...errors, invalid('spec.policyTypes', types, 'may not specify more than two policyTypes')];
  }
  const unknown = types.flatMap((type, index) =>
    policyTypes.includes(type) ? [] : [notSupported(`spec.policyTypes[${index}]`, type, policyTypes)],
  );
  return [...errors, ...unknown];
}

/** Models pkg/registry/networking/networkpolicy networkPolicyWarnings. */
function warnings({ spec }: Policy): readonly string[] {
  const blockWarnings = (block: IPBlock | undefined, path: string): readonly string[] =>
    block
      ? [
          ...cidrWarnings(block.cidr, `${path}.cidr`),
          ...(block.except ?? []).flatMap((part, index) => cidrWarnings(part, `${path}.except[${index}]`)),
        ]
      : [];
  return [
    ...(spec.ingress ?? []).flatMap(({ from = [] }, rule) =>
      from.flatMap(({ ipBlock }, peer) => blockWarnings(ipBlock, `spec.ingress[${rule}].from[${peer}].ipBlock`)),
    ),
    ...(spec.egress ?? []).flatMap(({ to = [] }, rule) =>
      to.flatMap(({ ipBlock }, peer) => blockWarnings(ipBlock, `spec.egress[${rule}].to[${peer}].ipBlock`)),
    ),
  ];
}

export const networkPolicyDefinition: ResourceDefinition<Policy> = {
  row: schemeRow('networkpolicies.networking.k8s.io'),
  setDefaults,
  prepareForCreate: firstGeneration,
  prepareForUpdate: nextGeneration,
  validate,
  validateUpdate: (policy, old) => (policy.spec === old.spec ? [] : validate(policy)),
  warnings,
};
