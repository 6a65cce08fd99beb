/** The sentence above the stage, spoken to screen readers as it changes. */

import { Fragment, type ReactElement, type ReactNode } from 'react';
import { showClusterWhy, usePage } from '../page-store.ts';
import { usePlayground, useSessionState } from '../session-context.ts';
import { Inferred } from './Inferred.tsx';
import './headline.css';

/** Longer words than this leave no room for what is said about them. */
const longest = 30;

/** Of a long name its middle gives way: the end tells it apart, and what it does or waits for must be read. */
function shortened(name: string): ReactNode {
  if (name.length <= longest) return name;
  const end = /[-.].*/.exec(name.slice(-12))?.[0] ?? name.slice(-6);
  return <abbr title={name}>{`${name.slice(0, 14)}…${end}`}</abbr>;
}

/** The text with the given names set in bold; anew for each text, as words that stayed would count as moved. */
function withNames(text: string, names: readonly string[]): ReactNode {
  const words = new Set(names);
  return (
    <Fragment key={text}>
      {text.split(/([\w.-]*\w)/).map((part, index) => {
        const shown = shortened(part);
        return words.has(part) ? <strong key={index}>{shown}</strong> : <Fragment key={index}>{shown}</Fragment>;
      })}
    </Fragment>
  );
}

export function Headline(): ReactElement {
  const { session, views } = usePlayground();
  const { tone, text, names } = useSessionState(views.headline);
  const scope = useSessionState(({ followed }) => followed?.scope);
  const isWhyOpen = usePage((state) => state.isWhyOpen);
  const live = useSessionState(({ playback }) => playback.live);
  const canUndoFork = useSessionState(({ playback }) => playback.canUndoFork);
  const explain = (): void => {
    session.select(undefined);
    showClusterWhy(true);
  };
  return (
    <div className={`headline headline-${tone}`} data-testid="headline" data-tone={tone}>
      <span className="headline-dot" aria-hidden="true" />
      {live ? null : (
        <span
          className="headline-past"
          title="What is shown lies in the past. What you do now drops what came after it."
        >
          Past
        </span>
      )}
      <p className="headline-text" aria-live="polite" aria-atomic="true">
        {scope && tone === 'empty' && !scope.others
          ? `No StatefulSet in namespace ${scope.namespace}.`
          : withNames(text, names)}
      </p>
      {scope ? <Inferred /> : null}
      <div className="headline-links">
        {canUndoFork ? (
          <button type="button" className="link-button" onClick={() => session.undoFork()}>
            Undo the fork
          </button>
        ) : null}
        {live ? null : (
          <button type="button" className="link-button" onClick={() => session.backToNow()}>
            Back to now
          </button>
        )}
        <button type="button" className="link-button" aria-expanded={isWhyOpen} onClick={explain}>
          Why? ›
        </button>
      </div>
    </div>
  );
}
