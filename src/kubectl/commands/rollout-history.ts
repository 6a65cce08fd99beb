/** `kubectl rollout history`. Models cmd/rollout/rollout_history.go and polymorphichelpers/history.go. */

import type { StatefulSet } from '../../api/types.ts';
import { alignTabs, describeLayout } from '../../lib/tabwriter.ts';
import type { Command, CommandContext } from '../command.ts';
import { podTemplateText } from '../describe/pod-template.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { rolloutHistoryHelp } from '../help-texts/rollout-history.ts';
import { createPrinter } from '../output/printer.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { revisionsOf, templateOf, withRevision, type Revision } from './rollout-revisions.ts';
import { requireResource, rolloutTargets } from './rollout-targets.ts';

const changeCause = 'kubernetes.io/change-cause';

function overview(revisions: readonly Revision[]): string {
  if (revisions.length === 0) return 'No rollout history found.';
  const rows = revisions.map((entry) => {
    const cause = entry.metadata.annotations?.[changeCause];
    return `${entry.revision}\t${cause ? cause : '<none>'}\n`;
  });
  return alignTabs(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`, describeLayout);
}

function findRevision(revisions: readonly Revision[], number: number): Revision {
  const found = revisions.find((entry) => entry.revision === number);
  if (!found) throw new KubectlError('unable to find the specified revision');
  return found;
}

async function show(context: CommandContext, info: ResourceInfo): Promise<void> {
  const { flags, io } = context;
  if (info.resource.kind !== 'StatefulSet') {
    const { kind, group } = info.resource;
    const shown = JSON.stringify(group ? `${kind}.${group}` : kind);
    throw new KubectlError(`no history viewer has been implemented for ${shown}`);
  }
  const revisions = await revisionsOf(context, info.object as unknown as StatefulSet);
  const wanted = flags.int('revision');
  if (flags.string('output') !== '') {
    const print = createPrinter(context, '');
    const chosen = wanted > 0 ? [findRevision(revisions, wanted)] : revisions;
    for (const revision of chosen) io.stdout(print(withRevision(info.object, revision)));
    return;
  }
  const text =
    wanted > 0 && revisions.length > 0
      ? podTemplateText(templateOf(findRevision(revisions, wanted)))
      : overview(revisions);
  const title = wanted > 0 ? `with revision #${wanted}` : '';
  io.stdout(createPrinter(context, `${title}\n${text}`)(info.object));
}

async function run(context: CommandContext): Promise<void> {
  requireResource(context);
  if (context.flags.int('revision') < 0) {
    throw new KubectlError(`revision must be a positive integer: ${context.flags.int('revision')}`);
  }
  const { infos, errors } = await rolloutTargets(context);
  const failures = [...errors];
  if (infos.length === 0 && errors.length === 0) {
    context.io.stderr(`No resources found in ${context.namespace} namespace.\n`);
  }
  for (const info of infos) {
    try {
      await show(context, info);
    } catch (error) {
      failures.push(error);
    }
  }
  throwAll(failures);
}

export const rolloutHistoryCommand: Command = {
  name: 'history',
  short: 'View rollout history',
  ...rolloutHistoryHelp,
  run,
};
