import { describe, expect, it } from 'vitest';
import type { Pod } from '../api/types.ts';
import { namespaceNamed, readerOver, serviceNamed, sliceOf } from '../testing/objects.ts';
import { hostNamesOf, hostsFile, lookupHost, resolvConf, resolverConfigOf } from './resolver.ts';

const headless = { clusterIP: 'None', ports: [{ name: 'web', port: 80 }] };
const reader = readerOver([
  namespaceNamed('default'),
  namespaceNamed('other'),
  serviceNamed('nginx', headless),
  sliceOf('nginx', [{ ip: '10.244.1.7', hostname: 'web-0' }]),
  serviceNamed('nginx', headless, 'other'),
  sliceOf('nginx', [{ ip: '10.244.2.7', hostname: 'web-0' }], undefined, 'other'),
]);

function podWith(spec: object): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-0', namespace: 'default' },
    spec: { containers: [], hostname: 'web-0', subdomain: 'nginx', ...spec },
    status: { podIP: '10.244.1.7' },
  } as unknown as Pod;
}

const config = resolverConfigOf(podWith({}), reader);

describe('files in a Pod', () => {
  it('are written by dnsPolicy and dnsConfig', () => {
    expect(resolvConf(config)).toBe(
      'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
    );
    const own = {
      nameservers: ['1.2.3.4'],
      searches: ['my.dns'],
      options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
    };
    expect(resolvConf(resolverConfigOf(podWith({ dnsPolicy: 'None', dnsConfig: own }), reader))).toBe(
      'search my.dns\nnameserver 1.2.3.4\noptions ndots:2 edns0\n',
    );
    expect(resolverConfigOf(podWith({ hostNetwork: true }), reader).searches).toEqual([]);
  });

  it('name the Pod', () => {
    expect(hostNamesOf(podWith({}))).toEqual({ hostname: 'web-0', fqdn: 'web-0.nginx.default.svc.cluster.local' });
    expect(hostsFile(podWith({}))).toContain('\n10.244.1.7\tweb-0.nginx.default.svc.cluster.local\tweb-0\n');
    expect(hostsFile(podWith({ subdomain: undefined }))).toContain('\n10.244.1.7\tweb-0\n');
  });
});

describe('the search list', () => {
  it.each([
    ['nginx', 'nginx.default.svc.cluster.local', 1],
    ['web-0.nginx', 'web-0.nginx.default.svc.cluster.local', 1],
    ['nginx.other', 'nginx.other.svc.cluster.local', 2],
    ['web-0.nginx.other.svc', 'web-0.nginx.other.svc.cluster.local', 3],
    ['nginx.default.svc.cluster.local', 'nginx.default.svc.cluster.local', 4],
    ['web-0.nginx.default.svc.cluster.local', 'web-0.nginx.default.svc.cluster.local', 1],
    ['nginx.default.svc.cluster.local.', 'nginx.default.svc.cluster.local', 1],
    ['example.com', 'example.com', 4],
  ])('%s is found as %s at try %i', (name, canonicalName, tries) => {
    const lookup = lookupHost(reader, config, name);
    expect([lookup.canonicalName, lookup.queries.length / 2]).toEqual([canonicalName, tries]);
  });

  it('ends at the first name that exists with musl', () => {
    // cluster.local exists without addresses: glibc goes on, musl gives up.
    const short = { ...config, searches: ['local', ...config.searches], options: ['ndots:1'] };
    expect(lookupHost(reader, short, 'cluster', 'glibc').queries).toHaveLength(10);
    expect(lookupHost(reader, short, 'cluster', 'musl').queries).toHaveLength(2);
  });
});
