/**
 * Keeps the EndpointSlices of each Service with a selector in step with its Pods. One key per Service.
 * Models pkg/controller/endpointslice endpointslice_controller.go.
 */

import type { StoreChange } from '../../api/change.ts';
import type { Controller, SyncContext, SyncResult } from '../../api/controller.ts';
import { controllerOf, isTerminating, refOf } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { EndpointSlice, Pod, Service } from '../../api/types.ts';
import { createRequest, deleteRequest, updateRequest } from '../../client/request.ts';
import { parseTime } from '../../lib/time.ts';
import { pauseMs, podsOfService, serviceKeysForPod, type Round } from '../service-keys.ts';
import {
  isSameEndpoint,
  managedBy,
  managedByLabel,
  planSlices,
  serviceNameLabel,
  sliceLabels,
  type SliceWrite,
} from './plan.ts';

const resource = 'endpointslices.discovery.k8s.io';
const triggerAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time';

export const endpointSliceController: Controller = {
  name: 'endpoint-slice-controller',
  keysFor(change, reader) {
    switch (change.resource) {
      case 'services':
        return [change.key];
      case 'pods':
        return serviceKeysForPod(change as StoreChange<Pod>, reader);
      case resource:
        return keysForSlice(change as StoreChange<EndpointSlice>, this.name);
      default:
        return [];
    }
  },
  sync,
};

/** Slices that somebody else changed or removed. */
function keysForSlice({ object, actor }: StoreChange<EndpointSlice>, self: string): readonly string[] {
  const { namespace, labels } = object.metadata;
  const service = labels?.[serviceNameLabel];
  return actor !== self && service && labels[managedByLabel] === managedBy ? [`${namespace}/${service}`] : [];
}

function sync(key: string, context: SyncContext): SyncResult {
  const { reader, memory, nowMs } = context;
  const [namespace, name] = key.split('/') as [string, string];
  const service = reader.get('services', namespace, name);
  if (!service?.spec.selector || service.spec.type === 'ExternalName') {
    memory.delete(key);
    return {};
  }
  const round = (memory.get(key) ?? {}) as Round;
  const waitMs = pauseMs(round, nowMs);
  if (waitMs > 0) return { requeueAfterMs: waitMs };
  const pods = podsOfService(service, reader);
  const plan = planSlices(service, pods, slicesOf(service, reader), reader);
  for (const write of plan.writes) {
    if (!write.slice && isTerminating(service)) continue;
    const error = applyWrite(service, write, triggerTime(write, service, round, context), context);
    if (error !== undefined) return report(service, error, context);
  }
  for (const { metadata } of plan.deletes) {
    context.request(deleteRequest({ resource, namespace, name: metadata.name }));
  }
  if (plan.writes.length > 0) memory.set(key, { atMs: nowMs, pods: pods.length });
  const decisions = plan.withoutNode.map((pod) => ({
    about: refOf(pod),
    verdict: 'waits' as const,
    reason: 'NodeNotFound',
    message: `${pod.metadata.name} is no endpoint of ${name}: its node ${pod.spec.nodeName} does not exist.`,
    blockedBy: [{ kind: 'Node', name: pod.spec.nodeName ?? '' }],
  }));
  return { decisions };
}

/** Slices of this controller that belong to this very Service. */
function slicesOf(service: Service, reader: ClusterReader): readonly EndpointSlice[] {
  const { namespace, name, uid } = service.metadata;
  return reader
    .list(resource, namespace)
    .filter(
      (slice) =>
        slice.metadata.labels?.[serviceNameLabel] === name &&
        slice.metadata.labels[managedByLabel] === managedBy &&
        slice.metadata.deletionTimestamp === undefined &&
        controllerOf(slice)?.uid === uid,
    );
}

/**
 * When the change happened that led to this write: the oldest readiness change that is new in it, or the Service's
 * creation. Models TriggerTimeTracker.ComputeEndpointLastChangeTriggerTime.
 */
function triggerTime(
  { slice, endpoints }: SliceWrite,
  service: Service,
  { atMs }: Round,
  { reader }: SyncContext,
): string | undefined {
  const { namespace, creationTimestamp } = service.metadata;
  const times = atMs === undefined ? [creationTimestamp] : [];
  const sinceMs = atMs === undefined ? 0 : Math.floor(atMs / 1000) * 1000;
  const present = new Map(slice?.endpoints?.map((endpoint) => [endpoint.targetRef?.uid, endpoint]));
  for (const endpoint of endpoints) {
    const old = present.get(endpoint.targetRef?.uid);
    if (old && isSameEndpoint(old, endpoint)) continue;
    const pod = reader.get('pods', namespace, endpoint.targetRef?.name ?? '');
    const changed = pod?.status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime;
    if (changed && (parseTime(changed) ?? 0) >= sinceMs) times.push(changed);
  }
  return times.sort()[0];
}

function applyWrite(
  service: Service,
  { slice, addressType, endpoints, ports }: SliceWrite,
  trigger: string | undefined,
  context: SyncContext,
): string | undefined {
  const { namespace, name, uid } = service.metadata;
  const { [triggerAnnotation]: _previous, ...others } = slice?.metadata.annotations ?? {};
  const annotations = trigger === undefined ? others : { ...others, [triggerAnnotation]: trigger };
  const annotated = Object.keys(annotations).length > 0 ? { annotations } : {};
  const content = { addressType, endpoints: orNull(endpoints), ports: orNull(ports) };
  const kind = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' };
  const labels = sliceLabels(service);
  const owner = { apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true };
  const response = slice
    ? context.request(
        updateRequest(
          { resource, namespace: namespace!, name: slice.metadata.name },
          { ...kind, metadata: { ...withoutAnnotations(slice.metadata), ...annotated, labels }, ...content },
        ),
      )
    : context.request(
        createRequest(
          { resource, namespace: namespace! },
          {
            ...kind,
            metadata: { generateName: `${name}-`, namespace, ...annotated, labels, ownerReferences: [owner] },
            ...content,
          },
        ),
      );
  if (response.code < 300) return undefined;
  return (response.body as { readonly message?: string }).message ?? String(response.code);
}

function withoutAnnotations({ annotations: _annotations, ...rest }: EndpointSlice['metadata']): object {
  return rest;
}

/** An empty list is stored as null, as what comes from upstream's protobuf is. */
function orNull<T>(items: readonly T[]): readonly T[] | null {
  return items.length > 0 ? items : null;
}

function report(service: Service, error: string, context: SyncContext): SyncResult {
  const { namespace, name } = service.metadata;
  const message = `Error updating Endpoint Slices for Service ${namespace}/${name}: ${error}`;
  context.recordEvent({ about: service, type: 'Warning', reason: 'FailedToUpdateEndpointSlices', message });
  return { error };
}
