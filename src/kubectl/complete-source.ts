/** Where completion looks things up: the cluster, the files, the shell. */

import type { ResourceRow } from '../api/scheme.ts';

/** What completion may look up. */
export interface CompletionSource {
  /** Names of the objects of a resource, in the namespace of the command line where it has one. */
  names(row: ResourceRow, namespace: string | undefined): readonly string[];
  /** Rows of the resources that the cluster has. */
  resources(): readonly ResourceRow[];
  namespaces(): readonly string[];
  files(): readonly string[];
  /** Names of the containers of a Pod. */
  containers?(pod: string, namespace: string | undefined): readonly string[];
  contexts?(): readonly string[];
  /** What else can be run but kubectl. */
  programs?(): readonly string[];
}
