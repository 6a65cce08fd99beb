/** `kubectl rollout restart`. Models cmd/rollout/rollout_restart.go and polymorphichelpers/objectrestarter.go. */

import type { JsonObject } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { resourceName } from '../../api/scheme.ts';
import { patchRequest } from '../../client/request.ts';
import { formatTime } from '../../lib/time.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { rolloutRestartHelp } from '../help-texts/rollout-restart.ts';
import { createTypedPrinter } from '../output/typed-printer.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { writeQuery } from '../request-options.ts';
import { requireResource, rolloutTargets } from './rollout-targets.ts';

const restartedAt = 'kubectl.kubernetes.io/restartedAt';
const restartable = new Set(['StatefulSet', 'Deployment', 'DaemonSet']);

/** RFC 3339 in the user's time zone: `2026-11-23T07:20:11+01:00`, with `Z` for UTC. */
function localTime(nowMs: number, offsetMinutes: number): string {
  const text = formatTime(nowMs + offsetMinutes * 60_000);
  if (offsetMinutes === 0) return text;
  const size = Math.abs(offsetMinutes);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${text.slice(0, -1)}${offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function partOf(object: JsonObject | undefined, ...path: readonly string[]): JsonObject | undefined {
  let current: unknown = object;
  for (const key of path) current = isJsonObject(current) ? current[key] : undefined;
  return isJsonObject(current) ? current : undefined;
}

async function restart(context: CommandContext, info: ResourceInfo): Promise<string> {
  const { resource, namespace, name, object } = info;
  if (!restartable.has(resource.kind)) {
    throw new KubectlError(`error: ${resourceName(resource)} ${JSON.stringify(name)} restarting is not supported`);
  }
  if (resource.kind === 'Deployment' && partOf(object, 'spec')?.['paused'] === true) {
    const reason = "can't restart paused deployment (run rollout resume first)";
    throw new KubectlError(`error: ${resourceName(resource)} ${JSON.stringify(name)} ${reason}`);
  }
  const now = localTime(context.client.clock.nowMs(), context.io.timeZoneOffsetMinutes ?? 0);
  if (partOf(object, 'spec', 'template', 'metadata', 'annotations')?.[restartedAt] === now) {
    throw new KubectlError(
      `failed to create patch for ${name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
    );
  }
  const patch = { spec: { template: { metadata: { annotations: { [restartedAt]: now } } } } };
  const query = writeQuery({ fieldManager: context.flags.string('field-manager') });
  try {
    const changed = await context.client.send(patchRequest({ resource, namespace, name }, 'strategic', patch, query));
    return (await createTypedPrinter(context, 'restarted'))(changed as JsonObject);
  } catch (error) {
    throw new KubectlError(`failed to patch: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function run(context: CommandContext): Promise<void> {
  await createTypedPrinter(context, '');
  requireResource(context);
  const { infos, errors } = await rolloutTargets(context);
  const failures = [...errors];
  if (infos.length === 0 && errors.length === 0) {
    context.io.stderr(`No resources found in ${context.namespace} namespace.\n`);
  }
  for (const info of infos) {
    try {
      context.io.stdout(await restart(context, info));
    } catch (error) {
      failures.push(error);
    }
  }
  throwAll(failures);
}

export const rolloutRestartCommand: Command = {
  name: 'restart',
  short: 'Restart a resource',
  ...rolloutRestartHelp,
  run,
};
