/** What stands behind a request that the API server refused, as far as its words name it. */

import type { Decision } from '../api/decision.ts';
import { refOf, type KubeObject, type ObjectRef } from '../api/object.ts';

type Cause = Pick<Decision, 'reason' | 'blockedBy' | 'rule'>;

/** The reason and the object behind a refusal; `RequestRefused` without one when the words name none. */
export function refusalCause(error: string, namespace: string | undefined): Cause {
  const quota = /\b(exceeded|failed) quota: ([^\s,:]+)[,:]/.exec(error);
  if (quota) {
    const reason = quota[1] === 'exceeded' ? 'QuotaExceeded' : 'QuotaWantsRequests';
    return causedBy(reason, { kind: 'ResourceQuota', namespace: namespace ?? '', name: quota[2]! }, 'spec.hard');
  }
  if (/ is forbidden: \[?(?:minimum|maximum|\S+ max limit to request ratio)/.test(error))
    return { reason: 'OutsideLimits' };
  const account = /serviceaccount "([^"]+)" not found/.exec(error);
  if (account) {
    const ref = { kind: 'ServiceAccount', namespace: namespace ?? '', name: account[1]! };
    return { reason: 'ServiceAccountNotFound', blockedBy: [ref] };
  }
  return { reason: 'RequestRefused' };
}

/** That an owner could not create its Pods, or delete one. */
export function podsRefused(owner: KubeObject, what: 'create' | 'delete', error: string): Decision {
  const about = refOf(owner);
  const message = `${about.name} cannot ${what} Pods: ${error}`;
  return { about, verdict: 'refuses', message, ...refusalCause(error, about.namespace) };
}

function causedBy(reason: string, object: ObjectRef, field: string): Cause {
  return { reason, blockedBy: [object], rule: { object, field } };
}
