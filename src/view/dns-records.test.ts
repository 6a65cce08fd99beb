import { describe, expect, it } from 'vitest';
import type { EndpointSlice, Service } from '../api/types.ts';
import type { KubeObject } from '../api/object.ts';
import { buildPod, metadata } from '../testing/builders.ts';
import { readerOf } from '../testing/reader.ts';
import { dnsRecords } from './dns-records.ts';

const service: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata('nginx', { namespace: 'default' }),
  spec: { clusterIP: 'None', selector: { app: 'nginx' }, ports: [{ name: 'web', port: 80 }] },
  status: {},
};
const slice: EndpointSlice & KubeObject = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  addressType: 'IPv4',
  metadata: metadata('nginx-x', { namespace: 'default', labels: { 'kubernetes.io/service-name': 'nginx' } }),
  ports: [{ name: 'web', port: 8080 }],
  endpoints: [
    {
      addresses: ['10.0.0.1'],
      hostname: 'web-0',
      conditions: { ready: true },
      targetRef: { kind: 'Pod', name: 'web-0' },
    },
    {
      addresses: ['10.0.0.2'],
      hostname: 'web-1',
      conditions: { ready: false },
      targetRef: { kind: 'Pod', name: 'web-1' },
    },
  ],
};
const member = (name: string): KubeObject =>
  buildPod(name, { meta: { labels: { app: 'nginx' } }, spec: { subdomain: 'nginx' }, status: { podIP: '10.0.0.9' } });

describe('DNS records', () => {
  it('are those of ready endpoints; the others say why there is none', () => {
    const rows = dnsRecords(readerOf([service, slice, member('web-0'), member('web-1')]));
    expect(
      rows.map(({ host, type, values, reason }) => [host, type, values.join(), values.length ? '' : reason]),
    ).toEqual([
      ['nginx.default', 'A', '10.0.0.1', ''],
      ['_web._tcp.nginx.default', 'SRV', '0 100 8080 web-0.nginx.default.svc.cluster.local.', ''],
      ['web-0.nginx.default', 'A', '10.0.0.1', ''],
      ['web-1.nginx.default', 'A', '', 'not Ready'],
    ]);
  });
});
