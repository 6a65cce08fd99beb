/** `kubectl apply`. Models kubectl/pkg/cmd/apply/apply.go. */

import { recorded, recordFlag } from '../change-cause.ts';
import type { JsonObject } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { patchRequest, type ObjectPath } from '../../client/request.ts';
import type { Command, CommandContext } from '../command.ts';
import { addSource, isStatusReason, KubectlError, throwAll, usageError } from '../errors.ts';
import { applyTexts } from '../help-texts/apply-texts.ts';
import { applyHelp } from '../help-texts/apply.ts';
import { lastAppliedAnnotation, lastAppliedOf, withLastApplied, withoutNulls } from '../last-applied.ts';
import { createPrinter } from '../output/printer.ts';
import { createObject } from '../create-object.ts';
import { propagationPolicy } from '../delete-options.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { selectedInfos } from '../selected-infos.ts';
import { dryRunOf, operationText, validationOf, writeQuery, type DryRun } from '../request-options.ts';
import { getObject, resolve } from '../resolve.ts';
import { gvkText, gvrText } from '../type-names.ts';
import { applyPatch } from './apply-patch.ts';
import { editLastAppliedCommand, setLastAppliedCommand, viewLastAppliedCommand } from './apply-last-applied.ts';

interface Options {
  readonly dryRun: DryRun;
  readonly serverSide: boolean;
  readonly query: Readonly<Record<string, string>>;
  /** Objects are printed together at the end, as `-o yaml` wants it. */
  readonly printLater: boolean;
}

/** `Resource: "apps/v1, Resource=statefulsets", …`: how apply names an object in errors. */
function infoText({ resource, name, namespace }: ResourceInfo): string {
  return `Resource: ${JSON.stringify(gvrText(resource))}, GroupVersionKind: ${JSON.stringify(gvkText(resource))}\nName: ${JSON.stringify(name)}, Namespace: ${JSON.stringify(namespace)}`;
}

function readOptions(context: CommandContext): Options {
  const { flags } = context;
  if (context.args.length > 0) {
    throw usageError(context.commandPath, `Unexpected args: [${context.args.join(' ')}]`);
  }
  const serverSide = flags.bool('server-side');
  const dryRun = dryRunOf(context);
  const validation = validationOf(context);
  const fieldManager = serverSide && !flags.changed('field-manager') ? 'kubectl' : flags.string('field-manager');
  if (flags.strings('filename').length === 0 && flags.string('kustomize') === '') {
    throw new KubectlError('must specify one of -f and -k');
  }
  if (flags.bool('force-conflicts') && !serverSide) {
    throw new KubectlError('--force-conflicts only works with --server-side');
  }
  if (dryRun === 'client' && serverSide) {
    throw new KubectlError("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  }
  if (flags.bool('force') && serverSide) throw new KubectlError('--force cannot be used with --server-side');
  const all = flags.bool('all');
  if (all && flags.string('selector') !== '') {
    throw new KubectlError('cannot set --all and --selector at the same time');
  }
  if (flags.bool('prune')) {
    if (!all && flags.string('selector') === '') {
      throw new KubectlError(
        'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
      );
    }
    throw new KubectlError('"kubectl apply --prune" is not part of this playground');
  }
  propagationPolicy(flags.string('cascade'));
  const output = flags.string('output');
  return {
    dryRun,
    serverSide,
    query: writeQuery({ dryRun, fieldManager, validation }),
    printLater: output !== '' && output !== 'name',
  };
}

const place = ({ resource, namespace, name }: ResourceInfo): ObjectPath => ({
  resource,
  name,
  ...(namespace ? { namespace } : {}),
});

const metadataOf = (object: JsonObject): JsonObject => (isJsonObject(object.metadata) ? object.metadata : {});

async function currentOf(context: CommandContext, info: ResourceInfo): Promise<JsonObject | undefined> {
  try {
    return await getObject(context, info);
  } catch (error) {
    if (isStatusReason(error, 'NotFound')) return undefined;
    throw addSource(`retrieving current configuration of:\n${infoText(info)}\nfrom server for:`, info.source, error);
  }
}

function warnIfDeleting({ client }: CommandContext, object: JsonObject): void {
  const { deletionTimestamp, name } = metadataOf(object);
  if (deletionTimestamp === undefined || deletionTimestamp === null) return;
  client.warn(`Detected changes to resource ${String(name)} which is currently being deleted.`);
}

interface Applied {
  readonly object: JsonObject;
  readonly operation: string;
}

async function create(context: CommandContext, info: ResourceInfo, options: Options): Promise<Applied> {
  const object = withoutNulls(withLastApplied(info.object));
  if (options.dryRun === 'client') return { object, operation: 'created' };
  try {
    return { object: await createObject(context, info, object, options.query), operation: 'created' };
  } catch (error) {
    throw addSource('creating', info.source, error);
  }
}

async function update(
  context: CommandContext,
  info: ResourceInfo,
  current: JsonObject,
  options: Options,
): Promise<Applied> {
  if (lastAppliedOf(current) === undefined) {
    context.client.warn(
      `resource ${info.resource.plural}/${info.name} is missing the ${lastAppliedAnnotation} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`,
    );
  }
  const { object, patch, error } = await applyPatch(context, info, current, options);
  if (error !== undefined) {
    throw addSource(`applying patch:\n${patch}\nto:\n${infoText(info)}\nfor:`, info.source, error);
  }
  return { object, operation: patch === '{}' ? 'unchanged' : 'configured' };
}

const conflictHelp = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

async function applyOnServer(context: CommandContext, info: ResourceInfo, options: Options): Promise<Applied> {
  const query = { ...options.query, force: String(context.flags.bool('force-conflicts')) };
  try {
    const object = await context.client.send(patchRequest(place(info), 'apply', info.object, query));
    return { object: object as JsonObject, operation: 'serverside-applied' };
  } catch (error) {
    if (!isStatusReason(error, 'Conflict')) throw error;
    throw new KubectlError(`${error.message}\n${conflictHelp}`);
  }
}

async function applyOne(context: CommandContext, info: ResourceInfo, options: Options): Promise<Applied> {
  const { generateName } = metadataOf(info.object);
  if (info.name === '' && typeof generateName === 'string' && generateName !== '') {
    throw new KubectlError(`from ${generateName}: cannot use generate name with apply`);
  }
  if (options.serverSide) return applyOnServer(context, info, options);
  const current = await currentOf(context, info);
  return current ? update(context, info, current, options) : create(context, info, options);
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io } = context;
  const options = readOptions(context);
  createPrinter(context, '');
  const { infos, errors } = await resolve(context, {
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    validate: validationOf(context) !== 'Ignore',
    continueOnError: true,
  });
  const chosen = selectedInfos(flags.string('selector'), infos).map((info) => ({
    ...info,
    object: recorded(context, info.object),
  }));
  if (chosen.length === 0 && errors.length === 0) throw new KubectlError('no objects passed to apply');
  const failures = [...errors];
  const results: JsonObject[] = [];
  for (const info of chosen) {
    try {
      const { object, operation } = await applyOne(context, info, options);
      warnIfDeleting(context, object);
      results.push(object);
      if (!options.printLater) {
        io.stdout(createPrinter(context, operationText(operation, options.dryRun))(object));
      }
    } catch (error) {
      failures.push(error);
    }
  }
  throwAll(failures);
  if (!options.printLater) return;
  const list = { apiVersion: 'v1', kind: 'List', metadata: {}, items: results };
  io.stdout(createPrinter(context, '')(results.length === 1 ? results[0]! : list));
}

export const applyCommand: Command = {
  name: 'apply',
  short: 'Apply a configuration to a resource by file name or stdin',
  ...applyHelp,
  flags: [...applyHelp.flags, recordFlag],
  get long() {
    return applyTexts.long;
  },
  get examples() {
    return applyTexts.examples;
  },
  subcommands: [editLastAppliedCommand, setLastAppliedCommand, viewLastAppliedCommand],
  run,
};
