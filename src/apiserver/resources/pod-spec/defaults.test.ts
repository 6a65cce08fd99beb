import { describe, expect, it } from 'vitest';
import type { PodSpec } from '../../../api/types.ts';
import { setPodDefaults } from '../pod/defaults.ts';
import { setPodSpecDefaults } from './defaults.ts';

const plain = { containers: [{ name: 'c', image: 'nginx:1.27' }] };

/** The spec with these fields, defaults set. */
function defaulted(spec: object): PodSpec {
  return setPodSpecDefaults({ ...plain, ...spec } as PodSpec);
}
const container = (more: object): PodSpec['containers'][number] =>
  defaulted({ containers: [{ ...plain.containers[0], ...more }] }).containers[0]!;

it('fills in a minimal template', () => {
  expect(defaulted({})).toEqual({
    containers: [
      {
        name: 'c',
        image: 'nginx:1.27',
        imagePullPolicy: 'IfNotPresent',
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
      },
    ],
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  });
});

it('changes nothing the second time', () => {
  const once = defaulted({
    volumes: [{ name: 'a', configMap: { name: 'b' } }],
    initContainers: [
      { name: 'i', image: 'x', livenessProbe: { httpGet: { port: 80 } }, ports: [{ containerPort: 1 }] },
    ],
  });
  expect(setPodSpecDefaults(once)).toBe(once);
});

describe('pull policy', () => {
  it.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['nginx:1.27', 'IfNotPresent'],
    ['registry:5000/nginx', 'Always'],
    ['registry:5000/nginx:1', 'IfNotPresent'],
    [`nginx@sha256:${'a'.repeat(64)}`, 'IfNotPresent'],
    [`nginx:latest@sha256:${'a'.repeat(64)}`, 'Always'],
  ])('%s: %s', (image, policy) => {
    expect(container({ image }).imagePullPolicy).toBe(policy);
  });
});

describe('containers', () => {
  it.each<[string, object, object]>([
    ['ports', { ports: [{ containerPort: 80 }] }, { ports: [{ containerPort: 80, protocol: 'TCP' }] }],
    [
      'probes',
      { livenessProbe: { httpGet: { port: 80 } } },
      {
        livenessProbe: {
          httpGet: { port: 80, path: '/', scheme: 'HTTP' },
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 3,
        },
      },
    ],
    [
      'gRPC probes',
      { startupProbe: { grpc: { port: 80 }, failureThreshold: 7 } },
      { startupProbe: { grpc: { port: 80, service: '' }, failureThreshold: 7, periodSeconds: 10 } },
    ],
    [
      'hooks',
      { lifecycle: { preStop: { httpGet: { port: 80 } } } },
      { lifecycle: { preStop: { httpGet: { port: 80, path: '/', scheme: 'HTTP' } } } },
    ],
    [
      'field references',
      { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
      { env: [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } }] },
    ],
    [
      'quantities, rounded up to milli',
      { resources: { requests: { cpu: '0.5', memory: '1024Mi' }, limits: { cpu: '1.0005' } } },
      { resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '1001m' } } },
    ],
    [
      'security contexts',
      { securityContext: { capabilities: { add: ['A'] } } },
      { securityContext: { capabilities: { add: ['A'] } } },
    ],
  ])('%s', (_what, given, expected) => {
    expect(container(given)).toMatchObject(expected);
  });

  it('keeps requests of a template as they are', () => {
    expect(container({ resources: { limits: { cpu: '1' } } }).resources).toEqual({ limits: { cpu: '1' } });
  });
});

describe('volumes', () => {
  it.each<[string, object, object]>([
    ['without source', {}, { emptyDir: {} }],
    ['of a secret', { secret: { secretName: 'a' } }, { secret: { secretName: 'a', defaultMode: 420 } }],
    ['of a config map', { configMap: { name: 'a' } }, { configMap: { name: 'a', defaultMode: 420 } }],
    ['of the host', { hostPath: { path: '/a' } }, { hostPath: { path: '/a', type: '' } }],
    [
      'of the Pod',
      { downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' } }] } },
      {
        downwardAPI: {
          items: [{ path: 'a', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } }],
          defaultMode: 420,
        },
      },
    ],
    [
      'of many sources',
      { projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
      {
        projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3600 } }], defaultMode: 420 },
      },
    ],
    [
      'with a claim of their own',
      { ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'] } } } },
      { ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem' } } } },
    ],
  ])('%s', (_what, source, expected) => {
    expect(defaulted({ volumes: [{ name: 'v', ...source }] }).volumes?.[0]).toMatchObject(expected);
  });
});

describe('only in a Pod', () => {
  const pod = (spec: object): PodSpec =>
    setPodDefaults({ metadata: { name: 'p' }, spec: { ...plain, ...spec } } as never).spec;

  it('limits are requests, too', () => {
    const resources = { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m' } };
    expect(pod({ containers: [{ ...plain.containers[0], resources }] }).containers[0]?.resources?.requests).toEqual({
      cpu: '500m',
      memory: '1Gi',
    });
  });

  it('limits of the Pod are requested where no container says otherwise', () => {
    const resources = { limits: { cpu: '2', memory: '1Gi' } };
    const spec = pod({ resources, containers: [{ ...plain.containers[0], resources: { requests: { cpu: '1' } } }] });
    expect(spec.resources?.requests).toEqual({ cpu: '1', memory: '1Gi' });
  });

  it('ports are those of the host in its network', () => {
    const containers = [{ ...plain.containers[0], ports: [{ containerPort: 80 }] }];
    expect(pod({ hostNetwork: true, containers }).containers[0]?.ports).toEqual([
      { containerPort: 80, hostPort: 80, protocol: 'TCP' },
    ]);
  });

  it('service links are on', () => {
    expect(pod({}).enableServiceLinks).toBe(true);
    expect(defaulted({}).enableServiceLinks).toBeUndefined();
  });
});
