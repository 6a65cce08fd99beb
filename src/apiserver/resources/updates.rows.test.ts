import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { ResourceName } from '../../api/scheme.ts';
import { apiHarness, plainPod, type ApiHarness } from '../../testing/api-harness.ts';
import { statefulSet } from '../../testing/manifests.ts';

/** A merge patch and the errors that it meets; a text that a printed difference follows is given without that. */
type Row = readonly [what: string, patch: object, errors: readonly string[]];

function patches(
  resource: ResourceName,
  sample: object,
  rows: readonly Row[],
  prepare?: (api: ApiHarness) => void,
): void {
  it.each(rows)('%s', (_what, patch, errors) => {
    const api = apiHarness();
    expect(api.create(resource, sample).errors).toEqual([]);
    prepare?.(api);
    const answer = api.patch(resource, 'x', patch);
    expect(answer.errors.map((error) => error.split('\n')[0])).toEqual(errors);
    expect(answer.code).toBe(errors.length === 0 ? 200 : answer.code);
  });
}

const negative = 'must be greater than or equal to 0';
const onlyMutable =
  "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
const claimSpec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const spec = (fields: object): object => ({ spec: fields });

describe('a StatefulSet', () => {
  patches('statefulsets.apps', statefulSet('x', { claims: ['www'] }), [
    ['replicas', spec({ replicas: 5 }), []],
    ['ordinals', spec({ ordinals: { start: 2 } }), []],
    ['template', spec({ template: { spec: { nodeSelector: { a: 'b' } } } }), []],
    ['updateStrategy', spec({ updateStrategy: { type: 'OnDelete', rollingUpdate: null } }), []],
    ['revisionHistoryLimit', spec({ revisionHistoryLimit: 0 }), []],
    ['retention', spec({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } }), []],
    ['minReadySeconds', spec({ minReadySeconds: 3 }), []],
    ['metadata', { metadata: { labels: { a: 'b' } } }, []],
    ['serviceName', spec({ serviceName: 'y' }), [onlyMutable]],
    ['podManagementPolicy', spec({ podManagementPolicy: 'Parallel' }), [onlyMutable]],
    [
      'selector and labels together',
      spec({ selector: { matchLabels: { app: 'y' } }, template: { metadata: { labels: { app: 'y' } } } }),
      [onlyMutable],
    ],
    [
      'claims',
      spec({ volumeClaimTemplates: [{ metadata: { name: 'www' }, spec: { ...claimSpec, storageClassName: 'y' } }] }),
      [onlyMutable],
    ],
    [
      'selector alone',
      spec({ selector: { matchLabels: { app: 'y' } } }),
      [
        'spec.template.metadata.labels: Invalid value: {"app":"x"}: `selector` does not match template `labels`',
        onlyMutable,
      ],
    ],
    [
      'several at once, in their order',
      spec({ serviceName: 'y', replicas: -1, minReadySeconds: -1, ordinals: { start: -1 } }),
      [
        `spec.replicas: Invalid value: -1: ${negative}`,
        `spec.minReadySeconds: Invalid value: -1: ${negative}`,
        `spec.ordinals.start: Invalid value: -1: ${negative}`,
        onlyMutable,
      ],
    ],
    [
      'partition',
      spec({ updateStrategy: { rollingUpdate: { partition: -1 } } }),
      [`spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: ${negative}`],
    ],
    [
      'restart policy',
      spec({ template: { spec: { restartPolicy: 'Never' } } }),
      ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
    ],
    ['service name that is none, which is not looked at', spec({ serviceName: 'A_b' }), [onlyMutable]],
  ]);

  it.each<[string, object, string]>([
    [
      'a negative count',
      { replicas: 1, updatedReplicas: -1 },
      `status.updatedReplicas: Invalid value: -1: ${negative}`,
    ],
    [
      'more ready than there are',
      { replicas: 1, readyReplicas: 2 },
      'status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas',
    ],
    [
      'more current than there are',
      { replicas: 1, currentReplicas: 2 },
      'status.currentReplicas: Invalid value: 2: cannot be greater than status.replicas',
    ],
    [
      'more updated than there are',
      { replicas: 1, updatedReplicas: 2 },
      'status.updatedReplicas: Invalid value: 2: cannot be greater than status.replicas',
    ],
    [
      'more available than ready',
      { replicas: 2, readyReplicas: 1, availableReplicas: 2 },
      'status.availableReplicas: Invalid value: 2: cannot be greater than status.readyReplicas',
    ],
  ])('is not said to have %s', (_what, status, error) => {
    const api = apiHarness();
    api.create('statefulsets.apps', statefulSet('x'));
    expect(api.patch('statefulsets.apps', 'x', { status }, 'status').errors).toEqual([error]);
  });
});

describe('a claim', () => {
  const immutable =
    'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
  const sample = { metadata: { name: 'x' }, spec: claimSpec };
  const bind = (api: ApiHarness): void => {
    api.patch('persistentvolumeclaims', 'x', spec({ volumeName: 'pv' }));
    api.patch('persistentvolumeclaims', 'x', { status: { phase: 'Bound', capacity: { storage: '1Gi' } } }, 'status');
  };
  const storage = (text: string): object => spec({ resources: { requests: { storage: text } } });
  describe('that is pending', () => {
    patches('persistentvolumeclaims', sample, [
      ['volumeName, once', spec({ volumeName: 'pv' }), []],
      ['access modes', spec({ accessModes: ['ReadWriteMany'] }), [immutable]],
      ['class', spec({ storageClassName: 'y' }), [immutable]],
      ['metadata', { metadata: { annotations: { a: 'b' } } }, []],
      ['less', storage('512Mi'), [immutable]],
    ]);
  });
  describe('that is bound', () => {
    patches(
      'persistentvolumeclaims',
      sample,
      [
        ['more', storage('2Gi'), []],
        ['the same otherwise written', storage('1024Mi'), []],
        ['another volume', spec({ volumeName: 'other' }), [immutable]],
        [
          'less',
          storage('512Mi'),
          ['spec.resources.requests.storage: Forbidden: field can not be less than status.capacity'],
        ],
        ['mode', spec({ volumeMode: 'Block' }), [immutable, 'volumeMode: Invalid value: "Block": field is immutable']],
      ],
      bind,
    );
  });
});

describe('a volume', () => {
  const sample = {
    metadata: { name: 'x' },
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/x' } },
  };
  patches('persistentvolumes', sample, [
    ['capacity', spec({ capacity: { storage: '2Gi' } }), []],
    ['reclaim policy', spec({ persistentVolumeReclaimPolicy: 'Delete' }), []],
    ['class', spec({ storageClassName: 'y' }), []],
    [
      'source',
      spec({ hostPath: { path: '/y' } }),
      ['spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation'],
    ],
    ['mode', spec({ volumeMode: 'Block' }), ['volumeMode: Invalid value: "Block": field is immutable']],
    ['no modes', spec({ accessModes: [] }), ['spec.accessModes: Required value']],
  ]);
});

describe('a storage class', () => {
  const sample = { metadata: { name: 'x' }, provisioner: 'a/b', parameters: { a: '1' } };
  patches('storageclasses.storage.k8s.io', sample, [
    ['expansion', { allowVolumeExpansion: true }, []],
    ['parameters', { parameters: { a: '2' } }, ['parameters: Invalid value: {"a":"2"}: field is immutable']],
    ['provisioner', { provisioner: 'c/d' }, ['provisioner: Invalid value: "c/d": field is immutable']],
    ['reclaim policy', { reclaimPolicy: 'Retain' }, ['reclaimPolicy: Invalid value: "Retain": field is immutable']],
    [
      'binding mode',
      { volumeBindingMode: 'WaitForFirstConsumer' },
      ['volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable'],
    ],
  ]);
});

describe('a Service', () => {
  const sample = { metadata: { name: 'x' }, spec: { selector: { a: 'b' }, ports: [{ port: 80 }] } };
  patches('services', sample, [
    ['selector', spec({ selector: { a: 'c' } }), []],
    ['ports', spec({ ports: [{ port: 81 }] }), []],
    ['publishNotReadyAddresses', spec({ publishNotReadyAddresses: true }), []],
    ['type', spec({ type: 'NodePort' }), []],
    [
      'address',
      spec({ clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9'] }),
      ['spec.clusterIPs[0]: Invalid value: ["10.96.0.9"]: may not change once set'],
    ],
    [
      'headless',
      spec({ clusterIP: 'None', clusterIPs: ['None'] }),
      ['spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set'],
    ],
  ]);

  it('releases its address for a name, and gets one again', () => {
    const api = apiHarness();
    api.create('services', sample);
    const named = api.patch(
      'services',
      'x',
      spec({ type: 'ExternalName', externalName: 'a.b', clusterIP: null, clusterIPs: null }),
    );
    expect(named.errors).toEqual([]);
    expect(named.object['spec']).not.toHaveProperty('clusterIP');
    const again = api.patch('services', 'x', spec({ type: 'ClusterIP', externalName: null }));
    expect((again.object['spec'] as JsonObject)['clusterIP']).toMatch(/^10\.96\./);
  });
});

describe('a Pod', () => {
  const refusal =
    'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';
  patches('pods', plainPod('x', { nodeName: 'node-1', tolerations: [{ key: 'a', operator: 'Exists' }] }), [
    ['deadline', spec({ activeDeadlineSeconds: 5 }), []],
    [
      'no deadline at all',
      spec({ activeDeadlineSeconds: -1 }),
      [
        'spec.activeDeadlineSeconds: Invalid value: -1: must be between 1 and 2147483647, inclusive',
        'spec.activeDeadlineSeconds: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      ],
    ],
    ['grace', spec({ terminationGracePeriodSeconds: 5 }), [refusal]],
    ['node', spec({ nodeName: 'node-2' }), [refusal]],
    ['restart policy', spec({ restartPolicy: 'Never' }), [refusal]],
    [
      'tolerations',
      spec({ tolerations: [] }),
      ['spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds'],
    ],
  ]);
});

describe('what is immutable of any object', () => {
  it.each<[string, JsonValue, string]>([
    ['name', 'y', 'the name of the object (y) does not match the name on the URL (x)'],
    ['namespace', 'y', 'the namespace of the provided object does not match the namespace sent on the request'],
  ])('%s', (field, value, message) => {
    const api = apiHarness();
    api.create('configmaps', { metadata: { name: 'x' } });
    const path = '/api/v1/namespaces/default/configmaps/x';
    const { code, body } = api.server.handle(
      { method: 'PUT', path, body: { metadata: { name: 'x', [field]: value } } },
      'user',
    );
    expect(code).toBe(400);
    expect((body as JsonObject)['message']).toBe(message);
  });
});
