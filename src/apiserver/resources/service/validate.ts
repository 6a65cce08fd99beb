/** Validation of Services. Models pkg/apis/core/validation ValidateService and ValidateServiceUpdate. */

import {
  duplicate,
  forbiddenField,
  invalid,
  notSupported,
  required,
  type FieldError,
} from '../../../api/field-error.ts';
import type { Service, ServicePort } from '../../../api/types.ts';
import { validateLabels } from '../../metadata.ts';
import {
  checkDnsLabel,
  checkDnsSubdomain,
  checkEnum,
  checkOptionalEnum,
  checkPort,
  checkPortNumber,
  checkQualifiedName,
} from '../checks.ts';
import { internalValue } from '../internal-form.ts';
import { checkCidr, checkIpAddress, checkOrdinaryIp } from '../ip-address.ts';
import { checkAddressFields, checkAddressUpdate, isHeadless } from './validate-addresses.ts';

const longestAffinity = 86_400;
const hintsKey = 'service.kubernetes.io/topology-aware-hints';
const modeKey = 'service.kubernetes.io/topology-mode';
const rangesKey = 'service.beta.kubernetes.io/load-balancer-source-ranges';

function checkServicePort(port: ServicePort, needsName: boolean, names: Set<string>, path: string): FieldError[] {
  const { name, appProtocol } = port;
  const errors: FieldError[] = [];
  if (name) {
    errors.push(...checkDnsLabel(name, `${path}.name`));
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
  } else if (needsName) {
    errors.push(required(`${path}.name`));
  }
  return [
    ...errors,
    ...checkPortNumber(port.port, `${path}.port`),
    ...checkEnum(port.protocol, `${path}.protocol`, ['SCTP', 'TCP', 'UDP']),
    ...checkPort(port.targetPort, `${path}.targetPort`),
    ...(appProtocol === undefined ? [] : checkQualifiedName(appProtocol, `${path}.appProtocol`)),
  ];
}

/** What a Service of its type must or must not have. */
function checkType({ spec }: Service): FieldError[] {
  const { type = '', clusterIPs = [], ipFamilies = [], ipFamilyPolicy, externalName = '' } = spec;
  if (isHeadless(spec) && (type === 'LoadBalancer' || type === 'NodePort')) {
    return [invalid('spec.clusterIPs[0]', clusterIPs[0], `may not be set to 'None' for ${type} services`)];
  }
  if (type !== 'ExternalName') return [];
  const detail = 'may not be set for ExternalName services';
  const name = externalName.replace(/\.$/, '');
  return [
    ...(clusterIPs.length > 0 ? [forbiddenField('spec.clusterIPs', detail)] : []),
    ...(ipFamilies.length > 0 ? [forbiddenField('spec.ipFamilies', detail)] : []),
    ...(ipFamilyPolicy === undefined ? [] : [forbiddenField('spec.ipFamilyPolicy', detail)]),
    ...(name ? checkDnsSubdomain(name, 'spec.externalName') : [required('spec.externalName')]),
  ];
}

function checkSessionAffinity({ sessionAffinity, sessionAffinityConfig: config }: Service['spec']): FieldError[] {
  const errors = checkEnum(sessionAffinity, 'spec.sessionAffinity', ['ClientIP', 'None']);
  const path = 'spec.sessionAffinityConfig';
  if (sessionAffinity === 'None' && config) {
    return [...errors, forbiddenField(path, 'must not be set when session affinity is None')];
  }
  if (sessionAffinity !== 'ClientIP') return errors;
  const detail = 'when session affinity type is ClientIP';
  if (!config) return [...errors, required(path, detail)];
  if (!config.clientIP) return [...errors, required(`${path}.clientIP`, detail)];
  const { timeoutSeconds: timeout } = config.clientIP;
  const at = `${path}.clientIP.timeoutSeconds`;
  if (timeout === undefined) return [...errors, required(at, detail)];
  if (timeout > 0 && timeout <= longestAffinity) return errors;
  return [...errors, invalid(at, timeout, `must be greater than 0 and less than ${longestAffinity}`)];
}

/** Node ports and ports that two entries share. */
function checkRepeatedPorts(ports: readonly ServicePort[]): FieldError[] {
  const nodePorts = new Set<string>();
  const own = new Set<string>();
  const repeatedNodePorts = ports.flatMap(({ protocol, nodePort }, index) => {
    if (!nodePort) return [];
    const key = `${protocol}/${nodePort}`;
    const repeated = nodePorts.has(key);
    nodePorts.add(key);
    return repeated ? [duplicate(`spec.ports[${index}].nodePort`, nodePort)] : [];
  });
  const repeatedPorts = ports.flatMap(({ protocol, port }, index) => {
    const key = `${protocol}/${port}`;
    const repeated = own.has(key);
    own.add(key);
    if (!repeated) return [];
    const value = internalValue('ServicePort', { ...(protocol ? { protocol } : {}), port });
    return [duplicate(`spec.ports[${index}]`, value)];
  });
  return [...repeatedNodePorts, ...repeatedPorts];
}

function checkSourceRanges({ spec, metadata }: Service): FieldError[] {
  const { loadBalancerSourceRanges: ranges = [], type } = spec;
  const detail = "may only be used when `type` is 'LoadBalancer'";
  const annotation = metadata.annotations?.[rangesKey];
  const path = ranges.length > 0 ? 'spec.LoadBalancerSourceRanges' : `metadata.annotations[${rangesKey}]`;
  if (ranges.length === 0 && annotation === undefined) return [];
  const misplaced = type === 'LoadBalancer' ? [] : [forbiddenField(path, detail)];
  if (ranges.length > 0) {
    return [...misplaced, ...ranges.flatMap((range, index) => checkCidr(range.trim(), `${path}[${index}]`))];
  }
  const list = annotation?.trim() ? annotation.split(',') : [];
  return [...misplaced, ...list.flatMap((range) => checkCidr(range.trim(), path))];
}

function checkLoadBalancer({ spec }: Service, old: Service | undefined): FieldError[] {
  const { type, loadBalancerClass: name } = spec;
  const path = 'spec.loadBalancerClass';
  if (type !== 'LoadBalancer') {
    return name === undefined ? [] : [forbiddenField(path, "may only be used when `type` is 'LoadBalancer'")];
  }
  const changed = old?.spec.type === 'LoadBalancer' && old.spec.loadBalancerClass !== name;
  return [
    ...(changed ? [invalid(path, name ?? null, 'may not change once set')] : []),
    ...(name === undefined ? [] : checkQualifiedName(name, path)),
  ];
}

function checkTraffic({ spec }: Service): FieldError[] {
  const { type, externalIPs, externalTrafficPolicy: policy, healthCheckNodePort: port = 0 } = spec;
  const policies = ['Cluster', 'Local'];
  const isAccessible =
    type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && Boolean(externalIPs?.length));
  const errors: FieldError[] = [];
  if (isAccessible) errors.push(...checkEnum(policy, 'spec.externalTrafficPolicy', policies));
  else if (policy) {
    errors.push(invalid('spec.externalTrafficPolicy', policy, 'may only be set for externally-accessible services'));
  }
  const path = 'spec.healthCheckNodePort';
  if (type !== 'LoadBalancer' || policy !== 'Local') {
    const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    if (port) errors.push(invalid(path, port, detail));
  } else {
    errors.push(...(port ? checkPortNumber(port, path) : [required(path)]));
  }
  const { internalTrafficPolicy: internal, trafficDistribution } = spec;
  if (internal === undefined && (type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer')) {
    errors.push(required('spec.internalTrafficPolicy'));
  }
  const distributions = ['PreferClose', 'PreferSameNode', 'PreferSameZone'];
  return [
    ...errors,
    ...checkOptionalEnum(internal, 'spec.internalTrafficPolicy', policies),
    ...checkOptionalEnum(trafficDistribution, 'spec.trafficDistribution', distributions),
  ];
}

function checkTopologyAnnotations({ metadata }: Service): FieldError[] {
  const hints = metadata.annotations?.[hintsKey];
  const mode = metadata.annotations?.[modeKey];
  if (hints === undefined || mode === undefined || hints === mode) return [];
  const detail = `must match annotations[${hintsKey}] when both are specified`;
  return [invalid(`metadata.annotations[${modeKey}]`, mode, detail)];
}

function checkService(service: Service): FieldError[] {
  const { spec } = service;
  const { ports = [], type, externalIPs = [], allocateLoadBalancerNodePorts: allocate } = spec;
  const names = new Set<string>();
  const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
  const needsPorts = ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName';
  return [
    ...checkTopologyAnnotations(service),
    ...(needsPorts ? [required('spec.ports')] : []),
    ...checkType(service),
    ...ports.flatMap((port, index) => checkServicePort(port, ports.length > 1, names, `spec.ports[${index}]`)),
    ...validateLabels(spec.selector, 'spec.selector'),
    ...checkSessionAffinity(spec),
    ...checkAddressFields(service),
    ...externalIPs.flatMap((ip, index) => {
      const path = `spec.externalIPs[${index}]`;
      const errors = checkIpAddress(ip, path);
      return errors.length > 0 ? errors : checkOrdinaryIp(ip, path);
    }),
    ...(type && !types.includes(type) ? [notSupported('spec.type', type, types)] : checkEnum(type, 'spec.type', types)),
    ...ports.flatMap(({ nodePort }, index) =>
      type === 'ClusterIP' && nodePort
        ? [forbiddenField(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'")]
        : [],
    ),
    ...checkRepeatedPorts(ports),
    ...checkSourceRanges(service),
    ...(allocate !== undefined && type !== 'LoadBalancer'
      ? [forbiddenField('spec.allocateLoadBalancerNodePorts', "may only be used when `type` is 'LoadBalancer'")]
      : []),
    ...(allocate === undefined && type === 'LoadBalancer' ? [required('allocateLoadBalancerNodePorts')] : []),
  ];
}

/** Errors of a new Service. */
export function validateService(service: Service): readonly FieldError[] {
  return [...checkService(service), ...checkLoadBalancer(service, undefined), ...checkTraffic(service)];
}

/** Errors of a changed Service. */
export function validateServiceUpdate(service: Service, old: Service): readonly FieldError[] {
  if (service.spec === old.spec && service.metadata.annotations === old.metadata.annotations) return [];
  const needsCheck = ({ spec }: Service): boolean =>
    spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
  const portChanged = service.spec.healthCheckNodePort !== old.spec.healthCheckNodePort;
  const fixed = needsCheck(service) && needsCheck(old) && portChanged;
  const classErrors = service.spec.type === 'LoadBalancer' ? checkLoadBalancer(service, old) : [];
  return [
    ...checkAddressUpdate(service, old),
    ...classErrors.slice(0, 1).filter(({ body }) => body.endsWith('may not change once set')),
    ...(fixed ? [forbiddenField('spec.healthCheckNodePort', 'field is immutable')] : []),
    ...validateService(service),
  ];
}

/** Errors of a written status. */
export function validateServiceStatus({ status, spec }: Service): readonly FieldError[] {
  const path = 'status.loadBalancer.ingress';
  const ingress = status.loadBalancer?.ingress ?? [];
  if (ingress.length > 0 && spec.type !== 'LoadBalancer') {
    return [forbiddenField(path, "may only be used when `spec.type` is 'LoadBalancer'")];
  }
  return ingress.flatMap(({ ip, ipMode, hostname }, index) => {
    const at = `${path}[${index}]`;
    const errors = ip ? checkIpAddress(ip, `${at}.ip`) : [];
    if (ipMode === undefined && ip) errors.push(required(`${at}.ipMode`, 'must be specified when `ip` is set'));
    if (ipMode !== undefined && !ip) {
      errors.push(forbiddenField(`${at}.ipMode`, 'may not be specified when `ip` is not set'));
    } else errors.push(...checkOptionalEnum(ipMode, `${at}.ipMode`, ['Proxy', 'VIP']));
    return hostname ? [...errors, ...checkDnsSubdomain(hostname, `${at}.hostname`)] : errors;
  });
}
