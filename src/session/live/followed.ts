/** What the page knows about the real cluster that it follows: how the connection is, what is shown of it, what may be done. */

import type { ResourceName } from '../../api/scheme.ts';

/** Where the API of the cluster is, and what it said of itself. */
export interface FoundCluster {
  /** `/k8s`: the path under which a proxy of the same origin serves the API. */
  readonly baseUrl: string;
  /** `v1.36.2` */
  readonly version: string;
}

/** What of the cluster is asked for. The server selects, so that what is not shown is not sent. */
export interface Scope {
  readonly namespace: string;
  /** The one StatefulSet whose Pods are shown; undefined for all. */
  readonly set: string | undefined;
  /** Also Pods that belong to no StatefulSet. */
  readonly others: boolean;
}

/** `lost`: no answer; what is shown is as it was at `asOfMs`. `paused`: the page is hidden, and holds no connections. */
export type Health =
  | { readonly type: 'reading'; readonly text: string }
  | { readonly type: 'following' }
  | { readonly type: 'paused' }
  | { readonly type: 'lost'; readonly sinceMs: number; readonly reason: string };

/** A resource that cannot be shown, with the server's own words. */
export interface Unseen {
  readonly resource: ResourceName;
  readonly message: string;
}

/** A command that would change the cluster, and waits for the user's word. */
export interface Question {
  readonly id: number;
  /** The command line; undefined when it is not known. */
  readonly line: string;
  /** The first request that would be sent: `PATCH /apis/apps/v1/…`. */
  readonly request: string;
  readonly takesAway: boolean;
}

export interface Followed {
  readonly cluster: FoundCluster;
  readonly scope: Scope;
  /** Names to choose from; undefined when they may not be listed. */
  readonly namespaces: readonly string[] | undefined;
  /** StatefulSets of the namespace. */
  readonly sets: readonly string[];
  readonly health: Health;
  /** When the cluster was last heard of, if it is not followed any more. */
  readonly asOfMs: number | undefined;
  /** How long ago that was. */
  readonly ageMs: number;
  readonly unseen: readonly Unseen[];
  /** What was left out because there was too much of it. */
  readonly cut: readonly string[];
  readonly isReadOnly: boolean;
  readonly question: Question | undefined;
}
