/**
 * Running commands in a container without a stream: each is a POST of `{command, stdin?, shell?}` to the exec
 * subresource, answered by `{stdout, stderr, exitCode, takesMs?, endless?, shell?, left?}`. A `shell` in the answer is
 * an interactive shell that goes on with the next line that is typed.
 */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { ApiRequest } from '../../api/request.ts';
import { StatusError } from '../../api/status.ts';
import type { Pod } from '../../api/types.ts';
import { createRequest } from '../../client/request.ts';
import type { CommandContext } from '../command.ts';
import { weekMs } from '../delete-options.ts';
import { KubectlError } from '../errors.ts';
import type { KubectlIo } from '../io.ts';

export interface ExecAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  readonly takesMs: number;
  readonly endless: boolean;
  /** State of an interactive shell, to be sent back with the next line. */
  readonly shell?: JsonObject;
  /** What that shell shows when it waits for a line. */
  readonly prompt: string;
  readonly left: boolean;
}

function readAnswer(body: JsonValue): ExecAnswer {
  if (!isJsonObject(body)) throw new KubectlError('the server returned no result of the command');
  const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
  const number = (value: JsonValue | undefined): number => (typeof value === 'number' ? value : 0);
  return {
    stdout: text(body.stdout),
    stderr: text(body.stderr),
    exitCode: number(body.exitCode),
    takesMs: number(body.takesMs),
    endless: body.endless === true,
    prompt: text(body.prompt) || '# ',
    left: body.left === true,
    ...(isJsonObject(body.shell) ? { shell: body.shell } : {}),
  };
}

/** Sends commands to one container; failures of the connection are plain words, as those of the stream are. */
export class ExecSession {
  readonly #context: CommandContext;
  readonly #request: (body: JsonObject) => ApiRequest;

  constructor(
    context: CommandContext,
    { metadata }: Pod,
    container: string,
    { interactive, tty }: { readonly interactive: boolean; readonly tty: boolean },
  ) {
    const { name, namespace = '' } = metadata;
    const path = { resource: 'pods', namespace, name, subresource: 'exec' };
    const query = { container, stdout: 'true', stderr: 'true', ...(interactive ? { stdin: 'true' } : {}) };
    this.#context = context;
    this.#request = (body) => createRequest(path, { ...body, ...(tty ? { tty } : {}) }, query);
  }

  /** Runs one command: what it says is printed, what it takes is waited for. */
  async run(body: JsonObject): Promise<ExecAnswer> {
    const { client, io } = this.#context;
    let answer: ExecAnswer;
    try {
      answer = readAnswer(await client.send(this.#request(body)));
    } catch (error) {
      if (error instanceof StatusError && error.status.code === 500) throw new KubectlError(error.message);
      throw error;
    }
    if (answer.stdout !== '') io.stdout(answer.stdout);
    if (answer.stderr !== '') io.stderr(answer.stderr);
    if (answer.endless) await client.clock.sleep(weekMs, io.signal);
    else if (answer.takesMs > 0) await client.clock.sleep(answer.takesMs, io.signal);
    return answer;
  }
}

/** Types lines into an interactive shell until it is left. */
export async function typeLines(
  session: ExecSession,
  started: ExecAnswer,
  readLine: NonNullable<KubectlIo['readLine']>,
): Promise<number> {
  let { shell, exitCode, prompt } = started;
  while (shell) {
    const line = await readLine(prompt);
    if (line === undefined) return exitCode;
    const answer = await session.run({ command: [line], shell });
    exitCode = answer.exitCode;
    if (answer.left) return exitCode;
    shell = answer.shell ?? shell;
    prompt = answer.prompt;
  }
  return exitCode;
}
