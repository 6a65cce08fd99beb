/**
 * Fills the rules of ClusterRoles that have an aggregationRule from those that its selectors match. One key per role.
 * Models pkg/controller/clusterroleaggregation clusterroleaggregation_controller.go.
 */

import type { Controller, SyncContext, SyncResult } from '../api/controller.ts';
import type { JsonValue } from '../api/json.ts';
import type { ClusterReader, ResourceTypes } from '../api/reader.ts';
import { matchesSelector } from '../api/selector.ts';
import type { PolicyRule } from '../api/types.ts';
import { patchRequest } from '../client/request.ts';
import { sameJson } from '../lib/same-json.ts';

const resource = 'clusterroles.rbac.authorization.k8s.io';

type Role = ResourceTypes[typeof resource];

export const clusterRoleAggregationController: Controller = {
  name: 'clusterrole-aggregation-controller',
  /** Any role may be part of any aggregated one. */
  keysFor(change, reader) {
    if (change.resource !== resource) return [];
    return reader
      .list(resource)
      .filter(({ aggregationRule }) => aggregationRule !== undefined)
      .map(({ metadata }) => metadata.name);
  },
  sync,
};

function sync(name: string, { reader, request }: SyncContext): SyncResult {
  const role = reader.get(resource, undefined, name);
  if (!role?.aggregationRule) return {};
  const rules = aggregatedRules(role, reader);
  if (sameJson(rules, role.rules ?? [])) return {};
  const body = { metadata: { resourceVersion: role.metadata.resourceVersion }, rules } as unknown as JsonValue;
  const response = request(patchRequest({ resource, name }, 'merge', body));
  return response.code < 300 || response.code === 404 ? {} : { error: JSON.stringify(response.body) };
}

/** Each rule once: by selector, and below that by the names of the roles. */
function aggregatedRules({ metadata, aggregationRule }: Role, reader: ClusterReader): readonly PolicyRule[] {
  const rules: PolicyRule[] = [];
  for (const selector of aggregationRule?.clusterRoleSelectors ?? []) {
    for (const other of reader.list(resource)) {
      if (other.metadata.name === metadata.name || !matchesSelector(selector, other.metadata.labels)) continue;
      for (const rule of other.rules ?? []) if (!rules.some((known) => sameJson(known, rule))) rules.push(rule);
    }
  }
  return rules;
}
