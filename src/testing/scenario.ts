/** A whole cluster for scenario tests: things are asked for as a user would, time passes when the test says so. */

import type { Decision } from '../api/decision.ts';
import { faultKey, faultValue, type Fault } from '../api/faults.ts';
import type { JsonValue } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import type { KnownResource, ResourceTypes } from '../api/reader.ts';
import type { ApiResponse } from '../api/request.ts';
import { resourceName, rowByKind, rowByName } from '../api/scheme.ts';
import { createRequest, deleteRequest, patchRequest, type DeleteOptions, type ObjectPath } from '../client/request.ts';
import { createCluster, type ClusterOptions } from '../sim/cluster.ts';
import type { Simulation } from '../sim/simulation.ts';

export interface Scenario {
  readonly simulation: Simulation;
  /** Creates objects in `default` (where they are namespaced); throws when one is refused. */
  create(...objects: readonly object[]): void;
  patch(resource: KnownResource, name: string, change: JsonValue, subresource?: string): void;
  delete(resource: KnownResource, name: string, options?: DeleteOptions): void;
  setFault(fault: Fault, on: boolean): void;
  run(seconds: number): void;
  get<R extends KnownResource>(resource: R, name: string): ResourceTypes[R] | undefined;
  list<R extends KnownResource>(resource: R): readonly ResourceTypes[R][];
  /** `<type> <reason> <kind>/<name>: <message>` of all Events, in the order of their names. */
  events(reason?: string): readonly string[];
  /** Reasons of the decisions in force about an object. */
  decisionsAbout(name: string): readonly Decision[];
}

const isClusterScoped = (resource: KnownResource): boolean => !rowByName(resource)!.namespaced;

export function scenario(options: ClusterOptions = {}): Scenario {
  const simulation = createCluster(options);
  const { reader } = simulation;
  const pathTo = (resource: KnownResource, name: string): ObjectPath =>
    isClusterScoped(resource) ? { resource, name } : { resource, namespace: 'default', name };
  const accepted = ({ code, body }: ApiResponse): void => {
    if (code >= 300) throw new Error(JSON.stringify(body));
  };
  return {
    simulation,
    create(...objects) {
      for (const object of objects as readonly KubeObject[]) {
        const row = rowByKind(object.apiVersion, object.kind)!;
        const path = { resource: resourceName(row), ...(row.namespaced ? { namespace: 'default' } : {}) };
        accepted(simulation.request(createRequest(path, object)));
      }
    },
    patch(resource, name, change, subresource) {
      const path = { ...pathTo(resource, name), ...(subresource ? { subresource } : {}) };
      accepted(simulation.request(patchRequest(path, 'merge', change)));
    },
    delete(resource, name, deleteOptions) {
      accepted(simulation.request(deleteRequest(pathTo(resource, name), deleteOptions)));
    },
    setFault: (fault, on) => simulation.setFault(faultKey(fault), on ? faultValue(fault) : undefined),
    run: (seconds) => void simulation.runUntil(simulation.nowMs + seconds * 1000),
    get: (resource, name) => reader.get(resource, isClusterScoped(resource) ? undefined : 'default', name),
    list: (resource) => reader.list(resource),
    events: (reason) =>
      reader
        .list('events')
        .filter((event) => reason === undefined || event.reason === reason)
        .map(
          ({ type, reason, involvedObject, message }) =>
            `${type} ${reason} ${involvedObject.kind}/${involvedObject.name}: ${message}`,
        ),
    decisionsAbout: (name) => simulation.decisions.filter(({ about }) => about.name === name),
  };
}
