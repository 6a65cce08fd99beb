/**
 * The line to the page around. Three ways, chosen by the address alone:
 *
 * - `origin` and `channel`: one `connect` to that origin with the end of a MessageChannel; all else goes over the port,
 *   which belongs to the document that got it.
 * - `origin` of a page alone: window messages, sent to that origin and taken from it.
 * - neither, or a page without an origin (`null`) and without a channel: no line. `null` is not somebody, it is anybody
 *   who is sandboxed; such a page has to show by the channel that it wrote the address.
 *
 * `connect` to `null` has to be sent to `*`. It reaches the document around alone: a frame dies with its document.
 */

import { protocol, type EmbedEvent } from '../../embed/protocol.ts';
import type { EmbedOptions } from './embed-options.ts';

export interface HostLine {
  send(event: EmbedEvent): void;
  close(): void;
}

type HostOptions = Pick<EmbedOptions, 'origin' | 'channel'>;

/** Undefined when the page is not in a frame, or was told of nobody to talk to. */
export function openHostLine({ origin, channel }: HostOptions, onData: (data: unknown) => void): HostLine | undefined {
  if (origin === undefined || window.parent === window) return undefined;
  const host = window.parent;
  if (channel !== undefined) {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => onData(data));
    port1.start();
    host.postMessage({ protocol, type: 'connect', channel }, origin === 'null' ? '*' : origin, [port2]);
    return { send: (event) => port1.postMessage({ protocol, ...event }, []), close: () => port1.close() };
  }
  if (origin === 'null') return undefined;
  const onMessage = ({ data, origin: from, source }: MessageEvent<unknown>): void => {
    if (from === origin && source === host) onData(data);
  };
  window.addEventListener('message', onMessage);
  return {
    send: (event) => host.postMessage({ protocol, ...event }, origin),
    close: () => window.removeEventListener('message', onMessage),
  };
}
