/** What the `set` subcommands have in common: changing the Pod templates of everything that was named. */

import type { JsonObject } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { patchRequest } from '../../client/request.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { createPrinter } from '../output/printer.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { dryRunOf, operationText, writeQuery } from '../request-options.ts';
import { resolve } from '../resolve.ts';
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
export function podSpecOf({ resource, object }: ResourceInfo): JsonObject {
  let current: unknown = object;
  const path = Object.hasOwn(podSpecPaths, resource.kind) ? podSpecPaths[resource.kind]! : undefined;
  if (!path) throw new KubectlError(`the object is not a pod or does not have a pod template: *v1.${resource.kind}`);
  for (const key of path) current = isJsonObject(current) ? current[key] : undefined;
  return isJsonObject(current) ? current : {};
}

/** A patch of an object that changes only its Pod spec. */
function inPodSpec(resource: ResourceInfo['resource'], specPatch: JsonObject): JsonObject {
  return podSpecPaths[resource.kind]!.toReversed().reduce<JsonObject>((inner, key) => ({ [key]: inner }), specPatch);
}

/** Containers (or init containers) of a Pod spec. */
export function containersOf(
  spec: JsonObject,
  list: 'containers' | 'initContainers' = 'containers',
): readonly JsonObject[] {
  const containers = spec[list];
  return Array.isArray(containers) ? containers.filter(isJsonObject) : [];
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
  /** `image`, `env` …: what a failed patch is said to have been about. */
  readonly subject: string;
  readonly operation: string;
  /** The strategic merge patch of the Pod spec; undefined when nothing changes. May note failures in `failures`. */
  patch(info: ResourceInfo, spec: JsonObject, failures: unknown[]): JsonObject | undefined;
}

/** Reads everything that was named, for `validate` to look at before anything is written. */
export async function readTargets(
  context: CommandContext,
  resources: readonly string[],
): Promise<readonly ResourceInfo[]> {
  const { flags } = context;
  const { infos, errors } = await resolve(context, {
    args: resources,
    allowEmptySelector: flags.bool('all'),
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    selector: flags.string('selector'),
    latest: !flags.bool('local'),
    continueOnError: true,
  });
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

/** Patches the Pod template of each object and prints what was done; objects without a change print nothing. */
export async function updateTemplates(
  context: CommandContext,
  infos: readonly ResourceInfo[],
  update: TemplateUpdate,
): Promise<void> {
  const { flags, io, client } = context;
  const dryRun = dryRunOf(context);
  const print = createPrinter(context, operationText(update.operation, dryRun));
  const failures: unknown[] = [];
  for (const info of infos) {
    const { resource, namespace, name } = info;
    let specPatch: JsonObject | undefined;
    try {
      specPatch = update.patch(info, podSpecOf(info), failures);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      failures.push(new KubectlError(`error: ${resource.plural}/${name} ${text}\n`));
      continue;
    }
    if (!specPatch) continue;
    const place = { resource, name, ...(namespace ? { namespace } : {}) };
    const query = writeQuery({
      dryRun: dryRun === 'none' ? 'none' : 'server',
      fieldManager: flags.string('field-manager'),
    });
    try {
      const request = patchRequest(place, 'strategic', inPodSpec(resource, specPatch), query);
      io.stdout(print((await client.send(request)) as JsonObject));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      failures.push(new KubectlError(`failed to patch ${update.subject} update to pod template: ${text}`));
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
