import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { ResourceName } from '../../api/scheme.ts';
import { apiHarness, plainPod } from '../../testing/api-harness.ts';
import { statefulSet } from '../../testing/manifests.ts';

/** What is stored of an object: fields by path. */
function storedFields(
  resource: ResourceName,
  object: object,
  paths: readonly string[],
): Readonly<Record<string, unknown>> {
  const answer = apiHarness().create(resource, object);
  expect(answer.errors).toEqual([]);
  const at = (path: string): JsonValue | undefined =>
    path
      .split('.')
      .reduce<JsonValue | undefined>(
        (value, step) => (value as Record<string, JsonValue> | undefined)?.[step],
        answer.object as JsonObject,
      );
  return Object.fromEntries(paths.map((path) => [path, at(path)]));
}

type Row = readonly [what: string, object: object, stored: Readonly<Record<string, unknown>>];

function stores(resource: ResourceName, rows: readonly Row[]): void {
  it.each(rows)('%s', (_what, object, stored) => {
    expect(storedFields(resource, object, Object.keys(stored))).toEqual(stored);
  });
}

type SetBody = { readonly spec: { readonly template: { readonly spec: object } } };
const set = (spec: object = {}, podSpec: object = {}): object => {
  const base = statefulSet('x') as SetBody;
  const { template } = base.spec;
  return {
    ...base,
    spec: { ...base.spec, template: { ...template, spec: { ...template.spec, ...podSpec } }, ...spec },
  };
};
const c = (container: object): object => set({}, { containers: [{ name: 'c', image: 'nginx:1', ...container }] });
const template = 'spec.template.spec';
const first = `${template}.containers.0`;
const claimSpec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

describe('StatefulSet', () => {
  stores('statefulsets.apps', [
    [
      'of nothing more than it needs',
      set(),
      {
        'spec.replicas': 1,
        'spec.podManagementPolicy': 'OrderedReady',
        'spec.updateStrategy': { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        'spec.revisionHistoryLimit': 10,
        'spec.persistentVolumeClaimRetentionPolicy': { whenDeleted: 'Retain', whenScaled: 'Retain' },
        'spec.minReadySeconds': undefined,
        'spec.ordinals': undefined,
        [`${template}.dnsPolicy`]: 'ClusterFirst',
        [`${template}.restartPolicy`]: 'Always',
        [`${template}.schedulerName`]: 'default-scheduler',
        [`${template}.securityContext`]: {},
        [`${template}.enableServiceLinks`]: undefined,
        [`${template}.tolerations`]: undefined,
        [`${template}.priority`]: undefined,
        [`${template}.volumes`]: undefined,
      },
    ],
    ['that gives replicas', set({ replicas: 0 }), { 'spec.replicas': 0 }],
    [
      'that rolls',
      set({ updateStrategy: { type: 'RollingUpdate' } }),
      { 'spec.updateStrategy': { type: 'RollingUpdate' } },
    ],
    [
      'that rolls somehow',
      set({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: {} } }),
      { 'spec.updateStrategy': { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } },
    ],
    [
      'with a partition alone',
      set({ updateStrategy: { rollingUpdate: { partition: 2 } } }),
      { 'spec.updateStrategy': { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } },
    ],
    [
      'with a pace that is gated',
      set({ updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } }),
      { 'spec.updateStrategy': { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } },
    ],
    ['that waits', set({ updateStrategy: { type: 'OnDelete' } }), { 'spec.updateStrategy': { type: 'OnDelete' } }],
    [
      'that keeps claims of some',
      set({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } }),
      { 'spec.persistentVolumeClaimRetentionPolicy': { whenDeleted: 'Retain', whenScaled: 'Delete' } },
    ],
    ['that orders', set({ ordinals: {} }), { 'spec.ordinals': {} }],
    [
      'with claims',
      set({ volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: claimSpec }] }),
      {
        'spec.volumeClaimTemplates': [
          {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: { name: 'd' },
            spec: { ...claimSpec, volumeMode: 'Filesystem' },
            status: { phase: 'Pending' },
          },
        ],
      },
    ],
    ['with an account', set({}, { serviceAccountName: 'a' }), { [`${template}.serviceAccount`]: 'a' }],
    ['with the old account', set({}, { serviceAccount: 'a' }), { [`${template}.serviceAccountName`]: 'a' }],
  ]);
});

describe('container', () => {
  stores('statefulsets.apps', [
    [
      'bare',
      c({}),
      {
        [`${first}.resources`]: {},
        [`${first}.terminationMessagePath`]: '/dev/termination-log',
        [`${first}.terminationMessagePolicy`]: 'File',
        [`${first}.imagePullPolicy`]: 'IfNotPresent',
        [`${first}.securityContext`]: undefined,
      },
    ],
    ['without tag', c({ image: 'nginx' }), { [`${first}.imagePullPolicy`]: 'Always' }],
    ['latest', c({ image: 'a:5000/nginx:latest' }), { [`${first}.imagePullPolicy`]: 'Always' }],
    ['port of a registry', c({ image: 'a:5000/nginx' }), { [`${first}.imagePullPolicy`]: 'Always' }],
    ['digest', c({ image: `nginx@sha256:${'a'.repeat(64)}` }), { [`${first}.imagePullPolicy`]: 'IfNotPresent' }],
    ['ports', c({ ports: [{ containerPort: 80 }] }), { [`${first}.ports`]: [{ containerPort: 80, protocol: 'TCP' }] }],
    [
      'http probe',
      c({ livenessProbe: { httpGet: { port: 80 } } }),
      {
        [`${first}.livenessProbe`]: {
          httpGet: { path: '/', port: 80, scheme: 'HTTP' },
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 3,
        },
      },
    ],
    [
      'grpc probe with a delay of zero',
      c({ startupProbe: { grpc: { port: 80 }, initialDelaySeconds: 0 } }),
      {
        [`${first}.startupProbe`]: {
          grpc: { port: 80, service: '' },
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 3,
        },
      },
    ],
    [
      'hook',
      c({ lifecycle: { preStop: { httpGet: { port: 80 } } } }),
      { [`${first}.lifecycle`]: { preStop: { httpGet: { path: '/', port: 80, scheme: 'HTTP' } } } },
    ],
    [
      'field of the Pod',
      c({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }),
      { [`${first}.env.0.valueFrom`]: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
    ],
    [
      'quantities',
      c({ resources: { limits: { cpu: '1000m', memory: '1024Mi', 'ephemeral-storage': '0.5' } } }),
      {
        [`${first}.resources`]: { limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '500m' } },
      },
    ],
    [
      'amounts below thousandths',
      c({ resources: { limits: { cpu: '100u' } } }),
      { [`${first}.resources`]: { limits: { cpu: '1m' } } },
    ],
  ]);
});

describe('volume', () => {
  const volume = (source: object): object => set({}, { volumes: [{ name: 'v', ...source }] });
  const at = `${template}.volumes.0`;
  stores('statefulsets.apps', [
    ['of nothing', volume({}), { [at]: { name: 'v', emptyDir: {} } }],
    [
      'of a ConfigMap',
      volume({ configMap: { name: 'c' } }),
      { [at]: { name: 'v', configMap: { name: 'c', defaultMode: 420 } } },
    ],
    [
      'of a Secret',
      volume({ secret: { secretName: 's' } }),
      { [at]: { name: 'v', secret: { secretName: 's', defaultMode: 420 } } },
    ],
    [
      'of the Pod',
      volume({ downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.name' } }] } }),
      {
        [at]: {
          name: 'v',
          downwardAPI: {
            items: [{ path: 'p', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } }],
            defaultMode: 420,
          },
        },
      },
    ],
    [
      'of many',
      volume({ projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }),
      {
        [at]: {
          name: 'v',
          projected: { sources: [{ serviceAccountToken: { expirationSeconds: 3600, path: 't' } }], defaultMode: 420 },
        },
      },
    ],
    ['of the host', volume({ hostPath: { path: '/x' } }), { [at]: { name: 'v', hostPath: { path: '/x', type: '' } } }],
  ]);
});

describe('Pod', () => {
  const resources = (limits: object, requests?: object): object => ({
    containers: [{ name: 'c', image: 'nginx', resources: { limits, ...(requests ? { requests } : {}) } }],
  });
  stores('pods', [
    [
      'alone',
      plainPod('x'),
      {
        'spec.enableServiceLinks': true,
        'spec.serviceAccountName': 'default',
        'spec.serviceAccount': 'default',
        'spec.priority': 0,
        'spec.preemptionPolicy': 'PreemptLowerPriority',
        'spec.terminationGracePeriodSeconds': 30,
        'status.phase': 'Pending',
        'status.qosClass': 'BestEffort',
        'spec.tolerations': ['not-ready', 'unreachable'].map((what) => ({
          key: `node.kubernetes.io/${what}`,
          operator: 'Exists',
          effect: 'NoExecute',
          tolerationSeconds: 300,
        })),
      },
    ],
    [
      'with limits',
      plainPod('x', resources({ cpu: '1', memory: '1Gi' })),
      {
        'spec.containers.0.resources.requests': { cpu: '1', memory: '1Gi' },
        'status.qosClass': 'Guaranteed',
      },
    ],
    [
      'with a request below a limit',
      plainPod('x', resources({ cpu: '1' }, { cpu: '500m' })),
      { 'spec.containers.0.resources.requests': { cpu: '500m' }, 'status.qosClass': 'Burstable' },
    ],
    ['with limits of one resource', plainPod('x', resources({ memory: '1Gi' })), { 'status.qosClass': 'Burstable' }],
  ]);
});

describe('Service', () => {
  const service = (spec: object): object => ({ metadata: { name: 'x' }, spec });
  const ports = [{ port: 80 }];
  stores('services', [
    [
      'of ports',
      service({ ports }),
      {
        'spec.type': 'ClusterIP',
        'spec.sessionAffinity': 'None',
        'spec.ports': [{ protocol: 'TCP', port: 80, targetPort: 80 }],
        'spec.internalTrafficPolicy': 'Cluster',
        'spec.ipFamilyPolicy': 'SingleStack',
        'spec.ipFamilies': ['IPv4'],
        'spec.externalTrafficPolicy': undefined,
        'spec.allocateLoadBalancerNodePorts': undefined,
      },
    ],
    [
      'headless',
      service({ clusterIP: 'None', selector: { a: 'b' }, ports }),
      { 'spec.clusterIP': 'None', 'spec.clusterIPs': ['None'], 'spec.ipFamilyPolicy': 'SingleStack' },
    ],
    [
      'headless without selector',
      service({ clusterIP: 'None' }),
      { 'spec.ipFamilyPolicy': 'RequireDualStack', 'spec.ipFamilies': ['IPv4', 'IPv6'] },
    ],
    [
      'external',
      service({ type: 'ExternalName', externalName: 'a.b' }),
      {
        'spec.sessionAffinity': 'None',
        'spec.clusterIP': undefined,
        'spec.clusterIPs': undefined,
        'spec.ipFamilies': undefined,
        'spec.ipFamilyPolicy': undefined,
        'spec.internalTrafficPolicy': undefined,
      },
    ],
    [
      'on the nodes',
      service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_001 }] }),
      { 'spec.externalTrafficPolicy': 'Cluster', 'spec.ports.0.nodePort': 30_001 },
    ],
    [
      'balanced',
      service({ type: 'LoadBalancer', ports }),
      { 'spec.externalTrafficPolicy': 'Cluster', 'spec.allocateLoadBalancerNodePorts': true },
    ],
    [
      'sticky',
      service({ ports, sessionAffinity: 'ClientIP' }),
      { 'spec.sessionAffinityConfig': { clientIP: { timeoutSeconds: 10_800 } } },
    ],
  ]);

  it('has ports of the nodes in their range', () => {
    const { object } = apiHarness().create('services', service({ type: 'NodePort', ports }));
    const { nodePort } = ((object['spec'] as JsonObject)['ports'] as readonly JsonObject[])[0]!;
    expect(nodePort).toBeGreaterThanOrEqual(30_000);
    expect(nodePort).toBeLessThanOrEqual(32_767);
  });
});

describe('storage', () => {
  const claim = (spec: object): object => ({ metadata: { name: 'x' }, spec: { ...claimSpec, ...spec } });
  stores('persistentvolumeclaims', [
    [
      'claim',
      claim({}),
      { 'spec.volumeMode': 'Filesystem', 'spec.storageClassName': 'standard', 'status.phase': 'Pending' },
    ],
    ['claim without class', claim({ storageClassName: '' }), { 'spec.storageClassName': '' }],
  ]);
  stores('persistentvolumes', [
    [
      'volume',
      {
        metadata: { name: 'x' },
        spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/x' } },
      },
      {
        'spec.persistentVolumeReclaimPolicy': 'Retain',
        'spec.volumeMode': 'Filesystem',
        'spec.hostPath': { path: '/x', type: '' },
        'metadata.finalizers': ['kubernetes.io/pv-protection'],
      },
    ],
  ]);
  stores('storageclasses.storage.k8s.io', [
    [
      'class',
      { metadata: { name: 'x' }, provisioner: 'a/b' },
      { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate', allowVolumeExpansion: undefined },
    ],
  ]);
});

describe('others', () => {
  const selected = { selector: { matchLabels: { a: 'b' } } };
  const podTemplate = { metadata: { labels: { a: 'b' } }, spec: plainPod('x').spec };
  stores('deployments.apps', [
    [
      'Deployment',
      { metadata: { name: 'x' }, spec: { ...selected, template: podTemplate } },
      {
        'spec.replicas': 1,
        'spec.strategy': { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
        'spec.revisionHistoryLimit': 10,
        'spec.progressDeadlineSeconds': 600,
      },
    ],
  ]);
  stores('poddisruptionbudgets.policy', [
    [
      'budget',
      { metadata: { name: 'x' }, spec: { ...selected, minAvailable: 1 } },
      { spec: { ...selected, minAvailable: 1 }, 'status.expectedPods': 0 },
    ],
  ]);
  stores('secrets', [
    ['Secret', { metadata: { name: 'x' } }, { type: 'Opaque', data: undefined }],
    ['texts', { metadata: { name: 'x' }, stringData: { a: 'b' } }, { data: { a: 'Yg==' }, stringData: undefined }],
  ]);
  stores('configmaps', [['ConfigMap', { metadata: { name: 'x' } }, { data: undefined }]]);
});
