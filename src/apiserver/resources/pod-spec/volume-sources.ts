/**
 * Validation of the volume sources that Pods and PersistentVolumes share, most of them from storage vendors.
 * Models pkg/apis/core/validation validate<Type>VolumeSource.
 */

import { invalid, notSupported, required, tooLong, type FieldError } from '../../../api/field-error.ts';
import { dns1123SubdomainErrors } from '../../../api/names.ts';
import type {
  AzureDiskVolumeSource,
  CinderVolumeSource,
  CSIVolumeSource,
  FCVolumeSource,
  FlexVolumeSource,
  FlockerVolumeSource,
  HostPathVolumeSource,
  ISCSIVolumeSource,
  NFSVolumeSource,
  QuobyteVolumeSource,
  StorageOSVolumeSource,
} from '../../../api/types.ts';
import {
  checkDescendingPath,
  checkDnsLabel,
  checkNoBacksteps,
  checkOptionalEnum,
  invalidEach,
  rangeError,
} from '../checks.ts';

type Source = Readonly<Record<string, unknown>>;

/** Fields that must not be empty, of the sources that have no further rules. */
const requiredFields: Readonly<Record<string, readonly string[]>> = {
  glusterfs: ['endpoints', 'path'],
  rbd: ['monitors', 'image'],
  cephfs: ['monitors'],
  azureFile: ['secretName', 'shareName'],
  vsphereVolume: ['volumePath'],
  photonPersistentDisk: ['pdID'],
  portworxVolume: ['volumeID'],
  scaleIO: ['gateway', 'system', 'volumeName'],
};

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

function checkHostPath({ path: file, type }: HostPathVolumeSource, path: string): FieldError[] {
  if (!file) return [required(`${path}.path`)];
  return [...checkNoBacksteps(file, `${path}.path`), ...checkOptionalEnum(type, `${path}.type`, hostPathTypes)];
}

function checkNfs({ server, path: file = '' }: NFSVolumeSource, path: string): FieldError[] {
  return [
    ...(server ? [] : [required(`${path}.server`)]),
    ...(file ? [] : [required(`${path}.path`)]),
    ...(file.startsWith('/') ? [] : [invalid(`${path}.path`, file, 'must be an absolute path')]),
  ];
}

function checkPartition(partition: number, path: string): FieldError[] {
  return partition < 0 || partition > 255 ? [invalid(path, partition, rangeError(1, 255))] : [];
}

function checkLun(lun: number, path: string): FieldError[] {
  return lun < 0 || lun > 255 ? [invalid(path, lun, rangeError(0, 255))] : [];
}

const initiatorFormats: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.([A-Za-z0-9-.]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[A-Za-z0-9]{16}$/,
  naa: /^naa.[A-Za-z0-9]{32}$/,
};

function checkInitiator(name: string, path: string): FieldError[] {
  const format = initiatorFormats[name.slice(0, 3)];
  if (!format) return [invalid(path, name, 'must be valid format starting with iqn, eui, or naa')];
  return format.test(name) ? [] : [invalid(path, name, 'must be valid format')];
}

function checkIscsi(source: ISCSIVolumeSource, path: string): FieldError[] {
  const { targetPortal, iqn, lun = 0, initiatorName, chapAuthDiscovery, chapAuthSession, secretRef } = source;
  return [
    ...(targetPortal ? [] : [required(`${path}.targetPortal`)]),
    ...(iqn ? checkInitiator(iqn, `${path}.iqn`) : [required(`${path}.iqn`)]),
    ...checkLun(lun, `${path}.lun`),
    ...((chapAuthDiscovery || chapAuthSession) && !secretRef ? [required(`${path}.secretRef`)] : []),
    ...(initiatorName === undefined ? [] : checkInitiator(initiatorName, `${path}.initiatorname`)),
  ];
}

function checkQuobyte({ registry, tenant = '', volume }: QuobyteVolumeSource, path: string): FieldError[] {
  const pairs = 'must be a host:port pair or multiple pairs separated by commas';
  const errors: FieldError[] = [];
  if (!registry) errors.push(required(`${path}.registry`, pairs));
  else if (tenant.length >= 65) {
    errors.push(required(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters'));
  } else {
    const faulty = registry.split(',').filter((pair) => !/^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair));
    errors.push(...faulty.map(() => invalid(`${path}.registry`, registry, pairs)));
  }
  return volume ? errors : [...errors, required(`${path}.volume`)];
}

function checkCinder({ volumeID, secretRef }: CinderVolumeSource, path: string): FieldError[] {
  return [
    ...(volumeID ? [] : [required(`${path}.volumeID`)]),
    ...(secretRef && !secretRef.name ? [required(`${path}.secretRef.name`)] : []),
  ];
}

function checkFc({ targetWWNs = [], wwids = [], lun }: FCVolumeSource, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const at = `${path}.targetWWNs`;
  if (targetWWNs.length === 0 && wwids.length === 0) {
    errors.push(required(at, 'must specify either targetWWNs or wwids, but not both'));
  }
  if (targetWWNs.length > 0 && wwids.length > 0) {
    errors.push(invalid(at, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously'));
  }
  if (targetWWNs.length === 0) return errors;
  if (lun === undefined) return [...errors, required(`${path}.lun`, 'lun is required if targetWWNs is specified')];
  return [...errors, ...checkLun(lun, `${path}.lun`)];
}

function checkFlocker({ datasetName = '', datasetUUID = '' }: FlockerVolumeSource, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!datasetName && !datasetUUID) errors.push(required(path, 'one of datasetName and datasetUUID is required'));
  if (datasetName && datasetUUID) {
    errors.push(invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  }
  if (datasetName.includes('/')) {
    errors.push(invalid(`${path}.datasetName`, datasetName, "must not contain '/'"));
  }
  return errors;
}

function checkFlex({ driver, options }: FlexVolumeSource, path: string): FieldError[] {
  const reserved = Object.keys(options ?? {}).filter((key) =>
    /(^|\.)(kubernetes|k8s)\.io$/.test(key.split('/')[0]!.toLowerCase()),
  );
  const detail = 'kubernetes.io and k8s.io namespaces are reserved';
  return [
    ...(driver ? [] : [required(`${path}.driver`)]),
    ...reserved.map((key) => invalid(`${path}.options[${key}]`, key, detail)),
  ];
}

function checkAzureDisk(
  { diskName, diskURI = '', cachingMode, kind }: AzureDiskVolumeSource,
  path: string,
): FieldError[] {
  const managed = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
  const blob = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';
  const errors = [
    ...(diskName ? [] : [required(`${path}.diskName`)]),
    ...(diskURI ? [] : [required(`${path}.diskURI`)]),
    ...checkOptionalEnum(cachingMode, `${path}.cachingMode`, ['None', 'ReadOnly', 'ReadWrite']),
    ...checkOptionalEnum(kind, `${path}.kind`, ['Dedicated', 'Managed', 'Shared']),
  ];
  if (kind === 'Managed' && !diskURI.startsWith('/subscriptions/')) {
    errors.push(notSupported(`${path}.diskURI`, diskURI, [managed]));
  }
  if (kind !== undefined && kind !== 'Managed' && !diskURI.startsWith('https://')) {
    errors.push(notSupported(`${path}.diskURI`, diskURI, [blob]));
  }
  return errors;
}

function checkStorageOs({ volumeName, volumeNamespace, secretRef }: StorageOSVolumeSource, path: string): FieldError[] {
  return [
    ...(volumeName ? checkDnsLabel(volumeName, `${path}.volumeName`) : [required(`${path}.volumeName`)]),
    ...(volumeNamespace ? checkDnsLabel(volumeNamespace, `${path}.volumeNamespace`) : []),
    ...(secretRef && !secretRef.name ? [required(`${path}.secretRef.name`)] : []),
  ];
}

/** Errors of the name of a CSI driver. */
export function checkDriverName(driver: string, path: string): FieldError[] {
  return [
    ...(driver ? [] : [required(path)]),
    ...(driver.length > 63 ? [tooLong(path, 63)] : []),
    ...invalidEach(path, driver, dns1123SubdomainErrors(driver.toLowerCase())),
  ];
}

function checkCsi({ driver = '', nodePublishSecretRef: secret }: CSIVolumeSource, path: string): FieldError[] {
  const errors = checkDriverName(driver, `${path}.driver`);
  if (!secret) return errors;
  if (!secret.name) return [...errors, required(`${path}.nodePublishSecretRef.name`)];
  return [...errors, ...invalidEach(`${path}.name`, secret.name, dns1123SubdomainErrors(secret.name))];
}

function checkRequiredFields(type: string, source: Source, path: string): FieldError[] {
  const fields = Object.hasOwn(requiredFields, type) ? requiredFields[type]! : [];
  return fields.flatMap((field) => {
    const value = source[field];
    const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    return isEmpty ? [required(`${path}.${field}`)] : [];
  });
}

/** Errors of one source by its field name. */
export function checkSharedSource(type: string, value: unknown, path: string): FieldError[] {
  const source = value as Source;
  const disk = path.replace(/gcePersistentDisk$/, 'persistentDisk');
  const partition = Number(source['partition'] ?? 0);
  switch (type) {
    case 'hostPath':
      return checkHostPath(value as HostPathVolumeSource, path);
    case 'nfs':
      return checkNfs(value as NFSVolumeSource, path);
    case 'gitRepo':
      return [
        ...(source['repository'] ? [] : [required(`${path}.repository`)]),
        ...checkDescendingPath(String(source['directory'] ?? ''), `${path}.directory`),
      ];
    case 'gcePersistentDisk':
      return [
        ...(source['pdName'] ? [] : [required(`${disk}.pdName`)]),
        ...checkPartition(partition, `${disk}.partition`),
      ];
    case 'awsElasticBlockStore':
      return [
        ...(source['volumeID'] ? [] : [required(`${path}.volumeID`)]),
        ...checkPartition(partition, `${path}.partition`),
      ];
    case 'quobyte':
      return checkQuobyte(value as QuobyteVolumeSource, path);
    case 'cinder':
      return checkCinder(value as CinderVolumeSource, path);
    case 'iscsi':
      return checkIscsi(value as ISCSIVolumeSource, path);
    case 'fc':
      return checkFc(value as FCVolumeSource, path);
    case 'flocker':
      return checkFlocker(value as FlockerVolumeSource, path);
    case 'flexVolume':
      return checkFlex(value as FlexVolumeSource, path);
    case 'azureDisk':
      return checkAzureDisk(value as AzureDiskVolumeSource, path);
    case 'storageos':
      return checkStorageOs(value as StorageOSVolumeSource, path);
    case 'csi':
      return checkCsi(value as CSIVolumeSource, path);
    default:
      return checkRequiredFields(type, source, path);
  }
}
