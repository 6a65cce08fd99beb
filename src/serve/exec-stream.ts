/**
 * `pods/…/exec` and `pods/…/attach` over a WebSocket: channels 0 stdin, 1 stdout, 2 stderr, 3 the Status at the end, 4 terminal sizes.
 * Models the v4 and v5 protocols of apimachinery/pkg/util/remotecommand; SPDY is refused, clients then try this.
 */

import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { badRequest } from '../api/status.ts';
import type { Pod } from '../api/types.ts';
import { statusResponse, type Target } from './api-handler.ts';
import type { ExecAnswer, ExecStreams, Execute } from './exec-contract.ts';
import { runAttached } from './attach-stream.ts';
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
  const [, subresource] = /^\/api\/v1\/namespaces\/[^/]+\/pods\/[^/]+\/(exec|attach)$/.exec(url.pathname) ?? [];
  if (!subresource) return refuse(socket, statusResponse(badRequest('this path cannot be upgraded')));
  target.clock.catchUp();
  const isSocket = request.headers.upgrade?.toLowerCase() === 'websocket';
  const protocol = protocols.find((known) => offeredProtocols(request).includes(known));
  const refusal = subresource === 'exec' ? probeExec(target, url) : probeAttach(target, url);
  if (refusal) return refuse(socket, refusal);
  if (!isSocket || !protocol) {
    return refuse(socket, statusResponse(badRequest('Upgrade request required: only WebSocket is spoken here')));
  }
  await converse(target, url, { request, socket, head, protocol });
}

const execRequest = (url: URL, body: JsonObject, subresource = 'exec'): ApiRequest => ({
  method: 'POST',
  path: url.pathname.replace(/[^/]+$/, subresource),
  query: { container: url.searchParams.get('container') ?? '' },
  body,
});

/** What speaks against an exec before its command is run: no such Pod, no such container, no command. */
function probeExec({ simulation }: Target, url: URL): ApiResponse | undefined {
  const hasCommand = url.searchParams.has('command');
  const answer = simulation.request(execRequest(url, { command: [] }));
  const lacksCommandAlone = answer.code === 400 && JSON.stringify(answer.body).includes('at least one command');
  return lacksCommandAlone && hasCommand ? undefined : answer;
}

function probeAttach({ simulation }: Target, url: URL): ApiResponse | undefined {
  const answer = simulation.request(execRequest(url, {}, 'attach'));
  return answer.code === 200 ? undefined : answer;
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

async function converse(target: Target, url: URL, handshake: Handshake): Promise<void> {
  const { request, socket, head, protocol } = handshake;
  const input = new InputQueue();
  const closed = new AbortController();
  const decoder = new TextDecoder();
  const connection = new ServerWebSocket(request, socket, head, protocol, {
    onMessage: (message) => {
      if (message[0] === channels.stdin) input.push(decoder.decode(message.subarray(1), { stream: true }));
      else if (message[0] === channels.close && message[1] === channels.stdin) input.end();
    },
    onClose: () => {
      input.end();
      closed.abort();
    },
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
  const send = (subresource: string, body: JsonObject): ApiResponse => {
    target.clock.catchUp();
    const answer = target.simulation.request(execRequest(url, body, subresource));
    target.clock.wake();
    return answer;
  };
  const execute: Execute = (body) => {
    const answer = send('exec', tty ? { ...body, tty } : body);
    return answer.code === 200 ? readAnswer(answer.body) : answer;
  };
  const canHalfClose = protocol.startsWith('v5');
  const shell = { streams, execute, stdin: wants('stdin'), canHalfClose, clock: target.clock, closed: closed.signal };
  const status = url.pathname.endsWith('/exec')
    ? await runShell(query.getAll('command'), shell)
    : await runAttached({ target, shell, pod: podOf(target, url), container: query.get('container') ?? '', send });
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
    prompt: text('prompt') || '# ',
    endless: answer['endless'] === true,
    left: answer['left'] === true,
    ...(isJsonObject(answer['shell']) ? { shell: answer['shell'] } : {}),
  };
}

/** The Pod of a path; there was one when it was probed. */
function podOf({ simulation }: Target, { pathname }: URL): Pod | undefined {
  const [namespace, , name] = pathname.split('/').slice(4).map(decodeURIComponent);
  return simulation.reader.get('pods', namespace, name!);
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
