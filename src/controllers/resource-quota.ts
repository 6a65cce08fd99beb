/**
 * resourcequota-controller: counts what the objects of a namespace take and writes it into the status of its quotas.
 * One key per quota. New objects are charged when they are admitted; here the counts come down again.
 * Models pkg/controller/resourcequota resource_quota_controller.go and resource_quota_monitor.go.
 */

import { apiResources } from '../api/api-resources.ts';
import type { StoreChange } from '../api/change.ts';
import type { Controller, QueueWish, SyncContext, SyncResult } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import { objectKey, refOf } from '../api/object.ts';
import { addQuantities, compareQuantities, formatQuantity, type Quantity } from '../api/quantity.ts';
import { amountsOf, sameAmounts, toResourceList, type Amounts } from '../api/quota/amounts.ts';
import { isInScopes } from '../api/quota/scopes.ts';
import { namesTakenBy, uncountedResources, usageOf } from '../api/quota/usage.ts';
import type { ClusterReader } from '../api/reader.ts';
import { resourceName } from '../api/scheme.ts';
import type { Pod, ResourceQuota, Service } from '../api/types.ts';
import { updateRequest } from '../client/request.ts';
import { isPodFinished } from './pod-predicates.ts';

const resource = 'resourcequotas';

/** Models --resource-quota-sync-period. */
const resyncMs = 300_000;

const retellMs = 1000;

export const resourceQuotaController: Controller = {
  name: 'resourcequota-controller',
  keysFor,
  sync,
};

function keysFor(change: StoreChange, reader: ClusterReader): readonly QueueWish[] {
  if (change.resource === resource && change.type !== 'DELETED') {
    const { object, previous, key } = change as unknown as StoreChange<ResourceQuota>;
    if (previous?.spec !== object.spec) return [key];
    // Charged by admission: nothing to write, but what is to be said of it may have changed.
    return [{ key, afterMs: retellMs, background: true }];
  }
  const { namespace } = change.object.metadata;
  if (!namespace || uncountedResources.has(change.resource) || !isReplenished(change)) return [];
  return reader
    .list(resource, namespace)
    .filter(({ spec }) => namesTakenBy(change.resource, Object.keys(spec.hard ?? {})).length > 0)
    .map(objectKey);
}

/** Whether the write may have made room. Models DefaultUpdateFilter. */
function isReplenished({ type, resource: changed, object, previous }: StoreChange): boolean {
  if (type === 'DELETED') return true;
  if (!previous) return false;
  if (changed === 'pods') {
    const [now, before] = [object, previous] as unknown as readonly [Pod, Pod];
    return isPodFinished(now) && !isPodFinished(before);
  }
  if (changed !== 'services') return false;
  const [now, before] = [object, previous] as unknown as readonly [Service, Service];
  return now.spec.type !== before.spec.type;
}

/** What all objects of the quota's namespace take of what it limits. Models quota.CalculateUsage. */
export function countUsage(quota: ResourceQuota, reader: ClusterReader, nowMs: number): Amounts {
  const { namespace } = quota.metadata;
  const limited = Object.keys(quota.spec.hard ?? {});
  const used = new Map<string, Quantity>();
  for (const row of apiResources) {
    const name = resourceName(row);
    const taken = row.namespaced && !uncountedResources.has(name) ? namesTakenBy(name, limited) : [];
    if (taken.length === 0) continue;
    for (const entry of taken) used.set(entry, { nano: 0n, format: 'DecimalSI' });
    for (const object of reader.listAny(name, namespace)) {
      if (!isInScopes(quota, name, object)) continue;
      const usage = usageOf(name, object, nowMs);
      for (const entry of taken) {
        const amount = usage.get(entry);
        if (amount) used.set(entry, addQuantities(used.get(entry)!, amount));
      }
    }
  }
  return used;
}

function sync(key: string, context: SyncContext): SyncResult {
  const { reader, nowMs } = context;
  const [namespace, name] = key.split('/') as [string, string];
  const quota = reader.get(resource, namespace, name);
  if (!quota) return {};
  const hard = amountsOf(quota.spec.hard);
  const used = countUsage(quota, reader, nowMs);
  const { status } = quota;
  const isSame =
    status.hard !== undefined &&
    status.used !== undefined &&
    sameAmounts(amountsOf(status.hard), hard) &&
    sameAmounts(amountsOf(status.used), used);
  if (!isSame) {
    const next = { ...quota, status: { hard: toResourceList(hard), used: toResourceList(used) } };
    const response = context.request(updateRequest({ resource, namespace, name, subresource: 'status' }, next));
    if (response.code >= 300 && response.code !== 404) return { error: JSON.stringify(response.body) };
  }
  return { decisions: [decide(quota, hard, used)], requeueAfterMs: resyncMs, background: true };
}

function decide(quota: ResourceQuota, hard: Amounts, used: Amounts): Decision {
  const about = refOf(quota);
  const full = [...hard].filter(([name, limit]) => {
    const amount = used.get(name);
    return amount && compareQuantities(amount, limit) >= 0;
  });
  const rule = { object: about, field: 'spec.hard' };
  if (full.length === 0) {
    return {
      about,
      verdict: 'acts',
      reason: 'QuotaHasRoom',
      message: `${about.name} has room for more of everything.`,
      rule,
    };
  }
  const texts = full.map(([name, limit]) => `${name} (${formatQuantity(used.get(name)!)} of ${formatQuantity(limit)})`);
  const message = `${about.name} refuses whatever takes more of ${texts.join(', ')}.`;
  return { about, verdict: 'refuses', reason: 'QuotaExhausted', message, rule };
}
