/**
 * Which Pods are the set's: adopts orphans that match, releases Pods that no longer do. Models
 * pkg/controller/controller_ref_manager.go and statefulset.getPodsForStatefulSet.
 */

import type { SyncContext } from '../../api/controller.ts';
import type { Decision } from '../../api/decision.ts';
import type { JsonValue } from '../../api/json.ts';
import { isTerminating, type KubeObject } from '../../api/object.ts';
import type { ControllerRevision, Pod, StatefulSet } from '../../api/types.ts';
import { patchRequest } from '../../client/request.ts';
import * as explain from './explain.ts';
import { matchesSelector } from '../../api/selector.ts';
import { controllerRef } from './identity.ts';
import { factsOf, type PodFacts } from './pod-facts.ts';
import { aggregate, failureOf, type Failure } from './pod-control.ts';

export interface ClaimedPods {
  readonly pods: readonly PodFacts[];
  readonly decisions: readonly Decision[];
  readonly failure: Failure;
}

/** What an earlier look at a set's namespace found: the Pods, and at the same places the facts of the set's own. */
interface Look {
  readonly uid: string;
  readonly pods: readonly Pod[];
  readonly members: readonly (PodFacts | undefined)[];
}

const lastLooks = new WeakMap<StatefulSet['spec'], Look>();

/** Pods that were the set's at the last look and have not changed since; undefined at all other places. */
function knownMembers(set: StatefulSet, pods: readonly Pod[]): (PodFacts | undefined)[] {
  const last = lastLooks.get(set.spec);
  if (!last || last.uid !== set.metadata.uid) return pods.map(() => undefined);
  let place = 0;
  return pods.map((pod) => {
    if (last.pods[place] !== pod) {
      // Both lists are in the order of names.
      const { name } = pod.metadata;
      while (place < last.pods.length && last.pods[place]!.metadata.name < name) place++;
      if (last.pods[place] !== pod) return undefined;
    }
    return last.members[place++];
  });
}

/** The Pods of the set, after adoption and release. */
export function claimPods(set: StatefulSet, context: SyncContext): ClaimedPods {
  const { namespace, uid } = set.metadata;
  const candidates = context.reader.list('pods', namespace);
  const members = knownMembers(set, candidates);
  const pods: PodFacts[] = [];
  const decisions: Decision[] = [];
  const failures: Failure[] = [];
  for (const [place, pod] of candidates.entries()) {
    const known = members[place];
    if (known) {
      pods.push(known);
      continue;
    }
    const facts = factsOf(pod);
    const { controllerUid, terminating } = facts;
    if (controllerUid !== '' && controllerUid !== uid) continue;
    const belongs = belongsTo(set, facts);
    if (controllerUid !== '' && belongs) {
      members[place] = facts;
      pods.push(facts);
    } else if (controllerUid !== '' && !isTerminating(set)) {
      failures.push(release(set, pod, context));
      decisions.push(explain.releases(set, pod));
    } else if (controllerUid === '' && belongs && !terminating && !isTerminating(set)) {
      const failure = adopt(set, pod, context);
      failures.push(failure);
      if (failure !== undefined) continue;
      pods.push(factsOf(context.reader.get('pods', namespace, pod.metadata.name) ?? pod));
      decisions.push(explain.adopts(set, pod));
    }
  }
  lastLooks.set(set.spec, { uid, pods: candidates, members });
  return { pods, decisions, failure: aggregate(failures) };
}

/** True when the Pod's name and labels make it one of the set's. Models isMemberOf and the selector. */
function belongsTo(set: StatefulSet, { parent, pod }: PodFacts): boolean {
  return parent === set.metadata.name && matchesSelector(set.spec.selector, pod.metadata.labels);
}

function adopt(set: StatefulSet, pod: Pod, context: SyncContext): Failure {
  return patchOwners('pods', pod, controllerRef(set), context);
}

/** Makes an orphan revision the set's. */
export function adoptRevision(set: StatefulSet, revision: ControllerRevision, context: SyncContext): Failure {
  return patchOwners('controllerrevisions.apps', revision, controllerRef(set), context);
}

function release(set: StatefulSet, pod: Pod, context: SyncContext): Failure {
  return patchOwners('pods', pod, { $patch: 'delete', uid: set.metadata.uid }, context, [404, 422]);
}

/** The patch carries the object's uid, so that a namesake made meanwhile is not touched. */
function patchOwners(
  resource: string,
  object: KubeObject,
  reference: object,
  context: SyncContext,
  ignoredCodes: readonly number[] = [],
): Failure {
  const { name, namespace, uid } = object.metadata;
  const patch = { metadata: { ownerReferences: [reference], uid } } as unknown as JsonValue;
  const path = { resource, namespace: namespace!, name };
  const response = context.request(patchRequest(path, 'strategic', patch));
  return ignoredCodes.includes(response.code) ? undefined : failureOf(response);
}
