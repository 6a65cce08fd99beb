/** Mounts the page on one session and lets time drive it. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { assert } from './lib/assert.ts';
import { createSession } from './session/session.ts';
import { App } from './ui/App.tsx';
import { runPlayback } from './ui/playback-loop.ts';
import { pageStorage } from './ui/safe-storage.ts';

const root = document.getElementById('root');
assert(root, 'index.html has no element #root');

const session = createSession({ storage: pageStorage, link: window.location.hash, search: window.location.search });
runPlayback(session);
createRoot(root).render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
);
