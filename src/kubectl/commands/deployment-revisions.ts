/**
 * The ReplicaSets of a Deployment as `rollout history`, `undo` and `status` see them. Models polymorphichelpers
 * history.go, rollback.go and rollout_status.go.
 */

import type { JsonObject, JsonValue } from '../../api/json.ts';
import { controllerOf } from '../../api/object.ts';
import { formatSelector } from '../../api/selector.ts';
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../api/types.ts';
import { sameJson } from '../../lib/same-json.ts';
import type { CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';

const revisionAnnotation = 'deployment.kubernetes.io/revision';
const hashLabel = 'pod-template-hash';

/** Annotations that a Deployment does not share with its ReplicaSets. */
const ownAnnotations: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

/** The revision of a Deployment or of one of its ReplicaSets; 0 without one. */
export function revisionNumber({ metadata }: Pick<Deployment, 'metadata'>): number {
  return Number(metadata.annotations?.[revisionAnnotation] ?? 0);
}

/** ReplicaSets that the Deployment controls, by revision. */
export async function replicaSetsOf(
  { client }: Pick<CommandContext, 'client'>,
  { metadata, spec }: Deployment,
): Promise<readonly ReplicaSet[]> {
  const list = await client.get(
    { resource: 'replicasets.apps', namespace: metadata.namespace ?? '' },
    { labelSelector: formatSelector(spec.selector) },
  );
  const items = (list.items ?? []) as unknown as readonly ReplicaSet[];
  return items
    .filter((set) => controllerOf(set)?.uid === metadata.uid)
    .toSorted((a, b) => revisionNumber(a) - revisionNumber(b));
}

/** The template without the label that only its ReplicaSet has. */
function withoutHash(template: PodTemplateSpec | undefined): JsonObject {
  const { [hashLabel]: _, ...labels } = template?.metadata?.labels ?? {};
  return { ...template, metadata: { ...template?.metadata, labels } } as unknown as JsonObject;
}

/** The ReplicaSet to roll back to; 0 means the revision before the present one. Models deploymentRevision. */
export function rollbackTarget({ metadata }: Deployment, sets: readonly ReplicaSet[], number: number): ReplicaSet {
  if (number > 0) {
    const found = sets.find((set) => revisionNumber(set) === number);
    if (!found) throw new KubectlError(`unable to find specified revision ${number} in history`);
    return found;
  }
  const previous = sets.at(-2);
  if (!previous) throw new KubectlError(`no rollout history found for deployment ${JSON.stringify(metadata.name)}`);
  return previous;
}

/** The patch that brings a revision back; undefined when it is there already. Models getDeploymentPatch. */
export function rollbackPatch(deployment: Deployment, set: ReplicaSet): JsonValue | undefined {
  const template = withoutHash(set.spec.template);
  if (sameJson(template, withoutHash(deployment.spec.template))) return undefined;
  const kept = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => ownAnnotations.has(key));
  const restored = Object.entries(set.metadata.annotations ?? {}).filter(([key]) => !ownAnnotations.has(key));
  return [
    { op: 'replace', path: '/spec/template', value: template },
    { op: 'replace', path: '/metadata/annotations', value: Object.fromEntries([...kept, ...restored]) },
  ];
}

/** How far the rollout of a Deployment is. Models DeploymentStatusViewer.Status. */
export function deploymentStatus(
  deployment: Deployment,
  revision: number,
): { readonly text: string; readonly done: boolean } {
  const { metadata, spec, status } = deployment;
  const running = revisionNumber(deployment);
  if (revision > 0 && revision !== running) {
    throw new KubectlError(`desired revision (${revision}) is different from the running revision (${running})`);
  }
  const waiting = (text: string): { text: string; done: boolean } => ({ text: `${text}...\n`, done: false });
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return waiting('Waiting for deployment spec update to be observed');
  }
  const name = JSON.stringify(metadata.name);
  const progress = status.conditions?.find(({ type }) => type === 'Progressing');
  if (progress?.reason === 'ProgressDeadlineExceeded') {
    throw new KubectlError(`deployment ${name} exceeded its progress deadline`);
  }
  const { replicas = 0, updatedReplicas: updated = 0, availableReplicas: available = 0 } = status;
  const rollout = `Waiting for deployment ${name} rollout to finish`;
  if (spec.replicas !== undefined && updated < spec.replicas) {
    return waiting(`${rollout}: ${updated} out of ${spec.replicas} new replicas have been updated`);
  }
  if (replicas > updated) return waiting(`${rollout}: ${replicas - updated} old replicas are pending termination`);
  if (available < updated) return waiting(`${rollout}: ${available} of ${updated} updated replicas are available`);
  return { text: `deployment ${name} successfully rolled out\n`, done: true };
}
