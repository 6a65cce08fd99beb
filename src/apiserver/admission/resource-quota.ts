/**
 * Quota admission, the last word before an object is stored: it must fit into every quota of its namespace, and is
 * charged to them. Models apiserver/pkg/admission/plugin/resourcequota controller.go CheckRequest.
 */

import type { KubeObject } from '../../api/object.ts';
import {
  addAmounts,
  amountsOf,
  amountsText,
  exceededNames,
  increaseOf,
  onlyAmounts,
  sameAmounts,
  toResourceList,
  withoutZeros,
  type Amounts,
} from '../../api/quota/amounts.ts';
import { isLimitedBy } from '../../api/quota/scopes.ts';
import { missingRequests, namesTakenBy, uncountedResources, usageOf } from '../../api/quota/usage.ts';
import { forbidden, StatusError } from '../../api/status.ts';
import type { Pod, ResourceQuota } from '../../api/types.ts';
import type { RequestScope } from '../request-scope.ts';

const quotas = 'resourcequotas';
/** Resources whose updates can take more than before. */
const growing: ReadonlySet<string> = new Set(['services', 'persistentvolumeclaims']);

/** A quota and what is used of it once the object is stored. */
export interface Charge {
  readonly quota: ResourceQuota;
  readonly used: Amounts;
}

/** Checks the object against the quotas of its namespace; throws StatusError when one has no room. */
export function chargesFor(scope: RequestScope, object: KubeObject, old?: KubeObject): readonly Charge[] {
  const { resource, rules } = scope;
  const { namespace } = object.metadata;
  if (!namespace || uncountedResources.has(resource) || (old && !growing.has(resource))) return [];
  const present = rules.reader.list(quotas, namespace);
  if (present.length === 0) return [];
  const interesting = present.filter((quota) => isLimitedBy(quota, resource, object));
  for (const quota of interesting) checkConstraints(scope, object, quota);
  const usage = usageOf(resource, object, rules.nowMs);
  return interesting.flatMap((quota) => {
    const wasCharged = old && isLimitedBy(quota, resource, old);
    const delta = wasCharged ? increaseOf(usage, usageOf(resource, old, rules.nowMs)) : usage;
    return chargeFor(scope, object, quota, withoutZeros(delta));
  });
}

function refuse({ definition }: RequestScope, { metadata }: KubeObject, error: string): never {
  throw new StatusError(forbidden(definition.row, metadata.name, error));
}

function checkConstraints(scope: RequestScope, object: KubeObject, { metadata, status }: ResourceQuota): void {
  const { name } = metadata;
  const restricted = namesTakenBy(scope.resource, Object.keys(status.hard ?? {}));
  const missing = scope.resource === 'pods' ? missingRequests(object as unknown as Pod, restricted) : undefined;
  if (missing !== undefined) refuse(scope, object, `failed quota: ${name}: ${missing}`);
  if (restricted.every((entry) => Object.hasOwn(status.used ?? {}, entry))) return;
  const names = restricted.toSorted().join(',');
  refuse(scope, object, `status unknown for quota: ${name}, resources: ${names}`);
}

function chargeFor(scope: RequestScope, object: KubeObject, quota: ResourceQuota, delta: Amounts): readonly Charge[] {
  const hard = amountsOf(quota.status.hard);
  const before = amountsOf(quota.status.used);
  const requested = onlyAmounts(delta, hard.keys());
  const used = addAmounts(before, requested);
  const exceeded = exceededNames(onlyAmounts(used, requested.keys()), hard);
  if (exceeded.length > 0) {
    const [wanted, taken, limit] = [requested, before, hard].map((amounts) =>
      amountsText(onlyAmounts(amounts, exceeded)),
    );
    refuse(
      scope,
      object,
      `exceeded quota: ${quota.metadata.name}, requested: ${wanted}, used: ${taken}, limited: ${limit}`,
    );
  }
  return sameAmounts(used, before) ? [] : [{ quota, used }];
}

/** Writes the new usage into the quotas. */
export function storeCharges({ server, dryRun }: RequestScope, charges: readonly Charge[]): void {
  if (dryRun) return;
  for (const { quota, used } of charges) {
    const next = { ...quota, status: { ...quota.status, used: toResourceList(used) } };
    server.store.put(quotas, next as unknown as KubeObject, quota as unknown as KubeObject, 'kube-apiserver');
  }
}
