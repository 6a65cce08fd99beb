import { describe, expect, it } from 'vitest';
import type { PersistentVolumeClaim } from '../../../api/types.ts';
import { apiHarness, type ApiHarness } from '../../../testing/api-harness.ts';

const claims = 'persistentvolumeclaims';
const volumes = 'persistentvolumes';
const classes = 'storageclasses.storage.k8s.io';

const claimSpec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const volumeSpec = { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/data' } };
const modes = 'supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"';

describe('a claim', () => {
  const create = (spec: object, api = apiHarness()) => api.create(claims, { metadata: { name: 'c' }, spec });

  it.each<[string, object, readonly string[]]>([
    [
      'nothing said',
      {},
      [
        'spec.accessModes: Required value: at least 1 access mode is required',
        'spec.resources[storage]: Required value',
      ],
    ],
    ['unknown mode', { ...claimSpec, accessModes: ['X'] }, [`spec.accessModes: Unsupported value: "X": ${modes}`]],
    [
      'a mode that is alone',
      { ...claimSpec, accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] },
      ['spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes'],
    ],
    [
      'no size',
      { ...claimSpec, resources: { requests: { storage: '0' } } },
      ['spec.resources[storage]: Invalid value: "0": must be greater than zero'],
    ],
    [
      'volume mode',
      { ...claimSpec, volumeMode: 'X' },
      ['spec.volumeMode: Unsupported value: "X": supported values: "Block", "Filesystem"'],
    ],
    [
      'selector',
      { ...claimSpec, selector: { matchExpressions: [{ key: 'a', operator: 'X' }] } },
      ['spec.selector.matchExpressions[0].operator: Invalid value: "X": not a valid selector operator'],
    ],
    [
      'two different sources',
      {
        ...claimSpec,
        dataSource: { kind: 'PersistentVolumeClaim', name: 'a' },
        dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'b' },
      },
      ['spec: Invalid value: "spec.dataSource": must match dataSourceRef'],
    ],
  ])('is refused: %s', (_what, spec, errors) => {
    expect(create(spec).errors).toEqual(errors);
  });

  it('gets the default class, a finalizer and a phase', () => {
    const { object } = create(claimSpec);
    expect(object['spec']).toEqual({ ...claimSpec, storageClassName: 'standard', volumeMode: 'Filesystem' });
    expect(object.metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
    expect(object['status']).toEqual({ phase: 'Pending' });
  });

  it('keeps the empty class, which asks for none', () => {
    expect(create({ ...claimSpec, storageClassName: '' }).object['spec']).toMatchObject({ storageClassName: '' });
  });

  it('gets the newest of several default classes', () => {
    const api = apiHarness();
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    api.create(classes, { metadata: { name: 'another', annotations }, provisioner: 'a' });
    // Both were made at the same moment: then the name decides.
    expect(create(claimSpec, api).object['spec']).toMatchObject({ storageClassName: 'another' });
  });

  describe('that is changed', () => {
    const immutable =
      'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n';
    const sized = (storage: string) => (claim: PersistentVolumeClaim) => ({
      ...claim,
      spec: { ...claim.spec, resources: { requests: { storage } } },
    });
    function bound(allowVolumeExpansion: boolean): ApiHarness {
      const api = apiHarness();
      api.create(classes, { metadata: { name: 'x' }, provisioner: 'a', allowVolumeExpansion });
      create({ ...claimSpec, storageClassName: 'x', resources: { requests: { storage: '2Gi' } } }, api);
      api.patch(claims, 'c', { spec: { volumeName: 'v' } });
      api.patch(claims, 'c', { status: { phase: 'Bound', capacity: { storage: '1Gi' } } }, 'status');
      return api;
    }

    it('may be bound, once', () => {
      const api = apiHarness();
      create(claimSpec, api);
      expect(api.patch(claims, 'c', { spec: { volumeName: 'v' } }).errors).toEqual([]);
      expect(api.patch(claims, 'c', { spec: { volumeName: 'w' } }).errors).toEqual([
        `${immutable}@@ -9,7 +9,7 @@\n    "storage": "1Gi"\n   }\n  },\n- "VolumeName": "v",\n+ "VolumeName": "w",\n  "StorageClassName": "standard",\n  "VolumeMode": "Filesystem",\n  "DataSource": null,\n`,
      ]);
    });

    it('grows only when bound', () => {
      const api = apiHarness();
      create(claimSpec, api);
      expect(api.update(claims, 'c', sized('2Gi')).errors[0]).toContain(immutable);
      expect(bound(true).update(claims, 'c', sized('3Gi')).errors).toEqual([]);
    });

    it('grows only where its class allows that', () => {
      expect(bound(false).update(claims, 'c', sized('3Gi'))).toMatchObject({
        code: 403,
        errors: [
          'persistentvolumeclaims "c" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
        ],
      });
    });

    it('shrinks only to more than it has', () => {
      expect(bound(true).update(claims, 'c', sized('1536Mi')).errors).toEqual([]);
      expect(bound(true).update(claims, 'c', sized('1Gi')).errors).toEqual([
        'spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
      ]);
    });
  });
});

describe('a volume', () => {
  const create = (spec: object, api = apiHarness()) => api.create(volumes, { metadata: { name: 'v' }, spec });
  const { hostPath: _, ...withoutSource } = volumeSpec;

  it.each<[string, object, readonly string[]]>([
    [
      'nothing said',
      {},
      [
        'spec.accessModes: Required value',
        'spec.capacity: Required value',
        'spec.capacity: Unsupported value: null: supported values: "storage"',
        'spec: Required value: must specify a volume type',
      ],
    ],
    [
      'no size',
      { ...volumeSpec, capacity: { storage: '0' } },
      ['spec.capacity[storage]: Invalid value: "0": must be greater than zero'],
    ],
    [
      'two sources',
      { ...volumeSpec, nfs: { server: 'a', path: '/b' } },
      ['spec.nfs: Forbidden: may not specify more than 1 volume type'],
    ],
    [
      'reclaim policy',
      { ...volumeSpec, persistentVolumeReclaimPolicy: 'X' },
      ['spec.persistentVolumeReclaimPolicy: Unsupported value: "X": supported values: "Delete", "Recycle", "Retain"'],
    ],
    [
      'recycling of everything',
      { ...volumeSpec, hostPath: { path: '/' }, persistentVolumeReclaimPolicy: 'Recycle' },
      ["spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'"],
    ],
    [
      'way up',
      { ...volumeSpec, hostPath: { path: '/a/../b' } },
      [`spec.hostPath.path: Invalid value: "/a/../b": must not contain '..'`],
    ],
    [
      'local without node',
      { ...withoutSource, local: { path: '/a' } },
      ['spec.nodeAffinity: Required value: Local volume requires node affinity'],
    ],
    [
      'affinity to nothing',
      { ...volumeSpec, nodeAffinity: { required: { nodeSelectorTerms: [] } } },
      ['spec.nodeAffinity.required.nodeSelectorTerms: Required value: must have at least one node selector term'],
    ],
    ['driver without volume', { ...withoutSource, csi: { driver: 'a.b' } }, ['spec.csi.volumeHandle: Required value']],
  ])('is refused: %s', (_what, spec, errors) => {
    expect(create(spec).errors).toEqual(errors);
  });

  it('gets defaults, a finalizer and a phase', () => {
    const { object } = create(volumeSpec);
    expect(object['spec']).toEqual({
      ...volumeSpec,
      hostPath: { path: '/data', type: '' },
      persistentVolumeReclaimPolicy: 'Retain',
      volumeMode: 'Filesystem',
    });
    expect(object.metadata.finalizers).toEqual(['kubernetes.io/pv-protection']);
    expect(object['status']).toEqual({ phase: 'Pending', lastPhaseTransitionTime: '2026-01-01T00:00:00Z' });
  });

  it('keeps its source and mode', () => {
    const api = apiHarness();
    create(volumeSpec, api);
    expect(api.patch(volumes, 'v', { spec: { hostPath: { path: '/other' } } }).errors).toEqual([
      'spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation\n' +
        '@@ -2,7 +2,7 @@\n  "GCEPersistentDisk": null,\n  "AWSElasticBlockStore": null,\n  "HostPath": {\n' +
        '-  "Path": "/data",\n+  "Path": "/other",\n   "Type": ""\n  },\n  "Glusterfs": null,\n',
    ]);
    expect(api.patch(volumes, 'v', { spec: { volumeMode: 'Block' } }).errors).toEqual([
      'volumeMode: Invalid value: "Block": field is immutable',
    ]);
    expect(api.patch(volumes, 'v', { spec: { capacity: { storage: '2Gi' } } }).errors).toEqual([]);
  });

  it('that recycles comes with a warning', () => {
    expect(create({ ...volumeSpec, persistentVolumeReclaimPolicy: 'Recycle' }).warnings).toEqual([
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
    ]);
  });
});

describe('a storage class', () => {
  const create = (fields: object, api = apiHarness()) => api.create(classes, { metadata: { name: 'x' }, ...fields });

  it.each<[string, object, readonly string[]]>([
    ['no provisioner', {}, ['provisioner: Required value']],
    [
      'policies',
      { provisioner: 'a', reclaimPolicy: 'Recycle', volumeBindingMode: 'Later' },
      [
        'reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"',
        'volumeBindingMode: Unsupported value: "Later": supported values: "Immediate", "WaitForFirstConsumer"',
      ],
    ],
    [
      'topologies',
      {
        provisioner: 'a',
        allowedTopologies: [
          {
            matchLabelExpressions: [
              { key: 'zone', values: ['a', 'a'] },
              { key: 'zone', values: [] },
            ],
          },
        ],
      },
      [
        'allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: "a"',
        'allowedTopologies[0].matchLabelExpressions[1].values: Required value',
        'allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: "zone"',
      ],
    ],
  ])('is refused: %s', (_what, fields, errors) => {
    expect(create(fields).errors).toEqual(errors);
  });

  it('binds at once and deletes, unless said otherwise', () => {
    expect(create({ provisioner: 'a' }).object).toMatchObject({
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
    });
  });

  it.each<[object, readonly string[]]>([
    [{ provisioner: 'b' }, ['provisioner: Invalid value: "b": field is immutable']],
    [{ parameters: { a: 'c' } }, ['parameters: Invalid value: {"a":"c"}: field is immutable']],
    [{ reclaimPolicy: 'Retain' }, ['reclaimPolicy: Invalid value: "Retain": field is immutable']],
    [
      { volumeBindingMode: 'WaitForFirstConsumer' },
      ['volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable'],
    ],
    [{ allowVolumeExpansion: true, mountOptions: ['ro'] }, []],
  ])('changed by %j', (patch, errors) => {
    const api = apiHarness();
    create({ provisioner: 'a', parameters: { a: 'b' } }, api);
    expect(api.patch(classes, 'x', patch).errors).toEqual(errors);
  });
});
