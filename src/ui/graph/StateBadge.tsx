/** The state of a Pod as a word with a mark; each tone has a shape of its own. */

import type { ReactElement } from 'react';
import type { StateTone } from '../../view/pod-state.ts';

function shape(tone: StateTone): ReactElement {
  switch (tone) {
    case 'ready':
      return <circle cx="5" cy="5" r="4" fill="currentColor" />;
    case 'waiting':
      return (
        <>
          <circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" strokeWidth="1.3" />
          <path d="M5 1.6a3.4 3.4 0 000 6.8z" fill="currentColor" />
        </>
      );
    case 'pending':
      return (
        <circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" strokeWidth="1.3" strokeDasharray="2.2 1.6" />
      );
    case 'failing':
      return <path d="M5 .8 9.600 9H.4z" fill="currentColor" />;
    case 'ending':
      return <path d="M1 1h8v8H1zm1.300 1.300v5.400h5.400V2.300z" fill="currentColor" fillRule="evenodd" />;
    case 'done':
      return <path d="M4 8.400 1 5.400l1-1 2 2 4-4 1 1z" fill="currentColor" />;
  }
}

export function StateMark({ tone }: { readonly tone: StateTone }): ReactElement {
  return (
    <svg className={`state-mark tone-${tone}`} width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      {shape(tone)}
    </svg>
  );
}

/** What gives way where there is no room: without it ContainerCreating and CrashLoopBackOff are still understood. */
const dispensable = /^((?:Create)?Container|Pod|Scheduling)?([A-Z].*?)(BackOff)?$/;

export function StateWord({ word }: { readonly word: string }): ReactElement {
  const [, before, kept = word, after] = dispensable.exec(word) ?? [];
  return (
    <span title={word}>
      {before ? <span className="state-aside">{before}</span> : null}
      {kept}
      {after ? <span className="state-aside">{after}</span> : null}
    </span>
  );
}

export function StateBadge({ tone, word }: { readonly tone: StateTone; readonly word: string }): ReactElement {
  return (
    <span className={`state-badge tone-${tone}`}>
      <StateMark tone={tone} />
      <StateWord word={word} />
    </span>
  );
}
