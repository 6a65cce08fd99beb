/** Validation of tolerations, gates and spread constraints. Models pkg/apis/core/validation ValidateTolerations and its kin. */

import {
  duplicate,
  forbiddenField,
  invalid,
  notSupported,
  required,
  type FieldError,
} from '../../../api/field-error.ts';
import { labelValueErrors } from '../../../api/names.ts';
import type { PodSchedulingGate, Toleration, TopologySpreadConstraint } from '../../../api/types.ts';
import { checkOptionalEnum, checkQualifiedName, positiveError } from '../checks.ts';
import { checkLabelSelector } from '../label-selector.ts';

const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Errors of the effect of a taint or a toleration. */
export function checkTaintEffect(effect: string | undefined, path: string, mayBeEmpty: boolean): FieldError[] {
  if (!effect) return mayBeEmpty ? [] : [required(path)];
  return taintEffects.includes(effect) ? [] : [notSupported(path, effect, taintEffects)];
}

function checkOperator({ operator, value = '' }: Toleration, path: string): FieldError[] {
  switch (operator ?? '') {
    case '':
    case 'Equal': {
      const messages = labelValueErrors(value);
      return messages.length > 0 ? [invalid(path, value, messages.join(';'))] : [];
    }
    case 'Exists':
      return value ? [invalid(path, value, "value must be empty when `operator` is 'Exists'")] : [];
    default:
      return [notSupported(path, operator, ['Equal', 'Exists'])];
  }
}

/** Errors of `tolerations`. */
export function checkTolerations(tolerations: readonly Toleration[], path: string): FieldError[] {
  return tolerations.flatMap((toleration, index) => {
    const at = `${path}[${index}]`;
    const { key, operator = '', effect = '', tolerationSeconds } = toleration;
    const errors = key ? checkQualifiedName(key, `${at}.key`) : [];
    if (!key && operator !== 'Exists') {
      const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      errors.push(invalid(`${at}.operator`, operator, detail));
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      errors.push(invalid(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    }
    return [
      ...errors,
      ...checkOperator(toleration, `${at}.operator`),
      ...checkTaintEffect(effect, `${at}.effect`, true),
    ];
  });
}

/** Errors of `schedulingGates`. */
export function checkSchedulingGates(gates: readonly PodSchedulingGate[], path: string): FieldError[] {
  const seen = new Set<string>();
  return gates.flatMap(({ name = '' }, index) => {
    const repeated = seen.has(name) ? [duplicate(`${path}[${index}]`, name)] : [];
    seen.add(name);
    return [...checkQualifiedName(name, `${path}[${index}]`), ...repeated];
  });
}

function checkMinDomains({ minDomains, whenUnsatisfiable }: TopologySpreadConstraint, path: string): FieldError[] {
  if (minDomains === undefined) return [];
  const errors = minDomains <= 0 ? [invalid(path, minDomains, positiveError)] : [];
  if (whenUnsatisfiable === 'DoNotSchedule') return errors;
  const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
  return [...errors, invalid(path, minDomains, detail)];
}

function checkMatchLabelKeys(
  { matchLabelKeys = [], labelSelector }: TopologySpreadConstraint,
  path: string,
): FieldError[] {
  if (matchLabelKeys.length === 0) return [];
  const errors: FieldError[] = [];
  if (!labelSelector) errors.push(forbiddenField(path, 'must not be specified when labelSelector is not set'));
  const seen = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key } of labelSelector?.matchExpressions ?? []) {
    const index = matchLabelKeys.indexOf(key);
    if (index >= 0 && seen.has(key)) {
      errors.push(invalid(`${path}[${index}]`, key, 'exists in both matchLabelKeys and labelSelector'));
    }
    seen.add(key);
  }
  return [...errors, ...matchLabelKeys.flatMap((key, index) => checkQualifiedName(key, `${path}[${index}]`))];
}

/** Errors of `topologySpreadConstraints`. */
export function checkTopologySpread(constraints: readonly TopologySpreadConstraint[], path: string): FieldError[] {
  return constraints.flatMap((constraint, index) => {
    const at = `${path}[${index}]`;
    const { maxSkew = 0, topologyKey, whenUnsatisfiable = '' } = constraint;
    const actions = ['DoNotSchedule', 'ScheduleAnyway'];
    const repeated = constraints
      .slice(index + 1)
      .some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable);
    const pair = `${at}.{topologyKey, whenUnsatisfiable}`;
    return [
      ...(maxSkew <= 0 ? [invalid(`${at}.maxSkew`, maxSkew, positiveError)] : []),
      ...(topologyKey ? [] : [required(`${at}.topologyKey`, 'can not be empty')]),
      ...(actions.includes(whenUnsatisfiable)
        ? []
        : [notSupported(`${at}.whenUnsatisfiable`, whenUnsatisfiable, actions)]),
      ...(repeated ? [duplicate(pair, `{${topologyKey ?? ''}, ${whenUnsatisfiable}}`)] : []),
      ...checkMinDomains(constraint, `${at}.minDomains`),
      ...checkOptionalEnum(constraint.nodeAffinityPolicy, `${at}.nodeAffinityPolicy`, ['Honor', 'Ignore']),
      ...checkOptionalEnum(constraint.nodeTaintsPolicy, `${at}.nodeTaintsPolicy`, ['Honor', 'Ignore']),
      ...checkMatchLabelKeys(constraint, `${at}.matchLabelKeys`),
      ...checkLabelSelector(constraint.labelSelector, `${at}.labelSelector`),
    ];
  });
}
