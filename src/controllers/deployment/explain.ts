/** Decisions of the Deployment controller in words. */

import type { Decision } from '../../api/decision.ts';
import { refOf } from '../../api/object.ts';
import type { Deployment } from '../../api/types.ts';
import { isActive, type Family, type ReplicaSetDraft } from './replica-sets.ts';
import type { Resize } from './scale.ts';
import { availableOf, maxSurge, maxUnavailable, replicasOf } from './sizes.ts';

export function createsReplicaSet(deployment: Deployment, { metadata }: ReplicaSetDraft): Decision {
  const about = refOf(deployment);
  const message = `${about.name} creates ReplicaSet ${metadata.name}: no other has the present template.`;
  return {
    about,
    verdict: 'acts',
    reason: 'CreatesReplicaSet',
    message,
    rule: { object: about, field: 'spec.template' },
  };
}

export function resizes(deployment: Deployment, all: readonly Resize[]): readonly Decision[] {
  const object = refOf(deployment);
  return all.flatMap(({ set, replicas }) => {
    const before = replicasOf(set);
    if (before === replicas) return [];
    const about = refOf(set);
    const message = `${object.name} scales ReplicaSet ${about.name} from ${before} to ${replicas}.`;
    const reason = replicas > before ? 'ScalesUp' : 'ScalesDown';
    return [{ about, verdict: 'acts', reason, message, rule: { object, field: 'spec.replicas' } } as const];
  });
}

export function paused(deployment: Deployment): Decision {
  const about = refOf(deployment);
  const message = `${about.name} is paused: changes of its template are not rolled out.`;
  return { about, verdict: 'refuses', reason: 'Paused', message, rule: { object: about, field: 'spec.paused' } };
}

export function rolloutWaits(deployment: Deployment, { fresh, old }: Family): Decision {
  const about = refOf(deployment);
  const replicas = replicasOf(deployment);
  const least = replicas - maxUnavailable(deployment);
  const most = replicas + maxSurge(deployment);
  const state = `${fresh ? availableOf(fresh) : 0} of ${replicas} new Pods are available`;
  const bounds = `${least} must stay available and at most ${most} may exist`;
  return {
    about,
    verdict: 'waits',
    reason: 'NewPodsNotAvailable',
    message: old.some(isActive) ? `${about.name} waits: ${state}; ${bounds}.` : `${about.name} waits: ${state}.`,
    ...(fresh ? { blockedBy: [refOf(fresh)] } : {}),
    rule: { object: about, field: 'spec.strategy.rollingUpdate' },
  };
}

export function oldPodsRun(deployment: Deployment): Decision {
  const about = refOf(deployment);
  const message = `${about.name} creates no new Pods: old ones have not ended yet, and its strategy is Recreate.`;
  return {
    about,
    verdict: 'waits',
    reason: 'OldPodsRunning',
    message,
    rule: { object: about, field: 'spec.strategy.type' },
  };
}
