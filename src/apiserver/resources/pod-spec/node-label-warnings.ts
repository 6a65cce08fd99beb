/** Warnings about node labels that have a newer name. Models pkg/api/node/util.go. */

import type { NodeSelectorTerm } from '../../../api/types.ts';

const newerNames: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
};

/** What is to be said about the label, if it is a deprecated one. */
export function labelDeprecation(label: string): string | undefined {
  return Object.hasOwn(newerNames, label) ? newerNames[label] : undefined;
}

/** Text about a label that stands at `path`. */
export function labelWarnings(label: string | undefined, path: string): string[] {
  const message = label === undefined ? undefined : labelDeprecation(label);
  return message ? [`${path}: ${label} is ${message}`] : [];
}

/** Texts about the terms of a node selector. */
export function nodeSelectorWarnings(terms: readonly NodeSelectorTerm[], path: string): string[] {
  return terms.flatMap(({ matchExpressions = [] }, index) =>
    matchExpressions.flatMap(({ key }, at) => labelWarnings(key, `${path}[${index}].matchExpressions[${at}].key`)),
  );
}
