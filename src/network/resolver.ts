/**
 * The resolver inside a Pod: its resolv.conf and hosts file, and how the C libraries walk the search list.
 * Models pkg/kubelet/network/dns and pkg/kubelet/kubelet_pods.go managedHostsFileContent.
 */

import type { ClusterReader } from '../api/reader.ts';
import type { Pod } from '../api/types.ts';
import { clusterDomain, resolve } from './dns.ts';
import { bareName, type DnsAnswer, type DnsQuestion } from './dns-record.ts';

export interface ResolverConfig {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  /** `ndots:5` … in order. */
  readonly options: readonly string[];
}

/** Which C library a container's programs use. */
export type LibcFlavour = 'glibc' | 'musl';

/** What a node's own /etc/resolv.conf says, for Pods with `dnsPolicy: Default`. */
const nodeConfig: ResolverConfig = { nameservers: ['192.168.0.1'], searches: [], options: [] };
const fallbackDnsAddress = '10.96.0.10';
const maxSearches = 32;

/** The cluster DNS's address: that of Service kube-dns. */
export function clusterDnsAddress(reader: ClusterReader): string {
  return reader.get('services', 'kube-system', 'kube-dns')?.spec.clusterIP ?? fallbackDnsAddress;
}

/** What the kubelet writes into the Pod's resolv.conf. */
export function resolverConfigOf(pod: Pod, reader: ClusterReader): ResolverConfig {
  const { dnsPolicy = 'ClusterFirst', dnsConfig, hostNetwork } = pod.spec;
  const base = baseConfig(pod, hostNetwork && dnsPolicy === 'ClusterFirst' ? 'Default' : dnsPolicy, reader);
  const extra = (dnsConfig?.options ?? []).map(({ name = '', value }) =>
    value === undefined ? name : `${name}:${value}`,
  );
  const replaced = new Set(extra.map((option) => option.split(':')[0]));
  return {
    nameservers: [...new Set([...base.nameservers, ...(dnsConfig?.nameservers ?? [])])].slice(0, 3),
    searches: [...new Set([...base.searches, ...(dnsConfig?.searches ?? [])])].slice(0, maxSearches),
    options: [...base.options.filter((option) => !replaced.has(option.split(':')[0])), ...extra],
  };
}

function baseConfig(pod: Pod, policy: string, reader: ClusterReader): ResolverConfig {
  if (policy === 'None') return { nameservers: [], searches: [], options: [] };
  if (policy === 'Default') return nodeConfig;
  const namespace = pod.metadata.namespace ?? 'default';
  return {
    nameservers: [clusterDnsAddress(reader)],
    searches: [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain, ...nodeConfig.searches],
    options: ['ndots:5'],
  };
}

/** The file /etc/resolv.conf. */
export function resolvConf({ nameservers, searches, options }: ResolverConfig): string {
  const lines = [
    ...(searches.length > 0 ? [`search ${searches.join(' ')}`] : []),
    ...nameservers.map((address) => `nameserver ${address}`),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** The host name inside the Pod, and its fully qualified form where the Pod has a subdomain. */
export function hostNamesOf(pod: Pod): { readonly hostname: string; readonly fqdn: string } {
  const hostname = pod.spec.hostNetwork ? (pod.spec.nodeName ?? '') : (pod.spec.hostname ?? pod.metadata.name);
  const { subdomain } = pod.spec;
  const fqdn = subdomain ? `${hostname}.${subdomain}.${pod.metadata.namespace ?? ''}.svc.${clusterDomain}` : hostname;
  return { hostname, fqdn };
}

/** The file /etc/hosts. */
export function hostsFile(pod: Pod): string {
  const { hostname, fqdn } = hostNamesOf(pod);
  const own = fqdn === hostname ? hostname : `${fqdn}\t${hostname}`;
  const aliases = (pod.spec.hostAliases ?? []).map(({ ip, hostnames }) => `${ip}\t${(hostnames ?? []).join('\t')}\n`);
  const added = aliases.length > 0 ? `\n# Entries added by HostAliases.\n${aliases.join('')}` : '';
  return `# Kubernetes-managed hosts file.
127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
fe00::0\tip6-mcastprefix
fe00::1\tip6-allnodes
fe00::2\tip6-allrouters
${pod.status.podIP ?? ''}\t${own}
${added}`;
}

/** How a name was looked up: every query in order, and what came of it. */
export interface Lookup {
  readonly queries: readonly DnsAnswer[];
  /** The name that had records, without trailing dot; undefined when none had. */
  readonly canonicalName: string | undefined;
  readonly addresses: readonly string[];
}

const dotsOf = (name: string): number => name.split('.').length - 1;

/** `ndots` of the options; 1 when it is not set. */
export function ndotsOf({ options }: ResolverConfig): number {
  const option = options.find((entry) => entry.startsWith('ndots:'));
  return option === undefined ? 1 : Number(option.slice('ndots:'.length));
}

/** The names that are asked for, in order, until one has records. */
export function candidateNames(name: string, config: ResolverConfig, libc: LibcFlavour = 'glibc'): readonly string[] {
  if (name.endsWith('.')) return [bareName(name)];
  const suffixed = config.searches.map((suffix) => `${name}.${suffix}`);
  if (dotsOf(name) < ndotsOf(config)) return [...suffixed, name];
  return libc === 'musl' ? [name] : [name, ...suffixed];
}

/** Looks a name up as getaddrinfo does: A and AAAA for each candidate. Models glibc res_search, musl name_from_dns_search. */
export function lookupHost(
  reader: ClusterReader,
  config: ResolverConfig,
  name: string,
  libc: LibcFlavour = 'glibc',
): Lookup {
  const queries: DnsAnswer[] = [];
  const ask = (question: DnsQuestion): DnsAnswer => {
    const answer = resolve(reader, question);
    queries.push(answer);
    return answer;
  };
  for (const candidate of candidateNames(name, config, libc)) {
    const v4 = ask({ name: candidate, type: 'A' });
    const v6 = ask({ name: candidate, type: 'AAAA' });
    const addresses = [...v4.answers, ...v6.answers]
      .filter(({ type }) => type === 'A' || type === 'AAAA')
      .map(({ data }) => data);
    if (addresses.length > 0) return { queries, canonicalName: candidate, addresses };
    const exists = v4.status === 'NOERROR' || v6.status === 'NOERROR';
    if (libc === 'musl' && exists) break;
  }
  return { queries, canonicalName: undefined, addresses: [] };
}
