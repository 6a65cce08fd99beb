/** Apply, what it would change – in a few words, or field by field –, and the choice to apply whatever is typed. */

import { lazy, Suspense, useDeferredValue, useMemo, useState, type ReactElement } from 'react';
import { pendingChanges, pendingText } from '../../view/pending-changes.ts';
import { Icon } from '../all-icons.tsx';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { usePanelOpen } from '../panels/panel-open.ts';
import { useSession, useSessionState } from '../session-context.ts';
import { useAutoApply } from './use-auto-apply.ts';
import './apply-bar.css';

const PendingList = lazy(async () => ({ default: (await import('./PendingList.tsx')).PendingList }));

interface ApplyBarProps {
  readonly file: string;
  readonly text: string;
}

export function ApplyBar({ file, text }: ApplyBarProps): ReactElement {
  const session = useSession();
  const applying = useSessionState((state) => state.applying);
  const applied = useSessionState(({ appliedTexts }) => appliedTexts[file]);
  const reader = useSessionState(({ moment }) => moment.reader);
  const isFollowed = useSessionState(({ followed }) => followed !== undefined);
  const resting = useDeferredValue(text);
  const pending = useMemo(() => pendingChanges(resting, applied, reader), [resting, applied, reader]);
  const [isListed, setListed] = useState(false);
  const [isAuto, setAuto] = usePanelOpen('auto-apply', false);
  // A real cluster asks before every change.
  useAutoApply(file, text, isAuto && !isFollowed && !pending.isBroken);
  const isMac = navigator.platform.startsWith('Mac');
  const summary = pendingText(pending) || 'No changes';
  const hasList = pending.changes.length > 0;
  return (
    <>
      {isListed && hasList ? (
        <ErrorBoundary part="The list of changes">
          <Suspense>
            <PendingList changes={pending.changes} />
          </Suspense>
        </ErrorBoundary>
      ) : null}
      <div className="apply-bar">
        <button
          type="button"
          className="button primary"
          data-testid="apply"
          disabled={applying}
          onClick={() => void session.apply(file)}
        >
          Apply <span className="apply-keys">{isMac ? '⌘↵' : 'Ctrl ↵'}</span>
        </button>
        {hasList ? (
          <button
            type="button"
            className="apply-summary"
            aria-expanded={isListed}
            title={isListed ? 'Hide the changes' : 'Show the changes one by one'}
            onClick={() => setListed(!isListed)}
          >
            <span className="apply-words" data-testid="pending">
              {summary}
            </span>
            <Icon name="chevron" size={13} />
          </button>
        ) : (
          <span className="apply-summary">
            <span className="apply-words" data-testid="pending">
              {summary}
            </span>
          </span>
        )}
        {isFollowed ? null : (
          <label className="apply-auto" title="Apply by itself whenever the text rests">
            <input type="checkbox" checked={isAuto} onChange={() => setAuto(!isAuto)} />
            Auto
          </label>
        )}
      </div>
    </>
  );
}
