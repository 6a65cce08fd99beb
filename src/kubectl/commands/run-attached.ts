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
import type { KubectlIo } from '../io.ts';
import { Attachment, ExecSession, typeLines } from './exec-session.ts';
import { followLog } from './pod-log.ts';

const recordedNote =
  "All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\nIf you don't see a command prompt, try pressing enter.\n";

const podResource = apiResources.find(({ plural, group }) => plural === 'pods' && group === '')!;

const isOver = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

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
  const { flags, io } = context;
  const timeoutMs = flags.durationMs('pod-running-timeout');
  const pod = await waitForPod(context, place, timeoutMs, (present) => isOver(present) || isRunning(present));
  const container = pod.spec.containers[0]!.name;
  const readLine = flags.bool('stdin') && io.stdin === undefined ? io.readLine?.bind(io) : undefined;
  const isTerminal = flags.bool('tty') && readLine !== undefined;
  if (isTerminal && !flags.bool('quiet')) io.stderr(recordedNote);
  const connection = new Attachment(context, pod, container);
  const isShell = !isOver(pod) && flags.bool('stdin') && (await writeInput(context, pod, connection, readLine));
  try {
    if (!isShell) await followLog(context, { pod, container }, {}, (text) => io.stdout(text));
    if (flags.string('restart') !== 'Always') checkExit(await waitForPod(context, place, undefined, isOver));
    else if (isTerminal && !flags.bool('quiet')) io.stdout(reattachMessage(pod, container));
  } catch (error) {
    // With a terminal Ctrl-C goes to the program, not to kubectl.
    if (io.signal.aborted && isTerminal) await connection.send({ interrupt: true }).catch(() => undefined);
    throw error;
  }
}

const reattachMessage = ({ metadata: { name } }: Pod, container: string): string =>
  `Session ended, resume using 'kubectl attach ${name} -c ${container} -i -t' command when the pod is running\n`;

/** Gives the main process its input, when it waits for any. True when it was a shell that has been typed into. */
async function writeInput(
  context: CommandContext,
  pod: Pod,
  connection: Attachment,
  readLine: KubectlIo['readLine'],
): Promise<boolean> {
  const { flags, io } = context;
  const { shell, awaitsInput } = await connection.send({});
  if (!awaitsInput) return false;
  const tty = flags.bool('tty');
  if (shell && readLine && tty) {
    const session = new ExecSession(context, pod, connection.container, { interactive: true, tty });
    const started = await session.run({ command: ['sh'] });
    await connection.send({ left: await typeLines(session, started, readLine) });
    return true;
  }
  await connection.send({ stdin: io.stdin ?? (readLine ? await readAll(readLine) : '') });
  return false;
}

/** What is typed until the end of input. */
async function readAll(readLine: NonNullable<KubectlIo['readLine']>): Promise<string> {
  let text = '';
  for (;;) {
    const line = await readLine('');
    if (line === undefined) return text;
    text += `${line}\n`;
  }
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
