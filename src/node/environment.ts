/** Environment variables of a container. Models pkg/kubelet kubelet_pods.go makeEnvironmentVariables. */

import { isHeadless } from '../network/service-endpoints.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { Container, EnvVar, Pod, Service } from '../api/types.ts';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** All variables of a container's processes. `text` decodes the base64 of Secrets. */
export function environmentOf(
  pod: Pod,
  container: Container,
  reader: ClusterReader,
  text: (base64: string) => string,
): Readonly<Record<string, string>> {
  const { namespace } = pod.metadata;
  const result: Record<string, string> = {};
  const put = (name: string, value: string): void => {
    Object.defineProperty(result, name, { value, enumerable: true, writable: true, configurable: true });
  };
  put('PATH', path);
  put('HOSTNAME', pod.spec.hostname ?? pod.metadata.name);
  put('HOME', '/root');
  for (const [name, value] of serviceVariables(pod, reader)) put(name, value);
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const map = configMapRef && reader.get('configmaps', namespace, configMapRef.name ?? '')?.data;
    for (const [key, value] of Object.entries(map ?? {})) put(prefix + key, value);
    const secret = secretRef && reader.get('secrets', namespace, secretRef.name ?? '')?.data;
    for (const [key, value] of Object.entries(secret ?? {})) put(prefix + key, text(value));
  }
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom
      ? valueFrom(pod, container, variable, reader, text)
      : expand(variable.value ?? '', result);
    if (value !== undefined) put(variable.name, value);
  }
  return result;
}

/** `$(NAME)` becomes the variable's value, `$$` a dollar sign. Models third_party/forked/golang/expansion. */
export function expand(value: string, known: Readonly<Record<string, string>>): string {
  return value.replaceAll(/\$\$|\$\(([^)]*)\)/g, (match, name?: string) => {
    if (name === undefined) return '$';
    return Object.hasOwn(known, name) ? known[name]! : match;
  });
}

function valueFrom(
  pod: Pod,
  container: Container,
  { valueFrom: source }: EnvVar,
  reader: ClusterReader,
  text: (base64: string) => string,
): string | undefined {
  const { namespace } = pod.metadata;
  const { fieldRef, configMapKeyRef, secretKeyRef, resourceFieldRef } = source ?? {};
  if (fieldRef) return fieldValue(fieldRef.fieldPath, pod);
  if (configMapKeyRef)
    return reader.get('configmaps', namespace, configMapKeyRef.name ?? '')?.data?.[configMapKeyRef.key];
  if (secretKeyRef) {
    const value = reader.get('secrets', namespace, secretKeyRef.name ?? '')?.data?.[secretKeyRef.key];
    return value === undefined ? undefined : text(value);
  }
  if (!resourceFieldRef) return undefined;
  const [kind = '', resource = ''] = resourceFieldRef.resource.split('.');
  const { limits, requests } = container.resources ?? {};
  return (kind === 'limits' ? limits : requests)?.[resource] ?? '0';
}

/** A field of the Pod as the downward API gives it. */
export function fieldValue(fieldPath: string, pod: Pod): string {
  const { metadata, spec, status } = pod;
  const keyed = /^metadata\.(labels|annotations)\['([^']*)'\]$/.exec(fieldPath);
  if (keyed) return (keyed[1] === 'labels' ? metadata.labels : metadata.annotations)?.[keyed[2]!] ?? '';
  const values: Readonly<Record<string, string | undefined>> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'metadata.uid': metadata.uid,
    'metadata.labels': lines(metadata.labels),
    'metadata.annotations': lines(metadata.annotations),
    'spec.nodeName': spec.nodeName,
    'spec.serviceAccountName': spec.serviceAccountName,
    'status.hostIP': status.hostIP,
    'status.hostIPs': status.hostIP,
    'status.podIP': status.podIP,
    'status.podIPs': status.podIP,
  };
  return Object.hasOwn(values, fieldPath) ? (values[fieldPath] ?? '') : '';
}

function lines(entries: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(entries ?? {})
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
}

/** `NGINX_SERVICE_HOST` and its kin: of Services with an address in the Pod's namespace, and always of `kubernetes`. */
function serviceVariables(pod: Pod, reader: ClusterReader): readonly (readonly [string, string])[] {
  const own = pod.spec.enableServiceLinks === false ? [] : reader.list('services', pod.metadata.namespace);
  const master = reader.get('services', 'default', 'kubernetes');
  const services = new Map(own.map((service) => [service.metadata.name, service]));
  if (master) services.set('kubernetes', master);
  return [...services.values()].flatMap(variablesOfService);
}

function variablesOfService(service: Service): readonly (readonly [string, string])[] {
  const { clusterIP, ports = [] } = service.spec;
  const [first] = ports;
  if (!clusterIP || isHeadless(service) || !first) return [];
  const name = service.metadata.name.toUpperCase().replaceAll('-', '_');
  const named = ports
    .filter((port) => port.name)
    .map((port) => {
      const portName = port.name!.toUpperCase().replaceAll('-', '_');
      return [`${name}_SERVICE_PORT_${portName}`, String(port.port)] as const;
    });
  const perPort = ports.flatMap(({ port, protocol = 'TCP' }) => {
    const prefix = `${name}_PORT_${port}_${protocol}`;
    const url = `${protocol.toLowerCase()}://${clusterIP}:${port}`;
    return [
      [prefix, url],
      [`${prefix}_PROTO`, protocol.toLowerCase()],
      [`${prefix}_PORT`, String(port)],
      [`${prefix}_ADDR`, clusterIP],
    ] as const;
  });
  return [
    [`${name}_SERVICE_HOST`, clusterIP],
    [`${name}_SERVICE_PORT`, String(first.port)],
    ...named,
    [`${name}_PORT`, `${(first.protocol ?? 'TCP').toLowerCase()}://${clusterIP}:${first.port}`],
    ...perPort,
  ];
}
