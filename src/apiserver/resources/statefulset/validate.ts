/** Validation of StatefulSets. Models pkg/apis/apps/validation ValidateStatefulSet and its kin. */

import { forbiddenField, invalid, notSupported, required, type FieldError } from '../../../api/field-error.ts';
import { percentOf } from '../../../api/int-or-string.ts';
import type { IntOrString } from '../../../api/json.ts';
import { matchesSelector } from '../../../api/selector.ts';
import type {
  PersistentVolumeClaim,
  StatefulSet,
  StatefulSetPersistentVolumeClaimRetentionPolicy,
  StatefulSetSpec,
  StatefulSetUpdateStrategy,
  Volume,
} from '../../../api/types.ts';
import { checkDnsLabel, checkNonnegative, sortedMap } from '../checks.ts';
import { internalValue } from '../internal-form.ts';
import { checkPercentOrCount } from '../int-or-percent.ts';
import { checkLabelSelector, isEmptySelector, selectorValue } from '../label-selector.ts';
import { checkPodTemplate } from '../pod-spec/validate.ts';
import { semanticallyEqual } from '../semantic-equality.ts';
import { checkClaimSpec } from '../storage/claim-spec.ts';

function checkManagementPolicy(policy: string | undefined, path: string): FieldError[] {
  if (!policy) return [required(path)];
  if (policy === 'OrderedReady' || policy === 'Parallel') return [];
  return [invalid(path, policy, "must be 'OrderedReady' or 'Parallel'")];
}

/** The pace of a rolling update: a count or a percentage above zero. Models validateRollingUpdateStatefulSet. */
function checkMaxUnavailable(value: IntOrString, path: string): FieldError[] {
  const errors = checkPercentOrCount(value, path);
  const isZero = value === 0 || percentOf(value) === 0;
  return isZero ? [...errors, invalid(path, value, 'cannot be 0')] : errors;
}

function checkUpdateStrategy(strategy: StatefulSetUpdateStrategy, path: string): FieldError[] {
  const { type, rollingUpdate } = strategy;
  const rolling = `${path}.rollingUpdate`;
  switch (type) {
    case undefined:
    case '':
      return [required(path)];
    case 'OnDelete': {
      if (!rollingUpdate) return [];
      const value = internalValue('RollingUpdateStatefulSetStrategy', rollingUpdate);
      return [invalid(rolling, value, "only allowed for updateStrategy 'RollingUpdate'")];
    }
    case 'RollingUpdate':
      return [
        ...checkNonnegative(rollingUpdate?.partition, `${rolling}.partition`),
        ...(rollingUpdate?.maxUnavailable === undefined
          ? []
          : checkMaxUnavailable(rollingUpdate.maxUnavailable, `${rolling}.maxUnavailable`)),
      ];
    default: {
      const value = internalValue('StatefulSetUpdateStrategy', strategy);
      return [invalid(path, value, "must be 'RollingUpdate' or 'OnDelete'")];
    }
  }
}

function checkRetentionPolicy(
  policy: StatefulSetPersistentVolumeClaimRetentionPolicy | undefined,
  path: string,
): FieldError[] {
  const supported = ['Retain', 'Delete'];
  return (['whenDeleted', 'whenScaled'] as const).flatMap((field) => {
    const value = policy?.[field];
    return !policy || supported.includes(value ?? '') ? [] : [notSupported(`${path}.${field}`, value ?? '', supported)];
  });
}

/** The volumes that claims of the templates become in every Pod. */
function claimVolumes(claims: readonly PersistentVolumeClaim[]): readonly Volume[] {
  return claims.map(({ metadata }) => ({ name: metadata.name, persistentVolumeClaim: { claimName: metadata.name } }));
}

function checkSelectorAndTemplate(set: StatefulSetSpec, path: string): FieldError[] {
  const { selector, template, volumeClaimTemplates = [] } = set;
  const at = `${path}.selector`;
  const selectorErrors = checkLabelSelector(selector, at);
  const errors = selector ? [...selectorErrors] : [required(at)];
  if (selector && isEmptySelector(selector)) {
    errors.push(invalid(at, selectorValue(selector), 'empty selector is invalid for statefulset'));
  }
  if (selectorErrors.length > 0) return [...errors, invalid(at, selectorValue(selector), '')];
  const labels = template.metadata?.labels;
  if (!matchesSelector(selector, labels)) {
    const value = labels ? sortedMap(labels) : null;
    const detail = '`selector` does not match template `labels`';
    errors.push(invalid(`${path}.template.metadata.labels`, value, detail));
  }
  const { hostname: _hostname, subdomain: _subdomain, ...spec } = template.spec; // the controller sets its own
  return [
    ...errors,
    ...checkPodTemplate({ ...template, spec }, `${path}.template`, claimVolumes(volumeClaimTemplates)),
  ];
}

/** Rules that hold for new and for changed sets alike. Claim templates and the service name are checked once. */
function checkSpec(spec: StatefulSetSpec, path: string, isNew: boolean): FieldError[] {
  const { template, serviceName, volumeClaimTemplates = [] } = spec;
  const restartPolicy = template.spec.restartPolicy ?? '';
  const podPath = `${path}.template.spec`;
  const deadline = 'activeDeadlineSeconds in StatefulSet is not Supported';
  return [
    ...checkManagementPolicy(spec.podManagementPolicy, `${path}.podManagementPolicy`),
    ...checkUpdateStrategy(spec.updateStrategy ?? {}, `${path}.updateStrategy`),
    ...checkRetentionPolicy(spec.persistentVolumeClaimRetentionPolicy, `${path}.persistentVolumeClaimRetentionPolicy`),
    ...checkNonnegative(spec.replicas, `${path}.replicas`),
    ...checkNonnegative(spec.minReadySeconds, `${path}.minReadySeconds`),
    ...checkNonnegative(spec.ordinals?.start, `${path}.ordinals.start`),
    ...(isNew && serviceName ? checkDnsLabel(serviceName, `${path}.serviceName`) : []),
    ...checkSelectorAndTemplate(spec, path),
    ...(restartPolicy === 'Always' ? [] : [notSupported(`${podPath}.restartPolicy`, restartPolicy, ['Always'])]),
    ...(template.spec.activeDeadlineSeconds === undefined
      ? []
      : [forbiddenField(`${podPath}.activeDeadlineSeconds`, deadline)]),
    ...(isNew
      ? volumeClaimTemplates.flatMap((claim, index) =>
          checkClaimSpec(claim.spec, `${path}.volumeClaimTemplates[${index}].spec`),
        )
      : []),
  ];
}

/** Errors of a new StatefulSet. */
export function validateStatefulSet(set: StatefulSet): readonly FieldError[] {
  return checkSpec(set.spec, 'spec', true);
}

const mutableFields = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
] as const;

/** Errors of a changed StatefulSet; a template that was invalid before may stay so. */
export function validateStatefulSetUpdate(set: StatefulSet, old: StatefulSet): readonly FieldError[] {
  if (set.spec === old.spec) return [];
  const errors = checkSpec(set.spec, 'spec', false);
  const kept = Object.fromEntries(mutableFields.map((field) => [field, old.spec[field]]));
  if (semanticallyEqual({ ...set.spec, ...kept }, old.spec)) return errors;
  const quoted = mutableFields.map((field) => `'${field}'`);
  const list = `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
  return [...errors, forbiddenField('spec', `updates to statefulset spec for fields other than ${list} are forbidden`)];
}

/** Errors of a written status. */
export function validateStatefulSetStatus(set: StatefulSet, old: StatefulSet): readonly FieldError[] {
  const { status } = set;
  const { replicas = 0, readyReplicas = 0, currentReplicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const above = 'cannot be greater than status.replicas';
  const counts = { readyReplicas, currentReplicas, updatedReplicas, availableReplicas };
  const errors = [
    ...checkNonnegative(replicas, 'status.replicas'),
    ...Object.entries(counts).flatMap(([field, count]) => checkNonnegative(count, `status.${field}`)),
    ...checkNonnegative(status.observedGeneration, 'status.observedGeneration'),
    ...checkNonnegative(status.collisionCount, 'status.collisionCount'),
    ...Object.entries(counts).flatMap(([field, count]) =>
      count > replicas ? [invalid(`status.${field}`, count, above)] : [],
    ),
  ];
  if (availableReplicas > readyReplicas) {
    const detail = 'cannot be greater than status.readyReplicas';
    errors.push(invalid('status.availableReplicas', availableReplicas, detail));
  }
  const before = old.status.collisionCount;
  if (before !== undefined && (status.collisionCount ?? -1) < before) {
    errors.push(invalid('status.collisionCount', status.collisionCount ?? 0, 'cannot be decremented'));
  }
  return errors;
}
