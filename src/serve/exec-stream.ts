/**
 * `pods/…/exec` over a WebSocket: channels 0 stdin, 1 stdout, 2 stderr, 3 the Status at the end, 4 terminal sizes.
 * Models the v4 and v5 protocols of apimachinery/pkg/util/remotecommand; SPDY is refused, clients then try this.
 */

import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { ApiResponse } from '../api/request.ts';
import { badRequest } from '../api/status.ts';
import { statusResponse, type Target } from './api-handler.ts';
import type { ExecAnswer, ExecStreams, Execute } from './exec-contract.ts';
import { runShell } from './exec-shell.ts';
import { offeredProtocols, ServerWebSocket } from './websocket.ts';

const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, close: 255 } as const;

/** Answers an attempt to upgrade a connection. */
export async function handleUpgrade(
  target: Target,
  url: URL,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  socket.on('error', () => socket.destroy());
  const isExec = /^\/api\/v1\/namespaces\/[^/]+\/pods\/[^/]+\/exec$/.test(url.pathname);
  if (!isExec) return refuse(socket, statusResponse(badRequest('this path cannot be upgraded')));
  target.clock.catchUp();
  const query = url.searchParams;
  const command = query.getAll('command');
  const isSocket = request.headers.upgrade?.toLowerCase() === 'websocket';
  const protocol = protocols.find((known) => offeredProtocols(request).includes(known));
  // Pod and container are looked up before anything is upgraded, without running the command.
  const refusal = probe(target, url);
  if (refusal) return refuse(socket, refusal);
  if (!isSocket || !protocol) {
    return refuse(socket, statusResponse(badRequest('Upgrade request required: only WebSocket is spoken here')));
  }
  await converse(target, url, command, { request, socket, head, protocol });
}

const execRequest = (url: URL, body: JsonObject): Parameters<Target['simulation']['request']>[0] => ({
  method: 'POST',
  path: url.pathname,
  query: { container: url.searchParams.get('container') ?? '' },
  body,
});

/** What speaks against an exec before a command is known: no such Pod, no such container. */
function probe({ simulation }: Target, url: URL): ApiResponse | undefined {
  const command = url.searchParams.getAll('command');
  const body = command.length === 0 ? {} : { command: [] };
  const answer = simulation.request(execRequest(url, body));
  const lacksCommandAlone = answer.code === 400 && JSON.stringify(answer.body).includes('at least one command');
  return lacksCommandAlone && command.length > 0 ? undefined : answer;
}

function refuse(socket: Duplex, { code, body }: ApiResponse): void {
  const text = JSON.stringify(body);
  const lines = [
    `HTTP/1.1 ${code} Refused`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${text}`);
}

interface Handshake {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly protocol: string;
}

async function converse(target: Target, url: URL, command: readonly string[], handshake: Handshake): Promise<void> {
  const { request, socket, head, protocol } = handshake;
  const input = new InputQueue();
  const connection = new ServerWebSocket(request, socket, head, protocol, {
    onMessage: (message) => {
      if (message[0] === channels.stdin) input.push(message.subarray(1).toString('utf8'));
      else if (message[0] === channels.close && message[1] === channels.stdin) input.end();
    },
    onClose: () => input.end(),
  });
  const sendOn = (channel: number, text: string): void => {
    if (text !== '') connection.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text, 'utf8')]));
  };
  const query = url.searchParams;
  const wants = (name: string): boolean => query.get(name) === 'true' || query.get(name) === '1';
  const tty = wants('tty');
  const streams: ExecStreams = {
    // A terminal has one screen, and its lines end in carriage returns.
    stdout: (text) => sendOn(channels.stdout, tty ? text.replaceAll('\n', '\r\n') : text),
    stderr: (text) => sendOn(tty ? channels.stdout : channels.stderr, tty ? text.replaceAll('\n', '\r\n') : text),
    read: () => input.next(),
    tty,
  };
  const execute: Execute = (body) => {
    target.clock.catchUp();
    const answer = target.simulation.request(execRequest(url, body));
    target.clock.wake();
    return answer.code === 200 ? readAnswer(answer.body) : answer;
  };
  const canHalfClose = protocol.startsWith('v5');
  const status = await runShell(command, {
    streams,
    execute,
    stdin: wants('stdin'),
    canHalfClose,
    clock: target.clock,
  });
  sendOn(channels.error, JSON.stringify(status));
  connection.close();
  if (!socket.destroyed) await once(socket, 'close').catch(() => undefined);
}

function readAnswer(body: JsonValue): ExecAnswer {
  const answer = isJsonObject(body) ? body : {};
  const text = (name: string): string => String(answer[name] ?? '');
  return {
    stdout: text('stdout'),
    stderr: text('stderr'),
    exitCode: Number(answer['exitCode'] ?? 0),
    takesMs: Number(answer['takesMs'] ?? 0),
    endless: answer['endless'] === true,
    left: answer['left'] === true,
    ...(isJsonObject(answer['shell']) ? { shell: answer['shell'] } : {}),
  };
}

/** Pieces of stdin between who sends and who reads them. */
class InputQueue {
  readonly #pieces: string[] = [];
  #ended = false;
  #wake: (() => void) | undefined;

  push(text: string): void {
    this.#pieces.push(text);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async next(): Promise<string | undefined> {
    while (this.#pieces.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#pieces.shift();
  }
}
