/** The server's side of one WebSocket (RFC 6455), as far as exec needs it: binary and text messages, ping, close. */

import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
const messageBytesLimit = 16 * 1024 * 1024;

export interface SocketHandlers {
  onMessage(message: Buffer): void;
  /** Called once, whoever ends it. */
  onClose(): void;
}

/** The protocols that a client offers, the most wanted first. */
export function offeredProtocols({ headers }: IncomingMessage): readonly string[] {
  return (headers['sec-websocket-protocol'] ?? '').split(',').map((text) => text.trim());
}

export class ServerWebSocket {
  readonly #socket: Duplex;
  readonly #handlers: SocketHandlers;
  #unread: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];
  #open = true;

  /** Answers the handshake, which must have a key. */
  constructor(request: IncomingMessage, socket: Duplex, head: Buffer, protocol: string, handlers: SocketHandlers) {
    this.#socket = socket;
    this.#handlers = handlers;
    const key = request.headers['sec-websocket-key'] ?? '';
    const accept = createHash('sha1').update(`${key}${acceptSuffix}`).digest('base64');
    const lines = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept}`,
      `Sec-WebSocket-Protocol: ${protocol}`,
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', () => this.#end());
    socket.on('close', () => this.#end());
    if (head.length > 0) this.#read(head);
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Sends one binary message. */
  send(message: Buffer): void {
    if (this.#open) this.#frame(opcodes.binary, message);
  }

  /** Says goodbye and ends the connection. */
  close(code = 1000): void {
    if (!this.#open) return;
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code);
    this.#frame(opcodes.close, payload);
    this.#socket.end();
    this.#end();
  }

  #end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#handlers.onClose();
  }

  #frame(opcode: number, payload: Buffer): void {
    const { length } = payload;
    let header: Buffer;
    if (length < 126) header = Buffer.from([0x80 | opcode, length]);
    else if (length < 65_536) {
      header = Buffer.from([0x80 | opcode, 126, 0, 0]);
      header.writeUInt16BE(length, 2);
    } else {
      header = Buffer.alloc(10);
      header[0] = 0x80 | opcode;
      header[1] = 127;
      header.writeBigUInt64BE(BigInt(length), 2);
    }
    this.#socket.write(Buffer.concat([header, payload]));
  }

  #read(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    while (this.#open && this.#readFrame());
  }

  /** Takes one frame off the front; false when it is not all there yet. */
  #readFrame(): boolean {
    const data = this.#unread;
    if (data.length < 2) return false;
    const final = (data[0]! & 0x80) !== 0;
    const opcode = data[0]! & 0x0f;
    let length = data[1]! & 0x7f;
    let at = 2;
    if (length === 126) {
      if (data.length < 4) return false;
      length = data.readUInt16BE(2);
      at = 4;
    } else if (length === 127) {
      if (data.length < 10) return false;
      length = Number(data.readBigUInt64BE(2));
      at = 10;
    }
    if (length > messageBytesLimit) {
      this.close(1009);
      return false;
    }
    // Clients must mask what they send; an unmasked frame is a fault of theirs.
    if ((data[1]! & 0x80) === 0) {
      this.close(1002);
      return false;
    }
    if (data.length < at + 4 + length) return false;
    const mask = data.subarray(at, at + 4);
    const payload = Buffer.from(data.subarray(at + 4, at + 4 + length));
    for (let index = 0; index < length; index++) payload[index]! ^= mask[index % 4]!;
    this.#unread = data.subarray(at + 4 + length);
    this.#handle(opcode, final, payload);
    return true;
  }

  #handle(opcode: number, final: boolean, payload: Buffer): void {
    if (opcode === opcodes.ping) return this.#frame(opcodes.pong, payload);
    if (opcode === opcodes.close) return this.close();
    if (opcode === opcodes.pong) return;
    this.#parts.push(payload);
    if (!final) return;
    const message = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#handlers.onMessage(message);
  }
}
