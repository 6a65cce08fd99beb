/** `kubectl cordon` and `uncordon`, and the cordoning part of `drain`. Models kubectl/pkg/drain/cordon.go and cmd/drain. */

import type { JsonObject } from '../../api/json.ts';
import { isJsonObject } from '../../api/json.ts';
import { patchRequest } from '../../client/request.ts';
import type { Command, CommandContext } from '../command.ts';
import { throwAll, usageError } from '../errors.ts';
import { kindSlashName } from '../output/printer.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { dryRunOf, operationText, writeQuery, type DryRun } from '../request-options.ts';
import { resolve } from '../resolve.ts';
import { dryRunFlag, selectorFlag } from '../shared-flags.ts';

/** The nodes that were named or selected. */
export async function nodeTargets(context: CommandContext, use: string): Promise<readonly ResourceInfo[]> {
  const { args, flags, commandPath } = context;
  const selector = flags.string('selector');
  if (args.length === 0 && selector === '') throw usageError(commandPath, `USAGE: ${use} [flags]`);
  if (args.length > 0 && selector !== '') {
    throw usageError(commandPath, 'error: cannot specify both a node name and a --selector option');
  }
  const { infos, errors } = await resolve(context, {
    ...(selector === '' ? { resourceNames: { type: 'nodes', names: args } } : { args: ['nodes'], selector }),
    continueOnError: true,
  });
  throwAll(errors);
  return infos;
}

const isUnschedulable = (node: JsonObject): boolean => isJsonObject(node.spec) && node.spec.unschedulable === true;

/** Marks nodes as (un)schedulable and prints a line for each. */
export async function setUnschedulable(
  { client, io }: CommandContext,
  nodes: readonly ResourceInfo[],
  unschedulable: boolean,
  dryRun: DryRun,
): Promise<void> {
  const done = unschedulable ? 'cordoned' : 'uncordoned';
  for (const { resource, name, object } of nodes) {
    const already = isUnschedulable(object) === unschedulable;
    if (!already && dryRun !== 'client') {
      const patch = { spec: { unschedulable: unschedulable ? true : null } };
      try {
        await client.send(patchRequest({ resource, name }, 'strategic', patch, writeQuery({ dryRun })));
      } catch (error) {
        const doing = unschedulable ? 'cordon' : 'uncordon';
        const text = error instanceof Error ? error.message : String(error);
        io.stderr(`error: unable to ${doing} node ${JSON.stringify(name)}: ${text}\n`);
        continue;
      }
    }
    io.stdout(`${kindSlashName(object)} ${operationText(already ? `already ${done}` : done, dryRun)}\n`);
  }
}

function schedulableCommand(
  name: 'cordon' | 'uncordon',
  unschedulable: boolean,
  short: string,
  example: string,
): Command {
  return {
    name,
    short,
    long: `${short}.`,
    examples: `# ${example}\nkubectl ${name} foo`,
    usage: `kubectl ${name} NODE [options]`,
    flags: [dryRunFlag, selectorFlag],
    run: async (context) => {
      const dryRun = dryRunOf(context);
      await setUnschedulable(context, await nodeTargets(context, `${name} NODE`), unschedulable, dryRun);
    },
  };
}

export const cordonCommand: Command = schedulableCommand(
  'cordon',
  true,
  'Mark node as unschedulable',
  'Mark node "foo" as unschedulable',
);

export const uncordonCommand: Command = schedulableCommand(
  'uncordon',
  false,
  'Mark node as schedulable',
  'Mark node "foo" as schedulable',
);
