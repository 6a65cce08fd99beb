/**
 * Which PersistentVolume fits a claim. The binder asks without a node, the scheduler for one node.
 * Models component-helpers/storage/volume FindMatchingVolume and persistentVolumeOrderedIndex.findByClaim.
 */

import { matchesNodeSelector } from '../api/node-selector.ts';
import { compareQuantities, quantityOf } from '../api/quantity.ts';
import { matchesSelector } from '../api/selector.ts';
import type { Node, PersistentVolume, PersistentVolumeClaim } from '../api/types.ts';
import { classNameOf, isVolumeBoundToClaim } from './volume-claims.ts';

export interface MatchOptions {
  /** Scheduler: the volume must be usable on this node. */
  readonly node?: Node;
  /** The claim's class waits for a consumer: without a node only a volume made for this claim fits. */
  readonly delayBinding: boolean;
  /** Names of volumes already given to other claims of the same Pod. */
  readonly taken?: ReadonlySet<string>;
}

const capacityOf = (volume: PersistentVolume) => quantityOf(volume.spec.capacity?.['storage']);
const modeOf = (spec: { readonly volumeMode?: string }): string => spec.volumeMode ?? 'Filesystem';

/** True when the volume offers every access mode the claim asks for. */
export function offersAccessModes(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (claim.spec.accessModes ?? []).every((mode) => volume.spec.accessModes?.includes(mode) === true);
}

/** Whether the volume's node affinity allows the node. */
export function volumeAllowsNode(volume: PersistentVolume, node: Node): boolean {
  return matchesNodeSelector(volume.spec.nodeAffinity?.required, node);
}

/** Why a volume that the claim names cannot be bound to it, or undefined. Models checkVolumeSatisfyClaim. */
export function volumeMismatch(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  const wanted = quantityOf(claim.spec.resources?.requests?.['storage']);
  if (compareQuantities(capacityOf(volume), wanted) < 0) return 'requested PV is too small';
  if (classNameOf(volume) !== classNameOf(claim)) return 'storageClassName does not match';
  if ((volume.spec.volumeAttributesClassName ?? '') !== (claim.spec.volumeAttributesClassName ?? '')) {
    return 'volumeAttributesClassName does not match';
  }
  if (modeOf(volume.spec) !== modeOf(claim.spec)) return 'incompatible volumeMode';
  if (!offersAccessModes(volume, claim)) return 'incompatible accessMode';
  return undefined;
}

/** A volume made for the claim wins outright; else fewest access modes, then smallest capacity. */
export function findMatchingVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  { node, delayBinding, taken }: MatchOptions,
): PersistentVolume | undefined {
  const wanted = quantityOf(claim.spec.resources?.requests?.['storage']);
  const { selector } = claim.spec;
  const wantedClass = classNameOf(claim);
  let best: PersistentVolume | undefined;
  for (const volume of volumes) {
    if (taken?.has(volume.metadata.name)) continue;
    const prebound = isVolumeBoundToClaim(volume, claim);
    if (volume.spec.claimRef && !prebound) continue;
    if (compareQuantities(capacityOf(volume), wanted) < 0) continue;
    if (modeOf(volume.spec) !== modeOf(claim.spec)) continue;
    if ((volume.spec.volumeAttributesClassName ?? '') !== (claim.spec.volumeAttributesClassName ?? '')) continue;
    if (volume.metadata.deletionTimestamp !== undefined) continue;
    const nodeFits = node === undefined || volumeAllowsNode(volume, node);
    if (prebound) return nodeFits ? volume : undefined;
    if (node === undefined && delayBinding) continue;
    if (volume.status.phase !== 'Available' || !nodeFits) continue;
    if (selector && !matchesSelector(selector, volume.metadata.labels)) continue;
    if (classNameOf(volume) !== wantedClass || !offersAccessModes(volume, claim)) continue;
    if (!best || isBetter(volume, best)) best = volume;
  }
  return best;
}

function isBetter(volume: PersistentVolume, best: PersistentVolume): boolean {
  const modes = (volume.spec.accessModes?.length ?? 0) - (best.spec.accessModes?.length ?? 0);
  return modes !== 0 ? modes < 0 : compareQuantities(capacityOf(volume), capacityOf(best)) < 0;
}
