import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '../api/request.ts';
import { createRequest, deleteRequest, patchRequest, type DeleteOptions } from '../client/request.ts';
import { createCluster } from '../sim/cluster.ts';
import { garbageCollector } from './garbage-collector.ts';

/** ConfigMaps that own each other, and the collector alone. */
function cluster() {
  const simulation = createCluster({ controllers: [garbageCollector] });
  const path = { resource: 'configmaps', namespace: 'default' };
  const send = (request: ApiRequest): void => {
    const { code, body } = simulation.request(request);
    expect(code, JSON.stringify(body)).toBeLessThan(300);
  };
  const find = (name: string) => simulation.reader.get('configmaps', 'default', name);
  const refTo = (name: string, more: object = {}) => {
    return { apiVersion: 'v1', kind: 'ConfigMap', name, uid: find(name)?.metadata.uid ?? 'nobody', ...more };
  };
  return {
    find,
    refTo,
    add: (name: string, ownerReferences: readonly object[] = [], finalizers: readonly string[] = []) => {
      const metadata = { name, namespace: 'default', ownerReferences, finalizers };
      send(createRequest(path, { apiVersion: 'v1', kind: 'ConfigMap', metadata }));
    },
    remove: (name: string, propagationPolicy: DeleteOptions['propagationPolicy']) => {
      send(deleteRequest({ ...path, name }, { propagationPolicy }));
    },
    releaseFinalizers: (name: string) =>
      send(patchRequest({ ...path, name }, 'merge', { metadata: { finalizers: null } })),
    /** Names that are left, `*` behind one in deletion. */
    settle: () => {
      expect(simulation.runUntilSettled().settled).toBe(true);
      const left = simulation.reader
        .list('configmaps', 'default')
        .filter(({ metadata }) => !metadata.name.includes('.'));
      return left.map(({ metadata }) => `${metadata.name}${metadata.deletionTimestamp ? '*' : ''}`);
    },
  };
}

describe('background deletion', () => {
  it('cascades over generations', () => {
    const { add, remove, refTo, settle } = cluster();
    add('a');
    add('b', [refTo('a')]);
    add('c', [refTo('b')]);
    add('other');
    remove('a', 'Background');
    expect(settle()).toEqual(['other']);
  });

  it('keeps what has another owner, without the reference to the lost one', () => {
    const { add, remove, refTo, settle, find } = cluster();
    add('a');
    add('b');
    add('c', [refTo('a'), refTo('b')]);
    remove('a', 'Background');
    expect(settle()).toEqual(['b', 'c']);
    expect(find('c')?.metadata.ownerReferences).toEqual([refTo('b')]);
  });

  it('collects what is created with an owner that does not exist, or that only has the same name', () => {
    const { add, refTo, settle } = cluster();
    add('a');
    add('b', [refTo('nobody')]);
    add('c', [{ ...refTo('a'), uid: 'an earlier one' }]);
    expect(settle()).toEqual(['a']);
  });

  it('leaves a kind alone that nobody serves', () => {
    const { add, settle } = cluster();
    add('a', [{ apiVersion: 'example.com/v1', kind: 'Widget', name: 'w', uid: 'w' }]);
    expect(settle()).toEqual(['a']);
  });
});

describe('foreground deletion', () => {
  it('removes the owner after its dependents', () => {
    const { add, remove, refTo, settle } = cluster();
    add('a');
    add('b', [refTo('a', { blockOwnerDeletion: true })]);
    remove('a', 'Foreground');
    expect(settle()).toEqual([]);
  });

  it('waits for a dependent that blocks it, and not for one that does not', () => {
    const { add, remove, refTo, settle, releaseFinalizers } = cluster();
    add('a');
    add('b', [refTo('a', { blockOwnerDeletion: true })], ['example.com/hold']);
    add('c', [refTo('a')], ['example.com/hold']);
    remove('a', 'Foreground');
    expect(settle()).toEqual(['a*', 'b*', 'c*']);
    releaseFinalizers('b');
    expect(settle()).toEqual(['c*']);
  });

  it('goes on in the foreground where dependents have dependents', () => {
    const { add, remove, refTo, settle, find } = cluster();
    add('a');
    add('b', [refTo('a', { blockOwnerDeletion: true })]);
    add('c', [refTo('b', { blockOwnerDeletion: true })], ['example.com/hold']);
    remove('a', 'Foreground');
    expect(settle()).toEqual(['a*', 'b*', 'c*']);
    expect(find('b')?.metadata.finalizers).toEqual(['foregroundDeletion']);
  });
});

it('orphans: dependents lose the reference and live', () => {
  const { add, remove, refTo, settle, find } = cluster();
  add('a');
  add('b', [refTo('a', { blockOwnerDeletion: true })]);
  remove('a', 'Orphan');
  expect(settle()).toEqual(['b']);
  expect(find('b')?.metadata.ownerReferences ?? []).toEqual([]);
});
