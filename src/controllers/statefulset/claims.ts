/**
 * The PersistentVolumeClaims of a StatefulSet: their names and contents, and the owner references by which the
 * retention policy has the garbage collector delete them. Models stateful_set_utils.go (claims and owner references).
 */

import type { KubeObject } from '../../api/object.ts';
import type { OwnerReference, PersistentVolumeClaim, StatefulSet } from '../../api/types.ts';
import { claimName, controllerRef, inOrdinalRange } from './identity.ts';

/** The Pod a claim belongs to: a live one (its facts), or the one about to be created, which has no uid yet. */
export interface ClaimUser {
  readonly name: string;
  readonly ordinal: number;
  readonly uid?: string | undefined;
}

interface ClaimNames {
  /** Of the set: two sets may share a spec. */
  readonly owner: string;
  readonly byOrdinal: Map<number, readonly string[]>;
}

const names = new WeakMap<StatefulSet['spec'], ClaimNames>();

/** The names of the claims of an ordinal, remembered for as long as the set's spec lives. */
export function claimNames(set: StatefulSet, ordinal: number): readonly string[] {
  let known = names.get(set.spec);
  if (known?.owner !== set.metadata.name) {
    known = { owner: set.metadata.name, byOrdinal: new Map() };
    names.set(set.spec, known);
  }
  let list = known.byOrdinal.get(ordinal);
  if (!list) {
    list = (set.spec.volumeClaimTemplates ?? []).map((template) => claimName(set, template, ordinal));
    known.byOrdinal.set(ordinal, list);
  }
  return list;
}

/** The claims of an ordinal as they are sent for creation. Models getPersistentVolumeClaims. */
export function newClaims(set: StatefulSet, ordinal: number): readonly KubeObject[] {
  return (set.spec.volumeClaimTemplates ?? []).map((template) => {
    const labels = { ...template.metadata.labels, ...set.spec.selector.matchLabels };
    const metadata = {
      ...template.metadata,
      name: claimName(set, template, ordinal),
      namespace: set.metadata.namespace!,
    };
    return {
      ...template,
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: Object.keys(labels).length > 0 ? { ...metadata, labels } : metadata,
    };
  });
}

const podKind = { apiVersion: 'v1', kind: 'Pod' };
const setKind = { apiVersion: 'apps/v1', kind: 'StatefulSet' };

const group = (apiVersion: string): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';

const refersTo = (ref: OwnerReference, kind: typeof podKind, name: string): boolean =>
  ref.name === name && ref.kind === kind.kind && group(ref.apiVersion) === group(kind.apiVersion);

const namesSet = (ref: OwnerReference, set: StatefulSet): boolean => refersTo(ref, setKind, set.metadata.name);
const namesPod = (ref: OwnerReference, pod: ClaimUser): boolean => refersTo(ref, podKind, pod.name);

/** Who should own a claim by the retention policy. Models the switch of isClaimOwnerUpToDate. */
function wantedOwners(set: StatefulSet, pod: ClaimUser): { readonly set: boolean; readonly pod: boolean } {
  const { whenScaled, whenDeleted } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const scaledDown = whenScaled === 'Delete' && !inOrdinalRange(set, pod.ordinal);
  return { set: whenDeleted === 'Delete' && !scaledDown, pod: scaledDown };
}

function retainsAlways(set: StatefulSet): boolean {
  const policy = set.spec.persistentVolumeClaimRetentionPolicy;
  return policy?.whenScaled !== 'Delete' && policy?.whenDeleted !== 'Delete';
}

/** True when the claim is managed by someone else while the policy asks for our references. */
export function hasForeignController(set: StatefulSet, claim: PersistentVolumeClaim, pod: ClaimUser): boolean {
  if (retainsAlways(set)) return false;
  return (claim.metadata.ownerReferences ?? []).some((ref) => {
    if (namesSet(ref, set)) return ref.uid !== set.metadata.uid;
    if (namesPod(ref, pod)) return ref.uid !== pod.uid;
    return ref.controller === true;
  });
}

/** True when the claim still belongs to an earlier Pod of this name; the garbage collector is about to delete it. Models PodClaimIsStale. */
export function isStaleClaim(set: StatefulSet, claim: PersistentVolumeClaim, pod: ClaimUser): boolean {
  if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return false;
  const ref = claim.metadata.ownerReferences?.find((owner) => namesPod(owner, pod));
  return ref !== undefined && ref.uid !== pod.uid;
}

/** True when the claim's owner references are as the retention policy wants them, or not ours to touch. */
export function ownersUpToDate(set: StatefulSet, claim: PersistentVolumeClaim, pod: ClaimUser): boolean {
  const refs = claim.metadata.ownerReferences;
  // By far the most frequent case: nobody owns it, and nobody should.
  if (!refs && retainsAlways(set)) return true;
  const wanted = wantedOwners(set, pod);
  if (!refs || refs.length === 0) return !wanted.set && !wanted.pod;
  const bySet = refs.find((ref) => namesSet(ref, set));
  const byPod = refs.find((ref) => namesPod(ref, pod));
  if (bySet && bySet.uid !== set.metadata.uid) return true;
  if (byPod && byPod.uid !== pod.uid) return true;
  if (hasForeignController(set, claim, pod)) return !bySet && !byPod;
  if (bySet && bySet.controller !== true) return false;
  if (byPod && byPod.controller !== true) return false;
  return (bySet !== undefined) === wanted.set && (byPod !== undefined) === wanted.pod;
}

/** The claim with the owner references that the policy wants. Models updateClaimOwnerRefForSetAndPod. */
export function withOwners(set: StatefulSet, claim: PersistentVolumeClaim, pod: ClaimUser): PersistentVolumeClaim {
  const others = (claim.metadata.ownerReferences ?? []).filter((ref) => !namesSet(ref, set) && !namesPod(ref, pod));
  const wanted = hasForeignController(set, claim, pod) ? { set: false, pod: false } : wantedOwners(set, pod);
  const ours: OwnerReference[] = [];
  if (wanted.set) ours.push(controllerRef(set));
  if (wanted.pod && pod.uid) {
    ours.push({ ...podKind, name: pod.name, uid: pod.uid, controller: true, blockOwnerDeletion: true });
  }
  return { ...claim, metadata: { ...claim.metadata, ownerReferences: [...others, ...ours] } };
}
