/** The file that tells clients where the cluster is. */

/** A kubeconfig with one cluster, user and context. Some client libraries take plain HTTP only when told to verify nothing. */
export function kubeconfigText(server: string): string {
  return `apiVersion: v1
kind: Config
clusters:
- name: playground
  cluster:
    server: ${server}
    insecure-skip-tls-verify: true
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
