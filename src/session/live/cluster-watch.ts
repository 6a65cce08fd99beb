/**
 * Follows the resources that the page draws. A browser opens six connections to an origin over HTTP/1.1: four watches,
 * the rest is asked for again and again, one request at a time. Nodes and volumes are asked for by name, as Pods and
 * claims need them.
 */

import type { KubeObject } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { ResourceName } from '../../api/scheme.ts';
import { getRequest } from '../../client/request.ts';
import type { Transport } from '../../client/transport.ts';
import { followResource, type ResourceState } from './follow-resource.ts';
import type { Scope } from './followed.ts';
import { listPages, messageOf, Refused, type Selection } from './list-pages.ts';
import { pause, requestWithin } from './with-limit.ts';

export interface ClusterSink {
  replace(resource: ResourceName, objects: readonly KubeObject[]): void;
  put(resource: ResourceName, object: KubeObject): void;
  remove(resource: ResourceName, object: KubeObject): void;
  state(resource: ResourceName, state: ResourceState): void;
  heard(): void;
  /** The present, to see what is needed by name. */
  reader(): ClusterReader;
}

/** Events are many and short-lived; what of them is not about something that is shown is dropped. */
const watched = ['statefulsets.apps', 'pods', 'persistentvolumeclaims', 'events'] as const;
const polled = ['services', 'endpointslices.discovery.k8s.io', 'controllerrevisions.apps'] as const;
const polledRarely = ['poddisruptionbudgets.policy'] as const;
const polledWithOthers = ['replicasets.apps', 'deployments.apps', 'jobs.batch'] as const;
/** Only the present of these is known; they are asked for when something needs them. */
export const presentOnly: ReadonlySet<ResourceName> = new Set(['nodes', 'persistentvolumes']);
export const followedResources: readonly ResourceName[] = [...watched, ...polled, ...polledRarely];

const most: Readonly<Record<string, number>> = { pods: 2000, persistentvolumeclaims: 4000, events: 1000 };
const mostOthers = 1000;
/** Nodes or volumes asked for by name at most. */
const mostNamed = 60;
const pollMs = 4000;
const everyRarely = 6;
const namedMs = 5000;
const namedAgainMs = 60_000;
const getLimitMs = 20_000;

/** Every Pod of a StatefulSet has this label; no other has. */
const memberLabel = 'statefulset.kubernetes.io/pod-name';

/** Which Pods the server is asked for. */
export function podSelector({ others }: Scope, setSelector: string | undefined): string | undefined {
  if (setSelector !== undefined) return setSelector;
  return others ? undefined : memberLabel;
}

/** Starts; everything ends with the signal. `setSelector` are the labels of the one set that is shown, if only one is. */
export function watchCluster(
  transport: Transport,
  scope: Scope,
  setSelector: string | undefined,
  sink: ClusterSink,
  signal: AbortSignal,
): void {
  let setsAreKnown = (): void => undefined;
  const knownSets = new Promise<void>((resolve) => (setsAreKnown = resolve));
  for (const resource of watched) {
    const labelSelector = resource === 'pods' ? podSelector(scope, setSelector) : undefined;
    const selection: Selection = {
      resource,
      namespace: scope.namespace,
      ...(labelSelector === undefined ? {} : { labelSelector }),
    };
    const follow = (): Promise<void> =>
      followResource({
        transport,
        selection,
        most: most[resource] ?? mostOthers,
        takesNew: resource === 'events',
        signal,
        sink: {
          replace: (objects) => sink.replace(resource, objects),
          change: (type, object) => (type === 'DELETED' ? sink.remove(resource, object) : sink.put(resource, object)),
          state: (state) => {
            sink.state(resource, state);
            const isAnswered = state.type === 'following' || state.type === 'refused';
            if (resource === 'statefulsets.apps' && isAnswered) setsAreKnown();
          },
          heard: () => sink.heard(),
        },
      });
    // Which events are wanted depends on which sets there are.
    void (resource === 'events' ? knownSets.then(follow) : follow());
  }
  void pollTurns(transport, scope, sink, signal);
  void getNamed(transport, sink, signal);
}

/** One list after the other, so that only one connection is taken. */
async function pollTurns(transport: Transport, scope: Scope, sink: ClusterSink, signal: AbortSignal): Promise<void> {
  for (let turn = 0; !signal.aborted; turn++) {
    const beganMs = Date.now();
    const isRare = turn % everyRarely === 0;
    const resources = [...polled, ...(isRare ? polledRarely : []), ...(scope.others ? polledWithOthers : [])];
    for (const resource of resources) {
      if (signal.aborted) return;
      try {
        const selection = { resource, namespace: scope.namespace };
        const { objects, left } = await listPages(transport, selection, mostOthers, signal);
        sink.heard();
        sink.replace(resource, objects);
        sink.state(resource, { type: 'following', left });
      } catch (error) {
        if (signal.aborted) return;
        sink.state(resource, stateOf(error));
      }
    }
    // On a slow connection the watches come first.
    await pause(Math.max(pollMs, 8 * (Date.now() - beganMs)), signal);
  }
}

function stateOf(error: unknown): ResourceState {
  const message = error instanceof Error ? error.message : String(error);
  const isRefusal = error instanceof Refused && error.response.code < 500 && error.response.code !== 429;
  return isRefusal ? { type: 'refused', message } : { type: 'lost', reason: message };
}

/** Names of the nodes that Pods are on and of the volumes behind claims. */
function neededNames(reader: ClusterReader): readonly (readonly [resource: ResourceName, name: string])[] {
  const nodes = new Set(reader.list('pods').flatMap(({ spec }) => spec.nodeName ?? []));
  const volumes = new Set(reader.list('persistentvolumeclaims').flatMap(({ spec }) => spec.volumeName ?? []));
  return [
    ...[...nodes].slice(0, mostNamed).map((name) => ['nodes', name] as const),
    ...[...volumes].slice(0, mostNamed).map((name) => ['persistentvolumes', name] as const),
  ];
}

async function getNamed(transport: Transport, sink: ClusterSink, signal: AbortSignal): Promise<void> {
  const asked = new Map<string, number>();
  while (!signal.aborted) {
    const nowMs = Date.now();
    const refused = new Set<ResourceName>();
    for (const [resource, name] of neededNames(sink.reader())) {
      const key = `${resource}/${name}`;
      if (refused.has(resource) || nowMs - (asked.get(key) ?? Number.NEGATIVE_INFINITY) < namedAgainMs) continue;
      asked.set(key, nowMs);
      try {
        const response = await requestWithin(transport, getRequest({ resource, name }), getLimitMs, signal);
        if (response.code === 200) {
          sink.put(resource, response.body as unknown as KubeObject);
          sink.state(resource, { type: 'following', left: 0 });
        } else if (response.code === 403 || response.code === 401) {
          refused.add(resource);
          sink.state(resource, { type: 'refused', message: messageOf(response) });
        } else if (response.code === 404) {
          const known = sink.reader().getAny(resource, undefined, name);
          if (known) sink.remove(resource, known);
        }
      } catch {
        // That the cluster does not answer is told by those who follow it.
        if (signal.aborted) return;
        asked.delete(key);
        break;
      }
    }
    await pause(namedMs, signal);
  }
}
