/** Lets the page open without a network, and tells when a newer one is ready. */

import type { Session } from '../session/session-contract.ts';

/** The first minute belongs to the reader; what may be needed later is fetched after it. */
const restAfterMs = 5000;

/** Whether this page may keep itself: not in somebody else's, not while developing, not where nothing can be stored. */
function mayKeep(): boolean {
  return import.meta.env.PROD && window.top === window && window.isSecureContext && 'serviceWorker' in navigator;
}

function tell(worker: ServiceWorker | null, message: 'take over' | 'keep the rest'): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no such argument
  worker?.postMessage(message);
}

/** Held while a newer build is taken: the page that comes then goes on with it. */
const taking = 'statefulset-playground.taking-build';
/** Requests that are under way hold the worker before back; without this page there are none. */
const patienceMs = 3000;

function take(worker: ServiceWorker): void {
  sessionStorage.setItem(taking, 'yes');
  const isTaken = (): void => {
    sessionStorage.removeItem(taking);
    window.location.reload();
  };
  navigator.serviceWorker.addEventListener('controllerchange', isTaken, { once: true });
  tell(worker, 'take over');
}

/** Asks the reader before the newer page replaces this one. */
function offer(session: Session, worker: ServiceWorker): void {
  session.notify('info', 'A newer version of the playground is ready.', {
    label: 'Reload',
    run: () => {
      take(worker);
      setTimeout(() => window.location.reload(), patienceMs);
    },
  });
}

function watchForNewer(session: Session, registration: ServiceWorkerRegistration): void {
  const { waiting, active } = registration;
  const newer = waiting ?? (active?.state === 'activating' ? active : null);
  const goesOn = sessionStorage.getItem(taking) !== null;
  sessionStorage.removeItem(taking);
  if (newer && goesOn) take(newer);
  else if (waiting && navigator.serviceWorker.controller) offer(session, waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller) offer(session, worker);
    });
  });
}

/** Registers the service worker. Without one (refused, blocked) the page works as long as there is a network. */
export async function keepOffline(session: Session): Promise<void> {
  if (!mayKeep()) return;
  try {
    watchForNewer(session, await navigator.serviceWorker.register('./sw.js'));
  } catch {
    return;
  }
  const { active } = await navigator.serviceWorker.ready;
  setTimeout(() => tell(active, 'keep the rest'), restAfterMs);
}
