/** Validation of volumes. Models pkg/apis/core/validation ValidateVolumes and validateVolumeSource. */

import { duplicate, forbiddenField, invalid, required, type FieldError } from '../../../api/field-error.ts';
import { nameIsDnsSubdomain } from '../../../api/names.ts';
import { quantityOf } from '../../../api/quantity.ts';
import type {
  EphemeralVolumeSource,
  ImageVolumeSource,
  KeyToPath,
  PersistentVolumeClaimTemplate,
  Volume,
} from '../../../api/types.ts';
import { validateAnnotations, validateLabels } from '../../metadata.ts';
import { checkDnsLabel, checkEnum, checkFileMode } from '../checks.ts';
import { checkClaimSpec } from '../storage/claim-spec.ts';
import { checkKeyToPath } from './key-to-path.ts';
import { checkDownwardVolume, checkProjectedVolume } from './projections.ts';
import { checkSharedSource } from './volume-sources.ts';

interface Keyed {
  readonly defaultMode?: number;
  readonly items?: readonly KeyToPath[];
}

function checkKeyed(source: Keyed, name: string | undefined, nameField: string, path: string): FieldError[] {
  return [
    ...(name ? [] : [required(`${path}.${nameField}`)]),
    ...checkFileMode(source.defaultMode, `${path}.defaultMode`),
    ...(source.items ?? []).flatMap((item, index) => checkKeyToPath(item, `${path}.items[${index}]`)),
  ];
}

const templateMetaFields = new Set(['labels', 'annotations', 'creationTimestamp']);

function checkClaimTemplate({ metadata, spec }: PersistentVolumeClaimTemplate, path: string): FieldError[] {
  const extra = Object.keys(metadata ?? {}).filter((field) => !templateMetaFields.has(field));
  return [
    ...validateAnnotations(metadata?.annotations, `${path}.metadata.annotations`),
    ...validateLabels(metadata?.labels, `${path}.metadata.labels`),
    ...extra.map((field) => forbiddenField(`${path}.metadata.${field}`, 'cannot be set')),
    ...checkClaimSpec(spec ?? {}, `${path}.spec`),
  ];
}

function checkEphemeral(source: EphemeralVolumeSource, volume: string, pod: string, path: string): FieldError[] {
  const { volumeClaimTemplate: template } = source;
  const at = `${path}.ephemeral.volumeClaimTemplate`;
  const errors = template ? checkClaimTemplate(template, at) : [required(at)];
  if (!pod || !volume) return errors;
  const claim = `${pod}-${volume}`;
  const messages = nameIsDnsSubdomain(claim, false).map((message) => `PVC name ${JSON.stringify(claim)}: ${message}`);
  return [...errors, ...messages.map((message) => invalid(`${path}.name`, volume, message))];
}

function checkImage({ reference, pullPolicy }: ImageVolumeSource, inPod: boolean, path: string): FieldError[] {
  return [
    ...(inPod && !reference ? [required(`${path}.reference`)] : []),
    ...checkEnum(pullPolicy, `${path}.pullPolicy`, ['Always', 'IfNotPresent', 'Never']),
  ];
}

/** Source types in the order in which upstream looks at them. */
const sourceOrder = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'flocker',
  'persistentVolumeClaim',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'downwardAPI',
  'fc',
  'flexVolume',
  'configMap',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'projected',
  'scaleIO',
  'csi',
  'ephemeral',
  'image',
] as const;

/** Upstream's own names of a second source, where they differ from the field. */
const secondSourceNames: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

function checkSource(
  volume: Volume,
  type: (typeof sourceOrder)[number],
  pod: string,
  inPod: boolean,
  path: string,
): FieldError[] {
  const at = `${path}.${type}`;
  switch (type) {
    case 'emptyDir': {
      const size = volume.emptyDir?.sizeLimit;
      const negative = size !== undefined && quantityOf(size).nano < 0n;
      const detail = 'SizeLimit field must be a valid resource quantity';
      return negative ? [forbiddenField(`${at}.sizeLimit`, detail)] : [];
    }
    case 'secret':
      return checkKeyed(volume.secret ?? {}, volume.secret?.secretName, 'secretName', at);
    case 'configMap':
      return checkKeyed(volume.configMap ?? {}, volume.configMap?.name, 'name', at);
    case 'persistentVolumeClaim':
      return volume.persistentVolumeClaim?.claimName ? [] : [required(`${at}.claimName`)];
    case 'downwardAPI':
      return volume.downwardAPI ? checkDownwardVolume(volume.downwardAPI, at) : [];
    case 'projected':
      return volume.projected ? checkProjectedVolume(volume.projected, at) : [];
    case 'ephemeral':
      return volume.ephemeral ? checkEphemeral(volume.ephemeral, volume.name, pod, path) : [];
    case 'image':
      return volume.image ? checkImage(volume.image, inPod, at) : [];
    default:
      return checkSharedSource(type, volume[type], at);
  }
}

function checkVolumeSource(volume: Volume, pod: string, inPod: boolean, path: string): FieldError[] {
  const present = sourceOrder.filter((type) => volume[type] !== undefined && volume[type] !== null);
  if (present.length === 0) return [required(path, 'must specify a volume type')];
  return present.flatMap((type, index) => {
    if (index === 0) return checkSource(volume, type, pod, inPod, path);
    const name = Object.hasOwn(secondSourceNames, type) ? secondSourceNames[type]! : type;
    return [forbiddenField(`${path}.${name}`, 'may not specify more than 1 volume type')];
  });
}

/** Errors of `volumes`, and the volumes without errors by name, which containers may mount. */
export function checkVolumes(
  volumes: readonly Volume[],
  pod: { readonly name: string; readonly inPod: boolean },
  path: string,
): { readonly errors: FieldError[]; readonly valid: Map<string, Volume> } {
  const valid = new Map<string, Volume>();
  const created = new Set(volumes.filter((volume) => volume.ephemeral).map((volume) => `${pod.name}-${volume.name}`));
  const errors = volumes.flatMap((volume, index) => {
    const at = `${path}[${index}]`;
    const found = [
      ...checkVolumeSource(volume, pod.name, pod.inPod, at),
      ...(volume.name ? checkDnsLabel(volume.name, `${at}.name`) : [required(`${at}.name`)]),
      ...(valid.has(volume.name) ? [duplicate(`${at}.name`, volume.name)] : []),
    ];
    if (found.length === 0) valid.set(volume.name, volume);
    const claim = volume.persistentVolumeClaim?.claimName ?? '';
    if (!pod.name || !created.has(claim)) return found;
    const detail = 'must not reference a PVC that gets created for an ephemeral volume';
    return [...found, invalid(`${at}.persistentVolumeClaim.claimName`, claim, detail)];
  });
  return { errors, valid };
}
