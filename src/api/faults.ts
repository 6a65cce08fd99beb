/**
 * What can be broken on purpose. A fault is in force from the moment it is set until it is cleared; it is part of the
 * inputs, so that a shared link carries it.
 */

import type { JsonObject, JsonValue } from './json.ts';
import { isJsonObject } from './json.ts';

/** Something that is wrong with the containers of one Pod, by name: it outlives the Pod and hits its successor too. */
export interface PodFault {
  /**
   * `crash`: its main containers exit with code 1 soon after they start; `fail-readiness`, `fail-liveness`: that
   * probe fails (where the container has one); `hang-on-start`: containers start but never answer a probe.
   */
  readonly type: 'crash' | 'fail-readiness' | 'fail-liveness' | 'hang-on-start';
  readonly namespace: string;
  readonly pod: string;
  /** Only this container; default: all of them. */
  readonly container?: string;
}

export interface ImageFault {
  /** `pull-error`: the registry does not have it; `slow-pull`: pulling takes as long as a big image on a thin line. */
  readonly type: 'pull-error' | 'slow-pull';
  /** The image as written in the Pod's spec. */
  readonly image: string;
}

export interface NodeFault {
  /** `down`: the machine hangs, nothing moves on it; `partitioned`: it works on but does not reach the API server. */
  readonly type: 'down' | 'partitioned';
  readonly node: string;
}

/** `provisioner-down`: no volume is made or deleted; `zone-lost`: neither nodes nor storage of one zone answer. */
export type StorageFault =
  { readonly type: 'provisioner-down' } | { readonly type: 'zone-lost'; readonly zone: string };

/** `dns-negative-cache`: resolvers remember for 30 seconds that a name did not exist. */
export interface DnsFault {
  readonly type: 'dns-negative-cache';
}

export type Fault = PodFault | ImageFault | NodeFault | StorageFault | DnsFault;

/** The key under which a fault is set: `pod/default/web-0/crash`, `image/nginx:1.27/pull-error`, `node/node-1/down`. */
export function faultKey(fault: Fault): string {
  if (fault.type === 'provisioner-down' || fault.type === 'dns-negative-cache') return fault.type;
  if (fault.type === 'zone-lost') return `zone-lost:${fault.zone}`;
  if ('node' in fault) return `node/${fault.node}/${fault.type}`;
  if ('image' in fault) return `image/${fault.image}/${fault.type}`;
  return `pod/${fault.namespace}/${fault.pod}/${fault.type}`;
}

/** The value to set under `faultKey(fault)`. */
export function faultValue(fault: Fault): JsonObject {
  return 'container' in fault && fault.container ? { container: fault.container } : {};
}

const podFaultTypes: readonly string[] = ['crash', 'fail-readiness', 'fail-liveness', 'hang-on-start'];
const imageFaultTypes: readonly string[] = ['pull-error', 'slow-pull'];
const nodeFaultTypes: readonly string[] = ['down', 'partitioned'];

/** The fault behind a key and its value; undefined when the key is none of a fault. Inverse of `faultKey`. */
export function parseFault(key: string, value: JsonValue = {}): Fault | undefined {
  if (key === 'provisioner-down' || key === 'dns-negative-cache') return { type: key };
  if (key.startsWith('zone-lost:')) return { type: 'zone-lost', zone: key.slice('zone-lost:'.length) };
  const [subject, ...rest] = key.split('/');
  const type = rest.pop() ?? '';
  const container = isJsonObject(value) && typeof value['container'] === 'string' ? value['container'] : undefined;
  if (subject === 'pod' && rest.length === 2 && podFaultTypes.includes(type)) {
    const [namespace, pod] = rest as [string, string];
    return { type: type as PodFault['type'], namespace, pod, ...(container ? { container } : {}) };
  }
  if (subject === 'image' && rest.length > 0 && imageFaultTypes.includes(type)) {
    return { type: type as ImageFault['type'], image: rest.join('/') };
  }
  if (subject === 'node' && rest.length === 1 && nodeFaultTypes.includes(type)) {
    return { type: type as NodeFault['type'], node: rest[0]! };
  }
  return undefined;
}
