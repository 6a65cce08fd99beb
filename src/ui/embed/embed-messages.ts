/**
 * Messages between the embedded page and the page around it, version 1. In: load, play, pause, seek, run, setTheme. Out:
 * ready, height, step, error. Both go to and come from the declared origin alone; without one there are none.
 */

import { useEffect } from 'react';
import { isJsonObject, type JsonObject } from '../../api/json.ts';
import type { Session } from '../../session/session-contract.ts';
import { useSession } from '../session-context.ts';
import type { EmbedOptions } from './embed-options.ts';

const protocol = 'statefulset-playground/1';
const embeddedFile = 'manifest.yaml';

type Handler = (session: Session, message: JsonObject) => void;

function loadManifest(session: Session, { manifest }: JsonObject): void {
  if (typeof manifest !== 'string') return;
  session.addFile(embeddedFile, manifest);
  void session.apply(embeddedFile);
}

const handlers: ReadonlyMap<unknown, Handler> = new Map<string, Handler>([
  ['load', loadManifest],
  ['play', (session) => session.play()],
  ['pause', (session) => session.pause()],
  [
    'seek',
    (session, { atMs }) => {
      const { startMs, endMs } = session.store.getState().playback;
      if (typeof atMs === 'number' && Number.isFinite(atMs)) session.seek(Math.min(endMs, startMs + atMs));
    },
  ],
  ['run', (session, { command }) => void (typeof command === 'string' ? session.command(command) : undefined)],
  [
    'setTheme',
    (session, { theme }) => {
      if (theme === 'auto' || theme === 'light' || theme === 'dark') session.setTheme(theme);
    },
  ],
]);

/** Listens to and tells the page around, as long as the component lives. */
export function useEmbedMessages({ origin }: EmbedOptions): void {
  const session = useSession();
  useEffect(() => {
    if (origin === undefined || window.parent === window) return undefined;
    const send = (type: string, more: JsonObject = {}): void => {
      window.parent.postMessage({ protocol, type, ...more }, origin);
    };
    const onMessage = ({ data, origin: from, source }: MessageEvent<unknown>): void => {
      if (from !== origin || source !== window.parent || !isJsonObject(data) || data['protocol'] !== protocol) return;
      const handler = handlers.get(data['type']);
      if (handler) handler(session, data);
      else send('error', { message: `unknown message type ${String(data['type'])}` });
    };
    window.addEventListener('message', onMessage);
    const observer = new ResizeObserver(() => send('height', { height: document.documentElement.scrollHeight }));
    observer.observe(document.documentElement);
    let changeCount = -1;
    const unsubscribe = session.store.subscribe(({ moment, playback }) => {
      if (moment.changeCount === changeCount) return;
      changeCount = moment.changeCount;
      send('step', { atMs: moment.atMs - playback.startMs, changeCount });
    });
    send('ready');
    return () => {
      window.removeEventListener('message', onMessage);
      observer.disconnect();
      unsubscribe();
    };
  }, [session, origin]);
}
