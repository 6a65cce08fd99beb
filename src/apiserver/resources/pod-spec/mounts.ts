/** Validation of volume mounts and devices. Models pkg/apis/core/validation ValidateVolumeMounts, ValidateVolumeDevices. */

import {
  fieldNotFound,
  forbiddenField,
  invalid,
  notSupported,
  required,
  type FieldError,
} from '../../../api/field-error.ts';
import type { Container, Volume, VolumeDevice, VolumeMount } from '../../../api/types.ts';
import { checkDescendingPath, checkNoBacksteps } from '../checks.ts';

/** The volumes that a container may mount, by name. */
export type VolumeMap = ReadonlyMap<string, Volume>;

function checkPropagation(mode: string, container: Container, path: string): FieldError[] {
  const supported = ['Bidirectional', 'HostToContainer', 'None'];
  const errors = supported.includes(mode) ? [] : [notSupported(path, mode, supported)];
  if (mode !== 'Bidirectional' || container.securityContext?.privileged === true) return errors;
  return [
    ...errors,
    forbiddenField(path, 'Bidirectional mount propagation is available only to privileged containers'),
  ];
}

function checkRecursiveReadOnly(mount: VolumeMount, path: string): FieldError[] {
  const { recursiveReadOnly: mode, readOnly, mountPropagation } = mount;
  if (mode === undefined || mode === 'Disabled') return [];
  if (mode !== 'Enabled' && mode !== 'IfPossible') {
    return [notSupported(path, mode, ['Disabled', 'Enabled', 'IfPossible'])];
  }
  const errors: FieldError[] = [];
  if (!readOnly) errors.push(forbiddenField(path, 'may only be specified when readOnly is true'));
  if (mountPropagation !== undefined && mountPropagation !== 'None') {
    errors.push(forbiddenField(path, 'may only be specified when mountPropagation is None or not specified'));
  }
  return errors;
}

function checkSubPaths({ subPath, subPathExpr }: VolumeMount, path: string, at: string): FieldError[] {
  const errors = subPath ? checkDescendingPath(subPath, `${path}.subPath`) : [];
  if (!subPathExpr) return errors;
  if (subPath) {
    errors.push(invalid(`${at}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
  }
  return [...errors, ...checkDescendingPath(subPathExpr, `${path}.subPathExpr`)];
}

/** Errors of `volumeMounts`. */
export function checkVolumeMounts(container: Container, volumes: VolumeMap, path: string): FieldError[] {
  const devices = container.volumeDevices ?? [];
  const taken = new Set<string>();
  return (container.volumeMounts ?? []).flatMap((mount, index) => {
    const at = `${path}[${index}]`;
    const { name = '', mountPath = '' } = mount;
    const errors: FieldError[] = [];
    if (!name) errors.push(required(`${at}.name`));
    if (!volumes.has(name)) errors.push(fieldNotFound(`${at}.name`, name));
    if (!mountPath) errors.push(required(`${at}.mountPath`));
    if (taken.has(mountPath)) errors.push(invalid(`${at}.mountPath`, mountPath, 'must be unique'));
    taken.add(mountPath);
    if (devices.some((device) => device.name === name)) {
      errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeDevices'));
    }
    if (devices.some((device) => device.devicePath === mountPath)) {
      errors.push(invalid(`${at}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'));
    }
    errors.push(...checkSubPaths(mount, path, at));
    if (mount.mountPropagation !== undefined) {
      errors.push(...checkPropagation(mount.mountPropagation, container, `${path}.mountPropagation`));
    }
    return [...errors, ...checkRecursiveReadOnly(mount, `${path}.recursiveReadOnly`)];
  });
}

function checkDevice(
  device: VolumeDevice,
  mounts: readonly VolumeMount[],
  volumes: VolumeMap,
  at: string,
): FieldError[] {
  const { name = '', devicePath = '' } = device;
  const volume = volumes.get(name);
  const errors: FieldError[] = [];
  if (volume && !volume.persistentVolumeClaim && !volume.ephemeral) {
    const detail = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
    errors.push(invalid(`${at}.name`, name, detail));
  }
  if (!volume) errors.push(fieldNotFound(`${at}.name`, name));
  if (!devicePath) errors.push(required(`${at}.devicePath`));
  if (devicePath && checkNoBacksteps(devicePath, '').length > 0) {
    errors.push(invalid(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')"));
  }
  if (mounts.some((mount) => mount.name === name)) {
    errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeMounts'));
  }
  if (mounts.some((mount) => mount.mountPath === devicePath)) {
    errors.push(invalid(`${at}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts'));
  }
  return errors;
}

/** Errors of `volumeDevices`. */
export function checkVolumeDevices(container: Container, volumes: VolumeMap, path: string): FieldError[] {
  const names = new Set<string>();
  const paths = new Set<string>();
  return (container.volumeDevices ?? []).flatMap((device, index) => {
    const at = `${path}[${index}]`;
    const errors: FieldError[] = [];
    if (!device.name) errors.push(required(`${at}.name`));
    else if (names.has(device.name)) errors.push(invalid(`${at}.name`, device.name, 'must be unique'));
    if (device.devicePath && paths.has(device.devicePath)) {
      errors.push(invalid(`${at}.devicePath`, device.devicePath, 'must be unique'));
    }
    names.add(device.name ?? '');
    paths.add(device.devicePath ?? '');
    return [...errors, ...checkDevice(device, container.volumeMounts ?? [], volumes, at)];
  });
}
