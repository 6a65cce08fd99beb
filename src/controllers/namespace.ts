/**
 * Empties namespaces that are being deleted and then lets go of them. One key per namespace.
 * Models pkg/controller/namespace deletion/namespaced_resources_deleter.go.
 */

import type { Controller, SyncContext, SyncResult } from '../api/controller.ts';
import { isTerminating, refOf, type KubeObject } from '../api/object.ts';
import { preferredCustomResources } from '../api/custom-resources.ts';
import type { ClusterReader } from '../api/reader.ts';
import { resourceName, scheme, type ResourceRow } from '../api/scheme.ts';
import type { Namespace } from '../api/types.ts';
import { deleteRequest, patchRequest, updateRequest } from '../client/request.ts';
import { formatTime } from '../lib/time.ts';

const finalizer = 'kubernetes';

function namespacedResources(reader: ClusterReader): readonly ResourceRow[] {
  return [...scheme, ...preferredCustomResources(reader)].filter((row) => row.namespaced);
}

export const namespaceController: Controller = {
  name: 'namespace-controller',
  keysFor({ resource, type, object, key }, reader) {
    if (resource === 'namespaces') return type !== 'DELETED' && isTerminating(object) ? [key] : [];
    const { namespace } = object.metadata;
    if (type !== 'DELETED' || !namespace) return [];
    const owner = reader.get('namespaces', undefined, namespace);
    return owner && isTerminating(owner) ? [namespace] : [];
  },
  sync,
};

function sync(name: string, context: SyncContext): SyncResult {
  const { reader, request } = context;
  const namespace = reader.get('namespaces', undefined, name);
  if (!namespace || !isTerminating(namespace)) return {};
  const rows = namespacedResources(reader);
  for (const row of rows) {
    for (const object of reader.listAny(resourceName(row), name)) {
      if (!isTerminating(object))
        request(
          deleteRequest(
            { resource: row, namespace: name, name: object.metadata.name },
            { propagationPolicy: 'Background' },
          ),
        );
    }
  }
  const left = rows
    .map(resourceName)
    .flatMap((resource) => reader.listAny(resource, name).map((object) => ({ resource, object })));
  writeConditions(namespace, left, context);
  if (left.length > 0) {
    const objects = left.map(({ object }) => refOf(object));
    const names = objects.slice(0, 3).map((ref) => `${ref.kind} ${ref.name}`);
    const more = objects.length > names.length ? ` and ${objects.length - names.length} more` : '';
    return {
      decisions: [
        {
          about: refOf(namespace),
          verdict: 'waits',
          reason: 'ContentRemaining',
          message: `Namespace ${name} is not removed: it still has ${names.join(', ')}${more}.`,
          blockedBy: objects,
        },
      ],
    };
  }
  return finalize(name, context);
}

interface Leftover {
  readonly resource: string;
  readonly object: KubeObject;
}

/** What remains, and which finalizers hold it. Models NamespaceConditionUpdater. */
function writeConditions(namespace: Namespace, left: readonly Leftover[], context: SyncContext): void {
  const remaining = counts(left.map(({ resource }) => resource)).map(
    ([resource, count]) => `${instances(resource)} has ${count} resource instances`,
  );
  const finalizers = counts(left.flatMap(({ object }) => object.metadata.finalizers ?? [])).map(
    ([name, count]) => `${name} in ${count} resource instances`,
  );
  const wanted = [
    condition('NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'),
    condition(
      'NamespaceDeletionGroupVersionParsingFailure',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    condition(
      'NamespaceDeletionContentFailure',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    remaining.length > 0
      ? condition(
          'NamespaceContentRemaining',
          'SomeResourcesRemain',
          `Some resources are remaining: ${remaining.join(', ')}`,
          'True',
        )
      : condition('NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'),
    finalizers.length > 0
      ? condition(
          'NamespaceFinalizersRemaining',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${finalizers.join(', ')}`,
          'True',
        )
      : condition(
          'NamespaceFinalizersRemaining',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ),
  ];
  // Conditions first appear when something remains.
  const old = namespace.status?.conditions ?? [];
  if (old.length === 0 && left.length === 0) return;
  const now = formatTime(context.nowMs);
  const conditions = wanted.map((next) => {
    const before = old.find(({ type }) => type === next.type);
    return { ...next, lastTransitionTime: before?.status === next.status ? before.lastTransitionTime : now };
  });
  const isSame = conditions.every((next) =>
    old.some(({ type, status, message }) => type === next.type && status === next.status && message === next.message),
  );
  if (isSame) return;
  const path = { resource: 'namespaces', name: namespace.metadata.name, subresource: 'status' };
  context.request(patchRequest(path, 'merge', { status: { conditions } }));
}

function condition(type: string, reason: string, message: string, status = 'False') {
  return { type, status, reason, message };
}

/** `pods.` and `statefulsets.apps`, as `GroupResource` prints them with a dot between. */
const instances = (resource: string): string => (resource.includes('.') ? resource : `${resource}.`);

function counts(names: readonly string[]): readonly (readonly [string, number])[] {
  const byName = new Map<string, number>();
  for (const name of names) byName.set(name, (byName.get(name) ?? 0) + 1);
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Takes `kubernetes` off spec.finalizers; the API server then removes the namespace. */
function finalize(name: string, { reader, request }: SyncContext): SyncResult {
  const namespace = reader.get('namespaces', undefined, name);
  if (!namespace) return {};
  const finalizers = (namespace.spec?.finalizers ?? []).filter((other) => other !== finalizer);
  const path = { resource: 'namespaces', name, subresource: 'finalize' };
  const response = request(updateRequest(path, { ...namespace, spec: { ...namespace.spec, finalizers } }));
  return response.code < 300 || response.code === 404 ? {} : { error: JSON.stringify(response.body) };
}
