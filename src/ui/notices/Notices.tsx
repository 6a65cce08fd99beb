/** Short messages that go away by themselves, unless one is over them; errors stay longer. */

import { useEffect, useState, type ReactElement } from 'react';
import type { Notice } from '../../session/state.ts';
import { Icon } from '../icons.tsx';
import { useSession, useSessionState } from '../session-context.ts';
import './notices.css';

const shownMs = { info: 6000, success: 4000, error: 12_000 } as const;
/** What can be acted on stays long enough to be reached. */
const actionMs = 30_000;

function NoticeCard({ notice }: { readonly notice: Notice }): ReactElement {
  const session = useSession();
  const { action } = notice;
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => session.dismissNotice(notice.id), action ? actionMs : shownMs[notice.tone]);
    return () => clearTimeout(timer);
  }, [session, notice, action, isHeld]);
  return (
    <div
      className={`notice notice-${notice.tone}`}
      role={notice.tone === 'error' ? 'alert' : 'status'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{notice.text}</p>
      {action ? (
        <button
          type="button"
          className="link-button notice-action"
          onClick={() => {
            session.dismissNotice(notice.id);
            action.run();
          }}
        >
          {action.label}
        </button>
      ) : null}
      <button
        type="button"
        className="card-action"
        aria-label="Dismiss"
        onClick={() => session.dismissNotice(notice.id)}
      >
        <Icon name="close" size={12} />
      </button>
    </div>
  );
}

export function Notices(): ReactElement {
  const notices = useSessionState((state) => state.notices);
  return (
    <div className="notices" data-testid="notices">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}
