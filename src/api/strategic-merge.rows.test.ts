import { describe, expect, it } from 'vitest';
import type { JsonObject } from './json.ts';
import { strategicMerge } from './strategic-merge.ts';

/** A list of a type, its merge key (or none: it is replaced), and values of the key. */
const rows: readonly (readonly [type: string, field: string, key: string | undefined])[] = [
  ['PodSpec', 'containers', 'name'],
  ['PodSpec', 'initContainers', 'name'],
  ['PodSpec', 'ephemeralContainers', 'name'],
  ['PodSpec', 'volumes', 'name'],
  ['PodSpec', 'imagePullSecrets', 'name'],
  ['PodSpec', 'schedulingGates', 'name'],
  ['PodSpec', 'resourceClaims', 'name'],
  ['PodSpec', 'hostAliases', 'ip'],
  ['PodSpec', 'topologySpreadConstraints', 'topologyKey'],
  ['PodSpec', 'tolerations', undefined],
  ['PodSpec', 'readinessGates', undefined],
  ['Container', 'env', 'name'],
  ['Container', 'ports', 'containerPort'],
  ['Container', 'volumeMounts', 'mountPath'],
  ['Container', 'volumeDevices', 'devicePath'],
  ['Container', 'envFrom', undefined],
  ['ServiceSpec', 'ports', 'port'],
  ['PodStatus', 'conditions', 'type'],
  ['StatefulSetStatus', 'conditions', 'type'],
  ['ObjectMeta', 'ownerReferences', 'uid'],
  ['StatefulSetSpec', 'volumeClaimTemplates', undefined],
  ['LabelSelector', 'matchExpressions', undefined],
];

describe('lists', () => {
  it.each(rows)('%s.%s are merged by %s', (type, field, key) => {
    const by = key ?? 'name';
    const [one, two] = [
      { [by]: 'one', old: 1 },
      { [by]: 'two', old: 1 },
    ];
    const merged = strategicMerge({ [field]: [one, two] }, { [field]: [{ [by]: 'two', new: 2 }] }, type) as JsonObject;
    const replaced = [{ [by]: 'two', new: 2 }];
    expect(merged[field]).toEqual(key === undefined ? replaced : [one, { ...two, new: 2 }]);
  });

  it.each([
    ['ObjectMeta', 'finalizers', ['c', 'a', 'b']],
    ['Container', 'args', ['c']],
    ['Container', 'command', ['c']],
    ['PersistentVolumeClaimSpec', 'accessModes', ['c']],
  ])('%s.%s of texts', (type, field, expected) => {
    expect(strategicMerge({ [field]: ['a', 'b'] }, { [field]: ['c'] }, type)).toEqual({ [field]: expected });
  });
});

it('replaces the source of a volume and the strategy of a Deployment', () => {
  const patch = { volumes: [{ $retainKeys: ['name', 'emptyDir'], name: 'v', emptyDir: {} }] };
  expect(strategicMerge({ volumes: [{ name: 'v', configMap: { name: 'c' } }] }, patch, 'PodSpec')).toEqual({
    volumes: [{ name: 'v', emptyDir: {} }],
  });
  const strategy = { $retainKeys: ['type'], type: 'Recreate' };
  expect(
    strategicMerge({ strategy: { type: 'RollingUpdate', rollingUpdate: {} } }, { strategy }, 'DeploymentSpec'),
  ).toEqual({ strategy: { type: 'Recreate' } });
});

it('merges maps and removes what is null', () => {
  expect(strategicMerge({ labels: { a: '1', b: '2' } }, { labels: { b: null, c: '3' } }, 'ObjectMeta')).toEqual({
    labels: { a: '1', c: '3' },
  });
});
