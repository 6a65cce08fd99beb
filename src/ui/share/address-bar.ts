/**
 * Keeps the page's address the link to what is shown, so that a reload or a bookmark comes back to it. It never makes
 * entries of the browser's history, and leaves an address alone until there is something to tell.
 */

import type { Session } from '../../session/session-contract.ts';
import { inputParameters } from '../../session/share/query.ts';
import type { SessionState } from '../../session/state.ts';
import { usePage } from '../page-store.ts';
import { pageView } from './page-view.ts';

/** Browsers refuse more than about 100 changes in half a minute. */
const throttleMs = 500;
/** Longer addresses are no help: what is shown is in a file or lost at the next reload, as the share dialog says. */
const maxAddressLength = 60_000;

type Signature = readonly unknown[];

/** What was done. */
const inputsOf = ({ files, marks, bookmarks }: SessionState): Signature => [files, marks, bookmarks];

/** How it is looked at; the moment counts when time stands still. */
function viewOf({ selection, playback, moment }: SessionState): Signature {
  const { bottomTab, stageView } = usePage.getState();
  return [selection, bottomTab, stageView, playback.playing ? undefined : moment.atMs];
}

/** The address names something already. Looking around alone does not make a bare one long. */
function isFollowing(): boolean {
  const query = new URLSearchParams(window.location.search);
  return window.location.hash.length > 1 || inputParameters.some((name) => query.has(name));
}

/** A fragment that is none of a session is somebody else's. */
const isForeign = (): boolean => /^#(?!s\d+\.)./.test(window.location.hash);

const same = (a: Signature, b: Signature): boolean => a.every((part, index) => part === b[index]);

/** Starts when the session is ready. The result ends it. */
export function keepAddress(session: Session): () => void {
  let inputs: Signature | undefined;
  let view: Signature | undefined;
  let written = window.location.hash;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const state = session.store.getState();
    if (state.opening || isForeign()) return;
    inputs = inputsOf(state);
    view = viewOf(state);
    const link = session.shareLink(window.location.href, pageView());
    const address = link.length > maxAddressLength ? link.replace(/#.*$/, '') : link;
    if (address === window.location.href) return;
    try {
      window.history.replaceState(window.history.state, '', address);
    } catch {
      // A page in a sandbox may not: its address stays as it is.
    }
    written = window.location.hash;
  };
  const look = (): void => {
    const state = session.store.getState();
    if (!inputs || !view || timer !== undefined || state.opening) return;
    const isChanged = !same(inputs, inputsOf(state)) || (isFollowing() && !same(view, viewOf(state)));
    if (isChanged) timer = setTimeout(write, throttleMs);
  };
  const flush = (): void => {
    if (timer !== undefined) write();
  };
  const onHash = (): void => {
    const { hash } = window.location;
    if (hash === written) return;
    written = hash;
    if (/^#s\d+\./.test(hash)) void session.openLink(hash).then(settleDown);
  };
  const settleDown = (): void => {
    inputs = inputsOf(session.store.getState());
    view = viewOf(session.store.getState());
  };
  void session.ready.then(settleDown);
  const endings = [
    session.store.subscribe(look),
    usePage.subscribe(look),
    listen(window, 'hashchange', onHash),
    listen(window, 'pagehide', flush),
    () => clearTimeout(timer),
  ];
  return () => {
    for (const end of endings) end();
  };
}

function listen(target: Window, type: string, listener: () => void): () => void {
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}
