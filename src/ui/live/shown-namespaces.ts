/** The namespaces that can be chosen: those of the system are not drawn. */

import type { Followed } from '../../session/live/followed.ts';

const hidden: ReadonlySet<string> = new Set(['kube-system']);

/** Undefined when they may not be listed. */
export function shownNamespaces({ scope, namespaces }: Followed): readonly string[] | undefined {
  if (!namespaces) return undefined;
  return [...new Set([...namespaces.filter((name) => !hidden.has(name)), scope.namespace])].toSorted();
}
