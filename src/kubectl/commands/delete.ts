/** `kubectl delete`. Models kubectl/pkg/cmd/delete/delete.go. */

import type { JsonObject } from '../../api/json.ts';
import type { Command, CommandContext } from '../command.ts';
import { propagationPolicy, warnAboutCascade, weekMs } from '../delete-options.ts';
import { addSource, isStatusReason, KubectlError, throwAll } from '../errors.ts';
import { deleteHelp } from '../help-texts/delete.ts';
import { planVisits, type Visit } from '../plan-visits.ts';
import { checkRawFile, sendRaw } from '../raw-request.ts';
import { dryRunOf, writeQuery, type DryRun } from '../request-options.ts';
import { infoOf, listItems, listResource } from '../resolve.ts';
import { kindName } from '../type-names.ts';
import { waitForDeletion } from '../wait-for-deletion.ts';
import type { ObjectPlace } from '../wait-for-object.ts';

interface Target extends ObjectPlace {
  readonly source: string;
}

interface Options {
  readonly gracePeriodSeconds: number;
  readonly dryRun: DryRun;
  readonly ignoreNotFound: boolean;
}

function readOptions({ flags, client }: CommandContext, dryRun: DryRun): Options {
  const force = flags.bool('force');
  let gracePeriodSeconds = flags.int('grace-period');
  if (flags.bool('now')) {
    if (gracePeriodSeconds !== -1) throw new KubectlError('--now and --grace-period cannot be specified together');
    gracePeriodSeconds = 1;
  }
  if (gracePeriodSeconds === 0 && !force) gracePeriodSeconds = 1;
  if (force && gracePeriodSeconds < 0) gracePeriodSeconds = 0;
  const output = flags.string('output');
  if (output !== '' && output !== 'name') {
    throw new KubectlError(`unexpected -o output mode: ${output}. We only support '-o name'`);
  }
  const all = flags.bool('all');
  const selects = flags.string('selector') !== '';
  const fieldSelects = flags.string('field-selector') !== '';
  if (all && selects) throw new KubectlError('cannot set --all and --selector at the same time');
  if (all && fieldSelects) throw new KubectlError('cannot set --all and --field-selector at the same time');
  if (force && gracePeriodSeconds > 0) {
    throw new KubectlError('--force and --grace-period greater than 0 cannot be specified together');
  }
  if (force) {
    client.warn(
      'Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
    );
  }
  const ignoreNotFound = flags.changed('ignore-not-found')
    ? flags.bool('ignore-not-found')
    : all || selects || fieldSelects;
  return { gracePeriodSeconds, dryRun, ignoreNotFound };
}

/** What a visit names; lists are read, single names are not. */
async function targetsOf(context: CommandContext, visit: Visit): Promise<readonly Target[]> {
  switch (visit.kind) {
    case 'error':
      throw visit.error;
    case 'name':
      return [{ ...visit, source: '' }];
    case 'file':
      return [visit.info];
    case 'list': {
      const list = await listResource(context, visit);
      return listItems(visit.resource, list).map((object) => infoOf(visit.resource, object));
    }
  }
}

function deletedLine(context: CommandContext, target: Target, options: Options): string {
  const { resource, namespace, name } = target;
  if (context.flags.string('output') === 'name') return `${kindName(resource)}/${name}\n`;
  const operation = options.gracePeriodSeconds === 0 ? 'force deleted' : 'deleted';
  const where = namespace ? ` from ${namespace} namespace` : '';
  const suffix = { none: '', client: ' (dry run)', server: ' (server dry run)' }[options.dryRun];
  return `${kindName(resource)} "${name}" ${operation}${where}${suffix}\n`;
}

/** Sends one DELETE and gives the UID to wait for. */
async function deleteOne(context: CommandContext, target: Target, options: Options): Promise<string | undefined> {
  const { resource, namespace, name, source } = target;
  const propagation = propagationPolicy(context.flags.string('cascade'));
  let answer: JsonObject = {};
  if (options.dryRun !== 'client') {
    try {
      answer = await context.client.delete(
        { resource, name, ...(namespace ? { namespace } : {}) },
        {
          propagationPolicy: propagation,
          ...(options.gracePeriodSeconds >= 0 ? { gracePeriodSeconds: options.gracePeriodSeconds } : {}),
        },
        writeQuery({ dryRun: options.dryRun }),
      );
    } catch (error) {
      throw addSource('deleting', source, error);
    }
  }
  context.io.stdout(deletedLine(context, target, options));
  const details = (answer.kind === 'Status' ? answer.details : answer.metadata) as JsonObject | undefined;
  return typeof details?.uid === 'string' ? details.uid : undefined;
}

interface Deleted {
  readonly target: Target;
  readonly uid: string | undefined;
}

async function confirmed(context: CommandContext, targets: readonly Target[]): Promise<boolean> {
  const lines = targets.map(({ resource, name }) => `${kindName(resource)}/${name}\n`).join('');
  context.io.stdout(`You are about to delete the following ${targets.length} resource(s):\n${lines}`);
  context.io.stdout('Do you want to continue? (y/N): ');
  const answer = (context.io.stdin ?? '').split('\n')[0]!.trim().toLowerCase();
  if (answer === 'y' || answer === 'yes') return true;
  context.io.stdout('deletion is cancelled\n');
  return false;
}

async function run(context: CommandContext): Promise<void> {
  const { flags, client, io } = context;
  if (flags.string('raw') !== '') {
    checkRawFile(context, true);
    return sendRaw(context, 'DELETE');
  }
  propagationPolicy(flags.string('cascade'));
  warnAboutCascade(context);
  const dryRun = dryRunOf(context);
  const allNamespaces = flags.bool('all-namespaces');
  const { visits } = planVisits(context, {
    args: context.args,
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    selector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    selectAll: flags.bool('all'),
    allNamespaces,
    continueOnError: true,
  });
  const options = readOptions(context, dryRun);
  const errors: unknown[] = [];
  const targets: Target[] = [];
  const deleted: Deleted[] = [];
  const note = (error: unknown): void => {
    if (!(options.ignoreNotFound && isStatusReason(error, 'NotFound'))) errors.push(error);
  };
  for (const visit of visits) {
    try {
      targets.push(...(await targetsOf(context, visit)));
    } catch (error) {
      note(error);
    }
  }
  if (flags.bool('interactive') && targets.length > 0 && !(await confirmed(context, targets))) return;
  if (context.enforceNamespace && targets.some(({ resource }) => !resource.namespaced)) {
    client.warn('deleting cluster-scoped resources, not scoped to the provided namespace');
  }
  for (const target of targets) {
    try {
      deleted.push({ target, uid: await deleteOne(context, target, options) });
    } catch (error) {
      note(error);
    }
  }
  throwAll(errors);
  if (targets.length === 0) io.stdout('No resources found\n');
  if (!flags.bool('wait') || dryRun !== 'none') return;
  const timeoutMs = flags.durationMs('timeout') || weekMs;
  const deadlineMs = client.clock.nowMs() + timeoutMs;
  for (const { target, uid } of deleted) {
    await waitForDeletion(context, target, uid, deadlineMs, timeoutMs);
  }
}

export const deleteCommand: Command = {
  name: 'delete',
  short: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  ...deleteHelp,
  run,
};
