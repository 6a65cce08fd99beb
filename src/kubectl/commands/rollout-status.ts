/** `kubectl rollout status`. Models cmd/rollout/rollout_status.go and polymorphichelpers/rollout_status.go. */

import type { JsonObject } from '../../api/json.ts';
import type { Deployment, StatefulSet } from '../../api/types.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { rolloutStatusHelp } from '../help-texts/rollout-status.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { watchObject } from '../wait-for-object.ts';
import { deploymentStatus } from './deployment-revisions.ts';
import { requireResource, rolloutTargets } from './rollout-targets.ts';

interface RolloutStatus {
  readonly text: string;
  readonly done: boolean;
}

/** How far a rollout is (of the wanted revision, when that is not 0), by kind. */
const statusViewers: ReadonlyMap<string, (object: JsonObject, revision: number) => RolloutStatus> = new Map([
  ['StatefulSet', (object) => statefulSetStatus(object as unknown as StatefulSet)],
  ['Deployment', (object, revision) => deploymentStatus(object as unknown as Deployment, revision)],
]);

/** How far the rollout of a StatefulSet is. Models StatefulSetStatusViewer.Status. */
export function statefulSetStatus(set: StatefulSet): RolloutStatus {
  const { spec, status, metadata } = set;
  const strategy = spec?.updateStrategy;
  if (strategy?.type !== 'RollingUpdate') {
    throw new KubectlError('rollout status is only available for RollingUpdate strategy type');
  }
  const observed = status?.observedGeneration ?? 0;
  if (observed === 0 || observed < (metadata.generation ?? 0)) {
    return { text: 'Waiting for statefulset spec update to be observed...\n', done: false };
  }
  const replicas = spec?.replicas;
  const ready = status?.readyReplicas ?? 0;
  const updated = status?.updatedReplicas ?? 0;
  if (replicas !== undefined && ready < replicas) {
    return { text: `Waiting for ${replicas - ready} pods to be ready...\n`, done: false };
  }
  const { rollingUpdate } = strategy;
  if (rollingUpdate) {
    const { partition } = rollingUpdate;
    if (replicas !== undefined && partition !== undefined && updated < replicas - partition) {
      const text = `Waiting for partitioned roll out to finish: ${updated} out of ${replicas - partition} new pods have been updated...\n`;
      return { text, done: false };
    }
    return { text: `partitioned roll out complete: ${updated} new pods have been updated...\n`, done: true };
  }
  if (status?.updateRevision !== status?.currentRevision) {
    const text = `waiting for statefulset rolling update to complete ${updated} pods at revision ${status?.updateRevision ?? ''}...\n`;
    return { text, done: false };
  }
  const text = `statefulset rolling update complete ${status?.currentReplicas ?? 0} pods at revision ${status?.currentRevision ?? ''}...\n`;
  return { text, done: true };
}

async function follow(context: CommandContext, info: ResourceInfo, deadlineMs: number | undefined): Promise<void> {
  const { flags, io } = context;
  const statusOf = statusViewers.get(info.resource.kind);
  if (!statusOf) {
    const { group, kind } = info.resource;
    throw new KubectlError(`no status viewer has been implemented for ${group ? `${kind}.${group}` : kind}`);
  }
  const ended = await watchObject(context, info, deadlineMs, ({ type, object }) => {
    if (type === 'DELETED' || type === 'ABSENT') throw new KubectlError('object has been deleted');
    const { text, done } = statusOf(object as JsonObject, flags.int('revision'));
    io.stdout(text);
    return done || !flags.bool('watch');
  });
  if (!ended) throw new KubectlError('timed out waiting for the condition');
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io, client } = context;
  requireResource(context);
  if (flags.int('revision') < 0) throw new KubectlError('revision must be a positive integer');
  const { infos, errors } = await rolloutTargets(context);
  if (infos.length === 0) {
    throwAll(errors);
    io.stderr(`No resources found in ${context.namespace} namespace.\n`);
    return;
  }
  const timeoutMs = flags.durationMs('timeout');
  const failures = [...errors];
  for (const info of infos) {
    try {
      await follow(context, info, timeoutMs > 0 ? client.clock.nowMs() + timeoutMs : undefined);
    } catch (error) {
      if (io.signal.aborted) throw error;
      failures.push(error);
    }
  }
  throwAll(failures);
}

export const rolloutStatusCommand: Command = {
  name: 'status',
  short: 'Show the status of the rollout',
  ...rolloutStatusHelp,
  run,
};
