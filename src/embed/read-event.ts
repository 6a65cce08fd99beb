/** Reads what the playground's frame has sent: the page trusts its shape no more than the frame trusts the page's. */

import { isPlainObject, member } from './plain-object.ts';
import { protocol, type ConnectMessage, type EmbedEvent } from './protocol.ts';

const members: ReadonlyMap<unknown, Readonly<Record<string, string>>> = new Map<string, Record<string, string>>([
  ['ready', {}],
  ['height', { height: 'number' }],
  ['step', { atMs: 'number', changeCount: 'number', playing: 'boolean', settled: 'boolean' }],
  ['goal', { lesson: 'string', step: 'number', goal: 'string', reached: 'boolean' }],
  ['error', { code: 'string', message: 'string' }],
]);

/** Undefined for everything that is not an event of this version. */
export function readEvent(data: unknown): EmbedEvent | undefined {
  if (!isPlainObject(data) || member(data, 'protocol') !== protocol) return undefined;
  const shape = members.get(member(data, 'type'));
  if (!shape) return undefined;
  const isWhole = Object.entries(shape).every(([key, type]) => typeof member(data, key) === type);
  if (!isWhole) return undefined;
  const { protocol: _, ...event } = data;
  return event as unknown as EmbedEvent;
}

export function isConnect(data: unknown, channel: string): data is ConnectMessage {
  if (!isPlainObject(data) || member(data, 'protocol') !== protocol) return false;
  return member(data, 'type') === 'connect' && member(data, 'channel') === channel;
}
