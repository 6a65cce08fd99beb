/** Where everything stands while a real cluster is followed: its state above, the same stage, inspector and views as ever. */

import { useState, type ReactElement } from 'react';
import type { Followed } from '../../session/live/followed.ts';
import type { LiveSession } from '../../session/live/live-session.ts';
import { StageSide } from '../graph/StageSide.tsx';
import { Icon } from '../icons.tsx';
import { narrowQuery, useMedia } from '../media.ts';
import { NarrowFrame } from '../NarrowFrame.tsx';
import { useSessionState } from '../session-context.ts';
import { SkipLinks } from '../SkipLinks.tsx';
import { WideMain } from '../WideMain.tsx';
import { staleText, unseenText, wallTime } from './health-text.ts';
import { LiveBar, NarrowLiveActions, NarrowLiveBar } from './LiveBar.tsx';
import '../wide-page.css';
import './live.css';

const liveEditor = { width: 'live-editor', open: 'live-editor', isOpen: false } as const;

const proxyText =
  'While kubectl proxy runs, every page that is open in this browser can send requests to the cluster as you. Stop the proxy when you are done.';

function Warnings({ followed }: { readonly followed: Followed }): ReactElement {
  const [isKnown, setKnown] = useState(false);
  const stale = staleText(followed);
  return (
    <div className="live-warnings" data-testid="live-warnings">
      {stale === undefined ? null : (
        <p className="live-warning is-lost" role="alert" data-testid="live-stale">
          <Icon name="warning" size={14} />
          {stale}
        </p>
      )}
      {followed.unseen.map(({ resource, message }) => (
        <p key={resource} className="live-warning">
          <Icon name="warning" size={14} />
          <span>
            {unseenText(resource)} <code>{message}</code>
          </span>
        </p>
      ))}
      {followed.cut.map((text) => (
        <p key={text} className="live-warning">
          <Icon name="warning" size={14} />
          {text}: choose one StatefulSet to see all of it.
        </p>
      ))}
      {isKnown ? null : (
        <p className="live-warning is-quiet">
          {proxyText}
          <button type="button" className="link-button" onClick={() => setKnown(true)}>
            Understood
          </button>
        </p>
      )}
    </div>
  );
}

/** What cannot be drawn truthfully is not drawn. */
function missingPicture({ unseen, health }: Followed): string | undefined {
  const refused = unseen.find(({ resource }) => resource === 'pods' || resource === 'statefulsets.apps');
  if (refused) return refused.message;
  return health.type === 'reading' ? `${health.text} …` : undefined;
}

/** Says that the past is shown; the headline leads back. */
function PastBar(): ReactElement | null {
  const atMs = useSessionState(({ moment, playback }) => (playback.live ? undefined : moment.atMs));
  if (atMs === undefined) return null;
  return <p className="live-past">What was seen at {wallTime(atMs)}. Commands act on the cluster as it is now.</p>;
}

function Picture({ followed }: { readonly followed: Followed }): ReactElement {
  const missing = missingPicture(followed);
  if (missing !== undefined) return <p className="live-missing">{missing}</p>;
  return (
    <div className="live-picture">
      <PastBar />
      <StageSide />
    </div>
  );
}

interface LiveProps {
  readonly session: LiveSession;
  readonly followed: Followed;
}

const isStale = ({ health }: Followed): boolean => health.type === 'lost' || health.type === 'paused';

function NarrowLivePage({ session, followed }: LiveProps): ReactElement {
  return (
    <div className={`live-narrow${isStale(followed) ? ' is-stale' : ''}`} data-testid="live-page">
      <NarrowFrame
        header={
          <>
            <NarrowLiveBar session={session} followed={followed} />
            <Warnings followed={followed} />
          </>
        }
        stage={<Picture followed={followed} />}
        actions={<NarrowLiveActions session={session} followed={followed} />}
      />
    </div>
  );
}

function WideLivePage({ session, followed }: LiveProps): ReactElement {
  return (
    <div className={`wide-page live-page${isStale(followed) ? ' is-stale' : ''}`} data-testid="live-page">
      <SkipLinks />
      <LiveBar session={session} followed={followed} />
      <Warnings followed={followed} />
      <WideMain editor={liveEditor} sparesEditor stage={<Picture followed={followed} />} />
    </div>
  );
}

export function LivePage({ session }: Pick<LiveProps, 'session'>): ReactElement | null {
  const followed = useSessionState((state) => state.followed);
  const isNarrow = useMedia(narrowQuery);
  if (!followed) return null;
  const Layout = isNarrow ? NarrowLivePage : WideLivePage;
  return <Layout session={session} followed={followed} />;
}
