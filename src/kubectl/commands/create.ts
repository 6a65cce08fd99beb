/** `kubectl create`: from files, or from flags by a subcommand. Models kubectl/pkg/cmd/create/create.go. */

import { recorded, recordFlag } from '../change-cause.ts';
import type { JsonObject } from '../../api/json.ts';
import type { Command, CommandContext } from '../command.ts';
import { createObject } from '../create-object.ts';
import { addSource, KubectlError, throwAll, usageError } from '../errors.ts';
import { createHelp } from '../help-texts/create.ts';
import { lastAppliedOf, withLastApplied } from '../last-applied.ts';
import { createPrinter } from '../output/printer.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { dryRunOf, operationText, validationOf, writeQuery, type DryRun } from '../request-options.ts';
import { checkRawFile, sendRaw } from '../raw-request.ts';
import { resolve } from '../resolve.ts';
import { createClusterRoleBindingCommand, createRoleBindingCommand } from './create-binding.ts';
import { createCronJobCommand } from './create-cronjob.ts';
import { createConfigMapCommand, createSecretCommand } from './create-data.ts';
import {
  createNamespaceCommand,
  createPodDisruptionBudgetCommand,
  createServiceAccountCommand,
} from './create-others.ts';
import { createIngressCommand } from './create-ingress.ts';
import { createClusterRoleCommand, createRoleCommand } from './create-role.ts';
import { createDeploymentCommand, createJobCommand, createPriorityClassCommand } from './create-workload.ts';
import { createQuotaCommand } from './create-quota.ts';
import { createServiceCommand } from './create-service.ts';
import { refusedCommand } from './refused.ts';

async function createOne(context: CommandContext, info: ResourceInfo, dryRun: DryRun): Promise<JsonObject> {
  const { flags } = context;
  const annotate = flags.bool('save-config') || lastAppliedOf(info.object) !== undefined;
  const object = recorded(context, annotate ? withLastApplied(info.object) : info.object);
  if (dryRun === 'client') return object;
  const query = writeQuery({
    dryRun,
    fieldManager: flags.string('field-manager'),
    validation: validationOf(context),
  });
  try {
    return await createObject(context, info, object, query);
  } catch (error) {
    throw addSource('creating', info.source, error);
  }
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io } = context;
  if (context.args.length > 0) {
    throw usageError(context.commandPath, `Unexpected args: [${context.args.join(' ')}]`);
  }
  if (flags.strings('filename').length === 0 && flags.string('kustomize') === '') {
    throw new KubectlError('must specify one of -f and -k');
  }
  if (flags.string('raw') !== '') {
    if (flags.bool('edit')) throw new KubectlError('--raw and --edit are mutually exclusive');
    checkRawFile(context);
    return sendRaw(context, 'POST');
  }
  const dryRun = dryRunOf(context);
  const print = createPrinter(context, operationText('created', dryRun));
  if (flags.bool('edit')) throw new KubectlError('"kubectl create --edit" is not part of this playground');
  const { infos, errors } = await resolve(context, {
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    selector: flags.string('selector'),
    validate: validationOf(context) !== 'Ignore',
    continueOnError: true,
  });
  const failures = [...errors];
  for (const info of infos) {
    try {
      io.stdout(print(await createOne(context, info, dryRun)));
    } catch (error) {
      failures.push(error);
    }
  }
  throwAll(failures);
  if (infos.length === 0) throw new KubectlError('no objects passed to create');
}

export const createCommand: Command = {
  name: 'create',
  short: 'Create a resource from a file or from stdin',
  ...createHelp,
  flags: [...createHelp.flags, recordFlag],
  subcommands: [
    createClusterRoleCommand,
    createClusterRoleBindingCommand,
    createConfigMapCommand,
    createCronJobCommand,
    createDeploymentCommand,
    createIngressCommand,
    createJobCommand,
    createNamespaceCommand,
    createPodDisruptionBudgetCommand,
    createPriorityClassCommand,
    createQuotaCommand,
    createRoleCommand,
    createRoleBindingCommand,
    createSecretCommand,
    createServiceCommand,
    createServiceAccountCommand,
    refusedCommand('token', 'Request a service account token', 'there is no authentication that would check it'),
  ],
  run,
};
