/** What the `set` subcommands have in common: changing the Pod templates of everything that was named. */

import { recorded } from '../change-cause.ts';
import type { JsonObject } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { createTwoWayMergePatch } from '../../api/strategic-diff.ts';
import { patchRequest } from '../../client/request.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { createTypedPrinter } from '../output/typed-printer.ts';
import { localResource } from '../local-refusals.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { dryRunOf, operationText, writeQuery } from '../request-options.ts';
import { resolve, type Resolution } from '../resolve.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, selectorFlag } from '../shared-flags.ts';

/** Where a kind keeps its Pod spec. */
const podSpecPaths: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  Deployment: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** The Pod spec of an object; throws for kinds without one. */
function podSpecOf({ resource, object }: ResourceInfo): JsonObject {
  let current: unknown = object;
  const path = Object.hasOwn(podSpecPaths, resource.kind) ? podSpecPaths[resource.kind]! : undefined;
  if (!path) throw new KubectlError(`the object is not a pod or does not have a pod template: *v1.${resource.kind}`);
  for (const key of path) current = isJsonObject(current) ? current[key] : undefined;
  return isJsonObject(current) ? current : {};
}

/** The object with another Pod spec. */
function withPodSpec({ resource, object }: ResourceInfo, spec: JsonObject): JsonObject {
  const put = (holder: JsonObject, [key, ...rest]: readonly string[]): JsonObject => {
    if (key === undefined) return spec;
    const inner = holder[key];
    return { ...holder, [key]: put(isJsonObject(inner) ? inner : {}, rest) };
  };
  return put(object, podSpecPaths[resource.kind]!);
}

/** Containers (or init containers) of a Pod spec. */
export function containersOf(spec: JsonObject, list: ContainerList = 'containers'): readonly JsonObject[] {
  const containers = spec[list];
  return Array.isArray(containers) ? containers.filter(isJsonObject) : [];
}

type ContainerList = 'containers' | 'initContainers';

/** The Pod spec with its containers changed. */
export function changeContainers(
  spec: JsonObject,
  lists: readonly ContainerList[],
  change: (container: JsonObject) => JsonObject,
): JsonObject {
  const present = lists.filter((list) => Array.isArray(spec[list]));
  return { ...spec, ...Object.fromEntries(present.map((list) => [list, containersOf(spec, list).map(change)])) };
}

/** True when a container name meets a pattern with `*`. Models set/helper.go wildcardMatch. */
export function matchesPattern(name: string, pattern: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*');
  return new RegExp(`^${source}$`).test(name);
}

export interface TemplateUpdate {
  readonly resources: readonly string[];
  /** What a failed write is said to be, before its reason. */
  readonly failure: string;
  readonly operation: string;
  /** Nothing is written. */
  readonly onlyLook?: boolean;
  /** The Pod spec as it shall be; throws to refuse. May note failures in `failures`. */
  change(info: ResourceInfo, spec: JsonObject, failures: unknown[]): JsonObject;
}

/** Reads everything that was named, with what could not be read. */
export function resolveTargets(context: CommandContext, resources: readonly string[]): Promise<Resolution> {
  const { flags } = context;
  return resolve(context, {
    args: resources,
    allowEmptySelector: flags.bool('all'),
    filenames: flags.strings('filename'),
    ...(flags.has('kustomize') ? { kustomize: flags.string('kustomize') } : {}),
    recursive: flags.bool('recursive'),
    ...(flags.has('selector') ? { selector: flags.string('selector') } : {}),
    latest: !flags.bool('local'),
    local: flags.bool('local'),
    onlyFiles: localResource,
    continueOnError: true,
  });
}

/** The same for commands that do nothing when something cannot be read. */
export async function readTargets(
  context: CommandContext,
  resources: readonly string[],
): Promise<readonly ResourceInfo[]> {
  const { infos, errors } = await resolveTargets(context, resources);
  throwAll(errors);
  return infos;
}

/** Models the checks that most `set` subcommands share. */
export function targetErrors({ flags }: CommandContext, resources: readonly string[]): readonly KubectlError[] {
  const errors: KubectlError[] = [];
  if (flags.bool('all') && flags.string('selector') !== '') {
    errors.push(new KubectlError('cannot set --all and --selector at the same time'));
  }
  if (resources.length === 0 && flags.strings('filename').length === 0 && flags.string('kustomize') === '') {
    errors.push(new KubectlError('one or more resources must be specified as <resource> <name> or <resource>/<name>'));
  }
  return errors;
}

/** `statefulsets/web`; files that are not looked up are called by their kind. Models Info.ObjectName. */
export function objectName({ resource, name }: ResourceInfo, isLocal: boolean): string {
  return `${isLocal ? resource.kind.toLowerCase() : resource.plural}/${name}`;
}

/** Patches the Pod template of each object and prints what was done; objects without a change print nothing. */
export async function updateTemplates(
  context: CommandContext,
  infos: readonly ResourceInfo[],
  update: TemplateUpdate,
): Promise<void> {
  const { flags, io, client } = context;
  const dryRun = dryRunOf(context);
  const print = await createTypedPrinter(context, operationText(update.operation, dryRun));
  const failures: unknown[] = [];
  const isLocal = flags.bool('local');
  for (const info of infos) {
    const { resource, namespace, name, object } = info;
    let changed: JsonObject;
    try {
      changed = recorded(context, withPodSpec(info, update.change(info, podSpecOf(info), failures)));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      failures.push(new KubectlError(`error: ${objectName(info, isLocal)} ${text}\n`));
      continue;
    }
    const patch = createTwoWayMergePatch(object, changed, resource.kind);
    if (update.onlyLook || Object.keys(patch).length === 0) continue;
    if (isLocal || dryRun === 'client') {
      io.stdout(print(changed));
      continue;
    }
    const place = { resource, name, ...(namespace ? { namespace } : {}) };
    const query = writeQuery({ dryRun, fieldManager: flags.string('field-manager') });
    try {
      io.stdout(print((await client.send(patchRequest(place, 'strategic', patch, query))) as JsonObject));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      failures.push(new KubectlError(`${update.failure} ${text}`));
    }
  }
  throwAll(failures);
}

const all: FlagSpec = {
  name: 'all',
  type: 'bool',
  usage: 'Select all resources, in the namespace of the specified resource types',
};

/** Flags that all `set` subcommands have. */
export function setFlags(command: string, more: readonly FlagSpec[] = []): NonNullable<Command['flags']> {
  return [
    ...printFlags,
    ...filenameFlags('Filename, directory, or URL to files identifying the resource to get from a server.'),
    all,
    dryRunFlag,
    fieldManagerFlag('kubectl-set'),
    { name: 'local', type: 'bool', usage: `If true, set ${command} will NOT contact api-server but run locally.` },
    selectorFlag,
    ...more,
  ];
}
