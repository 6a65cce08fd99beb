/** The file that tells clients where the cluster is. */

/** A kubeconfig with one cluster, user and context. */
export function kubeconfigText(server: string): string {
  return `apiVersion: v1
kind: Config
clusters:
- name: playground
  cluster:
    server: ${server}
users:
- name: kubernetes-admin
  user: {}
contexts:
- name: kubernetes-admin@playground
  context:
    cluster: playground
    user: kubernetes-admin
current-context: kubernetes-admin@playground
`;
}
