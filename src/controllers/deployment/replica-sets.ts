/** The ReplicaSets of a Deployment: which one has the present template, and how a new one looks. Models deployment/util. */

import type { JsonValue } from '../../api/json.ts';
import { isTerminating, type KubeObject } from '../../api/object.ts';
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../api/types.ts';
import { sameJson } from '../../lib/same-json.ts';
import { controllerRefTo } from '../controller-refs.ts';
import { goJson, safeEncode } from '../statefulset/revision.ts';
import { revisionOf, withRevision, withSizes } from './annotations.ts';
import { nextNewReplicas, replicasOf } from './sizes.ts';

export const hashLabel = 'pod-template-hash';

const encoder = new TextEncoder();

/** 32-bit FNV-1a (xor, then multiply) over UTF-8. */
function fnv1a(text: string): number {
  let hash = 2_166_136_261;
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 16_777_619) >>> 0;
  return hash;
}

/**
 * The hash in a ReplicaSet's name. Upstream hashes a printout of Go memory (ComputeHash); here it is the template as
 * JSON, in the same way and form, so that equal templates have equal hashes but other ones than on a real cluster.
 */
export function templateHash(template: PodTemplateSpec, collisionCount: number | undefined): string {
  return safeEncode(String(fnv1a(`${goJson(template as unknown as JsonValue)}${collisionCount ?? ''}`)));
}

function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec | undefined {
  const labels = template?.metadata?.labels;
  if (!template || !labels || !Object.hasOwn(labels, hashLabel)) return template;
  const { [hashLabel]: _, ...rest } = labels;
  return { ...template, metadata: { ...template.metadata, labels: rest } as PodTemplateSpec['metadata'] & object };
}

const matches = new WeakMap<PodTemplateSpec, WeakMap<PodTemplateSpec, boolean>>();

/** True when the templates differ in nothing but the hash. Models EqualIgnoreHash. */
export function sameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec): boolean {
  if (!a) return false;
  let known = matches.get(a);
  if (!known) matches.set(a, (known = new WeakMap()));
  let same = known.get(b);
  if (same === undefined) known.set(b, (same = sameJson(withoutHash(a), withoutHash(b))));
  return same;
}

/** Oldest first, then by name. Models ReplicaSetsByCreationTimestamp. */
export function byCreation(a: ReplicaSet, b: ReplicaSet): number {
  const [left, right] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp];
  if (left !== right) return left < right ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

export interface Family {
  /** The one with the present template, if it exists. */
  readonly fresh: ReplicaSet | undefined;
  /** All others, oldest first. */
  readonly old: readonly ReplicaSet[];
  readonly all: readonly ReplicaSet[];
}

/** Models FindNewReplicaSet and FindOldReplicaSets. */
export function familyOf({ spec }: Deployment, sets: readonly ReplicaSet[]): Family {
  const all = sets.toSorted(byCreation);
  const fresh = all.find((set) => sameTemplate(set.spec.template, spec.template));
  return { fresh, old: all.filter((set) => set !== fresh), all };
}

export const isActive = (set: ReplicaSet): boolean => replicasOf(set) > 0;

/** The revision that the present template has next, if it is not the newest already. */
export function nextRevision(old: readonly ReplicaSet[]): number {
  return Math.max(0, ...old.map(revisionOf)) + 1;
}

/** A ReplicaSet as it is sent for creation. */
export type ReplicaSetDraft = Pick<ReplicaSet, 'spec'> & KubeObject;

/** The ReplicaSet of the present template, with as many replicas as there is room for. Models getNewReplicaSet. */
export function newReplicaSet(deployment: Deployment, old: readonly ReplicaSet[]): ReplicaSetDraft {
  const { metadata, spec, status } = deployment;
  const hash = templateHash(spec.template, status.collisionCount);
  const labels = { ...spec.template.metadata?.labels, [hashLabel]: hash };
  const annotations = withSizes(withRevision(undefined, deployment, nextRevision(old)), deployment);
  const drafted = {
    name: `${metadata.name}-${hash}`,
    namespace: metadata.namespace,
    labels,
    annotations,
    ownerReferences: [controllerRefTo(deployment)],
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: drafted as unknown as KubeObject['metadata'],
    spec: {
      replicas: nextNewReplicas(deployment, old, 0),
      ...(spec.minReadySeconds ? { minReadySeconds: spec.minReadySeconds } : {}),
      selector: { ...spec.selector, matchLabels: { ...spec.selector.matchLabels, [hashLabel]: hash } },
      template: {
        ...spec.template,
        metadata: { ...spec.template.metadata, labels } as PodTemplateSpec['metadata'] & object,
      },
    },
  };
}

/** Old ReplicaSets beyond the history limit, that are empty and settled. Models cleanupDeployment. */
export function beyondHistory({ spec }: Deployment, old: readonly ReplicaSet[]): readonly ReplicaSet[] {
  const limit = spec.revisionHistoryLimit;
  if (limit === undefined) return [];
  const candidates = old.filter((set) => !isTerminating(set)).toSorted((a, b) => revisionOf(a) - revisionOf(b));
  return candidates
    .slice(0, Math.max(0, candidates.length - limit))
    .filter(
      (set) =>
        set.status.replicas === 0 &&
        replicasOf(set) === 0 &&
        (set.metadata.generation ?? 0) <= (set.status.observedGeneration ?? 0),
    );
}
