import { describe } from 'vitest';
import { container, refuses, type PodRow } from '../../../testing/pod-rows.ts';

const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

describe('volumes', () => {
  const row = (what: string, volume: object, ...errors: string[]): PodRow => [
    what,
    { volumes: [{ name: 'x', ...volume }] },
    errors,
  ];
  refuses([
    ['name', { volumes: [{ emptyDir: {} }] }, ['spec.volumes[0].name: Required value']],
    ['name', { volumes: [{ name: 'A' }] }, [`spec.volumes[0].name: Invalid value: "A": ${label}`]],
    ['twice', { volumes: [{ name: 'a' }, { name: 'a' }] }, ['spec.volumes[1].name: Duplicate value: "a"']],
    row(
      'two sources',
      { emptyDir: {}, hostPath: { path: '/a' } },
      'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
    ),
    row('claim', { persistentVolumeClaim: {} }, 'spec.volumes[0].persistentVolumeClaim.claimName: Required value'),
    row('config map', { configMap: {} }, 'spec.volumes[0].configMap.name: Required value'),
    row('secret', { secret: {} }, 'spec.volumes[0].secret.secretName: Required value'),
    row(
      'mode of files',
      { configMap: { name: 'a', defaultMode: 512 } },
      'spec.volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
    ),
    row(
      'item above its volume, which is two faults',
      { configMap: { name: 'a', items: [{ key: 'a', path: '..' }] } },
      `spec.volumes[0].configMap.items[0].path: Invalid value: "..": must not contain '..'`,
      `spec.volumes[0].configMap.items[0].path: Invalid value: "..": must not start with '..'`,
    ),
    row(
      'cinder',
      { cinder: { volumeID: 'a', secretRef: {} } },
      'spec.volumes[0].cinder.secretRef.name: Required value',
    ),
    row(
      'quobyte',
      { quobyte: { registry: 'a:1,b', volume: 'v' } },
      'spec.volumes[0].quobyte.registry: Invalid value: "a:1,b": must be a host:port pair or multiple pairs separated by commas',
    ),
    row(
      'items',
      { secret: { secretName: 'a', items: [{}, { key: 'a', path: '../b' }, { key: 'a', path: '/b' }] } },
      'spec.volumes[0].secret.items[0].key: Required value',
      'spec.volumes[0].secret.items[0].path: Required value',
      `spec.volumes[0].secret.items[1].path: Invalid value: "../b": must not contain '..'`,
      'spec.volumes[0].secret.items[2].path: Invalid value: "/b": must be a relative path',
    ),
    row('host path', { hostPath: {} }, 'spec.volumes[0].hostPath.path: Required value'),
    row(
      'type of host path',
      { hostPath: { path: '/a', type: 'X' } },
      'spec.volumes[0].hostPath.type: Unsupported value: "X": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
    ),
    row(
      'size of an emptyDir',
      { emptyDir: { sizeLimit: '-1' } },
      'spec.volumes[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity',
    ),
    row(
      'token',
      { projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 10 } }] } },
      'spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 10: may not specify a duration less than 10 minutes',
    ),
    row(
      'same file from two sources',
      {
        projected: {
          sources: [
            { secret: { name: 'a', items: [{ key: 'k', path: 'f' }] } },
            { configMap: { name: 'b', items: [{ key: 'k', path: 'f' }] } },
          ],
        },
      },
      'spec.volumes[0].projected: Invalid value: "b": conflicting duplicate paths',
    ),
    row(
      'downward API',
      { downwardAPI: { items: [{ path: 'a' }, { path: 'b', fieldRef: { fieldPath: 'spec.nodeName' } }] } },
      'spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
      'spec.volumes[0].downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"',
    ),
    row(
      'claim of the Pod itself',
      { ephemeral: { volumeClaimTemplate: { spec: {} } } },
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required',
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value',
    ),
    row(
      'NFS',
      { nfs: { server: 'a', path: 'b' } },
      'spec.volumes[0].nfs.path: Invalid value: "b": must be an absolute path',
    ),
  ]);
});

describe('volume mounts', () => {
  const mounts = (...list: readonly object[]): object => container({ volumeMounts: list });
  refuses(
    [
      [
        'nothing said',
        mounts({}),
        ['[0].name: Required value', '[0].name: Not found: ""', '[0].mountPath: Required value'],
      ],
      ['no such volume', mounts({ name: 'x', mountPath: '/a' }), ['[0].name: Not found: "x"']],
      [
        'a place twice',
        mounts({ name: 'v', mountPath: '/a' }, { name: 'p', mountPath: '/a' }),
        ['[1].mountPath: Invalid value: "/a": must be unique'],
      ],
      [
        'subPath',
        mounts({ name: 'v', mountPath: '/a', subPath: '/b' }, { name: 'v', mountPath: '/b', subPath: '../c' }),
        [
          '.subPath: Invalid value: "/b": must be a relative path',
          `.subPath: Invalid value: "../c": must not contain '..'`,
        ],
      ],
      [
        'both kinds of sub path',
        mounts({ name: 'v', mountPath: '/a', subPath: 'b', subPathExpr: 'c' }),
        ['[0].subPathExpr: Invalid value: "c": subPathExpr and subPath are mutually exclusive'],
      ],
      [
        'propagation out of an unprivileged container',
        mounts({ name: 'v', mountPath: '/a', mountPropagation: 'Bidirectional' }),
        ['.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers'],
      ],
    ],
    'spec.containers[0].volumeMounts',
  );
});

describe('volume devices', () => {
  refuses(
    [
      [
        'of a file system',
        container({ volumeDevices: [{ name: 'v', devicePath: '/a' }] }),
        [
          '[0].name: Invalid value: "v": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
        ],
      ],
      [
        'twice',
        container({
          volumeDevices: [
            { name: 'p', devicePath: '/a' },
            { name: 'p', devicePath: '/a' },
          ],
        }),
        ['[1].name: Invalid value: "p": must be unique', '[1].devicePath: Invalid value: "/a": must be unique'],
      ],
    ],
    'spec.containers[0].volumeDevices',
  );
});
