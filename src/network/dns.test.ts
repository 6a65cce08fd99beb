import { describe, expect, it } from 'vitest';
import { namespaceNamed, readerOver, serviceNamed, sliceOf } from '../testing/objects.ts';
import { resolve } from './dns.ts';
import type { RecordType } from './dns-record.ts';

const headless = { clusterIP: 'None', ports: [{ name: 'web', port: 80 }] };
const reader = readerOver([
  namespaceNamed('default'),
  namespaceNamed('other'),
  serviceNamed('nginx', headless),
  sliceOf('nginx', [
    { ip: '10.244.1.7', hostname: 'web-0' },
    { ip: '10.244.2.4', hostname: 'web-1' },
    { ip: '10.244.3.2', hostname: 'web-2', ready: false },
  ]),
  serviceNamed('empty', headless),
  sliceOf('empty', [], { name: '', port: 0 }),
  serviceNamed('plain', headless),
  sliceOf('plain', [{ ip: '10.244.1.9' }]),
  serviceNamed('portless', { clusterIP: 'None' }),
  sliceOf('portless', [{ ip: '10.244.1.10', hostname: 'db-0' }], { name: '', port: 0 }),
  serviceNamed('front', {
    clusterIP: '10.96.12.5',
    clusterIPs: ['10.96.12.5'],
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
  }),
  serviceNamed('far', { type: 'ExternalName', externalName: 'example.com' }),
]);

/** `status: data data …` */
function ask(name: string, type: RecordType = 'A'): string {
  const { status, answers } = resolve(reader, { name: name.replace('~', '.svc.cluster.local'), type });
  return [status, ...answers.map(({ data }) => data)].join(' ');
}

describe('headless Services', () => {
  it.each([
    ['nginx.default~', 'A', 'NOERROR 10.244.1.7 10.244.2.4'],
    ['NGINX.Default~.', 'A', 'NOERROR 10.244.1.7 10.244.2.4'],
    ['nginx.default~', 'AAAA', 'NOERROR'],
    ['web-0.nginx.default~', 'A', 'NOERROR 10.244.1.7'],
    ['web-2.nginx.default~', 'A', 'NXDOMAIN'],
    ['web-9.nginx.default~', 'A', 'NXDOMAIN'],
    ['10-244-1-9.plain.default~', 'A', 'NOERROR 10.244.1.9'],
    ['empty.default~', 'A', 'NXDOMAIN'],
    ['nginx.other~', 'A', 'NXDOMAIN'],
    ['a.web-0.nginx.default~', 'A', 'NXDOMAIN'],
    ['portless.default~', 'A', 'NOERROR 10.244.1.10'],
    ['portless.default~', 'SRV', 'NOERROR'],
  ] as const)('%s %s → %s', (name, type, answer) => expect(ask(name, type)).toBe(answer));

  it('have SRV records with equal weights, and the addresses of their targets', () => {
    const { answers, additional } = resolve(reader, { name: '_web._tcp.nginx.default.svc.cluster.local', type: 'SRV' });
    expect(answers.map(({ data }) => data)).toEqual([
      '0 50 80 web-0.nginx.default.svc.cluster.local.',
      '0 50 80 web-1.nginx.default.svc.cluster.local.',
    ]);
    expect(additional.map(({ data }) => data)).toEqual(['10.244.1.7', '10.244.2.4']);
    expect(ask('_mysql._tcp.nginx.default~', 'SRV')).toBe('NXDOMAIN');
  });
});

describe('other names', () => {
  it.each([
    ['front.default~', 'A', 'NOERROR 10.96.12.5'],
    ['_http._tcp.front.default~', 'SRV', 'NOERROR 0 100 8080 front.default.svc.cluster.local.'],
    ['far.default~', 'A', 'NOERROR example.com. 192.0.2.10'],
    ['10-1-2-3.default.pod.cluster.local', 'A', 'NOERROR 10.1.2.3'],
    ['10-1-2.default.pod.cluster.local', 'A', 'NXDOMAIN'],
    ['10-1-2-3.nowhere.pod.cluster.local', 'A', 'NXDOMAIN'],
    ['dns-version.cluster.local', 'TXT', 'NOERROR "1.1.0"'],
    ['default~', 'A', 'NOERROR'],
    ['nowhere~', 'A', 'NXDOMAIN'],
    ['svc.cluster.local', 'A', 'NOERROR'],
    ['cluster.local', 'A', 'NOERROR'],
    ['foo.cluster.local', 'A', 'NXDOMAIN'],
    ['7.1.244.10.in-addr.arpa', 'PTR', 'NOERROR web-0.nginx.default.svc.cluster.local.'],
    ['5.12.96.10.in-addr.arpa', 'PTR', 'NOERROR front.default.svc.cluster.local.'],
    ['8.8.8.8.in-addr.arpa', 'PTR', 'NXDOMAIN'],
    ['no-such-name.example.', 'A', 'NXDOMAIN'],
  ] as const)('%s %s → %s', (name, type, answer) => expect(ask(name, type)).toBe(answer));

  it('carry the SOA when there is nothing to answer', () => {
    const { authority } = resolve(reader, { name: 'foo.cluster.local', type: 'A' }, 1_767_225_600_000);
    expect(authority[0]?.data).toBe('ns.dns.cluster.local. hostmaster.cluster.local. 1767225600 7200 1800 86400 30');
  });
});
