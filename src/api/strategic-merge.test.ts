import { describe, expect, it } from 'vitest';
import type { JsonObject } from './json.ts';
import { createThreeWayMergePatch, createTwoWayMergePatch } from './strategic-diff.ts';
import { strategicMerge } from './strategic-merge.ts';

const pod = (spec: JsonObject): JsonObject => ({ spec });
const names = (list: unknown): unknown[] => (list as { name: unknown }[]).map(({ name }) => name);
const merged = (original: JsonObject, patch: JsonObject): JsonObject =>
  strategicMerge(pod(original), pod(patch), 'Pod')['spec'] as JsonObject;

describe('strategicMerge', () => {
  const live = {
    containers: [{ name: 'a', image: '1', env: [{ name: 'X', value: '1' }] }, { name: 'b' }],
    nodeName: 'n',
  };

  it('merges lists by key and puts new elements of the patch first', () => {
    const result = merged(live, { containers: [{ name: 'c' }, { name: 'a', image: '2' }] });
    expect(result['containers']).toEqual([{ name: 'c' }, { ...live.containers[0], image: '2' }, { name: 'b' }]);
    expect((result['containers'] as unknown[])[2]).toBe(live.containers[1]);
  });

  it('follows $patch in elements, lists and maps', () => {
    expect(merged(live, { containers: [{ name: 'a', $patch: 'delete' }] })['containers']).toEqual([{ name: 'b' }]);
    expect(merged(live, { containers: [{ $patch: 'replace' }, { name: 'z' }] })['containers']).toEqual([{ name: 'z' }]);
    expect(merged(live, { $patch: 'replace', nodeName: 'm' })).toEqual({ nodeName: 'm' });
    expect(() => merged(live, { $patch: 'x' })).toThrow('unknown patch type: x in map: map[$patch:x]');
  });

  it('orders by $setElementOrder and keeps the places of other elements', () => {
    const order = { '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }], containers: [{ name: 'c' }] };
    expect(names(merged(live, order)['containers'])).toEqual(['c', 'a', 'b']);
    expect(() => merged(live, { '$setElementOrder/containers': 1 })).toThrow(
      'expected a []interface {}, but received a int64',
    );
  });

  it('deletes from lists of primitives and replaces atomic lists', () => {
    const meta = { metadata: { finalizers: ['x/a', 'x/b'] } };
    const patch = { metadata: { '$deleteFromPrimitiveList/finalizers': ['x/a'], finalizers: ['x/c'] } };
    expect(strategicMerge(meta, patch, 'Pod')).toEqual({ metadata: { finalizers: ['x/c', 'x/b'] } });
    expect(merged({ tolerations: [{ key: 'a' }] }, { tolerations: [{ key: 'b' }] })).toEqual({
      tolerations: [{ key: 'b' }],
    });
  });

  it('clears the other keys with $retainKeys', () => {
    const volumes = [{ name: 'v', emptyDir: {} }];
    const patch = { volumes: [{ name: 'v', $retainKeys: ['name', 'configMap'], configMap: { name: 'c' } }] };
    expect(merged({ volumes }, patch)['volumes']).toEqual([{ name: 'v', configMap: { name: 'c' } }]);
  });

  it('needs the merge key', () => {
    expect(() => merged(live, { containers: [{ image: 'x' }] })).toThrow(
      'map: map[image:x] does not contain declared merge key: name',
    );
  });
});

describe('createTwoWayMergePatch', () => {
  it('leads from one version to the other', () => {
    const before = {
      spec: { containers: [{ name: 'a', image: '1' }, { name: 'b' }], volumes: [{ name: 'v', emptyDir: {} }] },
    };
    const after = {
      spec: {
        containers: [{ name: 'c' }, { name: 'a', image: '2' }],
        volumes: [{ name: 'v', hostPath: { path: '/' } }],
      },
    };
    const patch = createTwoWayMergePatch(before, after, 'Pod');
    expect(patch).toEqual({
      spec: {
        '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }],
        containers: [{ name: 'c' }, { image: '2', name: 'a' }, { $patch: 'delete', name: 'b' }],
        '$setElementOrder/volumes': [{ name: 'v' }],
        volumes: [{ $retainKeys: ['hostPath', 'name'], name: 'v', emptyDir: null, hostPath: { path: '/' } }],
      },
    });
    expect(strategicMerge(before, patch, 'Pod')).toEqual(after);
  });

  it('sees nothing in equal lists whose merge key is not unique', () => {
    const ports = [
      { containerPort: 53, protocol: 'UDP' },
      { containerPort: 53, protocol: 'TCP' },
    ];
    const object = { spec: { containers: [{ name: 'a', ports }] } };
    expect(createTwoWayMergePatch(object, structuredClone(object), 'Pod')).toEqual({});
  });

  it('always replaces what is declared to be replaced', () => {
    const budget = { spec: { selector: { matchLabels: { a: 'b' } } } };
    expect(createTwoWayMergePatch(budget, budget, 'PodDisruptionBudget')).toEqual(budget);
  });
});

describe('createThreeWayMergePatch', () => {
  const last = {
    spec: { replicas: 3, template: { spec: { containers: [{ name: 'a', env: [{ name: 'X', value: '1' }] }] } } },
  };

  it('removes what was applied before, keeps what others set', () => {
    const live = {
      spec: {
        replicas: 3,
        revisionHistoryLimit: 10,
        template: {
          spec: { containers: [{ name: 'a', imagePullPolicy: 'Always', env: [{ name: 'X', value: '1' }] }] },
        },
      },
    };
    const next = { spec: { template: { spec: { containers: [{ name: 'a' }] } } } };
    const patch = createThreeWayMergePatch(last, next, live, 'StatefulSet');
    expect(patch).toEqual({
      spec: {
        replicas: null,
        template: { spec: { '$setElementOrder/containers': [{ name: 'a' }], containers: [{ env: null, name: 'a' }] } },
      },
    });
    const result = strategicMerge(live, patch, 'StatefulSet') as typeof live;
    expect(result.spec.revisionHistoryLimit).toBe(10);
    expect(result.spec.template.spec.containers).toEqual([{ name: 'a', imagePullPolicy: 'Always' }]);
  });

  it('is empty when nothing is to be done', () => {
    expect(createThreeWayMergePatch(last, last, { ...last, status: { replicas: 3 } }, 'StatefulSet')).toEqual({});
  });
});
