/** One stored write, as history and watches see it. */

import type { KubeObject } from './object.ts';
import type { ResourceName } from './scheme.ts';

export interface StoreChange<T extends KubeObject = KubeObject> {
  /** The write's resourceVersion as a number; strictly increasing over the whole store. */
  readonly revision: number;
  /** Milliseconds since the Unix epoch, in the cluster's time. */
  readonly atMs: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: ResourceName;
  /** Store key: `namespace/name`, or the name of a cluster-scoped object. */
  readonly key: string;
  /** The object after the write; of a DELETED one its last state (with the deletion's resourceVersion). */
  readonly object: T;
  readonly previous?: T;
  /** Who asked for it: a controller's name, `kubelet`, `kubernetes-admin` … */
  readonly actor: string;
}
