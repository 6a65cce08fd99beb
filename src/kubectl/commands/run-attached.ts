/**
 * The attached half of `kubectl run`: waits for the Pod, shows what it writes or lets the user type into a shell in it,
 * waits for its end, removes it with `--rm`. Models kubectl/pkg/cmd/run/run.go Run and handleAttachPod.
 */

import type { JsonObject } from '../../api/json.ts';
import type { Pod } from '../../api/types.ts';
import type { CommandContext } from '../command.ts';
import { KubectlError, PlainError } from '../errors.ts';
import { apiResources } from '../api-resources.ts';
import { waitForDeletion } from '../wait-for-deletion.ts';
import { weekMs } from '../delete-options.ts';
import { watchObject, type ObjectPlace } from '../wait-for-object.ts';
import { converse, isOver } from './attachment.ts';

const podResource = apiResources.find(({ plural, group }) => plural === 'pods' && group === '')!;

const isRunning = ({ status }: Pod): boolean =>
  status?.containerStatuses?.some(({ state }) => state?.running !== undefined) === true;

/** Waits until the Pod meets a condition; a Pod that disappears is an error. */
async function waitForPod(
  context: CommandContext,
  place: ObjectPlace,
  timeoutMs: number | undefined,
  holds: (pod: Pod) => boolean,
): Promise<Pod> {
  let last: Pod | undefined;
  const deadlineMs = timeoutMs === undefined ? undefined : context.client.clock.nowMs() + timeoutMs;
  const met = await watchObject(context, place, deadlineMs, ({ type, object }) => {
    if (type === 'DELETED' || type === 'ABSENT') throw new KubectlError(`pods ${JSON.stringify(place.name)} not found`);
    last = object as unknown as Pod;
    return holds(last);
  });
  if (!met || !last) throw new KubectlError('timed out waiting for the condition');
  return last;
}

/** The exit code of a Pod that ended badly, as an error. */
function checkExit({ metadata, status }: Pod): void {
  if (status?.phase !== 'Failed') return;
  const where = `pod ${metadata.namespace}/${metadata.name}`;
  const terminated = status.containerStatuses?.[0]?.state?.terminated;
  if (!terminated || terminated.exitCode === 0) throw new KubectlError(`${where} failed with unknown exit code`);
  throw new PlainError(
    `${where} terminated (${terminated.reason ?? ''})\n${terminated.message ?? ''}`.trimEnd(),
    terminated.exitCode,
  );
}

async function attach(context: CommandContext, place: ObjectPlace): Promise<void> {
  const { flags } = context;
  const timeoutMs = flags.durationMs('pod-running-timeout');
  const pod = await waitForPod(context, place, timeoutMs, (present) => isOver(present) || isRunning(present));
  const container = pod.spec.containers[0]!.name;
  await converse(context, { pod, container }, {}, async () => {
    if (flags.string('restart') !== 'Always') checkExit(await waitForPod(context, place, undefined, isOver));
  });
}

async function removePod(context: CommandContext, place: ObjectPlace, uid: string | undefined): Promise<void> {
  const { client, io } = context;
  const { resource, namespace, name } = place;
  await client.delete({ resource, namespace, name }, { propagationPolicy: 'Background' });
  io.stdout(`pod ${JSON.stringify(name)} deleted from ${namespace} namespace\n`);
  if (!io.signal.aborted) await waitForDeletion(context, place, uid, client.clock.nowMs() + weekMs, weekMs);
}

/** Attaches to a Pod that was just created, and removes it afterwards with `--rm`, also after a failure. */
export async function attachToCreated(context: CommandContext, created: JsonObject): Promise<void> {
  const { name, namespace = '', uid } = (created as unknown as Pod).metadata;
  const place: ObjectPlace = { resource: podResource, namespace, name };
  if (!context.flags.bool('rm')) return attach(context, place);
  try {
    await attach(context, place);
  } finally {
    if (!context.io.signal.aborted || context.flags.bool('tty')) await removePod(context, place, uid);
  }
}
