/** What ReplicaSets and Deployments ask of their selector and template alike. Models ValidatePodTemplateSpecForReplicaSet. */

import { forbiddenField, invalid, notSupported, required, type FieldError } from '../../api/field-error.ts';
import { dns1123LabelErrors } from '../../api/names.ts';
import { matchesSelector } from '../../api/selector.ts';
import type { KubeObject } from '../../api/object.ts';
import type { LabelSelector, PodTemplateSpec } from '../../api/types.ts';
import { immutableError, sortedMap } from './checks.ts';
import { checkLabelSelector, isEmptySelector, selectorValue } from './label-selector.ts';
import { checkPodTemplate } from './pod-spec/validate.ts';
import { semanticallyEqual } from './semantic-equality.ts';

interface ReplicatedSpec {
  readonly selector?: LabelSelector;
  readonly template?: PodTemplateSpec;
}

/** Errors of a template whose Pods run for ever. */
function checkTemplate(template: PodTemplateSpec, selector: LabelSelector | undefined, path: string): FieldError[] {
  const labels = template.metadata?.labels;
  const restartPolicy = template.spec.restartPolicy ?? '';
  const isSelective = selector ? !isEmptySelector(selector) : false;
  const detail = '`selector` does not match template `labels`';
  const deadline = 'activeDeadlineSeconds in ReplicaSet is not Supported';
  return [
    ...(isSelective && !matchesSelector(selector, labels)
      ? [invalid(`${path}.metadata.labels`, labels ? sortedMap(labels) : null, detail)]
      : []),
    ...checkPodTemplate(template, path),
    ...(restartPolicy === 'Always' ? [] : [notSupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always'])]),
    ...(template.spec.activeDeadlineSeconds === undefined
      ? []
      : [forbiddenField(`${path}.spec.activeDeadlineSeconds`, deadline)]),
  ];
}

/** Errors of selector and template, in upstream's order; its text about empty selectors names Deployments for both kinds. */
export function checkSelectorAndTemplate({ selector, template }: ReplicatedSpec): FieldError[] {
  const at = 'spec.selector';
  const selectorErrors = checkLabelSelector(selector, at);
  const errors = selector ? [...selectorErrors] : [required(at)];
  if (selector && isEmptySelector(selector)) {
    errors.push(invalid(at, selectorValue(selector), 'empty selector is invalid for deployment'));
  }
  if (selector && selectorErrors.length > 0) {
    return [...errors, invalid(at, selectorValue(selector), 'invalid label selector')];
  }
  return [...errors, ...(template ? checkTemplate(template, selector, 'spec.template') : [required('spec.template')])];
}

/** A selector stays as it is. */
export function checkSameSelector(spec: ReplicatedSpec, old: ReplicatedSpec): FieldError[] {
  if (semanticallyEqual(spec.selector, old.selector)) return [];
  return [invalid('spec.selector', spec.selector ? selectorValue(spec.selector) : null, immutableError)];
}

/** Names of which Pod names are made should be DNS labels. */
export function podNameWarnings({ metadata: { name } }: KubeObject): readonly string[] {
  const messages = dns1123LabelErrors(name);
  if (messages.length === 0) return [];
  const advice =
    'this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended';
  return [`metadata.name: ${advice}: [${messages.join(' ')}]`];
}
