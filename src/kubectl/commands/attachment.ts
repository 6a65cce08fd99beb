/**
 * A conversation with a container's main process, as `kubectl attach` and `kubectl run -i` hold it: what it writes is
 * printed, what is piped or typed becomes its input. Models kubectl/pkg/cmd/attach/attach.go.
 */

import { isJsonObject, type JsonObject } from '../../api/json.ts';
import type { Pod } from '../../api/types.ts';
import { createRequest } from '../../client/request.ts';
import type { CommandContext } from '../command.ts';
import type { KubectlIo } from '../io.ts';
import { ExecSession, typeLines } from './exec-session.ts';
import { followLog, type LogQuery, type LogSource } from './pod-log.ts';

const recordedNote =
  "All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\nIf you don't see a command prompt, try pressing enter.\n";

export const isOver = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/**
 * The main process of one container: a POST of `{stdin?, left?, interrupt?}` to the attach subresource, answered by
 * `{shell?, awaitsInput}`.
 */
class Attachment {
  readonly container: string;
  readonly #context: CommandContext;
  readonly #place: { readonly resource: string; readonly namespace: string; readonly name: string };

  constructor(context: CommandContext, { metadata: { name, namespace = '' } }: Pod, container: string) {
    this.container = container;
    this.#context = context;
    this.#place = { resource: 'pods', namespace, name };
  }

  async send(body: JsonObject): Promise<{ readonly shell: string | undefined; readonly awaitsInput: boolean }> {
    const query = { container: this.container, stdin: 'true', stdout: 'true', stderr: 'true' };
    const answer = await this.#context.client.send(
      createRequest({ ...this.#place, subresource: 'attach' }, body, query),
    );
    const { shell, awaitsInput } = isJsonObject(answer) ? answer : {};
    return { shell: typeof shell === 'string' ? shell : undefined, awaitsInput: awaitsInput === true };
  }
}

/**
 * Attaches until the main process is over (or the shell was left). `after` waits for what has to follow; the flags are
 * those of `run` and `attach`.
 */
export async function converse(
  context: CommandContext,
  { pod, container }: LogSource,
  log: LogQuery,
  after?: () => Promise<void>,
): Promise<void> {
  const { flags, io } = context;
  const readLine = flags.bool('stdin') && io.stdin === undefined ? io.readLine?.bind(io) : undefined;
  const isTerminal = flags.bool('tty') && readLine !== undefined;
  if (isTerminal && !flags.bool('quiet')) io.stderr(recordedNote);
  const connection = new Attachment(context, pod, container);
  const isShell = !isOver(pod) && flags.bool('stdin') && (await writeInput(context, pod, connection, readLine));
  try {
    if (!isShell) await followLog(context, { pod, container }, log, (text) => io.stdout(text));
    await after?.();
  } catch (error) {
    // With a terminal Ctrl-C goes to the program, not to kubectl.
    if (io.signal.aborted && isTerminal) await connection.send({ interrupt: true }).catch(() => undefined);
    throw error;
  }
  const restarts = pod.spec.restartPolicy === undefined || pod.spec.restartPolicy === 'Always';
  if (isTerminal && restarts && !flags.bool('quiet')) io.stdout(reattachMessage(pod, container));
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
    const started = await session.run({ command: [shell] });
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
