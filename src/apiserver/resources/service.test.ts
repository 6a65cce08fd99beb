import { describe, expect, it } from 'vitest';
import type { Service } from '../../api/types.ts';
import { apiHarness, type Answer, type ApiHarness } from '../../testing/api-harness.ts';

const ports = [{ port: 80 }];
const service = (spec: object, name = 's'): object => ({ metadata: { name }, spec });
const specOf = ({ object }: Answer): Service['spec'] => (object as unknown as Service).spec;

/** A server with a Service `s`. */
function withService(spec: object): ApiHarness {
  const api = apiHarness();
  expect(api.create('services', service(spec)).errors).toEqual([]);
  return api;
}

const portRange = 'must be between 1 and 65535, inclusive';
const noAddress = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const range = 'is not in the valid range. The range of valid IPs is 10.96.0.0/16';

describe('a new Service', () => {
  it.each<[string, object, readonly string[]]>([
    ['no ports', {}, ['spec.ports: Required value']],
    [
      'port out of range',
      { ports: [{ port: 70000 }] },
      [
        `spec.ports[0].port: Invalid value: 70000: ${portRange}`,
        `spec.ports[0].targetPort: Invalid value: 70000: ${portRange}`,
      ],
    ],
    [
      'one of several ports without name',
      { ports: [{ port: 80 }, { port: 81, name: 'b' }] },
      ['spec.ports[0].name: Required value'],
    ],
    [
      'a name twice',
      {
        ports: [
          { port: 80, name: 'a' },
          { port: 81, name: 'a' },
        ],
      },
      ['spec.ports[1].name: Duplicate value: "a"'],
    ],
    [
      'a port twice',
      {
        ports: [
          { port: 80, name: 'a' },
          { port: 80, name: 'b' },
        ],
      },
      [
        'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
      ],
    ],
    [
      'unknown protocol',
      { ports: [{ port: 80, protocol: 'X' }] },
      ['spec.ports[0].protocol: Unsupported value: "X": supported values: "SCTP", "TCP", "UDP"'],
    ],
    [
      'unknown type',
      { type: 'X', ports },
      ['spec.type: Unsupported value: "X": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"'],
    ],
    ['external name without name', { type: 'ExternalName' }, ['spec.externalName: Required value']],
    [
      'affinity',
      { sessionAffinity: 'X', ports },
      ['spec.sessionAffinity: Unsupported value: "X": supported values: "ClientIP", "None"'],
    ],
    [
      'affinity that lasts no time',
      { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } }, ports },
      [
        'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater than 0 and less than 86400',
      ],
    ],
    ['address', { clusterIP: 'x', ports }, [`spec.clusterIPs[0]: Invalid value: "x": ${noAddress}`]],
    [
      'address out of range',
      { clusterIP: '1.2.3.4', ports },
      [
        `spec.clusterIPs: Invalid value: ["1.2.3.4"]: failed to allocate IP 1.2.3.4: the provided IP (1.2.3.4) ${range}`,
      ],
    ],
    [
      'address of the network',
      { clusterIP: '10.96.0.0', ports },
      [
        `spec.clusterIPs: Invalid value: ["10.96.0.0"]: failed to allocate IP 10.96.0.0: the provided IP (10.96.0.0) ${range}`,
      ],
    ],
    [
      'two different addresses',
      { clusterIP: '10.96.0.5', clusterIPs: ['10.96.0.6'], ports },
      ['spec.clusterIPs: Invalid value: ["10.96.0.6"]: first value must match `clusterIP`'],
    ],
    [
      'both families in a cluster of one',
      { ipFamilyPolicy: 'RequireDualStack', ports },
      [
        'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
      ],
    ],
    [
      'the other family',
      { ipFamilies: ['IPv6'], ports },
      ['spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster'],
    ],
    [
      'node port without need',
      { ports: [{ port: 80, nodePort: 30001 }] },
      ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
    ],
    [
      'node ports of a headless Service',
      { type: 'NodePort', clusterIP: 'None', ports },
      [`spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services`],
    ],
    [
      'external addresses',
      { externalIPs: ['127.0.0.1', 'x'], ports },
      [
        'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
        `spec.externalIPs[1]: Invalid value: "x": ${noAddress}`,
      ],
    ],
    [
      'what only load balancers have',
      { loadBalancerClass: 'a/b', allocateLoadBalancerNodePorts: true, ports },
      [
        "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'",
        "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
      ],
    ],
    [
      'traffic policies',
      { internalTrafficPolicy: 'X', externalTrafficPolicy: 'Local', trafficDistribution: 'Y', ports },
      [
        'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
        'spec.internalTrafficPolicy: Unsupported value: "X": supported values: "Cluster", "Local"',
        'spec.trafficDistribution: Unsupported value: "Y": supported values: "PreferClose", "PreferSameNode", "PreferSameZone"',
      ],
    ],
  ])('is refused: %s', (_what, spec, errors) => {
    const answer = apiHarness().create('services', service(spec));
    expect(answer.errors).toEqual(errors);
    expect(answer.code).toBe(422);
  });

  it('gets an address and defaults', () => {
    const { spec, status } = apiHarness().create('services', service({ ports })).object as unknown as Service;
    expect(spec.clusterIP).toMatch(/^10\.96\.\d+\.\d+$/);
    expect(spec).toEqual({
      type: 'ClusterIP',
      ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
      clusterIP: spec.clusterIP,
      clusterIPs: [spec.clusterIP],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
    });
    expect(status).toEqual({ loadBalancer: {} });
  });

  it('needs neither address nor ports when headless', () => {
    const spec = specOf(apiHarness().create('services', service({ clusterIP: 'None', selector: { app: 'web' } })));
    expect(spec).toMatchObject({ clusterIP: 'None', clusterIPs: ['None'], ipFamilies: ['IPv4'] });
  });

  it('is of both families when it is headless and selects nothing', () => {
    const spec = specOf(apiHarness().create('services', service({ clusterIP: 'None' })));
    expect(spec).toMatchObject({ ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] });
  });

  it('never gets an address or port of another one', () => {
    const api = apiHarness();
    const taken = specOf(api.create('services', service({ type: 'NodePort', ports })));
    const { clusterIP, ports: [port] = [] } = taken;
    expect(port?.nodePort).toBeGreaterThanOrEqual(30_000);
    expect(port?.nodePort).toBeLessThanOrEqual(32_767);
    expect(api.create('services', service({ clusterIP, ports }, 't')).errors).toEqual([
      `spec.clusterIPs: Invalid value: ["${clusterIP}"]: failed to allocate IP ${clusterIP}: provided IP is already allocated`,
    ]);
    const wanted = { type: 'NodePort', ports: [{ port: 80, nodePort: port?.nodePort }] };
    expect(api.create('services', service(wanted, 't')).errors).toEqual([
      `spec.ports[0].nodePort: Invalid value: ${port?.nodePort}: provided port is already allocated`,
    ]);
    const beyond = { type: 'NodePort', ports: [{ port: 80, nodePort: 29_999 }] };
    expect(api.create('services', service(beyond, 't')).errors).toEqual([
      'spec.ports[0].nodePort: Invalid value: 29999: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ]);
  });

  it('of a dry run takes nothing', () => {
    const api = apiHarness();
    const spec = { clusterIP: '10.96.0.77', ports };
    expect(api.create('services', service(spec), { dryRun: 'All' }).code).toBe(201);
    expect(api.create('services', service(spec)).code).toBe(201);
  });
});

describe('a changed Service', () => {
  it.each<[string, object, readonly string[]]>([
    [
      'another address',
      { clusterIP: '10.96.0.99' },
      ['spec.clusterIPs[0]: Invalid value: ["10.96.0.99"]: may not change once set'],
    ],
    [
      'no address at all',
      { clusterIP: 'None' },
      ['spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set'],
    ],
  ])('may not get %s', (_what, spec, errors) => {
    expect(withService({ ports }).patch('services', 's', { spec }).errors).toEqual(errors);
  });

  it('keeps its address where a manifest does not name it', () => {
    const api = withService({ ports });
    const before = api.server.reader.get('services', 'default', 's');
    const answer = api.update('services', 's', ({ metadata }: Service) => ({
      metadata,
      spec: { ports: [{ port: 81 }] },
    }));
    expect(specOf(answer).clusterIP).toBe(before?.spec.clusterIP);
  });

  it('gets and loses node ports with its type', () => {
    const api = withService({ ports });
    const { ports: [port] = [] } = specOf(api.patch('services', 's', { spec: { type: 'NodePort' } }));
    expect(port?.nodePort).toBeGreaterThanOrEqual(30_000);
    const back = specOf(api.patch('services', 's', { spec: { type: 'ClusterIP' } }));
    expect(back.ports).toEqual([{ port: 80, targetPort: 80, protocol: 'TCP' }]);
    expect(back).not.toHaveProperty('externalTrafficPolicy');
  });

  it('gives its address back when it becomes a mere name', () => {
    const api = withService({ clusterIP: '10.96.0.50', ports });
    const renamed = specOf(api.patch('services', 's', { spec: { type: 'ExternalName', externalName: 'a.b' } }));
    expect(renamed).not.toHaveProperty('clusterIP');
    expect(api.create('services', service({ clusterIP: '10.96.0.50', ports }, 't')).code).toBe(201);
  });
});

it('warns about what a headless Service does not do', () => {
  const spec = { clusterIP: 'None', sessionAffinity: 'ClientIP', externalIPs: ['1.2.3.4'] };
  expect(apiHarness().create('services', service(spec)).warnings).toEqual([
    'spec.externalIPs is ignored for headless services',
    'spec.SessionAffinity is ignored for headless services',
  ]);
});
