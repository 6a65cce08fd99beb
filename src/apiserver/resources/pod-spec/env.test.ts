import { describe } from 'vitest';
import { container, refuses } from '../../../testing/pod-rows.ts';

describe('env', () => {
  const env = (...list: readonly object[]): object => container({ env: list });
  refuses(
    [
      ['no name', env({ value: 'x' }), ['[0].name: Required value']],
      [
        'name with =',
        env({ name: 'a=b' }),
        [
          `[0].name: Invalid value: "a=b": a valid environment variable name must consist only of printable ASCII characters other than '='`,
        ],
      ],
      [
        'value and source',
        env({ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }),
        ['[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty'],
      ],
      [
        'no source',
        env({ name: 'A', valueFrom: {} }),
        [
          '[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
        ],
      ],
      [
        'two sources',
        env({
          name: 'A',
          valueFrom: { fieldRef: { fieldPath: 'metadata.name' }, secretKeyRef: { name: 'a', key: 'b' } },
        }),
        ['[0].valueFrom: Invalid value: "": may not have more than one field specified at a time'],
      ],
      [
        'unknown field',
        env({ name: 'A', valueFrom: { fieldRef: { fieldPath: 'x' } } }),
        [
          '[0].valueFrom.fieldRef.fieldPath: Invalid value: "x": error converting fieldPath: field label not supported: x',
        ],
      ],
      [
        'field that no variable may show',
        env({ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }),
        [
          '[0].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"',
        ],
      ],
      [
        'unknown resource',
        env({ name: 'A', valueFrom: { resourceFieldRef: { resource: 'x' } } }),
        [
          '[0].valueFrom.resourceFieldRef.resource: Unsupported value: "x": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"',
        ],
      ],
      [
        'odd divisor',
        env({ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '3' } } }),
        [
          `[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor's values 1m and 1 are supported with the cpu resource`,
        ],
      ],
      [
        'keys of config maps and secrets',
        env(
          { name: 'A', valueFrom: { configMapKeyRef: { name: 'a' } } },
          { name: 'B', valueFrom: { secretKeyRef: { name: 'a', key: 'b c' } } },
        ),
        [
          '[0].valueFrom.configMapKeyRef.key: Required value',
          `[1].valueFrom.secretKeyRef.key: Invalid value: "b c": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
        ],
      ],
    ],
    'spec.containers[0].env',
  );
  refuses([
    [
      'envFrom',
      container({ envFrom: [{}, { configMapRef: {} }, { configMapRef: { name: 'a' }, secretRef: { name: 'b' } }] }),
      [
        'spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
        'spec.containers[0].envFrom[1].configMapRef.name: Required value',
        'spec.containers[0].envFrom: Invalid value: "": may not have more than one field specified at a time',
      ],
    ],
  ]);
});
