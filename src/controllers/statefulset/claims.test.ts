import { describe, expect, it } from 'vitest';
import type { OwnerReference, PersistentVolumeClaim, StatefulSet } from '../../api/types.ts';
import { claimNames, hasForeignController, isStaleClaim, ownersUpToDate, withOwners } from './claims.ts';

const setWith = (whenScaled: string, whenDeleted: string): StatefulSet =>
  ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'default', uid: 'set' },
    spec: { replicas: 2, persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted } },
  }) as unknown as StatefulSet;

const claimOf = (...ownerReferences: OwnerReference[]): PersistentVolumeClaim =>
  ({
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'www-web-1', ownerReferences },
  }) as unknown as PersistentVolumeClaim;

const ref = (
  kind: string,
  name: string,
  uid: string,
  more: object = { controller: true, blockOwnerDeletion: true },
) => ({
  apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1',
  kind,
  name,
  uid,
  ...more,
});

const inRange = { name: 'web-1', ordinal: 1, uid: 'p1' };
const condemned = { name: 'web-2', ordinal: 2, uid: 'p2' };
const bySet = ref('StatefulSet', 'web', 'set');
const byPod = (pod: typeof inRange) => ref('Pod', pod.name, pod.uid);

describe('the retention policy as owner references', () => {
  it.each([
    ['Retain', 'Retain', [], []],
    ['Retain', 'Delete', [bySet], [bySet]],
    ['Delete', 'Retain', [], [byPod(condemned)]],
    ['Delete', 'Delete', [bySet], [byPod(condemned)]],
  ])('whenScaled %s, whenDeleted %s', (whenScaled, whenDeleted, wantedInRange, wantedCondemned) => {
    const set = setWith(whenScaled, whenDeleted);
    for (const [pod, wanted] of [
      [inRange, wantedInRange],
      [condemned, wantedCondemned],
    ] as const) {
      for (const before of [[], [bySet], [byPod(pod)], [bySet, byPod(pod)]]) {
        const claim = claimOf(...before);
        const after = withOwners(set, claim, pod);
        expect(after.metadata.ownerReferences).toEqual(wanted);
        expect(ownersUpToDate(set, after, pod)).toBe(true);
        expect(ownersUpToDate(set, claim, pod)).toBe(JSON.stringify(before) === JSON.stringify(wanted));
      }
    }
  });

  it('makes a plain reference of ours a controller reference, and keeps those of others', () => {
    const set = setWith('Retain', 'Delete');
    const plain = claimOf(ref('ConfigMap', 'boss', 'b', {}), ref('StatefulSet', 'web', 'set', {}));
    expect(ownersUpToDate(set, plain, inRange)).toBe(false);
    expect(withOwners(set, plain, inRange).metadata.ownerReferences).toEqual([
      ref('ConfigMap', 'boss', 'b', {}),
      bySet,
    ]);
  });

  it('does not touch what belongs to an earlier set or Pod of the same name', () => {
    const set = setWith('Delete', 'Delete');
    expect(ownersUpToDate(set, claimOf(ref('StatefulSet', 'web', 'earlier')), inRange)).toBe(true);
    expect(ownersUpToDate(set, claimOf(ref('Pod', 'web-1', 'earlier')), inRange)).toBe(true);
  });

  it('gives way to another controller, unless everything is retained', () => {
    const foreign = claimOf(ref('Job', 'other', 'o'), bySet);
    expect(hasForeignController(setWith('Retain', 'Retain'), foreign, inRange)).toBe(false);
    const set = setWith('Retain', 'Delete');
    expect(hasForeignController(set, foreign, inRange)).toBe(true);
    expect(ownersUpToDate(set, foreign, inRange)).toBe(false);
    expect(withOwners(set, foreign, inRange).metadata.ownerReferences).toEqual([ref('Job', 'other', 'o')]);
  });
});

it('takes a claim of an earlier Pod for stale only when claims go with their Pods', () => {
  const earlier = claimOf(ref('Pod', 'web-1', 'earlier'));
  const unborn = { name: 'web-1', ordinal: 1 };
  expect(isStaleClaim(setWith('Delete', 'Retain'), earlier, unborn)).toBe(true);
  expect(isStaleClaim(setWith('Retain', 'Delete'), earlier, unborn)).toBe(false);
  expect(isStaleClaim(setWith('Delete', 'Retain'), claimOf(byPod(inRange)), inRange)).toBe(false);
});

it('names the claims of two sets that share a spec', () => {
  const set = setWith('Retain', 'Retain');
  const spec = { ...set.spec, volumeClaimTemplates: [{ metadata: { name: 'www' } }] } as unknown as StatefulSet['spec'];
  const named = (name: string): StatefulSet => ({ ...set, metadata: { ...set.metadata, name }, spec });
  expect(['a', 'b', 'a'].map((name) => claimNames(named(name), 0))).toEqual([['www-a-0'], ['www-b-0'], ['www-a-0']]);
});
