/** Revisions as colour chips with how many Pods have each; a chip tells what is different in it. */

import type { ReactElement } from 'react';
import type { RevisionCount } from '../../view/stage-model.ts';
import { IdentityName } from '../IdentityName.tsx';
import { revisionColor } from '../revision-color.ts';

interface RevisionListProps {
  readonly revisions: readonly RevisionCount[];
  /** Called with the revision's name; without it chips cannot be pressed. */
  readonly onOpen?: (name: string) => void;
}

const roles = { current: 'current revision', update: 'update revision', only: 'revision', older: 'older revision' };

export function RevisionList({ revisions, onOpen }: RevisionListProps): ReactElement {
  return (
    <ul className="revisions">
      {revisions.map((revision) => {
        const { name, role, count } = revision;
        const pods = count === 1 ? '1 Pod' : `${count} Pods`;
        const content = (
          <>
            <span className="revision-dot" style={{ background: revisionColor(revision) }} />
            <span className="revision-name">
              <IdentityName name={name} />
            </span>
            <span className="revision-count">{count}</span>
          </>
        );
        return (
          <li key={name} className={`revision${role === 'update' ? ' is-update' : ''}`}>
            {onOpen ? (
              <button
                type="button"
                className="revision-chip"
                aria-label={`${roles[role]} ${name}, ${pods}: show what it changes`}
                title={`${name}: ${roles[role]} of ${pods}. Show what it changes.`}
                onClick={() => onOpen(name)}
              >
                {content}
              </button>
            ) : (
              <span className="revision-chip" title={`${name}: ${roles[role]} of ${pods}`}>
                {content}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
