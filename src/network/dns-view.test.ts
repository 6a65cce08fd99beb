import { expect, it } from 'vitest';
import { namespaceNamed, readerOver, serviceNamed, sliceOf } from '../testing/objects.ts';
import { dnsRecords } from '../view/dns-records.ts';
import { resolve } from './dns.ts';

it('the names on the DNS tab are those that cluster DNS answers', () => {
  const ports = [{ name: 'web', port: 80, protocol: 'TCP' }];
  const reader = readerOver([
    namespaceNamed('default'),
    serviceNamed('nginx', { clusterIP: 'None', ports, selector: { app: 'nginx' } }),
    sliceOf('nginx', [
      { ip: '10.244.1.7', hostname: 'web-0' },
      { ip: '10.244.2.4', hostname: 'web-1', ready: false },
      { ip: '10.244.3.9' },
    ]),
    serviceNamed('front', { clusterIP: '10.96.12.5', clusterIPs: ['10.96.12.5'], ports }),
    sliceOf('front', [{ ip: '10.244.1.7' }]),
    serviceNamed('empty', { clusterIP: 'None', ports }),
    serviceNamed('far', { type: 'ExternalName', externalName: 'example.com' }),
  ]);
  const rows = dnsRecords(reader);
  expect(rows.length).toBeGreaterThan(5);
  for (const { fqdn, type, values } of rows) {
    const answers = resolve(reader, { name: fqdn, type }).answers.filter((record) => record.type === type);
    const data = answers.map((record) => record.data.replace(/\.$/, ''));
    const shown = values.map((value) => value.replace(/\.$/, ''));
    expect([fqdn, type, data.toSorted()]).toEqual([fqdn, type, shown.toSorted()]);
  }
});
