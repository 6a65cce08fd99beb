/** The conversation of an embedded page with the page around it: reads and obeys, and tells what happens. */

import { useEffect } from 'react';
import { readCommand, type ReadCommand } from '../../embed/read-command.ts';
import type { EmbedEvent } from '../../embed/protocol.ts';
import type { Session } from '../../session/session-contract.ts';
import type { EmbedOptions } from './embed-options.ts';
import { openHostLine } from './host-line.ts';
import { obey } from './obey.ts';
import { createRateLimit } from './rate-limit.ts';
import { watchGoals } from './watch-goals.ts';
import { watchSteps } from './watch-steps.ts';
import { watchWantedHeight } from './wanted-height.ts';

/** Messages at once and per second that are taken. */
const burst = 60;
const perSecond = 30;
/** Commands that may wait for the page to be ready. */
const maxWaiting = 100;
/** Long enough for the page around to see that something is wrong with it. */
const rateErrorMs = 1000;

/** Talks for as long as the component lives. `session` is not the read-only one. */
export function useEmbedMessages(session: Session, options: EmbedOptions): void {
  useEffect(() => converse(session, options), [session, options]);
}

function converse(session: Session, options: EmbedOptions): () => void {
  const limit = createRateLimit(burst, perSecond);
  const waiting: ReadCommand[] = [];
  let isReady = false;
  let isClosed = false;
  let lastRateErrorMs = Number.NEGATIVE_INFINITY;
  /** Commands of the page around that run: what they say of failures is told once, with their `id`. */
  let stopWatching: (() => void) | undefined;

  const act = (read: ReadCommand): void => {
    if (!read) return;
    const { id } = read;
    if ('error' in read) send({ type: 'error', ...read.error, ...(id === undefined ? {} : { id }) });
    else obey(session, read.command, options.isReadonly, id, send);
  };
  const line = openHostLine(options, (data) => {
    const read = readCommand(data);
    if (!read) return;
    const nowMs = performance.now();
    if (!limit.take(nowMs)) {
      if (nowMs - lastRateErrorMs < rateErrorMs) return;
      lastRateErrorMs = nowMs;
      send({ type: 'error', code: 'rate', message: `too many messages: more than ${perSecond} a second` });
    } else if (isReady) act(read);
    else if (waiting.length < maxWaiting) waiting.push(read);
  });
  if (!line) return () => {};
  const send = (event: EmbedEvent): void => line.send(event);

  void session.ready.then(() => {
    if (isClosed) return;
    isReady = true;
    send({ type: 'ready' });
    const stops = [watchSteps(session, send), watchWantedHeight(session, options.panes, send), watchGoals(send)];
    stopWatching = () => stops.forEach((stop) => stop());
    waiting.splice(0).forEach(act);
  });
  return () => {
    isClosed = true;
    stopWatching?.();
    line.close();
  };
}
