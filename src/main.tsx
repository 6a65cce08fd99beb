/** Mounts the page on one session and lets time drive it. */

import { StrictMode, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/tokens.css';
import './ui/base.css';
import './ui/tabs.css';
import { assert } from './lib/assert.ts';
import { loadLateParts } from './session/load-late-parts.ts';
import type { SafeStorage } from './session/persistence.ts';
import type { Session } from './session/session-contract.ts';
import { createSession } from './session/session.ts';
import { asksForScenario } from './session/share/query.ts';
import { addressOf, parseEmbedOptions } from './ui/embed/embed-options.ts';
import { startEmbedded } from './ui/embed/embed-session.ts';
import { asksForLesson, hostLessons } from './ui/lessons/lesson-store.ts';
import { runPlayback } from './ui/playback-loop.ts';
import { pageStorage, tabStorage } from './ui/safe-storage.ts';
import { loadExample } from './ui/served-file.ts';
import { followOpenedView } from './ui/share/page-view.ts';

const root = document.getElementById('root');
assert(root, 'index.html has no element #root');

const { search, link } = addressOf(window.location);
const embed = parseEmbedOptions(search);

/** The page that was asked for: an embedded one does without the code of the whole. */
async function loadPage(session: Session): Promise<ReactElement> {
  const { href } = window.location;
  if (asksForLesson(href)) await (await import('./ui/lessons/open-lesson.ts')).openAddressedLesson(href);
  if (embed) {
    const { EmbedApp } = await import('./ui/embed/EmbedApp.tsx');
    return <EmbedApp session={session} embed={embed} />;
  }
  const { App } = await import('./ui/App.tsx');
  return <App session={session} />;
}

/** The reader's storage, with the draft of this tab; embedded pages do without its code, too. */
async function draftStorage(session: () => Session): Promise<SafeStorage> {
  const { tabDrafts } = await import('./session/tab-drafts.ts');
  const onKept = (): void =>
    session().notify('info', 'Another tab had changed the draft since. Its files are kept.', {
      label: 'Show them',
      run: () => session().backToDraft(),
    });
  return tabDrafts({ shared: pageStorage, own: tabStorage, tab: String(Math.random()), onKept });
}

async function open(page: HTMLElement): Promise<void> {
  // An embedded page that only shows something loads the rest when somebody acts.
  const needsAll = !embed || link.length > 1 || asksForScenario(search) || asksForLesson(window.location.href);
  const [storage] = await Promise.all([
    // Somebody else's page is no place to leave a draft in, nor to find one.
    embed ? undefined : draftStorage(() => session),
    needsAll ? loadLateParts() : undefined,
  ]);
  const session = createSession({ storage, link, search, loadExample });
  runPlayback(session);
  hostLessons({ session, storage });
  followOpenedView(session);
  if (embed) void startEmbedded(session, embed, link.length > 1);
  else void import('./ui/share/address-bar.ts').then(({ keepAddress }) => keepAddress(session));
  const shown = await loadPage(session);
  createRoot(page).render(<StrictMode>{shown}</StrictMode>);
  if (!embed) void (await import('./ui/offline.ts')).keepOffline(session);
}

// A file that did not come, most of all.
open(root).catch((reason: unknown) => {
  document.getElementById('failed')?.removeAttribute('hidden');
  throw reason;
});
