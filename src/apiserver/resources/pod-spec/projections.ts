/** Validation of projected and downward API volumes. Models pkg/apis/core/validation validateProjectionSources. */

import { forbiddenField, invalid, required, type FieldError } from '../../../api/field-error.ts';
import type { JsonValue } from '../../../api/json.ts';
import type {
  ClusterTrustBundleProjection,
  DownwardAPIVolumeFile,
  DownwardAPIVolumeSource,
  ProjectedVolumeSource,
  ServiceAccountTokenProjection,
  VolumeProjection,
} from '../../../api/types.ts';
import { checkFileMode, checkNonReservedPath } from '../checks.ts';
import { checkLabelSelector } from '../label-selector.ts';
import { checkFieldRef, checkResourceFieldRef, volumeFields } from './env.ts';
import { checkKeyToPath } from './key-to-path.ts';

function checkDownwardFile(file: DownwardAPIVolumeFile, path: string): FieldError[] {
  const errors = [
    ...(file.path ? [] : [required(`${path}.path`)]),
    ...checkNonReservedPath(file.path ?? '', `${path}.path`),
  ];
  if (file.fieldRef) {
    errors.push(...checkFieldRef(file.fieldRef, volumeFields, `${path}.fieldRef`));
    if (file.resourceFieldRef) {
      errors.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
    }
  } else if (file.resourceFieldRef) {
    errors.push(...checkResourceFieldRef(file.resourceFieldRef, `${path}.resourceFieldRef`, true));
  } else {
    errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  }
  return [...errors, ...checkFileMode(file.mode, `${path}.mode`)];
}

/** Errors of a `downwardAPI` volume; its files have no index in upstream's paths. */
export function checkDownwardVolume({ defaultMode, items = [] }: DownwardAPIVolumeSource, path: string): FieldError[] {
  return [
    ...checkFileMode(defaultMode, `${path}.defaultMode`),
    ...items.flatMap((file) => checkDownwardFile(file, path)),
  ];
}

function checkToken(token: ServiceAccountTokenProjection, path: string, volumePath: string): FieldError[] {
  const { expirationSeconds: seconds = 0 } = token;
  const at = `${path}.expirationSeconds`;
  const errors: FieldError[] = [];
  if (seconds < 600) errors.push(invalid(at, seconds, 'may not specify a duration less than 10 minutes'));
  if (seconds > 2 ** 32) errors.push(invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds'));
  if (!token.path) return [...errors, required(`${volumePath}.path`)];
  return [...errors, ...checkNonReservedPath(token.path, `${volumePath}.path`)];
}

function checkTrustBundle(bundle: ClusterTrustBundleProjection, path: string): FieldError[] {
  const { name, signerName, labelSelector } = bundle;
  const errors: FieldError[] = [];
  if (name !== undefined && signerName !== undefined) {
    errors.push(invalid(path, bundle as unknown as JsonValue, 'only one of name and signerName may be used'));
  } else if (name !== undefined) {
    if (!name) errors.push(required(`${path}.name`, 'must be a valid object name'));
    if (labelSelector) {
      const detail = 'labelSelector must be unset if name is specified';
      errors.push(invalid(`${path}.labelSelector`, labelSelector as JsonValue, detail));
    }
  } else if (signerName !== undefined) {
    if (!signerName) errors.push(required(`${path}.signerName`, 'must be a valid signer name'));
    errors.push(...checkLabelSelector(labelSelector, `${path}.labelSelector`));
  } else {
    errors.push(required(path, 'either name or signerName must be specified'));
  }
  if (!bundle.path) errors.push(required(`${path}.path`));
  return [...errors, ...checkNonReservedPath(bundle.path ?? '', `${path}.path`)];
}

/** The files that a source writes, with what a collision is reported with. */
function filesOf({ secret, configMap, downwardAPI }: VolumeProjection): readonly (readonly [string, string])[] {
  return [
    ...(secret?.items ?? []).map((item) => [item.path, secret?.name ?? ''] as const),
    ...(configMap?.items ?? []).map((item) => [item.path, configMap?.name ?? ''] as const),
    ...(downwardAPI?.items ?? []).map((item) => [item.path, item.path] as const),
  ];
}

function checkProjection(source: VolumeProjection, path: string, volumePath: string): FieldError[] {
  const { secret, configMap, downwardAPI, serviceAccountToken, clusterTrustBundle } = source;
  return [
    ...(secret && !secret.name ? [required(`${path}.secret.name`)] : []),
    ...(secret?.items ?? []).flatMap((item, index) => checkKeyToPath(item, `${path}.secret.items[${index}]`)),
    ...(configMap && !configMap.name ? [required(`${path}.configMap.name`)] : []),
    ...(configMap?.items ?? []).flatMap((item, index) => checkKeyToPath(item, `${path}.configMap.items[${index}]`)),
    ...(downwardAPI?.items ?? []).flatMap((file) => checkDownwardFile(file, `${path}.downwardAPI`)),
    ...(serviceAccountToken ? checkToken(serviceAccountToken, `${path}.serviceAccountToken`, volumePath) : []),
    ...(clusterTrustBundle ? checkTrustBundle(clusterTrustBundle, `${path}.clusterTrustBundle`) : []),
  ];
}

/** Errors of a `projected` volume. */
export function checkProjectedVolume({ defaultMode, sources = [] }: ProjectedVolumeSource, path: string): FieldError[] {
  const files = new Set<string>();
  const errors = sources.flatMap((source, index) => {
    const at = `${path}.sources[${index}]`;
    const found = checkProjection(source, at, path);
    for (const [file, name] of filesOf(source)) {
      if (file && files.has(file)) found.push(invalid(path, name, 'conflicting duplicate paths'));
      files.add(file);
    }
    const count = Object.values(source).filter((value) => value !== undefined).length;
    if (count > 1) found.push(forbiddenField(at, 'may not specify more than 1 volume type per source'));
    return found;
  });
  return [...checkFileMode(defaultMode, `${path}.defaultMode`), ...errors];
}
