/** Validation of affinities and node selectors. Models pkg/apis/core/validation validateAffinity, ValidateNodeSelector. */

import { forbiddenField, invalid, required, type FieldError } from '../../../api/field-error.ts';
import { dns1123LabelErrors, dns1123SubdomainErrors } from '../../../api/names.ts';
import type {
  Affinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
} from '../../../api/types.ts';
import { checkLabelValue, checkQualifiedName, invalidEach } from '../checks.ts';
import { checkLabelSelector } from '../label-selector.ts';

function checkRequirement(
  { key = '', operator, values = [] }: NodeSelectorRequirement,
  path: string,
  anyValue: boolean,
): FieldError[] {
  const errors: FieldError[] = [];
  const at = `${path}.values`;
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.push(required(at, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
    if (values.length > 0) errors.push(forbiddenField(at, detail));
  } else if (operator === 'Gt' || operator === 'Lt') {
    const detail = "must be specified single value when `operator` is 'Lt' or 'Gt'";
    if (values.length !== 1) errors.push(required(at, detail));
  } else {
    errors.push(invalid(`${path}.operator`, operator ?? '', 'not a valid selector operator'));
  }
  errors.push(...checkQualifiedName(key, `${path}.key`));
  if (anyValue) return errors;
  return [...errors, ...values.flatMap((value, index) => checkLabelValue(value, `${at}[${index}]`))];
}

function checkFieldRequirement(
  { key = '', operator, values = [] }: NodeSelectorRequirement,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    if (values.length !== 1) errors.push(required(`${path}.values`, detail));
  } else {
    errors.push(invalid(`${path}.operator`, operator ?? '', 'not a valid selector operator'));
  }
  if (key !== 'metadata.name') return [...errors, invalid(`${path}.key`, key, 'not a valid field selector key')];
  const names = values.flatMap((value, index) =>
    invalidEach(`${path}.values[${index}]`, value, dns1123SubdomainErrors(value)),
  );
  return [...errors, ...names];
}

function checkTerm(term: NodeSelectorTerm, path: string, anyValue: boolean): FieldError[] {
  return [
    ...(term.matchExpressions ?? []).flatMap((requirement, index) =>
      checkRequirement(requirement, `${path}.matchExpressions[${index}]`, anyValue),
    ),
    ...(term.matchFields ?? []).flatMap((requirement, index) =>
      checkFieldRequirement(requirement, `${path}.matchFields[${index}]`),
    ),
  ];
}

/** Errors of a required node selector. */
export function checkNodeSelector(selector: NodeSelector, path: string): FieldError[] {
  const nodeSelectorTerms = selector.nodeSelectorTerms ?? [];
  const at = `${path}.nodeSelectorTerms`;
  if (nodeSelectorTerms.length === 0) return [required(at, 'must have at least one node selector term')];
  return nodeSelectorTerms.flatMap((term, index) => checkTerm(term, `${at}[${index}]`, false));
}

function checkKeys(keys: readonly string[], hasSelector: boolean, path: string): FieldError[] {
  if (keys.length === 0) return [];
  if (!hasSelector) return [forbiddenField(path, 'must not be specified when labelSelector is not set')];
  return keys.flatMap((key, index) => checkQualifiedName(key, `${path}[${index}]`));
}

function checkLabelKeys(term: PodAffinityTerm, path: string): FieldError[] {
  const { matchLabelKeys: match = [], mismatchLabelKeys: mismatch = [], labelSelector } = term;
  const errors = [
    ...checkKeys(match, labelSelector !== undefined, `${path}.matchLabelKeys`),
    ...checkKeys(mismatch, labelSelector !== undefined, `${path}.mismatchLabelKeys`),
  ];
  const seen = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key } of labelSelector?.matchExpressions ?? []) {
    const index = match.indexOf(key);
    if (index >= 0 && seen.has(key)) {
      errors.push(invalid(`${path}[${index}]`, key, 'exists in both matchLabelKeys and labelSelector'));
    }
    seen.add(key);
  }
  for (const [index, key] of match.entries()) {
    if (!mismatch.includes(key)) continue;
    const detail = 'exists in both matchLabelKeys and mismatchLabelKeys';
    errors.push(invalid(`${path}.matchLabelKeys[${index}]`, key, detail));
  }
  return errors;
}

function checkPodTerm(term: PodAffinityTerm, path: string): FieldError[] {
  const { topologyKey = '' } = term;
  return [
    ...checkLabelSelector(term.labelSelector, `${path}.labelSelector`),
    ...checkLabelSelector(term.namespaceSelector, `${path}.namespaceSelector`),
    ...(term.namespaces ?? []).flatMap((name) => invalidEach(`${path}.namespace`, name, dns1123LabelErrors(name))),
    ...checkLabelKeys(term, path),
    ...(topologyKey ? [] : [required(`${path}.topologyKey`, 'can not be empty')]),
    ...checkQualifiedName(topologyKey, `${path}.topologyKey`),
  ];
}

function checkWeight(weight: number, path: string): FieldError[] {
  return weight >= 1 && weight <= 100 ? [] : [invalid(path, weight, 'must be in the range 1-100')];
}

function checkPodAffinity(affinity: PodAffinity, path: string): FieldError[] {
  const requiredPath = `${path}.requiredDuringSchedulingIgnoredDuringExecution`;
  const preferredPath = `${path}.preferredDuringSchedulingIgnoredDuringExecution`;
  return [
    ...(affinity.requiredDuringSchedulingIgnoredDuringExecution ?? []).flatMap((term, index) =>
      checkPodTerm(term, `${requiredPath}[${index}]`),
    ),
    ...(affinity.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(
      ({ weight, podAffinityTerm }, index) => [
        ...checkWeight(weight ?? 0, `${preferredPath}[${index}].weight`),
        ...checkPodTerm(podAffinityTerm ?? ({} as PodAffinityTerm), `${preferredPath}[${index}].podAffinityTerm`),
      ],
    ),
  ];
}

/** Errors of `affinity`. */
export function checkAffinity({ nodeAffinity, podAffinity, podAntiAffinity }: Affinity, path: string): FieldError[] {
  const requiredNodes = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const preferredNodes = nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const at = `${path}.nodeAffinity`;
  const preferredPath = `${at}.preferredDuringSchedulingIgnoredDuringExecution`;
  return [
    ...(requiredNodes ? checkNodeSelector(requiredNodes, `${at}.requiredDuringSchedulingIgnoredDuringExecution`) : []),
    ...preferredNodes.flatMap(({ weight, preference }, index) => [
      ...checkWeight(weight ?? 0, `${preferredPath}[${index}].weight`),
      ...checkTerm(preference ?? {}, `${preferredPath}[${index}].preference`, true),
    ]),
    ...(podAffinity ? checkPodAffinity(podAffinity, `${path}.podAffinity`) : []),
    ...(podAntiAffinity ? checkPodAffinity(podAntiAffinity, `${path}.podAntiAffinity`) : []),
  ];
}
