import { describe, expect, it } from 'vitest';
import type { Pod } from '../api/types.ts';
import { namespaceNamed, readerOver, serviceNamed, sliceOf } from '../testing/objects.ts';
import { resolve } from './dns.ts';
import type { RecordType } from './dns-record.ts';
import { candidateNames, lookupHost, resolverConfigOf } from './resolver.ts';

const headless = { clusterIP: 'None', ports: [{ name: 'web', port: 80 }] };
const front = { clusterIP: '10.96.12.5', clusterIPs: ['10.96.12.5'], ports: [{ name: 'http', port: 8080 }] };
const reader = readerOver([
  namespaceNamed('default'),
  serviceNamed('trio', headless),
  sliceOf('trio', [
    { ip: '10.244.1.1', hostname: 'web-0' },
    { ip: '10.244.1.2', hostname: 'web-1' },
    { ip: '10.244.1.3', hostname: 'web-2' },
  ]),
  serviceNamed('unnamed', { clusterIP: 'None', ports: [{ port: 80 }] }),
  sliceOf('unnamed', [{ ip: '10.244.2.1', hostname: 'db-0' }], { name: '', port: 5432 }),
  serviceNamed('front', front),
  sliceOf('front', [{ ip: '10.244.3.1', hostname: 'web-0' }, { ip: '10.244.3.2' }], { name: 'http', port: 80 }),
  serviceNamed('bare', { ...front, clusterIP: '10.96.12.6', clusterIPs: ['10.96.12.6'] }),
  serviceNamed('far', { type: 'ExternalName', externalName: 'example.com' }),
]);
const suffix = 'default.svc.cluster.local';
const ask = (name: string, type: RecordType = 'A') => resolve(reader, { name: name.replace('~', suffix), type });
const shown = (name: string, type: RecordType): string => {
  const { status, answers } = ask(name, type);
  return [status, ...answers.map(({ data }) => data)].join(' ');
};

describe('records beside the usual ones', () => {
  it.each<[string, RecordType, string]>([
    ['bare.~', 'A', 'NOERROR 10.96.12.6'],
    ['front.~', 'AAAA', 'NOERROR'],
    ['web-0.front.~', 'A', 'NOERROR 10.244.3.1'],
    ['10-244-3-2.front.~', 'A', 'NOERROR 10.244.3.2'],
    ['10-244-3-9.front.~', 'A', 'NXDOMAIN'],
    ['_http._udp.front.~', 'SRV', 'NXDOMAIN'],
    ['far.~', 'CNAME', 'NOERROR example.com.'],
    ['unnamed.~', 'SRV', `NOERROR 0 100 5432 db-0.unnamed.${suffix}.`],
    ['__._tcp.unnamed.~', 'SRV', 'NXDOMAIN'],
    ['web-0.trio.~', 'AAAA', 'NOERROR'],
    ['pod.cluster.local', 'A', 'NOERROR'],
    ['1.1.244.10.in-addr.arpa', 'PTR', `NOERROR web-0.trio.${suffix}.`],
  ])('%s %s → %s', (name, type, answer) => expect(shown(name, type)).toBe(answer));

  it('share the weight of a hundred between three, and live for 30 seconds', () => {
    const { answers } = ask('trio.~', 'SRV');
    expect(answers.map(({ data }) => data.split(' ').slice(0, 3).join(' '))).toEqual(['0 33 80', '0 33 80', '0 33 80']);
    expect(answers.every(({ ttl }) => ttl === 30)).toBe(true);
    expect(ask('dns-version.cluster.local', 'TXT').answers[0]!.ttl).toBe(28_800);
  });
});

describe('the resolver of a Pod', () => {
  const config = (spec: object) =>
    resolverConfigOf(
      { metadata: { namespace: 'default' }, spec: { containers: [], ...spec }, status: {} } as unknown as Pod,
      reader,
    );

  it.each<[string, object, boolean]>([
    ['ClusterFirst', {}, true],
    ['Default', { dnsPolicy: 'Default' }, false],
    ['the host network', { hostNetwork: true, dnsPolicy: 'ClusterFirst' }, false],
    [
      'the host network with ClusterFirstWithHostNet',
      { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' },
      true,
    ],
  ])('searches the cluster or not: %s', (_title, spec, searches) => {
    expect(config(spec).searches.includes(suffix)).toBe(searches);
    expect(config(spec).nameservers).toEqual([searches ? '10.96.0.10' : '192.168.0.1']);
  });

  it('asks for names as they are first when they have as many dots as ndots; musl then for nothing else', () => {
    const name = `web-0.trio.${suffix}`;
    expect(candidateNames(name, config({}))).toHaveLength(4);
    expect(candidateNames(name, config({}))[0]).toBe(name);
    expect(candidateNames(name, config({}), 'musl')).toEqual([name]);
    expect(candidateNames(`trio.${suffix}.`, config({}))).toEqual([`trio.${suffix}`]);
    expect(lookupHost(reader, config({}), 'web-0').canonicalName).toBeUndefined();
  });
});
