/** `kubectl rollout history`. Models cmd/rollout/rollout_history.go and polymorphichelpers/history.go. */

import type { JsonObject } from '../../api/json.ts';
import type { Deployment, PodTemplateSpec, StatefulSet } from '../../api/types.ts';
import { alignTabs, describeLayout } from '../../lib/tabwriter.ts';
import type { Command, CommandContext } from '../command.ts';
import { podTemplateText } from '../describe/pod-template.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { rolloutHistoryHelp } from '../help-texts/rollout-history.ts';
import { createTypedPrinter } from '../output/typed-printer.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { replicaSetsOf, revisionNumber } from './deployment-revisions.ts';
import { revisionsOf, templateOf, withRevision } from './rollout-revisions.ts';
import { notVisited, requireResource, rolloutTargets } from './rollout-targets.ts';

const changeCause = 'kubernetes.io/change-cause';

/** One revision of any kind. */
interface HistoryEntry {
  readonly revision: number;
  readonly cause: string | undefined;
  readonly template: PodTemplateSpec;
  /** What `-o yaml` and the like print of it. */
  readonly object: JsonObject;
}

type Viewer = (context: CommandContext, object: JsonObject) => Promise<readonly HistoryEntry[]>;

/** Models StatefulSetHistoryViewer. */
const viewStatefulSet: Viewer = async (context, object) => {
  const revisions = await revisionsOf(context, object as unknown as StatefulSet);
  return revisions.map((revision) => ({
    revision: revision.revision,
    cause: revision.metadata.annotations?.[changeCause],
    template: templateOf(revision),
    object: withRevision(object, revision),
  }));
};

/** Models DeploymentHistoryViewer. */
const viewDeployment: Viewer = async (context, object) => {
  const sets = await replicaSetsOf(context, object as unknown as Deployment);
  return sets.map((set) => {
    const cause = set.metadata.annotations?.[changeCause];
    return {
      revision: revisionNumber(set),
      cause,
      template: withCause(set.spec.template!, cause),
      object: { apiVersion: 'apps/v1', kind: 'ReplicaSet', ...(set as unknown as JsonObject) },
    };
  });
};

/** What a revision shows of a ReplicaSet: the cause stands among the annotations of its template. */
function withCause(template: PodTemplateSpec, cause: string | undefined): PodTemplateSpec {
  if (!cause) return template;
  const annotations = { ...template.metadata?.annotations, [changeCause]: cause };
  return { ...template, metadata: { ...template.metadata, annotations } as PodTemplateSpec['metadata'] };
}

const viewers: ReadonlyMap<string, Viewer> = new Map([
  ['StatefulSet', viewStatefulSet],
  ['Deployment', viewDeployment],
]);

function overview(revisions: readonly HistoryEntry[]): string {
  if (revisions.length === 0) return 'No rollout history found.';
  const rows = revisions.map(({ revision, cause }) => `${revision}\t${cause ? cause : '<none>'}\n`);
  return alignTabs(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`, describeLayout);
}

function findRevision(revisions: readonly HistoryEntry[], number: number): HistoryEntry {
  const found = revisions.find((entry) => entry.revision === number);
  if (!found) throw new KubectlError('unable to find the specified revision');
  return found;
}

async function show(context: CommandContext, info: ResourceInfo): Promise<void> {
  const { flags, io } = context;
  const view = viewers.get(info.resource.kind);
  if (!view) {
    throw notVisited('history', 'history viewer', info);
  }
  const revisions = await view(context, info.object);
  const wanted = flags.int('revision');
  if (flags.string('output') !== '') {
    const print = await createTypedPrinter(context, '');
    const chosen = wanted > 0 ? [findRevision(revisions, wanted)] : revisions;
    for (const { object } of chosen) io.stdout(print(object));
    return;
  }
  const text =
    wanted > 0 && revisions.length > 0
      ? podTemplateText(findRevision(revisions, wanted).template)
      : overview(revisions);
  const title = wanted > 0 ? `with revision #${wanted}` : '';
  io.stdout((await createTypedPrinter(context, `${title}\n${text}`))(info.object));
}

async function run(context: CommandContext): Promise<void> {
  requireResource(context);
  if (context.flags.int('revision') < 0) {
    throw new KubectlError(`revision must be a positive integer: ${context.flags.int('revision')}`);
  }
  const { infos, errors } = await rolloutTargets(context);
  const failures = [...errors];
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
