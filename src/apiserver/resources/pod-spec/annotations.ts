/** Validation of annotations that had a meaning for Pods. Models pkg/apis/core/validation ValidatePodSpecificAnnotations. */

import { forbiddenField, invalid, type FieldError } from '../../../api/field-error.ts';
import type { PodSpec } from '../../../api/types.ts';
import { checkDescendingPath } from '../checks.ts';

type Annotations = Readonly<Record<string, string>>;

const mirrorKey = 'kubernetes.io/config.mirror';
const deletionCostKey = 'controller.kubernetes.io/pod-deletion-cost';
const seccompPodKey = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompContainerPrefix = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';

function checkSeccomp(profile: string, path: string): FieldError[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return [];
  if (profile.startsWith('localhost/')) return checkDescendingPath(profile.slice('localhost/'.length), path);
  return [invalid(path, profile, 'must be a valid seccomp profile')];
}

function isInt32(text: string): boolean {
  return /^(0|-?[1-9][0-9]*)$/.test(text) && Number(text) === (Number(text) | 0);
}

function checkAppArmor(key: string, profile: string, spec: PodSpec, path: string): FieldError[] {
  const name = key.slice(appArmorPrefix.length);
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...(spec.ephemeralContainers ?? [])];
  const errors = containers.some((container) => container.name === name)
    ? []
    : [invalid(`${path}[${key}]`, name, 'container not found')];
  const valid = ['', 'runtime/default', 'unconfined'].includes(profile) || profile.startsWith('localhost/');
  if (valid) return errors;
  return [...errors, invalid(`${path}[${key}]`, profile, `invalid AppArmor profile name: ${JSON.stringify(profile)}`)];
}

/** Errors of a Pod's or a template's annotations beyond their keys and size. */
export function checkPodAnnotations(annotations: Annotations | undefined, spec: PodSpec, path: string): FieldError[] {
  if (!annotations) return [];
  const errors: FieldError[] = [];
  const mirror = annotations[mirrorKey];
  if (mirror !== undefined && !spec.nodeName) {
    const detail = 'must set spec.nodeName if mirror pod annotation is set';
    errors.push(invalid(`${path}[${mirrorKey}]`, mirror, detail));
  }
  const cost = annotations[deletionCostKey];
  if (cost !== undefined && !isInt32(cost)) {
    errors.push(invalid(`${path}[${deletionCostKey}]`, cost, 'must be a 32bit integer'));
  }
  const profile = annotations[seccompPodKey];
  if (profile !== undefined) errors.push(...checkSeccomp(profile, `${path}.${seccompPodKey}`));
  for (const [key, value] of Object.entries(annotations)) {
    if (key.startsWith(seccompContainerPrefix)) errors.push(...checkSeccomp(value, `${path}.${key}`));
  }
  for (const [key, value] of Object.entries(annotations)) {
    if (key.startsWith(appArmorPrefix)) errors.push(...checkAppArmor(key, value, spec, path));
  }
  return errors;
}

/** Errors of a change of annotations that are fixed for the life of a Pod. */
export function checkPodAnnotationsUpdate(
  annotations: Annotations = {},
  old: Annotations = {},
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (key: string, verb: string): void => {
    if (key.startsWith(appArmorPrefix))
      errors.push(forbiddenField(`${path}[${key}]`, `may not ${verb} AppArmor annotations`));
    if (key === mirrorKey) errors.push(forbiddenField(`${path}[${key}]`, `may not ${verb} mirror pod annotation`));
  };
  for (const [key, value] of Object.entries(old)) {
    if (annotations[key] !== value) refuse(key, 'remove or update');
  }
  for (const key of Object.keys(annotations)) {
    if (!Object.hasOwn(old, key)) refuse(key, 'add');
  }
  return errors;
}
