import { describe, expect, it } from 'vitest';
import { namespaceNamed, readerOver, serviceNamed, sliceOf } from '../../testing/objects.ts';
import { dig } from './dig.ts';
import { getent } from './getent.ts';
import { nslookup } from './nslookup.ts';

const reader = readerOver([
  namespaceNamed('default'),
  namespaceNamed('kube-system'),
  serviceNamed(
    'kube-dns',
    { clusterIP: '10.96.0.10', ports: [{ name: 'dns', port: 53, protocol: 'UDP' }] },
    'kube-system',
  ),
  serviceNamed('nginx', { clusterIP: 'None', ports: [{ name: 'web', port: 80 }] }),
  sliceOf('nginx', [
    { ip: '10.244.1.7', hostname: 'web-0' },
    { ip: '10.244.2.4', hostname: 'web-1' },
  ]),
]);
const config = {
  nameservers: ['10.96.0.10'],
  searches: ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
  options: ['ndots:5'],
};

describe('nslookup', () => {
  it('of busybox 1.28 names every address', () => {
    expect(nslookup(reader, config, 'busybox-1.28', { name: 'web-0.nginx' })).toEqual({
      stdout: `Server:    10.96.0.10
Address 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local

Name:      web-0.nginx
Address 1: 10.244.1.7 web-0.nginx.default.svc.cluster.local
`,
      stderr: '',
      exitCode: 0,
    });
    const failure = nslookup(reader, config, 'busybox-1.28', { name: 'web-9.nginx' });
    expect([failure.stderr, failure.exitCode]).toEqual(["nslookup: can't resolve 'web-9.nginx'\n", 1]);
  });

  it('of newer busyboxes takes a name with a dot literally', () => {
    expect(nslookup(reader, config, 'busybox', { name: 'web-0.nginx' })).toMatchObject({
      stdout: `Server:\t\t10.96.0.10
Address:\t10.96.0.10:53

** server can't find web-0.nginx: NXDOMAIN

** server can't find web-0.nginx: NXDOMAIN

`,
      exitCode: 1,
    });
    expect(nslookup(reader, config, 'busybox', { name: 'nginx' }).stdout).toContain(
      'Name:\tnginx.default.svc.cluster.local\nAddress: 10.244.1.7\nName:\tnginx.default.svc.cluster.local\nAddress: 10.244.2.4\n',
    );
  });

  it('of bind uses the search list', () => {
    const { stdout } = nslookup(reader, config, 'bind', { name: 'web-1.nginx' });
    expect(stdout).toBe(
      'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\nName:\tweb-1.nginx.default.svc.cluster.local\nAddress: 10.244.2.4\n\n',
    );
    const srv = nslookup(reader, config, 'bind', { name: '_web._tcp.nginx', type: 'SRV' }).stdout;
    expect(srv).toContain(
      '_web._tcp.nginx.default.svc.cluster.local\tservice = 0 50 80 web-0.nginx.default.svc.cluster.local.',
    );
  });
});

describe('dig', () => {
  it('prints sections, and only data with +short', () => {
    const text = dig(reader, config, ['nginx.default.svc.cluster.local'], 0, 'Thu Jan 01 00:00:00 UTC 2026').stdout;
    expect(text).toContain(';; flags: qr aa rd; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 1');
    expect(text).toContain('nginx.default.svc.cluster.local. 30 IN\tA\t10.244.1.7\n');
    expect(dig(reader, config, ['+short', 'nginx', '+search'], 0, '').stdout).toBe('10.244.1.7\n10.244.2.4\n');
    expect(dig(reader, config, ['nope.cluster.local'], 0, '').stdout).toContain('status: NXDOMAIN');
    expect(dig(reader, config, ['-x', '10.244.1.7', '+short'], 0, '').stdout).toBe(
      'web-0.nginx.default.svc.cluster.local.\n',
    );
  });
});

describe('getent', () => {
  it('prints what libc finds', () => {
    expect(getent(reader, config, 'hosts', 'web-0.nginx').stdout).toBe(
      '10.244.1.7      web-0.nginx.default.svc.cluster.local  web-0.nginx\n',
    );
    expect(getent(reader, config, 'hosts', 'web-9.nginx')).toEqual({ stdout: '', stderr: '', exitCode: 2 });
  });
});
