/**
 * The page's side of the conversation with a playground in a frame.
 *
 * Why a port: `postMessage` to a window needs the origin of whoever is meant, and a frame without `allow-same-origin` has
 * none (`null`), so that only `*` would be left, which also reaches whatever the frame has become meanwhile. Here the
 * frame speaks first, once: `connect`, addressed to the page's declared origin, with the end of a MessageChannel. The
 * page takes it when it comes from the frame's own window, from an origin that the frame may have, and knows the secret
 * of 128 random bits (`channel`) that only the frame's address told. From then on everything goes over that port, which
 * belongs to that one document and dies with it.
 */

import { isConnect, readEvent } from './read-event.ts';
import { protocol, type EmbedCommand, type EmbedEvent, type EmbedTheme, type MessageId } from './protocol.ts';
import type { PlaygroundContent } from './protocol.ts';

export type EventOf<T extends EmbedEvent['type']> = Extract<EmbedEvent, { readonly type: T }>;

export interface PlaygroundClient {
  /** A fresh cluster with other content. */
  load(content: PlaygroundContent, id?: MessageId): void;
  play(): void;
  pause(): void;
  /** Milliseconds of the cluster's time since its start. */
  seek(atMs: number): void;
  /** A line of the terminal; what fails comes back as `error` with the same `id`. */
  run(command: string, id?: MessageId): void;
  setTheme(theme: EmbedTheme): void;
  /** Listens to events; the result ends that. */
  on<T extends EmbedEvent['type']>(type: T, listener: (event: EventOf<T>) => void): () => void;
  /** Ends the conversation. */
  close(): void;
}

/** What is sent before the frame has connected waits; more than this is dropped. */
const maxWaiting = 100;

export function newChannel(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Talks with a playground in a frame of this page. The frame's address gets the page's origin and a channel when it has
 * none, which loads it anew.
 */
export function connect(frame: HTMLIFrameElement): PlaygroundClient {
  const address = new URL(frame.src, document.baseURI);
  let channel = address.searchParams.get('channel');
  if (!channel || address.searchParams.get('origin') !== window.origin) {
    channel = newChannel();
    address.searchParams.set('origin', window.origin);
    address.searchParams.set('channel', channel);
    frame.src = address.href;
  }
  return converse(frame, address.origin, channel);
}

/** As `connect`, for a frame whose address is known. */
export function converse(frame: HTMLIFrameElement, frameOrigin: string, channel: string): PlaygroundClient {
  const listeners = new Map<string, Set<(event: never) => void>>();
  const waiting: (readonly [EmbedCommand, MessageId | undefined])[] = [];
  let port: MessagePort | undefined;

  const onEvent = ({ data }: MessageEvent<unknown>): void => {
    const event = readEvent(data);
    if (!event) return;
    for (const listener of listeners.get(event.type) ?? []) listener(event as never);
  };
  const post = (to: MessagePort, command: EmbedCommand, id: MessageId | undefined): void => {
    to.postMessage({ protocol, ...command, ...(id === undefined ? {} : { id }) }, []);
  };
  const onMessage = ({ data, origin, source, ports: [other] }: MessageEvent<unknown>): void => {
    if (source !== frame.contentWindow || !other || !isConnect(data, channel)) return;
    if (!mayBeFrom(frame, frameOrigin, origin)) return;
    port?.close();
    port = other;
    port.addEventListener('message', onEvent);
    port.start();
    for (const [command, id] of waiting.splice(0)) post(port, command, id);
  };
  window.addEventListener('message', onMessage);

  const send = (command: EmbedCommand, id?: MessageId): void => {
    if (port) post(port, command, id);
    else if (waiting.length < maxWaiting) waiting.push([command, id]);
  };
  return {
    load: (content, id) => send({ type: 'load', ...content }, id),
    play: () => send({ type: 'play' }),
    pause: () => send({ type: 'pause' }),
    seek: (atMs) => send({ type: 'seek', atMs }),
    run: (command, id) => send({ type: 'run', command }, id),
    setTheme: (theme) => send({ type: 'setTheme', theme }),
    on: (type, listener) => {
      const all = listeners.get(type) ?? new Set();
      listeners.set(type, all.add(listener as (event: never) => void));
      return () => all.delete(listener as (event: never) => void);
    },
    close: () => {
      window.removeEventListener('message', onMessage);
      port?.close();
      port = undefined;
      listeners.clear();
    },
  };
}

/** A frame has the origin of its address, or none when it or this page is sandboxed. */
function mayBeFrom(frame: HTMLIFrameElement, frameOrigin: string, origin: string): boolean {
  const isSandboxed = frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin');
  if (isSandboxed) return origin === 'null';
  return origin === frameOrigin || (window.origin === 'null' && origin === 'null');
}
