/** Turns label keys of affinities and spread constraints into selectors. Models pkg/registry/core/pod strategy.go mutatePodAffinity. */

import type { LabelSelector, PodAffinity, PodAffinityTerm, PodSpec } from '../../../api/types.ts';
import { ifPresent, mapShared, withFields } from '../../../lib/sharing.ts';

type Labels = Readonly<Record<string, string>>;

interface LabelKeys {
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: readonly string[];
  readonly mismatchLabelKeys?: readonly string[];
}

function requirements(keys: readonly string[], operator: 'In' | 'NotIn', labels: Labels): object[] {
  return keys.flatMap((key) => (Object.hasOwn(labels, key) ? [{ key, operator, values: [labels[key]!] }] : []));
}

/** What a key says is the value that the Pod itself has. A term without selector matches nothing, keys or not. */
function merge<T extends LabelKeys>(term: T, labels: Labels): T {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  if (!labelSelector) return term;
  const added = [
    ...requirements(matchLabelKeys, 'In', labels),
    ...requirements(mismatchLabelKeys, 'NotIn', labels),
  ] as NonNullable<LabelSelector['matchExpressions']>;
  if (added.length === 0) return term;
  const matchExpressions = [...(labelSelector.matchExpressions ?? []), ...added];
  return { ...term, labelSelector: { ...labelSelector, matchExpressions } };
}

function mergeAffinity(affinity: PodAffinity, labels: Labels): PodAffinity {
  const mergeTerm = (term: PodAffinityTerm): PodAffinityTerm => merge(term, labels);
  return withFields(affinity, {
    requiredDuringSchedulingIgnoredDuringExecution: ifPresent(
      affinity.requiredDuringSchedulingIgnoredDuringExecution,
      (terms) => mapShared(terms, mergeTerm),
    ),
    preferredDuringSchedulingIgnoredDuringExecution: ifPresent(
      affinity.preferredDuringSchedulingIgnoredDuringExecution,
      (terms) =>
        mapShared(terms, (weighted) => withFields(weighted, { podAffinityTerm: mergeTerm(weighted.podAffinityTerm) })),
    ),
  });
}

/** The spec of a new Pod with these labels, every `matchLabelKeys` and `mismatchLabelKeys` merged into its selector. */
export function mergeLabelKeys(spec: PodSpec, labels: Labels = {}): PodSpec {
  return withFields(spec, {
    affinity: ifPresent(spec.affinity, (affinity) =>
      withFields(affinity, {
        podAffinity: ifPresent(affinity.podAffinity, (terms) => mergeAffinity(terms, labels)),
        podAntiAffinity: ifPresent(affinity.podAntiAffinity, (terms) => mergeAffinity(terms, labels)),
      }),
    ),
    topologySpreadConstraints: ifPresent(spec.topologySpreadConstraints, (constraints) =>
      mapShared(constraints, (constraint) => merge(constraint, labels)),
    ),
  });
}
