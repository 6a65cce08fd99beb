/** What a Deployment writes on its ReplicaSets: revision and sizes. Models pkg/controller/deployment/util deployment_util.go. */

import type { Deployment, ReplicaSet } from '../../api/types.ts';
import { maxSurge } from './sizes.ts';

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
const historyAnnotation = 'deployment.kubernetes.io/revision-history';
const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas';
const maxAnnotation = 'deployment.kubernetes.io/max-replicas';

type Annotations = Readonly<Record<string, string>>;

/** Annotations of the Deployment that its ReplicaSets do not get. */
const notCopied: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
]);

/** The revision of a ReplicaSet; 0 without one. */
export function revisionOf({ metadata }: Pick<ReplicaSet, 'metadata'>): number {
  const revision = Number(metadata.annotations?.[revisionAnnotation] ?? 0);
  return Number.isInteger(revision) ? revision : 0;
}

function countIn(set: ReplicaSet, annotation: string): number | undefined {
  const text = set.metadata.annotations?.[annotation];
  return text !== undefined && /^-?[0-9]+$/.test(text) ? Number(text) : undefined;
}

/** The Deployment's replicas when the ReplicaSet was last scaled. */
export const desiredReplicasOf = (set: ReplicaSet): number | undefined => countIn(set, desiredAnnotation);

/** The same with the surge. */
export const maxReplicasOf = (set: ReplicaSet): number | undefined => countIn(set, maxAnnotation);

/** Annotations with the present sizes of the Deployment. Models SetReplicasAnnotations. */
export function withSizes(annotations: Annotations | undefined, deployment: Deployment): Annotations {
  const desired = deployment.spec.replicas ?? 1;
  const sizes = { [desiredAnnotation]: `${desired}`, [maxAnnotation]: `${desired + maxSurge(deployment)}` };
  const same = Object.entries(sizes).every(([key, value]) => annotations?.[key] === value);
  return annotations && same ? annotations : { ...annotations, ...sizes };
}

/**
 * Annotations of the ReplicaSet of the present template: those of the Deployment, and the revision. A ReplicaSet that
 * comes back remembers its former revisions. Models SetNewReplicaSetAnnotations.
 */
export function withRevision(present: Annotations = {}, deployment: Deployment, revision: number): Annotations {
  const next: Record<string, string> = { ...present };
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {})) {
    if (!notCopied.has(key)) next[key] = value;
  }
  const former = present[revisionAnnotation];
  if (former !== undefined && Number(former) < revision) {
    const history = present[historyAnnotation];
    next[historyAnnotation] = history ? `${history},${former}` : former;
  }
  if (former === undefined || Number(former) < revision) next[revisionAnnotation] = `${revision}`;
  return next;
}
