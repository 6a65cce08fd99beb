/** `kubectl scale`. Models kubectl/pkg/cmd/scale/scale.go and kubectl/pkg/scale. */

import { recordedMetadata, recordFlag } from '../change-cause.ts';
import type { JsonObject } from '../../api/json.ts';
import { patchRequest, updateRequest } from '../../client/request.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { scaleHelp } from '../help-texts/scale.ts';
import { createPrinter } from '../output/printer.ts';
import { resolve } from '../resolve.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { dryRunOf, operationText, writeQuery, type DryRun } from '../request-options.ts';

interface Precondition {
  readonly replicas: number;
  readonly resourceVersion: string;
}

const scalePath = ({ resource, namespace, name }: ResourceInfo): Parameters<typeof patchRequest>[0] => ({
  resource,
  name,
  subresource: 'scale',
  ...(namespace ? { namespace } : {}),
});

function replicasOf(scale: JsonObject, part: 'spec' | 'status'): number {
  const count = (scale[part] as JsonObject | undefined)?.replicas;
  return typeof count === 'number' ? count : 0;
}

/** Models ScalePrecondition.validate. */
function checkPrecondition(scale: JsonObject, { replicas, resourceVersion }: Precondition): void {
  const actual = replicasOf(scale, 'spec');
  if (replicas !== -1 && actual !== replicas) {
    throw new KubectlError(`Expected replicas to be ${replicas}, was ${actual}`);
  }
  const version = String((scale.metadata as JsonObject | undefined)?.resourceVersion ?? '');
  if (resourceVersion !== '' && version !== resourceVersion) {
    throw new KubectlError(`Expected resource version to be ${resourceVersion}, was ${version}`);
  }
}

async function scaleOne(
  { client }: CommandContext,
  info: ResourceInfo,
  replicas: number,
  precondition: Precondition | undefined,
  dryRun: DryRun,
): Promise<void> {
  const query = writeQuery({ dryRun, fieldManager: 'kubectl' });
  if (!precondition) {
    await client.send(patchRequest(scalePath(info), 'merge', { spec: { replicas } }, query));
    return;
  }
  const scale = await client.get(scalePath(info));
  checkPrecondition(scale, precondition);
  const changed = { ...scale, spec: { ...(scale.spec as JsonObject), replicas } };
  await client.send(updateRequest(scalePath(info), changed, query));
}

/** The object that is printed: built-in kinds show their new size. */
function resized({ resource, object }: ResourceInfo, replicas: number): JsonObject {
  if (resource.group !== 'apps' && resource.group !== '') return object;
  return { ...object, spec: { ...(object.spec as JsonObject | undefined), replicas } };
}

/** Polls until as many replicas exist as were asked for. */
async function waitForReplicas({ client, io }: CommandContext, info: ResourceInfo, timeoutMs: number): Promise<void> {
  const deadlineMs = client.clock.nowMs() + timeoutMs;
  for (;;) {
    const scale = await client.get(scalePath(info));
    if (replicasOf(scale, 'spec') === replicasOf(scale, 'status')) return;
    if (client.clock.nowMs() + 1000 > deadlineMs) {
      throw new KubectlError(`timed out waiting for ${JSON.stringify(info.name)} to be synced`);
    }
    await client.clock.sleep(1000, io.signal);
  }
}

/** What went wrong with it is not told. */
async function recordChange(context: CommandContext, { resource, namespace, name }: ResourceInfo): Promise<void> {
  const metadata = recordedMetadata(context);
  if (!metadata) return;
  const place = { resource, name, ...(namespace ? { namespace } : {}) };
  await context.client.send(patchRequest(place, 'merge', { metadata })).catch(() => undefined);
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io } = context;
  const dryRun = dryRunOf(context);
  const print = createPrinter(context, operationText('scaled', dryRun));
  const replicas = flags.int('replicas');
  const precondition: Precondition = {
    replicas: flags.int('current-replicas'),
    resourceVersion: flags.string('resource-version'),
  };
  if (replicas < 0) {
    throw new KubectlError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
  }
  if (precondition.replicas < -1) {
    throw new KubectlError('The --current-replicas must specify an integer of -1 or greater');
  }
  const { infos, errors } = await resolve(context, {
    args: context.args,
    allowEmptySelector: flags.bool('all'),
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    selector: flags.string('selector'),
    continueOnError: true,
  });
  if (precondition.resourceVersion !== '' && infos.length > 1) {
    throw new KubectlError('cannot use --resource-version with multiple resources');
  }
  if (infos.length === 0) {
    throwAll(errors);
    throw new KubectlError('no objects passed to scale');
  }
  const wanted = precondition.replicas !== -1 || precondition.resourceVersion !== '' ? precondition : undefined;
  const timeoutMs = flags.durationMs('timeout');
  for (const info of infos) {
    if (dryRun !== 'client') {
      await scaleOne(context, info, replicas, wanted, dryRun);
      if (timeoutMs !== 0 && dryRun === 'none') await waitForReplicas(context, info, timeoutMs);
      await recordChange(context, info);
    }
    io.stdout(print(resized(info, replicas)));
  }
  throwAll(errors);
}

export const scaleCommand: Command = {
  name: 'scale',
  short: 'Set a new size for a deployment, replica set, or replication controller',
  ...scaleHelp,
  flags: [...scaleHelp.flags, recordFlag],
  run,
};
