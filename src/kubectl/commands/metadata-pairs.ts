/** What `label` and `annotate` have in common: `KEY=VAL` arguments and a merge patch of one map of the metadata. */

import { recorded } from '../change-cause.ts';
import type { JsonObject } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { patchRequest } from '../../client/request.ts';
import type { CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import type { ObjectPrinter } from '../output/object-printer.ts';
import { createPrinter } from '../output/printer.ts';
import { localAndServer } from '../local-refusals.ts';
import { planVisits, type BuilderOptions, type ResourceInfo } from '../plan-visits.ts';
import { dryRunOf, operationText, writeQuery, type DryRun } from '../request-options.ts';
import { visitInfos } from '../resolve.ts';

type Field = 'labels' | 'annotations';

const isPair = (word: string): boolean =>
  (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-');

/** Splits arguments into resources and what comes after them. Models cmdutil.GetResourcesAndPairs. */
export function splitPairs(
  args: readonly string[],
  noun: string,
  belongs: (word: string) => boolean = isPair,
): { readonly resources: readonly string[]; readonly pairs: readonly string[] } {
  const first = args.findIndex(belongs);
  if (first < 0) return { resources: args, pairs: [] };
  const pairs = args.slice(first);
  const late = pairs.find((word) => !belongs(word));
  if (late !== undefined) {
    throw new KubectlError(`all resources must be specified before ${noun} changes: ${late}`);
  }
  return { resources: args.slice(0, first), pairs };
}

const metadataOf = (object: JsonObject): JsonObject => (isJsonObject(object.metadata) ? object.metadata : {});

/** The labels or annotations of an object. */
export function stringMapOf(object: JsonObject, field: Field): ReadonlyMap<string, string> {
  const map = metadataOf(object)[field];
  return new Map(isJsonObject(map) ? Object.entries(map).map(([key, value]) => [key, String(value)]) : []);
}

export interface MetadataUpdate {
  readonly resources: readonly string[];
  readonly field: Field;
  /** How many pairs were given. */
  readonly changeCount: number;
  readonly noun: 'label' | 'annotation';
  /** The map as it shall be; throws to refuse. */
  change(object: JsonObject): ReadonlyMap<string, string>;
  message(before: JsonObject, after: JsonObject): string;
  /** How arguments are refused with `--local`, if not in the usual words. */
  readonly onlyFiles?: string;
}

function withMap(
  object: JsonObject,
  update: MetadataUpdate,
  map: ReadonlyMap<string, string>,
  version: string,
): JsonObject {
  const metadata = {
    ...metadataOf(object),
    [update.field]: Object.fromEntries(map),
    ...(version ? { resourceVersion: version } : {}),
  };
  return { ...object, metadata };
}

/** The merge patch from the present map to the wanted one. */
function mergePatch(
  object: JsonObject,
  update: MetadataUpdate,
  map: ReadonlyMap<string, string>,
  version: string,
): JsonObject {
  const before = stringMapOf(object, update.field);
  const changed = new Map<string, string | null>();
  for (const [key, value] of map) if (before.get(key) !== value) changed.set(key, value);
  for (const key of before.keys()) if (!map.has(key)) changed.set(key, null);
  const metadata = {
    ...(changed.size > 0 ? { [update.field]: Object.fromEntries(changed) } : {}),
    ...(version ? { resourceVersion: version } : {}),
  };
  return Object.keys(metadata).length > 0 ? { metadata } : {};
}

function validate({ flags }: CommandContext, update: MetadataUpdate): void {
  const all = flags.bool('all');
  if (all && flags.string('selector') !== '') {
    throw new KubectlError('cannot set --all and --selector at the same time');
  }
  if (all && flags.string('field-selector') !== '') {
    throw new KubectlError('cannot set --all and --field-selector at the same time');
  }
  if (update.resources.length === 0 && flags.strings('filename').length === 0 && flags.string('kustomize') === '') {
    throw new KubectlError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (update.changeCount === 0 && !flags.bool('list')) {
    throw new KubectlError(`at least one ${update.noun} update is required`);
  }
}

/** What there would be, were the changes made. */
function listing(info: ResourceInfo, update: MetadataUpdate, single: boolean): string {
  const lines = [...update.change(info.object)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const text = lines.map(([key, value]) => `${single ? '' : ' '}${key}=${value}\n`).join('');
  const { kind, group } = info.resource;
  return single ? text : `Listing ${update.field} for ${kind}.${group}/${info.name}:\n${text}`;
}

async function updateOne(
  context: CommandContext,
  info: ResourceInfo,
  update: MetadataUpdate,
  dryRun: DryRun,
  printers: Map<string, ObjectPrinter>,
): Promise<string> {
  const { flags, client } = context;
  const version = flags.string('resource-version');
  const map = update.change(info.object);
  const changed = recorded(context, withMap(info.object, update, map, version));
  let result = changed;
  if (dryRun !== 'client' && !flags.bool('local')) {
    const { resource, namespace, name } = info;
    const place = { resource, name, ...(namespace ? { namespace } : {}) };
    const query = writeQuery({ dryRun, fieldManager: flags.string('field-manager') });
    const body = recorded(context, mergePatch(info.object, update, map, version));
    result = (await client.send(patchRequest(place, 'merge', body, query))) as JsonObject;
  }
  const operation = operationText(update.message(info.object, changed), dryRun);
  // The message of annotate never differs, so that one printer writes all documents.
  const print = (update.field === 'annotations' && printers.get(operation)) || createPrinter(context, operation);
  printers.set(operation, print);
  return print(update.field === 'labels' ? changed : result);
}

/** Runs `label` or `annotate` over everything that was named. */
export async function updateMetadata(context: CommandContext, update: MetadataUpdate): Promise<void> {
  const { flags, io } = context;
  const dryRun = dryRunOf(context);
  if (flags.bool('list') && flags.string('output') !== '') {
    throw new KubectlError('--list and --output may not be specified together');
  }
  createPrinter(context, '');
  const local = flags.bool('local');
  if (local && dryRun === 'server') throw new KubectlError(localAndServer);
  validate(context, update);
  const options: BuilderOptions = {
    args: update.resources,
    allowEmptySelector: flags.bool('all'),
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    selector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
    latest: !local,
    local,
    ...(update.onlyFiles ? { onlyFiles: update.onlyFiles } : {}),
    continueOnError: true,
  };
  if (flags.string('resource-version') !== '' && !planVisits(context, options).singleItemImplied) {
    throw new KubectlError('--resource-version may only be used with a single resource');
  }
  const printers = new Map<string, ObjectPrinter>();
  const { errors } = await visitInfos(context, options, async (info, singleItemImplied) => {
    if (flags.bool('list')) io.stdout(listing(info, update, singleItemImplied));
    else io.stdout(await updateOne(context, info, update, dryRun, printers));
  });
  throwAll(errors);
}
