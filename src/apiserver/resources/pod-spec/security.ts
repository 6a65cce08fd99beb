/** Validation of security contexts. Models pkg/apis/core/validation ValidateSecurityContext, validatePodSpecSecurityContext. */

import {
  duplicate,
  forbiddenField,
  invalid,
  notSupported,
  required,
  tooLong,
  type FieldError,
} from '../../../api/field-error.ts';
import type {
  AppArmorProfile,
  PodSecurityContext,
  PodSpec,
  SeccompProfile,
  SecurityContext,
  Sysctl,
  WindowsSecurityContextOptions,
} from '../../../api/types.ts';
import { checkDescendingPath, checkDnsSubdomain, checkOptionalEnum, checkUserId } from '../checks.ts';
import { internalValue } from '../internal-form.ts';

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];

function checkSeccomp(profile: SeccompProfile | undefined, path: string): FieldError[] {
  if (!profile) return [];
  const { type, localhostProfile } = profile;
  const errors: FieldError[] = [];
  if (!type) errors.push(required(`${path}.type`, 'type is required when seccompProfile is set'));
  else if (!profileTypes.includes(type)) errors.push(notSupported(`${path}.type`, type, profileTypes));
  if (type !== 'Localhost') {
    if (localhostProfile === undefined) return errors;
    const value = internalValue('SeccompProfile', profile);
    return [...errors, invalid(`${path}.localhostProfile`, value, 'can only be set when seccomp type is Localhost')];
  }
  if (localhostProfile === undefined) {
    return [...errors, required(`${path}.localhostProfile`, 'must be set when seccomp type is Localhost')];
  }
  return [...errors, ...checkDescendingPath(localhostProfile, `${path}.localhostProfile`)];
}

const longestAppArmorProfile = 4095;

function checkAppArmor(profile: AppArmorProfile | undefined, path: string): FieldError[] {
  if (!profile) return [];
  const { type, localhostProfile: name } = profile;
  const at = `${path}.localhostProfile`;
  if (!type) return [required(`${path}.type`, 'type is required when appArmorProfile is set')];
  if (!profileTypes.includes(type)) return [notSupported(`${path}.type`, type, profileTypes)];
  if (type !== 'Localhost') {
    return name === undefined ? [] : [invalid(at, name, 'can only be set when AppArmor type is Localhost')];
  }
  if (name === undefined) return [required(at, 'must be set when AppArmor type is Localhost')];
  const errors: FieldError[] = [];
  if (name.trim() !== name) errors.push(invalid(at, name, 'must not be padded with whitespace'));
  else if (name === '') errors.push(required(at, 'must be set when AppArmor type is Localhost'));
  if (name.length > longestAppArmorProfile) errors.push(tooLong(at, longestAppArmorProfile));
  return errors;
}

function checkWindows(options: WindowsSecurityContextOptions | undefined, path: string): FieldError[] {
  if (!options) return [];
  const { gmsaCredentialSpecName: specName, gmsaCredentialSpec: spec, runAsUserName: user } = options;
  const errors = specName === undefined ? [] : checkDnsSubdomain(specName, `${path}.gmsaCredentialSpecName`);
  if (spec === '') {
    errors.push(invalid(`${path}.gmsaCredentialSpec`, spec, 'gmsaCredentialSpec cannot be an empty string'));
  }
  if (user === '') {
    errors.push(invalid(`${path}.runAsUserName`, user, 'runAsUserName cannot be an empty string'));
  }
  return errors;
}

/** Errors of a container's `securityContext`. */
export function checkSecurityContext(context: SecurityContext, path: string, hostUsers: boolean): FieldError[] {
  const { procMount, allowPrivilegeEscalation, privileged, capabilities } = context;
  const errors = [
    ...checkUserId(context.runAsUser, `${path}.runAsUser`),
    ...checkUserId(context.runAsGroup, `${path}.runAsGroup`),
    ...checkOptionalEnum(procMount, `${path}.procMount`, ['Default', 'Unmasked']),
  ];
  if (hostUsers && procMount === 'Unmasked') {
    errors.push(invalid(`${path}.procMount`, procMount, '`hostUsers` must be false to use `Unmasked`'));
  }
  errors.push(...checkSeccomp(context.seccompProfile, `${path}.seccompProfile`));
  if (allowPrivilegeEscalation === false) {
    const refuse = (what: string): FieldError => invalid(path, internalValue('SecurityContext', context), what);
    const rule = 'cannot set `allowPrivilegeEscalation` to false and';
    if (privileged === true) errors.push(refuse(`${rule} \`privileged\` to true`));
    for (const capability of capabilities?.add ?? []) {
      if (capability === 'CAP_SYS_ADMIN') {
        errors.push(refuse(`${rule} \`capabilities.Add\` CAP_SYS_ADMIN`));
      }
    }
  }
  return [
    ...errors,
    ...checkWindows(context.windowsOptions, `${path}.windowsOptions`),
    ...checkAppArmor(context.appArmorProfile, `${path}.appArmorProfile`),
  ];
}

const sysctlPattern = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const sysctlError =
  'must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$';

/** The namespace of the kernel that a sysctl belongs to, as far as Pods may share it with the host. */
function sysctlNamespace(name: string): 'net' | 'ipc' | undefined {
  const dotted = name.replaceAll('/', '.');
  if (dotted.startsWith('net.')) return 'net';
  if (/^(kernel\.shm|kernel\.msg|fs\.mqueue\.)/.test(dotted) || dotted === 'kernel.sem') return 'ipc';
  return undefined;
}

function checkSysctls(sysctls: readonly Sysctl[], spec: PodSpec, path: string): FieldError[] {
  const names = new Set<string>();
  return sysctls.flatMap(({ name = '' }, index) => {
    const at = `${path}[${index}].name`;
    const errors: FieldError[] = [];
    if (!name) errors.push(required(at));
    else if (name.length > 253 || !sysctlPattern.test(name)) errors.push(invalid(at, name, sysctlError));
    else if (names.has(name)) errors.push(duplicate(at, name));
    const namespace = sysctlNamespace(name);
    if (spec.hostNetwork && namespace === 'net') {
      errors.push(invalid(at, name, "may not be specified when 'hostNetwork' is true"));
    } else if (spec.hostIPC && namespace === 'ipc') {
      errors.push(invalid(at, name, "may not be specified when 'hostIPC' is true"));
    }
    names.add(name);
    return errors;
  });
}

/** Errors of the Pod's `securityContext`. */
export function checkPodSecurityContext(context: PodSecurityContext, spec: PodSpec, path: string): FieldError[] {
  const shared = spec.shareProcessNamespace === true && spec.hostPID === true;
  const sharing = 'ShareProcessNamespace and HostPID cannot both be enabled';
  return [
    ...checkUserId(context.fsGroup, `${path}.fsGroup`),
    ...checkUserId(context.runAsUser, `${path}.runAsUser`),
    ...checkUserId(context.runAsGroup, `${path}.runAsGroup`),
    ...(context.supplementalGroups ?? []).flatMap((group, index) =>
      checkUserId(group, `${path}.supplementalGroups[${index}]`),
    ),
    ...(shared ? [invalid(`${path}.shareProcessNamespace`, true, sharing)] : []),
    ...checkSysctls(context.sysctls ?? [], spec, `${path}.sysctls`),
    ...checkOptionalEnum(context.fsGroupChangePolicy, `${path}.fsGroupChangePolicy`, ['Always', 'OnRootMismatch']),
    ...checkSeccomp(context.seccompProfile, `${path}.seccompProfile`),
    ...checkWindows(context.windowsOptions, `${path}.windowsOptions`),
    ...checkAppArmor(context.appArmorProfile, `${path}.appArmorProfile`),
    ...checkOptionalEnum(context.supplementalGroupsPolicy, `${path}.supplementalGroupsPolicy`, ['Merge', 'Strict']),
    ...checkOptionalEnum(context.seLinuxChangePolicy, `${path}.seLinuxChangePolicy`, ['MountOption', 'Recursive']),
  ];
}

const windowsPodFields = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
] as const;
const windowsContainerFields = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const;

/** Fields that make no sense on the operating system that the Pod names. Models validateLinux and validateWindows. */
export function checkOperatingSystem(spec: PodSpec, path: string): FieldError[] {
  const { os } = spec;
  if (!os) return [];
  if (!os.name) return [required(`${path}.os.name`, 'cannot be empty')];
  if (os.name !== 'linux' && os.name !== 'windows') return [notSupported(`${path}.os`, os.name, ['linux', 'windows'])];
  const containers = [
    ...(spec.initContainers ?? []).map((container, index) => [container, `initContainers[${index}]`] as const),
    ...(spec.containers ?? []).map((container, index) => [container, `containers[${index}]`] as const),
  ];
  if (os.name === 'linux') {
    const detail = 'windows options cannot be set for a linux pod';
    const misplaced = [
      ...(spec.securityContext?.windowsOptions ? [`${path}.securityContext.windowsOptions`] : []),
      ...containers.flatMap(([container, at]) =>
        container.securityContext?.windowsOptions ? [`${path}.${at}.securityContext.windowsOptions`] : [],
      ),
    ];
    return misplaced.map((field) => forbiddenField(field, detail));
  }
  const podFields = [
    ...windowsPodFields
      .filter((field) => spec.securityContext?.[field] !== undefined)
      .map((field) => `securityContext.${field}`),
    ...(['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'] as const).filter(
      (field) => spec[field] !== undefined,
    ),
  ];
  const containerFields = containers.flatMap(([container, at]) =>
    windowsContainerFields
      .filter((field) => container.securityContext?.[field] !== undefined)
      .map((field) => `${at}.securityContext.${field}`),
  );
  return [...podFields, ...containerFields].map((field) =>
    forbiddenField(`${path}.${field}`, 'cannot be set for a windows pod'),
  );
}
