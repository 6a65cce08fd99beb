/** `kubectl replace`. Models kubectl/pkg/cmd/replace/replace.go. */

import type { JsonObject } from '../../api/json.ts';
import { updateRequest } from '../../client/request.ts';
import type { Command, CommandContext } from '../command.ts';
import { createObject } from '../create-object.ts';
import { propagationPolicy, weekMs } from '../delete-options.ts';
import { addSource, isStatusReason, KubectlError, throwAll, usageError } from '../errors.ts';
import { lastAppliedOf, withLastApplied } from '../last-applied.ts';
import { createPrinter } from '../output/printer.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { dryRunOf, operationText, validationOf, writeQuery, type DryRun } from '../request-options.ts';
import { checkRawFile, sendRaw } from '../raw-request.ts';
import { resolve } from '../resolve.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags } from '../shared-flags.ts';
import { applyHelp } from '../help-texts/apply.ts';
import { kindName } from '../type-names.ts';
import { waitForDeletion } from '../wait-for-deletion.ts';

/** The object, with a fresh annotation where `--save-config` asks for one or there is one already. */
function annotated({ flags }: CommandContext, object: JsonObject): JsonObject {
  return flags.bool('save-config') || lastAppliedOf(object) !== undefined ? withLastApplied(object) : object;
}

async function replaceOne(context: CommandContext, info: ResourceInfo, dryRun: DryRun): Promise<JsonObject> {
  const { resource, namespace, name, source } = info;
  const object = annotated(context, info.object);
  if (dryRun === 'client') return object;
  const query = writeQuery({
    dryRun,
    validation: validationOf(context),
    fieldManager: context.flags.string('field-manager'),
  });
  try {
    const subresource = context.flags.string('subresource');
    const place = { resource, name, ...(namespace ? { namespace } : {}), ...(subresource ? { subresource } : {}) };
    return (await context.client.send(updateRequest(place, object, query))) as JsonObject;
  } catch (error) {
    throw addSource('replacing', source, error);
  }
}

async function deleteAll(context: CommandContext, infos: readonly ResourceInfo[]): Promise<void> {
  const { flags, client, io } = context;
  const timeoutMs = flags.durationMs('timeout') || weekMs;
  const deadlineMs = client.clock.nowMs() + timeoutMs;
  const given = flags.int('grace-period');
  const gracePeriodSeconds = given < 0 ? 0 : given;
  for (const { resource, namespace, name } of infos) {
    const place = { resource, name, ...(namespace ? { namespace } : {}) };
    try {
      await client.delete(place, {
        propagationPolicy: propagationPolicy(flags.string('cascade')),
        ...(given >= 0 ? { gracePeriodSeconds } : {}),
      });
      const where = namespace ? ` from ${namespace} namespace` : '';
      io.stdout(`${kindName(resource)} "${name}" ${given === 0 ? 'force deleted' : 'deleted'}${where}\n`);
    } catch (error) {
      if (!isStatusReason(error, 'NotFound')) throw error;
    }
  }
  for (const info of infos) await waitForDeletion(context, info, undefined, deadlineMs, timeoutMs);
}

async function forceReplace(context: CommandContext, infos: readonly ResourceInfo[]): Promise<void> {
  const print = createPrinter(context, 'replaced');
  await deleteAll(context, infos);
  const query = writeQuery({
    validation: validationOf(context),
    fieldManager: context.flags.string('field-manager'),
  });
  const failures: unknown[] = [];
  for (const info of infos) {
    try {
      context.io.stdout(print(await createObject(context, info, annotated(context, info.object), query)));
    } catch (error) {
      failures.push(error);
    }
  }
  throwAll(failures);
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io } = context;
  if (flags.string('raw') !== '') {
    if (flags.strings('filename').length === 0) throw new KubectlError('must specify one of -f and -k');
    checkRawFile(context);
    return sendRaw(context, 'PUT');
  }
  const force = flags.bool('force');
  const dryRun = dryRunOf(context);
  createPrinter(context, '');
  if (context.args.length > 0) {
    throw usageError(context.commandPath, `Unexpected args: [${context.args.join(' ')}]`);
  }
  if (flags.int('grace-period') >= 0 && !force) {
    throw new KubectlError('--grace-period must have --force specified');
  }
  if (flags.durationMs('timeout') !== 0 && !force) {
    throw new KubectlError('--timeout must have --force specified');
  }
  if (flags.strings('filename').length === 0 && flags.string('kustomize') === '') {
    throw new KubectlError('must specify one of -f and -k');
  }
  const { infos, errors } = await resolve(context, {
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    validate: validationOf(context) !== 'Ignore',
    continueOnError: true,
  });
  if (force) {
    throwAll(errors);
    return forceReplace(context, infos);
  }
  const print = createPrinter(context, operationText('replaced', dryRun));
  const failures = [...errors];
  for (const info of infos) {
    try {
      io.stdout(print(await replaceOne(context, info, dryRun)));
    } catch (error) {
      failures.push(error);
    }
  }
  throwAll(failures);
  if (infos.length === 0) throw new KubectlError('no objects passed to replace');
}

const fromApply = (name: string): (typeof applyHelp.flags)[number] =>
  applyHelp.flags.find((flag) => flag.name === name)!;

export const replaceCommand: Command = {
  name: 'replace',
  short: 'Replace a resource by file name or stdin',
  long: `Replace a resource by file name or stdin.

 JSON and YAML formats are accepted. If replacing an existing resource, the complete resource spec must be provided. This can be obtained by

  $ kubectl get TYPE NAME -o yaml`,
  examples: `# Replace a pod using the data in pod.json
kubectl replace -f ./pod.json

# Replace a pod based on the JSON passed into stdin
cat pod.json | kubectl replace -f -

# Update a single-container pod's image version (tag) to v4
kubectl get pod mypod -o yaml | sed 's/\\(image: myimage\\):.*$/\\1:v4/' | kubectl replace -f -

# Force replace, delete and then re-create the resource
kubectl replace --force -f ./pod.json`,
  usage: 'kubectl replace -f FILENAME [options]',
  flags: [
    ...printFlags,
    ...filenameFlags('The files that contain the configurations to replace.', 'Process a kustomization directory.'),
    fromApply('cascade'),
    dryRunFlag,
    fieldManagerFlag('kubectl-replace'),
    fromApply('force'),
    fromApply('grace-period'),
    {
      name: 'raw',
      type: 'string',
      usage: 'Raw URI to PUT to the server.  Uses the transport specified by the kubeconfig file.',
    },
    {
      name: 'save-config',
      type: 'bool',
      usage:
        'If true, the configuration of current object will be saved in its annotation. Otherwise, the annotation will be unchanged. This flag is useful when you want to perform kubectl apply on this object in the future.',
    },
    {
      name: 'subresource',
      type: 'string',
      usage: 'If specified, replace will operate on the subresource of the requested object.',
    },
    fromApply('timeout'),
    fromApply('validate'),
    fromApply('wait'),
  ],
  run,
};
