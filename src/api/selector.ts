/** Label selectors of objects (`spec.selector`). Models metav1.LabelSelectorAsSelector and labels.Selector. */

import type { LabelSelector } from './types.ts';

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

const compiled = new WeakMap<LabelSelector, readonly Requirement[]>();

function requirementsOf(selector: LabelSelector): readonly Requirement[] {
  const known = compiled.get(selector);
  if (known) return known;
  const labels = Object.entries(selector.matchLabels ?? {});
  const expressions = selector.matchExpressions ?? [];
  const requirements = [
    ...labels.map(([key, value]) => ({ key, operator: '=', values: [value] })),
    ...expressions.map(({ key, operator, values }) => ({ key, operator, values: values ?? [] })),
  ].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  compiled.set(selector, requirements);
  return requirements;
}

function holds({ key, operator, values }: Requirement, labels: Readonly<Record<string, string>>): boolean {
  // The most frequent case by far; an inherited property is never equal to a string.
  if (operator === '=') return labels[key] === values[0];
  const present = Object.hasOwn(labels, key);
  switch (operator) {
    case 'In':
      return present && values.includes(labels[key]!);
    case 'NotIn':
      return !present || !values.includes(labels[key]!);
    case 'Exists':
      return present;
    case 'DoesNotExist':
      return !present;
    default:
      return false;
  }
}

const noLabels = {};

/** True when the labels meet the selector. No selector matches nothing, an empty one everything. */
export function matchesSelector(
  selector: LabelSelector | undefined,
  labels: Readonly<Record<string, string>> | undefined,
): boolean {
  if (!selector) return false;
  const present = labels ?? noLabels;
  for (const requirement of requirementsOf(selector)) {
    if (!holds(requirement, present)) return false;
  }
  return true;
}

/** The selector as one string with its keys sorted: `app=nginx,tier in (a,b),!legacy`. */
export function formatSelector(selector: LabelSelector | undefined): string {
  if (!selector) return '<none>';
  return requirementsOf(selector)
    .map(({ key, operator, values }) => {
      const list = `(${[...values].sort().join(',')})`;
      if (operator === '=') return `${key}=${values[0]}`;
      if (operator === 'In') return `${key} in ${list}`;
      if (operator === 'NotIn') return `${key} notin ${list}`;
      return operator === 'Exists' ? key : `!${key}`;
    })
    .join(',');
}
