/** From arguments to objects: types, names, selectors and files. Models cli-runtime/pkg/resource/builder.go. */

import type { JsonObject } from '../api/json.ts';
import type { ApiResource } from './api-resources.ts';
import type { CommandContext } from './command.ts';

/** What a command line asks for. Flags that a command does not have stay out. */
export interface BuilderOptions {
  /** `TYPE NAME…`, `TYPE/NAME…`, `TYPE,TYPE` … */
  readonly args?: readonly string[];
  /** A bare TYPE means all of them (get, describe …). */
  readonly allowEmptySelector?: boolean;
  readonly filenames?: readonly string[];
  readonly kustomize?: string;
  readonly recursive?: boolean;
  readonly selector?: string;
  readonly fieldSelector?: string;
  readonly allNamespaces?: boolean;
  /** `--all`. */
  readonly selectAll?: boolean;
  /** Names of one resource, as `cordon` takes them. */
  readonly resourceNames?: { readonly type: string; readonly names: readonly string[] };
  /** Objects of files are read anew from the server. */
  readonly latest?: boolean;
  /** Nothing is read from the server for names and files. */
  readonly local?: boolean;
  /** Goes on after a failure and reports all of them at the end. */
  readonly continueOnError?: boolean;
  readonly singleResourceType?: boolean;
}

/** One thing to read: an object, a collection, or an object of a file. */
export type Visit =
  | {
      readonly kind: 'name';
      readonly resource: ApiResource;
      /** Empty for cluster-scoped resources. */
      readonly namespace: string;
      readonly name: string;
    }
  | {
      readonly kind: 'list';
      readonly resource: ApiResource;
      /** Empty for cluster-scoped resources and for all namespaces. */
      readonly namespace: string;
      /** `labelSelector` and `fieldSelector`, where given. */
      readonly query: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'file'; readonly info: ResourceInfo }
  | { readonly kind: 'error'; readonly error: unknown };

export interface Plan {
  readonly visits: readonly Visit[];
  /** Exactly one object was asked for by name: it is printed itself, not as a list. */
  readonly singleItemImplied: boolean;
}

/** An object with where it came from. */
export interface ResourceInfo {
  readonly resource: ApiResource;
  readonly namespace: string;
  readonly name: string;
  /** File name, `STDIN` or URL; empty for objects named by arguments. */
  readonly source: string;
  readonly object: JsonObject;
}

export interface Resolution {
  readonly infos: readonly ResourceInfo[];
  /** Failures in order. Without `continueOnError` at most one, and nothing after it was read. */
  readonly errors: readonly unknown[];
  readonly singleItemImplied: boolean;
}

/**
 * What to read, without reading it (files are read). Throws builder errors in upstream's words: unknown types,
 * `resource(s) were provided, but no name was specified` …
 */
export declare function planVisits(context: CommandContext, options: BuilderOptions): Plan;

/** Reads everything that `planVisits` names; lists become one info per object. */
export declare function resolve(context: CommandContext, options: BuilderOptions): Promise<Resolution>;

/** The resource that a type argument means: `sts`, `StatefulSets`, `statefulsets.v1.apps` … */
export declare function resolveType(context: CommandContext, type: string): ApiResource;
