/** The page while it follows a real cluster. Loaded only then. */

import { useCallback, useEffect, useState, type ReactElement } from 'react';
import { createLiveSession, type LiveSession } from '../../session/live/live-session.ts';
import type { Scope } from '../../session/live/followed.ts';
import type { Session } from '../../session/session-contract.ts';
import { assert } from '../../lib/assert.ts';
import type { StageModel } from '../../view/stage-model.ts';
import { Notices } from '../notices/Notices.tsx';
import { PlaygroundProvider } from '../PlaygroundProvider.tsx';
import { pageStorage } from '../safe-storage.ts';
import { loadExample } from '../served-file.ts';
import { useDocumentTheme } from '../theme.ts';
import { useClusterOffer } from './cluster-offer.ts';
import { CommandPalette } from '../toolbar/CommandPalette.tsx';
import { HelpDialog } from '../toolbar/HelpDialog.tsx';
import { liveCommands } from './live-commands.ts';
import { LivePage } from './LivePage.tsx';
import { liveShortcuts } from './live-shortcuts.ts';
import { QuestionDialog } from './QuestionDialog.tsx';
import { useLiveShortcuts } from './use-live-shortcuts.ts';

const scopeKey = 'statefulset-playground/live-scope/1';
const firstScope: Scope = { namespace: 'default', set: undefined, others: false };

function rememberedScope(): Scope {
  const text = pageStorage.getItem(scopeKey);
  try {
    const { namespace, others } = JSON.parse(text ?? '{}') as { namespace?: unknown; others?: unknown };
    return typeof namespace === 'string' ? { namespace, set: undefined, others: others === true } : firstScope;
  } catch {
    return firstScope;
  }
}

const intro =
  'This page follows a real cluster through kubectl proxy: what you see are its objects, as it tells of them. Explanations are inferred from conditions and events, and nothing is known of before the page began to look. It only reads until you switch Changes on, and then asks before every command. The terminal’s kubectl speaks to the same cluster.';

function Page({ session }: { readonly session: LiveSession }): ReactElement {
  useDocumentTheme();
  useLiveShortcuts();
  const commandsOf = useCallback((_: Session, model: StageModel) => liveCommands(session, model), [session]);
  return (
    <>
      <LivePage session={session} />
      <Notices />
      <HelpDialog intro={intro} keys={liveShortcuts} />
      <CommandPalette commandsOf={commandsOf} />
      <QuestionDialog session={session} />
    </>
  );
}

/** A hidden page holds no connections: a browser has six for an origin. */
function useHiding(session: LiveSession): void {
  useEffect(() => {
    const onChange = (): void => {
      if (document.visibilityState === 'hidden') session.hide();
      else session.resume();
    };
    document.addEventListener('visibilitychange', onChange);
    onChange();
    return () => document.removeEventListener('visibilitychange', onChange);
  }, [session]);
}

function Following({ session }: { readonly session: LiveSession }): ReactElement {
  useHiding(session);
  useEffect(
    () =>
      session.store.subscribe(({ followed }) => {
        if (followed) pageStorage.setItem(scopeKey, JSON.stringify(followed.scope));
      }),
    [session],
  );
  return (
    <PlaygroundProvider session={session}>
      <Page session={session} />
    </PlaygroundProvider>
  );
}

/** `simulated` is the session behind it, whose files the editor shows; it rests meanwhile. */
export default function LiveApp({ simulated }: { readonly simulated: Session }): ReactElement {
  const cluster = useClusterOffer((state) => state.cluster);
  assert(cluster, 'there is no cluster to follow');
  const [session] = useState(() => {
    const { files } = simulated.store.getState();
    return createLiveSession({ cluster, scope: rememberedScope(), files, storage: pageStorage, loadExample });
  });
  useEffect(() => {
    const wasPlaying = simulated.store.getState().playback.playing;
    simulated.pause();
    session.start();
    return () => {
      session.stop();
      for (const { name, text } of session.store.getState().files) {
        const before = simulated.store.getState().files.find((file) => file.name === name);
        if (before) simulated.setText(name, text);
        else simulated.addFile(name, text);
      }
      if (wasPlaying) simulated.play();
    };
  }, [simulated, session]);
  return <Following session={session} />;
}
