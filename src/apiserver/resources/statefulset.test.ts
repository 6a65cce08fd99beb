import { describe, expect, it } from 'vitest';
import type { StatefulSet } from '../../api/types.ts';
import { apiHarness } from '../../testing/api-harness.ts';
import { statefulSet } from '../../testing/manifests.ts';

const resource = 'statefulsets.apps';

/** The manifest with its spec or the spec of its template changed. */
function manifest(spec: object, podSpec: object = {}): object {
  const base = statefulSet('web') as StatefulSet;
  const { template } = base.spec;
  return {
    ...base,
    spec: { ...base.spec, template: { ...template, spec: { ...template.spec, ...podSpec } }, ...spec },
  };
}

const labels = { app: 'web' };
const storage = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const mismatch = '`selector` does not match template `labels`';
const percent =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

describe('refuses a new set', () => {
  it.each<[string, object, readonly string[]]>([
    [
      'unknown management policy',
      { podManagementPolicy: 'X' },
      [`spec.podManagementPolicy: Invalid value: "X": must be 'OrderedReady' or 'Parallel'`],
    ],
    [
      'unknown update strategy',
      { updateStrategy: { type: 'X' } },
      [`spec.updateStrategy: Invalid value: {"Type":"X","RollingUpdate":null}: must be 'RollingUpdate' or 'OnDelete'`],
    ],
    [
      'rolling parameters without rolling',
      { updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } },
      [
        `spec.updateStrategy.rollingUpdate: Invalid value: {"Partition":1,"MaxUnavailable":null}: only allowed for updateStrategy 'RollingUpdate'`,
      ],
    ],
    [
      'negative partition',
      { updateStrategy: { rollingUpdate: { partition: -1 } } },
      ['spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      'maxUnavailable of nothing',
      { updateStrategy: { rollingUpdate: { maxUnavailable: '0%' } } },
      ['spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: "0%": cannot be 0'],
    ],
    [
      'maxUnavailable above everything',
      { updateStrategy: { rollingUpdate: { maxUnavailable: '101%' } } },
      ['spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%'],
    ],
    [
      'maxUnavailable that is no percentage',
      { updateStrategy: { rollingUpdate: { maxUnavailable: 'half' } } },
      [`spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: "half": ${percent}`],
    ],
    [
      'unknown retention policy',
      { persistentVolumeClaimRetentionPolicy: { whenScaled: 'X' } },
      [
        'spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "X": supported values: "Retain", "Delete"',
      ],
    ],
    [
      'negative numbers, in upstream order',
      { replicas: -1, minReadySeconds: -2, ordinals: { start: -3 } },
      [
        'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
        'spec.minReadySeconds: Invalid value: -2: must be greater than or equal to 0',
        'spec.ordinals.start: Invalid value: -3: must be greater than or equal to 0',
      ],
    ],
    [
      'no selector',
      { selector: null },
      ['spec.selector: Required value', `spec.template.metadata.labels: Invalid value: {"app":"web"}: ${mismatch}`],
    ],
    [
      'empty selector',
      { selector: {} },
      ['spec.selector: Invalid value: {}: empty selector is invalid for statefulset'],
    ],
    [
      'selector of others',
      { selector: { matchLabels: { app: 'x' } } },
      [`spec.template.metadata.labels: Invalid value: {"app":"web"}: ${mismatch}`],
    ],
    [
      'template without labels',
      { template: { spec: { containers: [{ name: 'a', image: 'b' }] } } },
      [`spec.template.metadata.labels: Invalid value: null: ${mismatch}`],
    ],
    [
      'unknown operator',
      { selector: { matchExpressions: [{ key: 'app', operator: 'X' }] } },
      [
        'spec.selector.matchExpressions[0].operator: Invalid value: "X": not a valid selector operator',
        'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"X"}]}',
      ],
    ],
    [
      'claim templates without modes and size',
      { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] },
      [
        'spec.volumeClaimTemplates[0].spec.accessModes: Required value: at least 1 access mode is required',
        'spec.volumeClaimTemplates[0].spec.resources[storage]: Required value',
      ],
    ],
  ])('%s', (_name, spec, errors) => {
    const answer = apiHarness({ MaxUnavailableStatefulSet: true }).create(resource, manifest(spec));
    expect(answer.errors).toEqual(errors);
    expect(answer.code).toBe(422);
  });

  it.each<[string, object, readonly string[]]>([
    [
      'Pods that end',
      { restartPolicy: 'Never', activeDeadlineSeconds: 5 },
      [
        'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
        'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet is not Supported',
      ],
    ],
    [
      'mounts of nothing',
      { containers: [{ name: 'a', image: 'b', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
      ['spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"'],
    ],
    [
      'ephemeral containers',
      { ephemeralContainers: [{ name: 'e', image: 'b' }] },
      ['spec.template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template'],
    ],
  ])('with %s', (_name, podSpec, errors) => {
    expect(apiHarness().create(resource, manifest({}, podSpec)).errors).toEqual(errors);
  });

  it('shows labels of the template with paths that lack metadata', () => {
    const template = {
      metadata: { labels: { ...labels, b: 'c d' } },
      spec: { containers: [{ name: 'a', image: 'b' }] },
    };
    const [error] = apiHarness().create(resource, manifest({ template })).errors;
    expect(error).toMatch(/^spec\.template\.labels: Invalid value: "c d": a valid label must be/);
  });
});

describe('accepts', () => {
  it.each<[string, object]>([
    ['no service', { serviceName: '' }],
    ['a negative history limit', { revisionHistoryLimit: -1 }],
    ['any hostname in the template, as the controller sets its own', {}],
  ])('%s', (_name, spec) => {
    expect(apiHarness().create(resource, manifest(spec, { hostname: 'A_b', subdomain: 'C_d' })).code).toBe(201);
  });

  it('mounts of its claim templates', () => {
    const answer = apiHarness().create(resource, statefulSet('web', { claims: ['data'] }));
    expect(answer.code).toBe(201);
  });
});

describe('defaults', () => {
  it('fills in what is not said', () => {
    const { object } = apiHarness().create(resource, manifest({}));
    expect(object['spec']).toMatchObject({
      replicas: 1,
      revisionHistoryLimit: 10,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    });
    expect(object['status']).toEqual({ replicas: 0, availableReplicas: 0 });
    expect(object.metadata.generation).toBe(1);
  });

  it('makes claims of claim templates, without a class of their own', () => {
    const { object } = apiHarness().create(
      resource,
      manifest({ volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: storage }] }),
    );
    expect((object as unknown as StatefulSet).spec.volumeClaimTemplates).toEqual([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'd' },
        spec: { ...storage, volumeMode: 'Filesystem' },
        status: { phase: 'Pending' },
      },
    ]);
  });

  it('leaves rollingUpdate out where the type is given alone', () => {
    const { object } = apiHarness().create(resource, manifest({ updateStrategy: { type: 'RollingUpdate' } }));
    expect((object as unknown as StatefulSet).spec.updateStrategy).toEqual({ type: 'RollingUpdate' });
  });
});

describe('maxUnavailable', () => {
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } };

  it('is dropped silently without its feature gate', () => {
    const { object, warnings } = apiHarness().create(resource, manifest({ updateStrategy }));
    expect((object as unknown as StatefulSet).spec.updateStrategy?.rollingUpdate).toEqual({ partition: 0 });
    expect(warnings).toEqual([]);
  });

  it('is kept with it', () => {
    const { object } = apiHarness({ MaxUnavailableStatefulSet: true }).create(resource, manifest({ updateStrategy }));
    expect((object as unknown as StatefulSet).spec.updateStrategy?.rollingUpdate).toMatchObject({ maxUnavailable: 2 });
  });
});

describe('an update', () => {
  const onlySome =
    "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

  function changed(change: (spec: StatefulSet['spec']) => object): ReturnType<ReturnType<typeof apiHarness>['update']> {
    const api = apiHarness();
    api.create(resource, statefulSet('web', { claims: ['data'] }));
    return api.update(resource, 'web', (set: StatefulSet) => ({ ...set, spec: change(set.spec) }));
  }

  it.each<[string, (spec: StatefulSet['spec']) => object]>([
    ['serviceName', (spec) => ({ ...spec, serviceName: 'other' })],
    ['podManagementPolicy', (spec) => ({ ...spec, podManagementPolicy: 'Parallel' })],
    [
      'selector and labels together',
      (spec) => ({
        ...spec,
        selector: { matchLabels: { app: 'x' } },
        template: { ...spec.template, metadata: { labels: { app: 'x' } } },
      }),
    ],
    [
      'claim templates',
      (spec) => ({
        ...spec,
        volumeClaimTemplates: spec.volumeClaimTemplates?.map((claim) => ({
          ...claim,
          spec: { ...claim.spec, storageClassName: 'fast' },
        })),
      }),
    ],
  ])('may not change %s', (_name, change) => {
    expect(changed(change).errors).toEqual([onlySome]);
  });

  it('names every fault', () => {
    expect(changed((spec) => ({ ...spec, serviceName: 'x', replicas: -1 })).errors).toEqual([
      'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      onlySome,
    ]);
  });

  it('raises the generation when the spec changes, and only then', () => {
    expect(changed((spec) => ({ ...spec, replicas: 5 })).object.metadata.generation).toBe(2);
    expect(changed((spec) => spec).object.metadata.generation).toBe(1);
  });

  it('of the status leaves the spec alone', () => {
    const api = apiHarness();
    api.create(resource, manifest({}));
    const { object } = api.patch(resource, 'web', { spec: { replicas: 9 }, status: { replicas: 3 } }, 'status');
    expect(object['spec']).toMatchObject({ replicas: 1 });
    expect(object['status']).toMatchObject({ replicas: 3 });
    expect(object.metadata.generation).toBe(1);
  });

  it('of the status must add up', () => {
    const api = apiHarness();
    api.create(resource, manifest({}));
    const status = { replicas: 1, readyReplicas: 2, availableReplicas: 3, currentReplicas: -1 };
    expect(api.patch(resource, 'web', { status }, 'status').errors).toEqual([
      'status.currentReplicas: Invalid value: -1: must be greater than or equal to 0',
      'status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas',
      'status.availableReplicas: Invalid value: 3: cannot be greater than status.replicas',
      'status.availableReplicas: Invalid value: 3: cannot be greater than status.readyReplicas',
    ]);
  });
});

describe('warnings', () => {
  const twice = {
    containers: [
      {
        name: 'a',
        image: 'b',
        env: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      },
    ],
  };
  const hidden =
    'spec.template.spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply';

  it('come again whenever the spec changes', () => {
    const api = apiHarness();
    expect(api.create(resource, manifest({}, twice)).warnings).toEqual([hidden]);
    expect(api.patch(resource, 'web', { metadata: { labels: { a: 'b' } } }).warnings).toEqual([]);
    expect(api.patch(resource, 'web', { spec: { replicas: 2 } }).warnings).toEqual([hidden]);
  });

  it('concern fractions of bytes and endless histories', () => {
    const claim = { ...storage, resources: { requests: { storage: '100m' } } };
    const spec = { revisionHistoryLimit: -1, volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: claim }] };
    expect(apiHarness().create(resource, manifest(spec)).warnings).toEqual([
      'spec.volumeClaimTemplates[0].resources.requests[storage]: fractional byte value "100m" is invalid, must be an integer',
      'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
    ]);
  });
});
