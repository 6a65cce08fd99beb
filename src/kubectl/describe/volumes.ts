/** Volumes of Pods and sources of PersistentVolumes. Models describe.go describeVolumes and print…VolumeSource. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { quantityOf } from '../../api/quantity.ts';
import type { PersistentVolumeClaim, Volume } from '../../api/types.ts';
import { goValue } from '../output/go-value.ts';
import { writeClaim } from './claim.ts';
import { nested, type DescribeWriter } from './writer.ts';

/** Label, key of the value, and what an absent value prints as ('' when left out). */
type Field = readonly [label: string, key: string, absent?: string];

interface SourceText {
  readonly type: string;
  readonly fields: readonly Field[];
}

const readOnly: Field = ['ReadOnly', 'readOnly', 'false'];
const fsType: Field = ['FSType', 'fsType'];
const secretRef: Field = ['SecretRef', 'secretRef', 'nil'];
const optional: Field = ['Optional', 'optional', 'false'];

const source = (type: string, ...fields: readonly Field[]): SourceText => ({ type, fields });

const sources: Readonly<Record<string, SourceText>> = {
  hostPath: source('HostPath (bare host directory volume)', ['Path', 'path'], ['HostPathType', 'type', '<none>']),
  emptyDir: source(
    "EmptyDir (a temporary directory that shares a pod's lifetime)",
    ['Medium', 'medium'],
    ['SizeLimit', 'sizeLimit', '<unset>'],
  ),
  gcePersistentDisk: source(
    'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    ['PDName', 'pdName'],
    fsType,
    ['Partition', 'partition', '0'],
    readOnly,
  ),
  awsElasticBlockStore: source(
    'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    ['VolumeID', 'volumeID'],
    fsType,
    ['Partition', 'partition', '0'],
    readOnly,
  ),
  gitRepo: source(
    'GitRepo (a volume that is pulled from git when the pod is created)',
    ['Repository', 'repository'],
    ['Revision', 'revision'],
  ),
  secret: source('Secret (a volume populated by a Secret)', ['SecretName', 'secretName'], optional),
  configMap: source('ConfigMap (a volume populated by a ConfigMap)', ['Name', 'name'], optional),
  nfs: source('NFS (an NFS mount that lasts the lifetime of a pod)', ['Server', 'server'], ['Path', 'path'], readOnly),
  iscsi: source(
    "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    ['TargetPortal', 'targetPortal'],
    ['IQN', 'iqn'],
    ['Lun', 'lun', '0'],
    ['ISCSIInterface', 'iscsiInterface'],
    fsType,
    readOnly,
    ['Portals', 'portals', '[]'],
    ['DiscoveryCHAPAuth', 'chapAuthDiscovery', 'false'],
    ['SessionCHAPAuth', 'chapAuthSession', 'false'],
    secretRef,
    ['InitiatorName', 'initiatorName', '<none>'],
  ),
  glusterfs: source(
    "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    ['EndpointsName', 'endpoints'],
    ['Path', 'path'],
    readOnly,
  ),
  persistentVolumeClaim: source(
    'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    ['ClaimName', 'claimName'],
    readOnly,
  ),
  ephemeral: source(
    'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
  ),
  rbd: source(
    "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
    ['CephMonitors', 'monitors', '[]'],
    ['RBDImage', 'image'],
    fsType,
    ['RBDPool', 'pool'],
    ['RadosUser', 'user'],
    ['Keyring', 'keyring'],
    secretRef,
    readOnly,
  ),
  quobyte: source(
    "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
    ['Registry', 'registry'],
    ['Volume', 'volume'],
    readOnly,
  ),
  downwardAPI: source('DownwardAPI (a volume populated by information about the pod)'),
  azureDisk: source(
    'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
    ['DiskName', 'diskName'],
    ['DiskURI', 'diskURI'],
    ['Kind', 'kind'],
    fsType,
    ['CachingMode', 'cachingMode'],
    readOnly,
  ),
  vsphereVolume: source('vSphereVolume (a Persistent Disk resource in vSphere)', ['VolumePath', 'volumePath'], fsType, [
    'StoragePolicyName',
    'storagePolicyName',
  ]),
  cinder: source(
    'Cinder (a Persistent Disk resource in OpenStack)',
    ['VolumeID', 'volumeID'],
    fsType,
    readOnly,
    secretRef,
  ),
  photonPersistentDisk: source(
    'PhotonPersistentDisk (a Persistent Disk resource in photon platform)',
    ['PdID', 'pdID'],
    fsType,
  ),
  portworxVolume: source('PortworxVolume (a Portworx Volume resource)', ['VolumeID', 'volumeID']),
  scaleIO: source(
    'ScaleIO (a persistent volume backed by a block device in ScaleIO)',
    ['Gateway', 'gateway'],
    ['System', 'system'],
    ['Protection Domain', 'protectionDomain'],
    ['Storage Pool', 'storagePool'],
    ['Storage Mode', 'storageMode'],
    ['VolumeName', 'volumeName'],
    fsType,
    readOnly,
  ),
  local: source('LocalVolume (a persistent volume backed by local storage on a node)', ['Path', 'path']),
  cephfs: source(
    "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
    ['Monitors', 'monitors', '[]'],
    ['Path', 'path'],
    ['User', 'user'],
    ['SecretFile', 'secretFile'],
    secretRef,
    readOnly,
  ),
  storageos: source(
    'StorageOS (a StorageOS Persistent Disk resource)',
    ['VolumeName', 'volumeName'],
    ['VolumeNamespace', 'volumeNamespace'],
    fsType,
    readOnly,
  ),
  fc: source('FC (a Fibre Channel disk)', ['TargetWWNs', 'targetWWNs'], ['LUN', 'lun', '<none>'], fsType, readOnly),
  azureFile: source(
    'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
    ['SecretName', 'secretName'],
    ['ShareName', 'shareName'],
    readOnly,
  ),
  flexVolume: source(
    'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
    ['Driver', 'driver'],
    fsType,
    secretRef,
    readOnly,
    ['Options', 'options', 'map[]'],
  ),
  flocker: source(
    'Flocker (a Flocker volume mounted by the Flocker agent)',
    ['DatasetName', 'datasetName'],
    ['DatasetUUID', 'datasetUUID'],
  ),
  projected: source('Projected (a volume that contains injected data from multiple sources)'),
  csi: source('CSI (a Container Storage Interface (CSI) volume source)', ['Driver', 'driver'], fsType),
  image: source('Image (a container image or OCI artifact)', ['Reference', 'reference'], ['PullPolicy', 'pullPolicy']),
};

function valueText(key: string, value: JsonValue | undefined, absent = ''): string {
  if (value === undefined || value === null) return absent;
  if (key === 'sizeLimit' && quantityOf(String(value)).nano <= 0n) return absent;
  if (key === 'targetWWNs' && Array.isArray(value)) return value.join(', ');
  if (key === 'secretRef' && isJsonObject(value)) return `&LocalObjectReference{Name:${String(value['name'] ?? '')},}`;
  return goValue(value);
}

function writeFields(writer: DescribeWriter, fields: readonly Field[], values: JsonObject): void {
  for (const [label, key, absent] of fields) {
    const colon = label === 'ISCSIInterface' ? '' : ':';
    writer.write(2, `${label}${colon}\t${valueText(key, values[key], absent)}\n`);
  }
}

/** Models printCSIPersistentVolumeAttributesMultiline. */
function writeAttributes(writer: DescribeWriter, attributes: JsonValue | undefined): void {
  const record = isJsonObject(attributes) ? attributes : {};
  const lines = Object.keys(record)
    .sort()
    .map((key) => `${key}=${String(record[key])}`)
    .map((line) => (line.length > 140 ? `${line.slice(0, 140)}...` : line));
  if (lines.length === 0) writer.write(2, 'VolumeAttributes:\t<none>\n');
  lines.forEach((line, index) => writer.write(2, `${index === 0 ? 'VolumeAttributes:' : '    '}\t    ${line}\n`));
}

/** Models printProjectedVolumeSource. */
function writeProjected(writer: DescribeWriter, projected: JsonObject): void {
  const projections = Array.isArray(projected['sources']) ? (projected['sources'] as readonly JsonObject[]) : [];
  for (const { secret, downwardAPI, configMap, serviceAccountToken } of projections) {
    if (isJsonObject(secret)) writeFields(writer, [['SecretName', 'name'], optional], secret);
    else if (downwardAPI) writer.write(2, 'DownwardAPI:\ttrue\n');
    else if (isJsonObject(configMap)) writeFields(writer, [['ConfigMapName', 'name'], optional], configMap);
    else if (isJsonObject(serviceAccountToken)) {
      writeFields(writer, [['TokenExpirationSeconds', 'expirationSeconds']], serviceAccountToken);
    }
  }
}

/** Models printDownwardAPIVolumeSource. */
function writeDownwardApi(writer: DescribeWriter, { items }: JsonObject): void {
  writer.write(2, 'Items:\n');
  for (const { fieldRef, resourceFieldRef, path } of Array.isArray(items) ? (items as readonly JsonObject[]) : []) {
    if (isJsonObject(fieldRef)) writer.write(3, `${String(fieldRef['fieldPath'])} -> ${String(path)}\n`);
    if (isJsonObject(resourceFieldRef)) writer.write(3, `${String(resourceFieldRef['resource'])} -> ${String(path)}\n`);
  }
}

/** Adds what PersistentVolumes say beyond Pods, at the place where it stands. */
function persistentFields(key: string, { fields }: SourceText): readonly Field[] {
  const insert = (at: number, ...more: readonly Field[]): readonly Field[] => [
    ...fields.slice(0, at),
    ...more,
    ...fields.slice(at),
  ];
  if (key === 'csi') return insert(2, ['VolumeHandle', 'volumeHandle'], readOnly);
  if (key === 'glusterfs') return insert(1, ['EndpointsNamespace', 'endpointsNamespace', '<unset>']);
  if (key === 'azureFile') return insert(1, ['SecretNamespace', 'secretNamespace']);
  return fields;
}

/** Writes the first known source of a volume or of a PersistentVolume's spec at level 2; false when there is none. */
export function writeVolumeSource(
  writer: DescribeWriter,
  volume: object,
  { persistent = false }: { readonly persistent?: boolean } = {},
): boolean {
  const values = volume as JsonObject;
  const found = Object.entries(sources).find(([key]) => isJsonObject(values[key]));
  if (!found) return false;
  const [key, text] = found;
  const value = values[key] as JsonObject;
  writer.write(2, `Type:\t${text.type}\n`);
  const podCsi: readonly Field[] = key === 'csi' ? [...text.fields, readOnly] : text.fields;
  writeFields(writer, persistent ? persistentFields(key, text) : podCsi, value);
  if (key === 'csi') writeAttributes(writer, value['volumeAttributes']);
  if (key === 'projected') writeProjected(writer, value);
  if (key === 'downwardAPI') writeDownwardApi(writer, value);
  if (key === 'ephemeral' && isJsonObject(value['volumeClaimTemplate'])) {
    const template = value['volumeClaimTemplate'] as unknown as PersistentVolumeClaim;
    writeClaim(nested(writer, 2), template);
  }
  return true;
}

/** `space`: two spaces inside of a Pod template. */
export function writeVolumes(writer: DescribeWriter, volumes: readonly Volume[] | undefined, space: string): void {
  if (!volumes || volumes.length === 0) {
    writer.write(0, `${space}Volumes:\t<none>\n`);
    return;
  }
  writer.write(0, `${space}Volumes:\n`);
  for (const volume of volumes) {
    writer.write(1, `${space ? ' ' : ''}${volume.name}:\n`);
    if (!writeVolumeSource(writer, volume)) writer.write(1, '<unknown>\n');
  }
}
