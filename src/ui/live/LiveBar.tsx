/** The bar of the page that follows a real cluster: which one, what of it, how the connection is, and what may be done. */

import { useState, type FormEvent, type ReactElement } from 'react';
import type { Followed, Scope } from '../../session/live/followed.ts';
import type { LiveSession } from '../../session/live/live-session.ts';
import { Logo, ThemeButton } from '../toolbar/Toolbar.tsx';
import { setFollowing } from './cluster-offer.ts';
import { openDialog } from '../page-store.ts';
import { healthText } from './health-text.ts';
import { shownNamespaces } from './shown-namespaces.ts';

interface PartProps {
  readonly followed: Followed;
  readonly onScope: (scope: Scope) => void;
}

function Namespace({ followed, onScope }: PartProps): ReactElement {
  const { scope } = followed;
  const names = shownNamespaces(followed);
  const [typed, setTyped] = useState(scope.namespace);
  const show = (namespace: string): void => {
    if (namespace && namespace !== scope.namespace) onScope({ ...scope, namespace, set: undefined });
  };
  if (!names) {
    const onSubmit = (event: FormEvent): void => {
      event.preventDefault();
      show(typed.trim());
    };
    return (
      <form className="live-choice" onSubmit={onSubmit}>
        <label htmlFor="live-namespace">Namespace</label>
        <input id="live-namespace" value={typed} onChange={({ currentTarget }) => setTyped(currentTarget.value)} />
      </form>
    );
  }
  return (
    <span className="live-choice">
      <label htmlFor="live-namespace">Namespace</label>
      <select id="live-namespace" value={scope.namespace} onChange={({ currentTarget }) => show(currentTarget.value)}>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </span>
  );
}

function Sets({ followed, onScope }: PartProps): ReactElement {
  const { scope, sets } = followed;
  const names = scope.set === undefined || sets.includes(scope.set) ? sets : [...sets, scope.set];
  return (
    <span className="live-choice">
      <label htmlFor="live-set">Shows</label>
      <select
        id="live-set"
        value={scope.set ?? (scope.others ? '*' : '')}
        onChange={({ currentTarget: { value } }) => {
          const set = value === '' || value === '*' ? undefined : value;
          onScope({ ...scope, set, others: value === '*' });
        }}
      >
        <option value="">all StatefulSets</option>
        <option value="*">all Pods</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}

interface BarProps {
  readonly session: LiveSession;
  readonly followed: Followed;
}

function HealthBadge({ followed: { cluster, health } }: Pick<BarProps, 'followed'>): ReactElement {
  return (
    <span className={`live-health live-health-${health.type}`} role="status" data-testid="live-health">
      <span className="live-dot" aria-hidden="true" />
      Real cluster {cluster.version} · {healthText(health)}
    </span>
  );
}

function ChangesSwitch({ session, followed: { isReadOnly } }: BarProps): ReactElement {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={!isReadOnly}
      className="live-switch"
      data-testid="live-changes"
      title="Off: nothing that is done here can change the cluster. On: every change is asked about first."
      onClick={() => session.setReadOnly(!isReadOnly)}
    >
      <span className="live-switch-track" aria-hidden="true" />
      Changes {isReadOnly ? 'off' : 'on'}
    </button>
  );
}

function HelpButton(): ReactElement {
  return (
    <button type="button" className="icon-button" aria-label="Help" title="Help (?)" onClick={() => openDialog('help')}>
      ?
    </button>
  );
}

function LeaveButton(): ReactElement {
  return (
    <button type="button" className="button outlined" onClick={() => setFollowing(false)}>
      Back to the simulation
    </button>
  );
}

export function LiveBar({ session, followed }: BarProps): ReactElement {
  const onScope = (scope: Scope): void => session.showScope(scope);
  return (
    <header className="live-bar">
      <Logo />
      <HealthBadge followed={followed} />
      <Namespace followed={followed} onScope={onScope} key={followed.scope.namespace} />
      <Sets followed={followed} onScope={onScope} />
      <div className="live-actions">
        <ChangesSwitch session={session} followed={followed} />
        <ThemeButton />
        <HelpButton />
        <button
          type="button"
          className="kbd palette-key"
          aria-label="Command palette"
          onClick={() => openDialog('palette')}
        >
          {navigator.platform.startsWith('Mac') ? '⌘K' : 'Ctrl K'}
        </button>
        <LeaveButton />
      </div>
    </header>
  );
}

/** On small screens the bar says how the connection is and what may be done; the rest stands under More. */
export function NarrowLiveBar({ session, followed }: BarProps): ReactElement {
  return (
    <header className="narrow-bar live-narrow-bar">
      <h1 className="visually-hidden">StatefulSet Playground</h1>
      <HealthBadge followed={followed} />
      <ChangesSwitch session={session} followed={followed} />
    </header>
  );
}

export function NarrowLiveActions({ session, followed }: BarProps): ReactElement {
  const onScope = (scope: Scope): void => session.showScope(scope);
  return (
    <>
      <Namespace followed={followed} onScope={onScope} key={followed.scope.namespace} />
      <Sets followed={followed} onScope={onScope} />
      <LeaveButton />
      <ThemeButton />
      <button type="button" className="button" onClick={() => openDialog('help')}>
        Help
      </button>
    </>
  );
}
