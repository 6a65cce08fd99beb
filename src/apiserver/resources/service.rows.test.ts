import { describe, expect, it } from 'vitest';
import { apiHarness } from '../../testing/api-harness.ts';

/** A change of the spec of a Service with one port, and what the server says to it. */
type Row = readonly [string, object, readonly string[]];

const service = (spec: object, annotations: object = {}): object => ({
  metadata: { name: 's', annotations },
  spec: { ports: [{ port: 80 }], ...spec },
});
const ofPort = (port: object): object => ({ ports: [{ port: 80, ...port }] });
const external = 'spec.externalIPs is deprecated and may no longer be implemented in some clusters';
const cidr = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const onlyLoadBalancer = "may only be used when `type` is 'LoadBalancer'";

describe('refuses', () => {
  it.each<Row>([
    [
      'zero ports',
      ofPort({ port: 0 }),
      [
        'spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
        'spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive',
      ],
    ],
    [
      'protocols in small letters',
      ofPort({ protocol: 'tcp' }),
      ['spec.ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"'],
    ],
    ['names of ports', ofPort({ name: 'A_b' }), [`spec.ports[0].name: Invalid value: "A_b": ${label}`]],
    [
      'names of target ports',
      ofPort({ targetPort: 'a-name-of-nineteen-' }),
      [
        'spec.ports[0].targetPort: Invalid value: "a-name-of-nineteen-": must be no more than 15 characters',
        'spec.ports[0].targetPort: Invalid value: "a-name-of-nineteen-": must not begin or end with a hyphen',
      ],
    ],
    [
      'one node port for two ports',
      {
        type: 'NodePort',
        ports: [
          { port: 80, name: 'a', nodePort: 30_001 },
          { port: 81, name: 'b', nodePort: 30_001 },
        ],
      },
      ['spec.ports[1].nodePort: Duplicate value: 30001'],
    ],
    [
      'load balancers without address',
      { type: 'LoadBalancer', clusterIP: 'None' },
      [`spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for LoadBalancer services`],
    ],
    [
      'addresses beside None',
      { clusterIP: 'None', clusterIPs: ['None', '10.96.0.9'] },
      [`spec.clusterIPs: Invalid value: ["None","10.96.0.9"]: 'None' must be the first and only value`],
    ],
    [
      'external names with an address',
      { type: 'ExternalName', externalName: 'a.b', clusterIP: 'None' },
      ['spec.clusterIPs: Forbidden: may not be set for ExternalName services'],
    ],
    [
      'a family twice',
      { ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv4', 'IPv4'] },
      ['spec.ipFamilies[1]: Duplicate value: "IPv4"'],
    ],
    [
      'a health check port without need',
      { healthCheckNodePort: 30_005 },
      [
        "spec.healthCheckNodePort: Invalid value: 30005: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      ],
    ],
    [
      'source ranges without load balancer',
      { loadBalancerSourceRanges: ['1.2.3.0/24'] },
      [`spec.LoadBalancerSourceRanges: Forbidden: ${onlyLoadBalancer}`],
    ],
    [
      'addresses that are read in two ways',
      { externalIPs: ['1.2.3.04', '::ffff:1.2.3.4', '::ffff:102:304', '1.2.3'] },
      [
        'spec.externalIPs[0]: Invalid value: "1.2.3.04": must not have leading 0s',
        'spec.externalIPs[1]: Invalid value: "::ffff:1.2.3.4": must not be an IPv4-mapped IPv6 address',
        'spec.externalIPs[2]: Invalid value: "::ffff:102:304": must not be an IPv4-mapped IPv6 address',
        'spec.externalIPs[3]: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ],
    ],
    [
      'ranges that are read in two ways',
      {
        type: 'LoadBalancer',
        loadBalancerSourceRanges: ['1.2.3.4/24', '01.2.3.0/24', '1.2.3.0/024', '::ffff:1.2.3.0/120', '1.2.3.0/33'],
      },
      [
        'spec.LoadBalancerSourceRanges[0]: Invalid value: "1.2.3.4/24": must not have bits set beyond the prefix length',
        'spec.LoadBalancerSourceRanges[1]: Invalid value: "01.2.3.0/24": must not have leading 0s in IP or prefix length',
        'spec.LoadBalancerSourceRanges[2]: Invalid value: "1.2.3.0/024": must not have leading 0s in IP or prefix length',
        'spec.LoadBalancerSourceRanges[3]: Invalid value: "::ffff:1.2.3.0/120": must not have an IPv4-mapped IPv6 address',
        `spec.LoadBalancerSourceRanges[4]: Invalid value: "1.2.3.0/33": ${cidr}`,
      ],
    ],
  ])('%s', (_what, spec, errors) => {
    expect(apiHarness().create('services', service(spec)).errors).toEqual(errors);
  });
});

describe('warns of', () => {
  it.each<Row>([
    [
      'addresses of headless Services',
      { clusterIP: 'None', externalIPs: ['1.2.3.4'] },
      ['spec.externalIPs is ignored for headless services'],
    ],
    [
      'affinity of headless Services',
      { clusterIP: 'None', sessionAffinity: 'ClientIP' },
      ['spec.SessionAffinity is ignored for headless services'],
    ],
    [
      'the balancer of headless Services',
      { clusterIP: 'None', loadBalancerIP: '1.2.3.4' },
      ['spec.loadBalancerIP is ignored for headless services'],
    ],
    [
      'a name that is not used',
      { externalName: 'a.b' },
      ['spec.externalName is ignored when spec.type is not "ExternalName"'],
    ],
    [
      'addresses that are not used',
      { type: 'ExternalName', externalName: 'a.b', externalIPs: ['1.2.3.4'] },
      ['spec.externalIPs is ignored when spec.type is "ExternalName"'],
    ],
    ['external addresses', { externalIPs: ['1.2.3.4'] }, [external]],
    [
      'unusual addresses',
      { externalIPs: ['2001:DB8::0:1', '2001:db8:0:0:1:0:0:1', '0001::', '::1:0:0:2'] },
      [
        external,
        'spec.externalIPs[0]: IPv6 address "2001:DB8::0:1" should be in RFC 5952 canonical format ("2001:db8::1")',
        'spec.externalIPs[1]: IPv6 address "2001:db8:0:0:1:0:0:1" should be in RFC 5952 canonical format ("2001:db8::1:0:0:1")',
        'spec.externalIPs[2]: IPv6 address "0001::" should be in RFC 5952 canonical format ("1::")',
      ],
    ],
    [
      'a balancer that nobody checks',
      { type: 'LoadBalancer', loadBalancerIP: '01.2.3.4' },
      [
        'spec.loadBalancerIP: non-standard IP address "01.2.3.4" will be considered invalid in a future Kubernetes release: use "1.2.3.4"',
      ],
    ],
    [
      'unusual ranges',
      { type: 'LoadBalancer', loadBalancerSourceRanges: ['2001:db8:0::/48', '10.0.0.0/8'] },
      [
        'spec.loadBalancerSourceRanges[0]: IPv6 CIDR value "2001:db8:0::/48" should be in RFC 5952 canonical format ("2001:db8::/48")',
      ],
    ],
    [
      'old words',
      { trafficDistribution: 'PreferClose' },
      ['spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"'],
    ],
  ])('%s', (_what, spec, warnings) => {
    const answer = apiHarness().create('services', service(spec));
    expect(answer.errors).toEqual([]);
    expect(answer.warnings).toEqual(warnings);
  });

  it('old annotations', () => {
    const key = 'service.kubernetes.io/topology-aware-hints';
    const { warnings } = apiHarness().create('services', service({}, { [key]: 'auto' }));
    expect(warnings).toEqual([
      `annotation ${key} is deprecated, please use service.kubernetes.io/topology-mode instead`,
    ]);
  });
});

describe('addresses elsewhere', () => {
  const range = (cidrText: string): object => ({
    metadata: { name: 'p' },
    spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: cidrText } }] }] },
  });
  const at = 'spec.ingress[0].from[0].ipBlock.cidr';

  it('are held to the same rules', () => {
    const api = apiHarness();
    const pod = {
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'c', image: 'i' }], hostAliases: [{ ip: '010.0.0.5' }] },
    };
    expect(api.create('pods', pod).errors).toEqual([
      'spec.hostAliases[0].ip: Invalid value: "010.0.0.5": must not have leading 0s',
    ]);
    expect(api.create('networkpolicies.networking.k8s.io', range('10.0.0.1/8')).errors).toEqual([
      `${at}: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length`,
    ]);
  });

  it('are warned of in the same words', () => {
    const api = apiHarness();
    const usual = (where: string): string =>
      `${where}: IPv6 address "FD00::1" should be in RFC 5952 canonical format ("fd00::1")`;
    const pod = {
      metadata: { name: 'p' },
      spec: {
        containers: [{ name: 'c', image: 'i' }],
        dnsConfig: { nameservers: ['FD00::1'] },
        hostAliases: [{ ip: 'FD00::1' }],
      },
    };
    expect(api.create('pods', pod).warnings).toEqual([
      usual('spec.dnsConfig.nameservers[0]'),
      usual('spec.hostAliases[0].ip'),
    ]);
    const subsets = [{ addresses: [{ ip: 'FD00::1' }], ports: [{ port: 80 }] }];
    expect(api.create('endpoints', { metadata: { name: 'e' }, subsets }).warnings).toContain(
      usual('subsets[0].addresses[0].ip'),
    );
    expect(api.create('networkpolicies.networking.k8s.io', range('FD00::/8')).warnings).toEqual([
      `${at}: IPv6 CIDR value "FD00::/8" should be in RFC 5952 canonical format ("fd00::/8")`,
    ]);
  });
});
