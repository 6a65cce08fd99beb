/** The bar of the page that follows a real cluster: which one, what of it, how the connection is, and what may be done. */

import { useState, type FormEvent, type ReactElement } from 'react';
import type { Followed, Scope } from '../../session/live/followed.ts';
import type { LiveSession } from '../../session/live/live-session.ts';
import { Logo, ThemeButton } from '../toolbar/Toolbar.tsx';
import { setFollowing } from './cluster-offer.ts';
import { healthText } from './health-text.ts';

interface PartProps {
  readonly followed: Followed;
  readonly onScope: (scope: Scope) => void;
}

/** System namespaces are not drawn. */
const hidden = new Set(['kube-system']);

function Namespace({ followed, onScope }: PartProps): ReactElement {
  const { scope, namespaces } = followed;
  const [typed, setTyped] = useState(scope.namespace);
  const show = (namespace: string): void => {
    if (namespace && namespace !== scope.namespace) onScope({ ...scope, namespace, set: undefined });
  };
  if (!namespaces) {
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
  const names = [...new Set([...namespaces.filter((name) => !hidden.has(name)), scope.namespace])].toSorted();
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

export function LiveBar({
  session,
  followed,
}: {
  readonly session: LiveSession;
  readonly followed: Followed;
}): ReactElement {
  const { cluster, health, isReadOnly } = followed;
  const onScope = (scope: Scope): void => session.showScope(scope);
  return (
    <header className="live-bar">
      <Logo />
      <span className={`live-health live-health-${health.type}`} role="status" data-testid="live-health">
        <span className="live-dot" aria-hidden="true" />
        Real cluster {cluster.version} · {healthText(health)}
      </span>
      <Namespace followed={followed} onScope={onScope} key={followed.scope.namespace} />
      <Sets followed={followed} onScope={onScope} />
      <div className="live-actions">
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
        <ThemeButton />
        <button type="button" className="button outlined" onClick={() => setFollowing(false)}>
          Back to the simulation
        </button>
      </div>
    </header>
  );
}
