/** Groups that belong to the Kubernetes project need its approval. Models apiextensions-apiserver/pkg/apihelpers IsProtectedCommunityGroup and GetAPIApprovalState. */

export const approvalAnnotation = 'api-approved.kubernetes.io';

/** True for `x.k8s.io` and `x.kubernetes.io`. */
export function needsApproval(group: string): boolean {
  return /(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group);
}

/** What is wrong with the annotation, or undefined. */
export function approvalFault(annotation: string | undefined): 'missing' | 'invalid' | undefined {
  if (!annotation) return 'missing';
  if (annotation.startsWith('unapproved')) return undefined;
  return /^[a-z][a-z\d+.-]*:\/\/[^/\s]+/i.test(annotation) ? undefined : 'invalid';
}
