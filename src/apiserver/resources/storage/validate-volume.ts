/** Validation of PersistentVolumes. Models pkg/apis/core/validation ValidatePersistentVolume and its update. */

import { forbiddenField, invalid, notSupported, required, type FieldError } from '../../../api/field-error.ts';
import type { JsonValue } from '../../../api/json.ts';
import type {
  CSIPersistentVolumeSource,
  PersistentVolume,
  PersistentVolumeSpec,
  SecretReference,
} from '../../../api/types.ts';
import {
  checkDnsLabel,
  checkDnsSubdomain,
  checkNoBacksteps,
  checkOptionalEnum,
  immutableError,
  sortedMap,
} from '../checks.ts';
import { internalDiff, internalValue } from '../internal-form.ts';
import { checkNodeSelector } from '../pod-spec/affinity.ts';
import { checkDriverName, checkSharedSource } from '../pod-spec/volume-sources.ts';
import { semanticallyEqual } from '../semantic-equality.ts';
import { checkAccessModes, checkPositiveQuantity, volumeModes } from './claim-spec.ts';

/** Source types in the order in which upstream looks at them. */
const sourceOrder = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
] as const;

function checkSecret(secret: SecretReference | undefined, path: string): FieldError[] {
  if (!secret) return [];
  const { name, namespace } = secret;
  return [
    ...(name ? checkDnsSubdomain(name, `${path}.name`) : [required(`${path}.name`)]),
    ...(namespace ? checkDnsLabel(namespace, `${path}.namespace`) : [required(`${path}.namespace`)]),
  ];
}

const csiSecrets = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
] as const;

function checkCsi(source: CSIPersistentVolumeSource, path: string): FieldError[] {
  return [
    ...checkDriverName(source.driver ?? '', `${path}.driver`),
    ...(source.volumeHandle ? [] : [required(`${path}.volumeHandle`)]),
    ...csiSecrets.flatMap((field) => checkSecret(source[field], `${path}.${field}`)),
  ];
}

function checkLocal(path: string | undefined, hasAffinity: boolean): FieldError[] {
  const affinity = hasAffinity ? [] : [required('spec.nodeAffinity', 'Local volume requires node affinity')];
  return path
    ? [...checkNoBacksteps(path, 'spec.local.path'), ...affinity]
    : [required('spec.local.path'), ...affinity];
}

function checkSources(spec: PersistentVolumeSpec): FieldError[] {
  const present = sourceOrder.filter((type) => spec[type] !== undefined && spec[type] !== null);
  if (present.length === 0) return [required('spec', 'must specify a volume type')];
  return present.flatMap((type, index) => {
    const path = `spec.${type}`;
    if (index > 0 && type !== 'flexVolume') {
      const name = type === 'cephfs' ? 'spec.cephFS' : path;
      return [forbiddenField(name, 'may not specify more than 1 volume type')];
    }
    if (type === 'local') return checkLocal(spec.local?.path, spec.nodeAffinity !== undefined);
    if (type === 'csi') return spec.csi ? checkCsi(spec.csi, path) : [];
    return checkSharedSource(type, spec[type], path);
  });
}

function checkCapacity({ capacity = {} }: PersistentVolumeSpec): FieldError[] {
  const names = Object.keys(capacity);
  const path = 'spec.capacity';
  const errors: FieldError[] = names.length === 0 ? [required(path)] : [];
  if (!Object.hasOwn(capacity, 'storage') || names.length > 1) {
    errors.push(notSupported(path, names.length > 0 ? sortedMap(capacity) : null, ['storage']));
  }
  return [...errors, ...names.flatMap((name) => checkPositiveQuantity(capacity[name]!, `${path}[${name}]`))];
}

/** Errors of a new PersistentVolume. */
export function validateVolume({ spec }: PersistentVolume): readonly FieldError[] {
  const { accessModes = [], nodeAffinity, hostPath, persistentVolumeReclaimPolicy: policy } = spec;
  const recyclesRoot = policy === 'Recycle' && hostPath !== undefined && /^\/*(\.\/*)*$/.test(hostPath.path ?? '');
  const { storageClassName, volumeAttributesClassName } = spec;
  return [
    ...(accessModes.length === 0 ? [required('spec.accessModes')] : []),
    ...checkAccessModes(accessModes, 'spec.accessModes'),
    ...checkCapacity(spec),
    ...checkOptionalEnum(policy, 'spec.persistentVolumeReclaimPolicy', ['Delete', 'Recycle', 'Retain']),
    ...(nodeAffinity ? checkVolumeAffinity(nodeAffinity) : []),
    ...checkSources(spec),
    ...(recyclesRoot
      ? [forbiddenField('spec.persistentVolumeReclaimPolicy', "may not be 'recycle' for a hostPath mount of '/'")]
      : []),
    ...(storageClassName ? checkDnsSubdomain(storageClassName, 'spec.storageClassName') : []),
    ...checkOptionalEnum(spec.volumeMode, 'spec.volumeMode', volumeModes),
    ...(volumeAttributesClassName === undefined ? [] : checkAttributesClass(spec, volumeAttributesClassName)),
  ];
}

function checkVolumeAffinity({ required: selector }: NonNullable<PersistentVolumeSpec['nodeAffinity']>): FieldError[] {
  const path = 'spec.nodeAffinity.required';
  return selector ? checkNodeSelector(selector, path) : [required(path, 'must specify required node constraints')];
}

function checkAttributesClass({ csi }: PersistentVolumeSpec, name: string): FieldError[] {
  const path = 'spec.volumeAttributesClassName';
  return [
    ...(name ? checkDnsSubdomain(name, path) : [required(path, 'an empty string is disallowed')]),
    ...(csi ? [] : [required('spec.csi', 'has to be specified when using volumeAttributesClassName')]),
  ];
}

const sourceOf = (spec: PersistentVolumeSpec): JsonValue =>
  Object.fromEntries(
    sourceOrder.flatMap((type) => (spec[type] === undefined ? [] : [[type, spec[type] as JsonValue]])),
  );

/** A secret for growing may be added to a CSI volume later. */
function withoutAddedSecret(spec: PersistentVolumeSpec, old: PersistentVolumeSpec): PersistentVolumeSpec {
  if (!spec.csi?.controllerExpandSecretRef || !old.csi || old.csi.controllerExpandSecretRef) return spec;
  const { controllerExpandSecretRef: _added, ...csi } = spec.csi;
  return { ...spec, csi };
}

/** Errors of a changed PersistentVolume. */
export function validateVolumeUpdate(volume: PersistentVolume, old: PersistentVolume): readonly FieldError[] {
  if (volume.spec === old.spec) return [];
  const errors = [...validateVolume(volume)];
  const [source, before] = [sourceOf(withoutAddedSecret(volume.spec, old.spec)), sourceOf(old.spec)];
  if (!semanticallyEqual(source, before)) {
    const difference = internalDiff('PersistentVolumeSpec', before as object, source as object);
    const detail = `spec.persistentvolumesource is immutable after creation\n${difference}`;
    errors.push(forbiddenField('spec.persistentvolumesource', detail));
  }
  if (volume.spec.volumeMode !== old.spec.volumeMode) {
    errors.push(invalid('volumeMode', volume.spec.volumeMode ?? null, immutableError));
  }
  const { nodeAffinity } = volume.spec;
  if (old.spec.nodeAffinity && !semanticallyEqual(nodeAffinity, old.spec.nodeAffinity)) {
    const value = nodeAffinity ? internalValue('VolumeNodeAffinity', nodeAffinity) : null;
    errors.push(invalid('nodeAffinity', value, `${immutableError}, except for updating from beta label to GA`));
  }
  if (old.spec.volumeAttributesClassName !== undefined && volume.spec.volumeAttributesClassName === undefined) {
    errors.push(forbiddenField('spec.volumeAttributesClassName', 'update from non-nil value to nil is forbidden'));
  }
  return errors;
}
