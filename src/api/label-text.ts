/** Labels, annotations and roles in one line. */

/** `a=1,b=2`, sorted as whole pairs (`a1=…` before `a=…`), `<none>` when empty. Models labels.FormatLabels. */
export function formatLabels(labels: Readonly<Record<string, string>> | undefined): string {
  const pairs = Object.keys(labels ?? {})
    .map((key) => `${key}=${labels![key]}`)
    .sort();
  return pairs.length > 0 ? pairs.join(',') : '<none>';
}

const rolePrefix = 'node-role.kubernetes.io/';

/** The roles in a node's labels, sorted; `<none>` without any. Models findNodeRoles. */
export function nodeRoles(labels: Readonly<Record<string, string>> | undefined): string {
  const roles = new Set<string>();
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (key.startsWith(rolePrefix) && key.length > rolePrefix.length) roles.add(key.slice(rolePrefix.length));
    else if (key === 'kubernetes.io/role' && value) roles.add(value);
  }
  return roles.size > 0 ? [...roles].sort().join(',') : '<none>';
}
