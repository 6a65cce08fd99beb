/**
 * Cluster DNS: answers for the zone cluster.local and for reverse names of the cluster's addresses, computed from
 * Services and EndpointSlices. Models CoreDNS plugin/kubernetes with kubeadm's Corefile (pods insecure, ttl 30).
 */

import type { ClusterReader } from '../api/reader.ts';
import type { Service } from '../api/types.ts';
import {
  absoluteName,
  bareName,
  isIPv4,
  isIPv6,
  reverseName,
  type DnsAnswer,
  type DnsQuestion,
  type DnsRecord,
  type RecordType,
} from './dns-record.ts';
import { clusterIPsOf, isHeadless, publishedEndpoints, slicesOf, type PublishedEndpoint } from './service-endpoints.ts';
import { resolveUpstream } from './upstream.ts';

export const clusterDomain = 'cluster.local';
const zone = `${clusterDomain}.`;
/** Of all records and of negative answers, in seconds. */
export const dnsTtl = 30;

/** One thing a name leads to. `port` is -1 where the Service has none. */
interface Target {
  readonly address: string;
  readonly port: number;
  /** The name that an SRV record points to. */
  readonly host: string;
}

/** What is known under a name: targets, or other records, or nothing but the name. */
interface Entry {
  readonly targets?: readonly Target[];
  readonly records?: readonly DnsRecord[];
}

/** `<service>.<namespace>.svc.cluster.local.` */
export function serviceName(service: string, namespace: string): string {
  return `${service}.${namespace}.svc.${zone}`;
}

/** The cluster's answer to one question. `nowMs` only shows in the serial of SOA records. */
export function resolve(reader: ClusterReader, question: DnsQuestion, nowMs = 0): DnsAnswer {
  const name = absoluteName(question.name);
  if (name.endsWith('.in-addr.arpa.') || name.endsWith('.ip6.arpa.')) return resolveReverse(reader, question, name);
  if (name !== zone && !name.endsWith(`.${zone}`)) return resolveUpstream(question);
  const labels = name === zone ? [] : name.slice(0, -zone.length - 1).split('.');
  const entry = entryOf(reader, name, labels);
  const base = { question, authoritative: true };
  if (!entry) return { ...base, status: 'NXDOMAIN', answers: [], authority: [soa(nowMs)], additional: [] };
  if (name === zone && question.type === 'SOA') {
    return { ...base, status: 'NOERROR', answers: [soa(nowMs)], authority: [], additional: [] };
  }
  const { answers, additional } = recordsOf(entry, name, question);
  const authority = answers.length === 0 ? [soa(nowMs)] : [];
  return { ...base, status: 'NOERROR', answers, authority, additional };
}

function soa(nowMs: number): DnsRecord {
  const serial = Math.floor(nowMs / 1000);
  const data = `ns.dns.${zone} hostmaster.${zone} ${serial} 7200 1800 86400 ${dnsTtl}`;
  return { name: zone, type: 'SOA', ttl: dnsTtl, data };
}

function record(name: string, type: RecordType, data: string, ttl = dnsTtl): DnsRecord {
  return { name, type, ttl, data };
}

/** Models parseRequest of CoreDNS: labels from the right are the kind of name, the namespace, the Service … */
function entryOf(reader: ClusterReader, name: string, labels: readonly string[]): Entry | undefined {
  const kind = labels.at(-1);
  if (kind === undefined) return {};
  if (kind === 'dns-version' && labels.length === 1) {
    return { records: [record(name, 'TXT', '"1.1.0"', 28_800)] };
  }
  if (kind !== 'svc' && kind !== 'pod') return undefined;
  const namespace = labels.at(-2);
  if (namespace === undefined) return {};
  if (!reader.get('namespaces', undefined, namespace)) return undefined;
  if (labels.length === 2) return {};
  const rest = labels.slice(0, -2);
  return kind === 'pod' ? podEntry(name, rest) : serviceEntry(reader, name, namespace, rest);
}

/** `10-244-1-5.default.pod.cluster.local`: believed without looking whether such a Pod exists. */
function podEntry(name: string, labels: readonly string[]): Entry | undefined {
  const [dashed = '', ...more] = labels;
  if (more.length > 0) return undefined;
  const v4 = dashed.replaceAll('-', '.');
  if (isIPv4(v4)) return { records: [record(name, 'A', v4)] };
  const v6 = dashed.replaceAll('-', ':');
  return isIPv6(v6) && v6.split(':').length > 3 ? { records: [record(name, 'AAAA', v6)] } : undefined;
}

function serviceEntry(
  reader: ClusterReader,
  name: string,
  namespace: string,
  labels: readonly string[],
): Entry | undefined {
  const serviceLabel = labels.at(-1) ?? '';
  const service = reader.get('services', namespace, serviceLabel);
  if (!service || labels.length > 3) return undefined;
  if (service.spec.type === 'ExternalName') {
    return labels.length === 1 ? { records: externalRecords(name, service) } : undefined;
  }
  const targets = serviceTargets(reader, service, namespace, labels.slice(0, -1));
  return targets.length > 0 ? { targets } : undefined;
}

function externalRecords(name: string, service: Service): readonly DnsRecord[] {
  const target = absoluteName(service.spec.externalName ?? '');
  return [record(name, 'CNAME', target)];
}

function serviceTargets(
  reader: ClusterReader,
  service: Service,
  namespace: string,
  prefix: readonly string[],
): readonly Target[] {
  const name = serviceName(service.metadata.name, namespace);
  const [first, second] = prefix;
  const portName = prefix.length === 2 ? unmark(first!) : undefined;
  const protocol = prefix.length === 2 ? unmark(second!) : undefined;
  if (prefix.length === 2 && (portName === undefined || protocol === undefined)) return [];
  const fits = (port: { name?: string; protocol?: string }): boolean =>
    prefix.length !== 2 ||
    ((port.name ?? '').toLowerCase() === portName && (port.protocol ?? 'TCP').toLowerCase() === protocol);
  if (!isHeadless(service) && prefix.length !== 1) {
    return clusterIPsOf(service).flatMap((address) =>
      (service.spec.ports ?? []).filter(fits).map(({ port }) => ({ address, port, host: name })),
    );
  }
  const label = prefix.length === 1 ? first : undefined;
  return publishedEndpoints(slicesOf(reader, namespace, service.metadata.name))
    .filter((endpoint) => label === undefined || endpoint.label.toLowerCase() === label)
    .flatMap((endpoint) => endpointTargets(endpoint, name, fits, prefix.length === 2));
}

function endpointTargets(
  { address, label, ports }: PublishedEndpoint,
  name: string,
  fits: (port: { name: string; protocol: string }) => boolean,
  portAsked: boolean,
): readonly Target[] {
  const host = `${label}.${name}`;
  if (ports.length === 0 && !portAsked) return [{ address, port: -1, host }];
  return ports.filter(fits).map(({ port }) => ({ address, port, host }));
}

/** `_http` → `http`; undefined without the underscore. */
function unmark(label: string): string | undefined {
  return label.startsWith('_') ? label.slice(1) : undefined;
}

function recordsOf(
  entry: Entry,
  name: string,
  { type }: DnsQuestion,
): { answers: readonly DnsRecord[]; additional: readonly DnsRecord[] } {
  const { records = [], targets = [] } = entry;
  const alias = records.find((candidate) => candidate.type === 'CNAME');
  if (alias && type !== 'CNAME') {
    const chased = type === 'A' || type === 'AAAA' ? resolveUpstream({ name: alias.data, type }).answers : [];
    return { answers: [alias, ...chased], additional: [] };
  }
  if (type === 'SRV') return srvRecords(name, targets);
  const own = records.filter((candidate) => candidate.type === type);
  const addresses = [...new Set(targets.map(({ address }) => address))].filter((address) => typeOf(address) === type);
  return { answers: [...own, ...addresses.map((address) => record(name, type, address))], additional: [] };
}

const typeOf = (address: string): RecordType => (isIPv4(address) ? 'A' : 'AAAA');

/** All weights are the same share of 100. Models plugin/backend_lookup.go SRV. */
function srvRecords(
  name: string,
  targets: readonly Target[],
): { answers: readonly DnsRecord[]; additional: readonly DnsRecord[] } {
  const withPort = targets.filter(({ port }) => port >= 0);
  const weight = Math.max(1, Math.floor(100 / Math.max(withPort.length, 1)));
  const hosts = new Map(withPort.map(({ host, address }) => [`${host} ${address}`, { host, address }]));
  return {
    answers: withPort.map(({ port, host }) => record(name, 'SRV', `0 ${weight} ${port} ${host}`)),
    additional: [...hosts.values()].map(({ host, address }) => record(host, typeOf(address), address)),
  };
}

/** A reverse name that belongs to no Service falls through to the nodes' resolvers. */
function resolveReverse(reader: ClusterReader, question: DnsQuestion, name: string): DnsAnswer {
  const names = question.type === 'PTR' ? reverseNames(reader, name) : [];
  if (names.length === 0) return resolveUpstream(question);
  const answers = names.map((target) => record(name, 'PTR', target));
  return { question, status: 'NOERROR', answers, authority: [], additional: [], authoritative: true };
}

function reverseNames(reader: ClusterReader, name: string): readonly string[] {
  const services = reader
    .list('services')
    .filter((service) => clusterIPsOf(service).some((address) => reverseName(address) === name));
  if (services.length > 0) {
    return services.map(({ metadata }) => serviceName(metadata.name, metadata.namespace ?? ''));
  }
  return reader.list('endpointslices.discovery.k8s.io').flatMap((slice) => {
    const service = slice.metadata.labels?.['kubernetes.io/service-name'];
    if (service === undefined) return [];
    return publishedEndpoints([slice])
      .filter(({ address }) => reverseName(address) === name)
      .map(({ label }) => `${label}.${serviceName(service, slice.metadata.namespace ?? '')}`);
  });
}

/** The names behind an address, as a PTR query finds them. */
export function namesOf(reader: ClusterReader, address: string): readonly string[] {
  return resolve(reader, { name: reverseName(address), type: 'PTR' }).answers.map(({ data }) => bareName(data));
}
