/** Which Pods a Service selects, and which Services a change of a Pod concerns. Models endpointsliceutil.GetServicesToUpdateOnPodChange. */

import type { StoreChange } from '../api/change.ts';
import type { ClusterReader } from '../api/reader.ts';
import { matchesSelector } from '../api/selector.ts';
import type { LabelSelector, Pod, Service } from '../api/types.ts';
import { MappedList } from '../lib/mapped-list.ts';

const selectors = new WeakMap<object, LabelSelector>();

/** The selector of a Service as a label selector; the same object for the same Service, so that it is read only once. */
export function selectorOfService({ spec: { selector } }: Service): LabelSelector | undefined {
  if (!selector) return undefined;
  const found = selectors.get(selector);
  if (found) return found;
  const labelSelector = { matchLabels: selector };
  selectors.set(selector, labelSelector);
  return labelSelector;
}

/** Which Pods a selector matches, followed from version to version of their list. */
const matches = new WeakMap<LabelSelector, MappedList<Pod, boolean>>();

/** The Pods that a Service selects, in key order. */
export function podsOfService(service: Service, reader: ClusterReader): readonly Pod[] {
  const selector = selectorOfService(service);
  if (!selector) return [];
  const pods = reader.list('pods', service.metadata.namespace);
  const selected = matches.get(selector) ?? new MappedList((pod) => matchesSelector(selector, pod.metadata.labels));
  matches.set(selector, selected);
  const isSelected = selected.of(pods);
  return pods.filter((_, index) => isSelected[index]);
}

/** What an endpoints controller remembers of a Service: its last write, and for how many Pods. */
export interface Round {
  readonly atMs?: number;
  readonly pods?: number;
}

/**
 * How long changes of a large Service are gathered before the next write: writing many endpoints takes its time
 * (and the controllers' requests are limited), up to a second for a thousand Pods.
 */
export function pauseMs({ atMs, pods = 0 }: Round, nowMs: number): number {
  return atMs === undefined || pods <= 100 ? 0 : Math.max(0, atMs + pods - nowMs);
}

const readyOf = ({ status }: Pod): string | undefined =>
  status.conditions?.find(({ type }) => type === 'Ready')?.status;

/** True when something changed that an endpoint shows. Models podEndpointsChanged. */
function concernsEndpoints(pod: Pod, previous: Pod): boolean {
  return (
    pod.metadata.deletionTimestamp !== previous.metadata.deletionTimestamp ||
    pod.status.podIP !== previous.status.podIP ||
    readyOf(pod) !== readyOf(previous) ||
    pod.status.phase !== previous.status.phase ||
    pod.spec.nodeName !== previous.spec.nodeName ||
    pod.metadata.uid !== previous.metadata.uid
  );
}

/** Keys of the Services whose selector matches the Pod as it is, or as it was. */
export function serviceKeysForPod(
  { type, object, previous }: StoreChange<Pod>,
  reader: ClusterReader,
): readonly string[] {
  const relabelled = previous !== undefined && previous.metadata.labels !== object.metadata.labels;
  if (type === 'MODIFIED' && previous && !relabelled && !concernsEndpoints(object, previous)) return [];
  // A Pod without an address is no endpoint yet.
  const hasAddress = Boolean(object.status.podIP || previous?.status.podIP);
  if (type !== 'DELETED' && !relabelled && !hasAddress) return [];
  const { namespace } = object.metadata;
  return reader
    .list('services', namespace)
    .filter((service) => {
      const selector = selectorOfService(service);
      return (
        matchesSelector(selector, object.metadata.labels) ||
        (relabelled && matchesSelector(selector, previous.metadata.labels))
      );
    })
    .map(({ metadata }) => `${namespace}/${metadata.name}`);
}
