/** From arguments to what is to be read: types, names, selectors and files. Models cli-runtime/pkg/resource/builder.go. */

import type { JsonObject } from '../api/json.ts';
import { isJsonObject } from '../api/json.ts';
import type { ApiResource } from './api-resources.ts';
import type { CommandContext } from './command.ts';
import { KubectlError } from './errors.ts';
import { readObjects, readSources, type ManifestObject } from './manifest-source.ts';
import { parseResourceArguments, splitTypeName, type ResourceArguments } from './resource-arguments.ts';
import { selectedInfos } from './selected-infos.ts';
import { resolveType } from './type-names.ts';

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
  /** Objects of files are read anew from the server, and the selector looks at what was read. */
  readonly latest?: boolean;
  /** Nothing is read from the server for names and files, and no selector is looked at. */
  readonly local?: boolean;
  /** How `local` refuses arguments. */
  readonly onlyFiles?: string;
  /** Goes on after a failure and reports all of them at the end. */
  readonly continueOnError?: boolean;
  readonly singleResourceType?: boolean;
  /** Documents of files must say their apiVersion and kind in the way that `--validate` checks. */
  readonly validate?: boolean;
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

/**
 * What to read, without reading it (files are read). Throws builder errors in upstream's words: unknown types,
 * `resource(s) were provided, but no name was specified` …
 */
export function planVisits(context: CommandContext, options: BuilderOptions): Plan {
  const words = parseResourceArguments(
    options.args ?? [],
    options.allowEmptySelector === true,
    context.client.resources,
  );
  const selectors = selectorsOf(options, words);
  if ((options.filenames ?? []).length > 0 || options.kustomize) return planFiles(context, options, words);
  if (options.local && words.types.length + words.tuples.length + words.names.length > 0) {
    throw new KubectlError(options.onlyFiles ?? onlyFiles);
  }
  if (options.resourceNames) return planNames(context, options, options.resourceNames);
  if (selectors) return planSelector(context, options, words, selectors);
  if (words.tuples.length > 0) {
    const visits = words.tuples.map((tuple) => namedVisit(context, options, tuple.type, tuple.name));
    return { visits, singleItemImplied: visits.length === 1 };
  }
  if (words.names.length > 0) {
    if (words.types.length > 1) throw new KubectlError('you must specify only one resource');
    const visits = words.names.map((name) => namedVisit(context, options, words.types[0]!, name));
    return { visits, singleItemImplied: visits.length === 1 };
  }
  if (words.types.length > 0) {
    for (const type of words.types) resolveType(type, context.client);
    throw new KubectlError('resource(s) were provided, but no name was specified');
  }
  throw new KubectlError(missingResource);
}

const onlyFiles = 'can only use local files by -f pod.yaml or --filename=pod.json when --local=true is set';

export const missingResource = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

/** The label and field selectors of a list, or undefined when names are asked for. */
function selectorsOf(options: BuilderOptions, words: ResourceArguments): Readonly<Record<string, string>> | undefined {
  const label = options.selector?.trim() ?? '';
  const field = options.fieldSelector?.trim() ?? '';
  if (options.selectAll && (label !== '' || field !== '')) {
    throw new KubectlError("setting 'all' parameter but found a non empty selector. ");
  }
  if (label === '' && field === '' && !options.selectAll && !words.everything) return undefined;
  return { ...(label ? { labelSelector: label } : {}), ...(field ? { fieldSelector: field } : {}) };
}

function namedVisit(context: CommandContext, options: BuilderOptions, type: string, name: string): Visit {
  const resource = resolveType(type, context.client);
  if (!resource.namespaced) return { kind: 'name', resource, namespace: '', name };
  if (options.allNamespaces) {
    throw new KubectlError('a resource cannot be retrieved by name across all namespaces');
  }
  return { kind: 'name', resource, namespace: context.namespace, name };
}

function planNames(
  context: CommandContext,
  options: BuilderOptions,
  { type, names }: NonNullable<BuilderOptions['resourceNames']>,
): Plan {
  const visits = names.map((name) => {
    const tuple = name.includes('/') ? splitTypeName(name) : { type, name };
    return namedVisit(context, options, tuple.type, tuple.name);
  });
  return { visits, singleItemImplied: visits.length === 1 };
}

function planSelector(
  context: CommandContext,
  options: BuilderOptions,
  words: ResourceArguments,
  query: Readonly<Record<string, string>>,
): Plan {
  if (words.names.length > 0) throw new KubectlError('name cannot be provided when a selector is specified');
  if (words.tuples.length > 0) {
    throw new KubectlError('selectors and the all flag cannot be used when passing resource/name arguments');
  }
  if (words.types.length === 0) {
    throw new KubectlError('at least one resource must be specified to use a selector');
  }
  if (options.singleResourceType && words.types.length > 1) {
    throw new KubectlError('you may only specify a single resource type');
  }
  const resources = new Set(words.types.map((type) => resolveType(type, context.client)));
  const visits = [...resources].map((resource): Visit => {
    const namespace = resource.namespaced && !options.allNamespaces ? context.namespace : '';
    return { kind: 'list', resource, namespace, query };
  });
  return { visits, singleItemImplied: false };
}

function planFiles(context: CommandContext, options: BuilderOptions, words: ResourceArguments): Plan {
  if (options.kustomize) throw new KubectlError('kustomize is not part of this playground');
  if (words.types.length > 0) {
    throw new KubectlError(
      'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
    );
  }
  if (words.tuples.length > 0) {
    throw new KubectlError('resource/name arguments cannot be provided when a path is specified');
  }
  const filenames = options.filenames ?? [];
  const selector = options.local ? '' : (options.selector?.trim() ?? '');
  selectedInfos(selector, []);
  const selected = (info: ResourceInfo): readonly Visit[] =>
    selectedInfos(options.latest ? '' : selector, [info]).map((chosen) => ({ kind: 'file', info: chosen }));
  const sources = readSources(context.io, filenames, options.recursive === true);
  const visits = sources.flatMap((source) =>
    readObjects(source, { validate: options.validate === true, resources: context.client.resources }).flatMap(
      (result): readonly Visit[] => {
        if ('error' in result) return [{ kind: 'error', error: result.error }];
        try {
          return selected(options.local ? asItIs(result) : inNamespace(context, result));
        } catch (error) {
          return [{ kind: 'error', error }];
        }
      },
    ),
  );
  const singleItemImplied = visits.length === 1 && filenames.length === 1 && filenames[0] !== '-';
  return { visits, singleItemImplied };
}

/** A file that is worked on alone keeps to what it says. */
function asItIs({ resource, source, object }: ManifestObject): ResourceInfo {
  const { name, namespace } = isJsonObject(object.metadata) ? object.metadata : {};
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { resource, namespace: text(namespace), name: text(name), source, object };
}

/** Puts an object without a namespace into the current one. Models SetNamespace, RequireNamespace, FilterNamespace. */
function inNamespace(context: CommandContext, { resource, source, object }: ManifestObject): ResourceInfo {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const name = typeof metadata.name === 'string' ? metadata.name : '';
  const own = typeof metadata.namespace === 'string' ? metadata.namespace : '';
  if (!resource.namespaced) {
    if (own === '') return { resource, namespace: '', name, source, object };
    const { namespace: _, ...rest } = metadata;
    return { resource, namespace: '', name, source, object: { ...object, metadata: rest } };
  }
  if (own === '') {
    const placed = { ...object, metadata: { ...metadata, namespace: context.namespace } };
    return { resource, namespace: context.namespace, name, source, object: placed };
  }
  if (context.enforceNamespace && own !== context.namespace) {
    throw new KubectlError(
      `the namespace from the provided object ${JSON.stringify(own)} does not match the namespace ${JSON.stringify(context.namespace)}. You must pass '--namespace=${own}' to perform this operation.`,
    );
  }
  return { resource, namespace: own, name, source, object };
}
