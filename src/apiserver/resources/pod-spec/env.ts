/** Validation of environment variables. Models pkg/apis/core/validation ValidateEnv and ValidateEnvFrom. */

import { configKeyErrors } from '../../../api/config-key.ts';
import { invalid, notSupported, required, type FieldError } from '../../../api/field-error.ts';
import { canonicalQuantity, quantityOf } from '../../../api/quantity.ts';
import type {
  ConfigMapKeySelector,
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  FileKeySelector,
  ObjectFieldSelector,
  ResourceFieldSelector,
} from '../../../api/types.ts';
import { dns1123SubdomainErrors, nameIsDnsSubdomain } from '../../../api/names.ts';
import { checkDnsLabel, checkNoBacksteps, checkQualifiedName, invalidEach } from '../checks.ts';

const envFields = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
/** Fields of the Pod that a volume may hold. */
export const volumeFields = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];
/** Fields that the downward API knows at all; others cannot be converted. */
const downwardFields = new Set([
  ...envFields,
  ...volumeFields,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
]);
const resourceFields = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const byteDivisors = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** Models validation.IsRelaxedEnvVarName. */
function envNameErrors(name: string): readonly string[] {
  if (name === '') return ['environment variable name must be at least 1 characters'];
  if (/^[ -<>-~]+$/.test(name)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** Models validateObjectFieldSelector; `supported` in order. */
export function checkFieldRef(ref: ObjectFieldSelector, supported: readonly string[], path: string): FieldError[] {
  const { fieldPath } = ref;
  if (!ref.apiVersion) return [required(`${path}.apiVersion`)];
  if (!fieldPath) return [required(`${path}.fieldPath`)];
  const [, base = fieldPath, subscript] = /^(.*?)\['(.*)'\]$/.exec(fieldPath) ?? [];
  const known = subscript === undefined ? downwardFields.has(base) : volumeFields.slice(0, 2).includes(base);
  if (!known || ref.apiVersion !== 'v1') {
    const detail =
      ref.apiVersion === 'v1'
        ? subscript === undefined
          ? `field label not supported: ${fieldPath}`
          : `field label does not support subscript: ${fieldPath}`
        : `unsupported pod version: ${ref.apiVersion}`;
    return [invalid(`${path}.fieldPath`, fieldPath, `error converting fieldPath: ${detail}`)];
  }
  if (subscript !== undefined) {
    return checkQualifiedName(base === 'metadata.annotations' ? subscript.toLowerCase() : subscript, path);
  }
  return supported.includes(base) ? [] : [notSupported(`${path}.fieldPath`, base, supported)];
}

function checkDivisor({ resource, divisor }: ResourceFieldSelector, path: string): FieldError[] {
  if (quantityOf(divisor).nano === 0n) return [];
  const text = canonicalQuantity(divisor ?? '');
  const isCpu = resource.endsWith('.cpu');
  if ((isCpu ? ['1m', '1'] : byteDivisors).includes(text)) return [];
  if (isCpu)
    return [invalid(`${path}.divisor`, resource, "only divisor's values 1m and 1 are supported with the cpu resource")];
  const kind = resource.endsWith('.memory')
    ? 'memory'
    : resource.endsWith('.ephemeral-storage')
      ? 'local ephemeral storage'
      : /^(limits|requests)\.hugepages-/.test(resource)
        ? 'hugepages'
        : undefined;
  const list = byteDivisors.join(', ');
  return kind
    ? [invalid(`${path}.divisor`, resource, `only divisor's values ${list} are supported with the ${kind} resource`)]
    : [];
}

/** Models validateContainerResourceFieldSelector; in a volume the container must be named. */
export function checkResourceFieldRef(ref: ResourceFieldSelector, path: string, inVolume: boolean): FieldError[] {
  const divisor = checkDivisor(ref, path);
  if (inVolume && !ref.containerName) return [required(`${path}.containerName`), ...divisor];
  if (!ref.resource) return [required(`${path}.resource`), ...divisor];
  if (resourceFields.includes(ref.resource) || /^(limits|requests)\.hugepages-/.test(ref.resource)) return divisor;
  return [notSupported(`${path}.resource`, ref.resource, resourceFields), ...divisor];
}

function checkKeyRef({ name = '', key }: ConfigMapKeySelector, path: string): FieldError[] {
  return [
    ...invalidEach(`${path}.name`, name, dns1123SubdomainErrors(name)),
    ...(key ? invalidEach(`${path}.key`, key, configKeyErrors(key)) : [required(`${path}.key`)]),
  ];
}

function checkFileKeyRef({ key, volumeName, path: file }: FileKeySelector, path: string): FieldError[] {
  return [
    ...(key ? invalidEach(`${path}.key`, key, envNameErrors(key)) : [required(`${path}.key`)]),
    ...(volumeName ? checkDnsLabel(volumeName, `${path}.volumeName`) : [required(`${path}.volumeName`)]),
    ...(file ? checkNoBacksteps(file, `${path}.path`) : [required(`${path}.path`)]),
  ];
}

function checkValueFrom(source: EnvVarSource, value: string | undefined, path: string): FieldError[] {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source;
  const errors = [
    ...(fieldRef ? checkFieldRef(fieldRef, envFields, `${path}.fieldRef`) : []),
    ...(resourceFieldRef ? checkResourceFieldRef(resourceFieldRef, `${path}.resourceFieldRef`, false) : []),
    ...(configMapKeyRef ? checkKeyRef(configMapKeyRef, `${path}.configMapKeyRef`) : []),
    ...(secretKeyRef ? checkKeyRef(secretKeyRef, `${path}.secretKeyRef`) : []),
    ...(fileKeyRef ? checkFileKeyRef(fileKeyRef, `${path}.fileKeyRef`) : []),
  ];
  const count = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(Boolean).length;
  if (count === 0) {
    const list = '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';
    return [...errors, invalid(path, '', `must specify one of: ${list}`)];
  }
  if (value) return [...errors, invalid(path, '', 'may not be specified when `value` is not empty')];
  if (count > 1) return [...errors, invalid(path, '', 'may not have more than one field specified at a time')];
  return errors;
}

/** Errors of `env`. */
export function checkEnv(env: readonly EnvVar[], path: string): FieldError[] {
  return env.flatMap(({ name, value, valueFrom }, index) => [
    ...(name ? invalidEach(`${path}[${index}].name`, name, envNameErrors(name)) : [required(`${path}[${index}].name`)]),
    ...(valueFrom ? checkValueFrom(valueFrom, value, `${path}[${index}].valueFrom`) : []),
  ]);
}

/** Errors of `envFrom`; a source that is missing is reported at the whole list, as upstream does. */
export function checkEnvFrom(sources: readonly EnvFromSource[], path: string): FieldError[] {
  return sources.flatMap(({ prefix, configMapRef, secretRef }, index) => {
    const at = `${path}[${index}]`;
    const named = (name: string | undefined, field: string): FieldError[] =>
      name ? invalidEach(field, name, nameIsDnsSubdomain(name, true)) : [required(field)];
    const errors = [
      ...(prefix ? invalidEach(`${at}.prefix`, prefix, envNameErrors(prefix)) : []),
      ...(configMapRef ? named(configMapRef.name, `${at}.configMapRef.name`) : []),
      ...(secretRef ? named(secretRef.name, `${at}.secretRef.name`) : []),
    ];
    if (!configMapRef && !secretRef) {
      return [...errors, invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`')];
    }
    if (!configMapRef || !secretRef) return errors;
    return [...errors, invalid(path, '', 'may not have more than one field specified at a time')];
  });
}
