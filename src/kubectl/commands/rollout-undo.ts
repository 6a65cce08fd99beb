/** `kubectl rollout undo`. Models cmd/rollout/rollout_undo.go and polymorphichelpers/rollback.go. */

import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { Deployment, PodTemplateSpec, StatefulSet } from '../../api/types.ts';
import { patchRequest } from '../../client/request.ts';
import type { Command, CommandContext } from '../command.ts';
import { podTemplateText } from '../describe/pod-template.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { rolloutUndoHelp } from '../help-texts/rollout-undo.ts';
import { lastAppliedAnnotation } from '../last-applied.ts';
import { createPrinter } from '../output/printer.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { dryRunOf, operationText, writeQuery, type DryRun } from '../request-options.ts';
import { replicaSetsOf, rollbackPatch, rollbackTarget } from './deployment-revisions.ts';
import { matchesRevision, revisionsOf, templateOf, type Revision } from './rollout-revisions.ts';
import { notVisited, requireResource, rolloutTargets } from './rollout-targets.ts';

function findRevision(revisions: readonly Revision[], number: number): Revision {
  if (number === 0 && revisions.length <= 1) throw new KubectlError('no last revision to roll back to');
  const found = number === 0 ? revisions.at(-2) : revisions.find((entry) => entry.revision === number);
  if (!found) throw new KubectlError(`unable to find specified revision ${number} in history`);
  return found;
}

/** Rolls one object back and says in a word what came of it. */
async function rollBack(context: CommandContext, info: ResourceInfo, dryRun: DryRun): Promise<string> {
  const { kind } = info.resource;
  const rollBackKind = kind === 'Deployment' ? rollBackDeployment : kind === 'StatefulSet' ? rollBackSet : undefined;
  if (!rollBackKind) throw notVisited('rollbacker', 'rollbacker', info);
  warnAboutApply(context, info);
  const number = context.flags.int('to-revision');
  if (number < 0) throw new KubectlError(`unable to find specified revision ${number} in history`);
  return rollBackKind(context, info, dryRun, number);
}

/** What a dry run says instead of what was done. Models printTemplate. */
const templateToBe = (template: PodTemplateSpec): string => `will roll back to ${podTemplateText(template)}`;

const skipped = (number: number): string => `skipped rollback (current template already matches revision ${number})`;

/** Models StatefulSetRollbacker.Rollback. */
async function rollBackSet(
  context: CommandContext,
  { resource, namespace, name, object }: ResourceInfo,
  dryRun: DryRun,
  number: number,
): Promise<string> {
  const revision = findRevision(await revisionsOf(context, object as unknown as StatefulSet), number);
  if (dryRun === 'client') return templateToBe(templateOf(revision));
  if (matchesRevision(object, revision)) return skipped(number);
  const body = revision.data as JsonValue;
  await context.client.send(patchRequest({ resource, namespace, name }, 'strategic', body, writeQuery({ dryRun })));
  return 'rolled back';
}

/** Models DeploymentRollbacker.Rollback. */
async function rollBackDeployment(
  context: CommandContext,
  { resource, namespace, name, object }: ResourceInfo,
  dryRun: DryRun,
  number: number,
): Promise<string> {
  const deployment = object as unknown as Deployment;
  const target = rollbackTarget(deployment, await replicaSetsOf(context, deployment), number);
  // Here upstream shows the template alone.
  if (dryRun === 'client') return podTemplateText(target.spec.template!);
  if (deployment.spec.paused) {
    const advice = "resume it first with 'kubectl rollout resume' and try again";
    throw new KubectlError(`cannot rollback a paused deployment; ${advice}`);
  }
  const patch = rollbackPatch(deployment, target);
  if (patch === undefined) return skipped(number);
  await context.client.send(patchRequest({ resource, namespace, name }, 'json', patch, writeQuery({ dryRun })));
  return 'rolled back';
}

function warnAboutApply({ client }: CommandContext, { resource, name, object }: ResourceInfo): void {
  const annotations = (object.metadata as JsonObject | undefined)?.annotations as JsonObject | undefined;
  if (annotations?.[lastAppliedAnnotation] === undefined) return;
  client.warn(
    `resource ${resource.plural}/${name} was previously managed with 'kubectl apply'. Rolling back will not update the ${lastAppliedAnnotation} annotation, which may cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead.`,
  );
}

async function run(context: CommandContext): Promise<void> {
  const dryRun = dryRunOf(context);
  createPrinter(context, '');
  requireResource(context);
  const { infos, errors } = await rolloutTargets(context);
  const failures = [...errors];
  for (const info of infos) {
    try {
      const operation = await rollBack(context, info, dryRun);
      context.io.stdout(createPrinter(context, operationText(operation, dryRun))(info.object));
    } catch (error) {
      failures.push(error);
    }
  }
  throwAll(failures);
}

export const rolloutUndoCommand: Command = {
  name: 'undo',
  short: 'Undo a previous rollout',
  ...rolloutUndoHelp,
  run,
};
