/** Node selector terms and which nodes they match. Models component-helpers/scheduling/corev1/nodeaffinity. */

import type { Node, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, Pod } from './types.ts';

function holds(requirement: NodeSelectorRequirement, value: string | undefined): boolean {
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && isInteger(value) && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && isInteger(value) && Number(value) < Number(values[0]);
    default:
      return false;
  }
}

const isInteger = (text: string): boolean => /^[+-]?\d+$/.test(text);

function labelOf(node: Node, key: string): string | undefined {
  const { labels } = node.metadata;
  return labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** True when all requirements of the term hold; a term without requirements matches no node. */
export function matchesNodeSelectorTerm(term: NodeSelectorTerm, node: Node): boolean {
  const expressions = term.matchExpressions ?? [];
  const fields = term.matchFields ?? [];
  if (expressions.length === 0 && fields.length === 0) return false;
  return (
    expressions.every((requirement) => holds(requirement, labelOf(node, requirement.key))) &&
    fields.every((requirement) =>
      holds(requirement, requirement.key === 'metadata.name' ? node.metadata.name : undefined),
    )
  );
}

/** True when any term matches; without a selector every node does. */
export function matchesNodeSelector(selector: NodeSelector | undefined, node: Node): boolean {
  return selector === undefined || selector.nodeSelectorTerms.some((term) => matchesNodeSelectorTerm(term, node));
}

/** Whether the Pod's nodeSelector and required node affinity allow the node. Models GetRequiredNodeAffinity. */
export function matchesRequiredNodeAffinity(pod: Pod, node: Node): boolean {
  const { nodeSelector, affinity } = pod.spec;
  for (const [key, value] of Object.entries(nodeSelector ?? {})) {
    if (labelOf(node, key) !== value) return false;
  }
  return matchesNodeSelector(affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution, node);
}
