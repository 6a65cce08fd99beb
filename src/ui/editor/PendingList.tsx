/** What an apply would change, field by field: what the cluster has and what the text says. */

import type { ReactElement } from 'react';
import type { JsonValue } from '../../api/json.ts';
import type { PendingChange } from '../../view/pending-changes.ts';
import './pending-list.css';

function shown(value: JsonValue): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}

function noteOf({ isForbidden, makesRevision }: PendingChange): string {
  if (isForbidden) return 'immutable: the API server will refuse this';
  return makesRevision ? 'new revision' : '';
}

function FieldRow({ change }: { readonly change: PendingChange }): ReactElement {
  const { path, before, after } = change;
  const note = noteOf(change);
  return (
    <li className={`pending-field${change.isForbidden ? ' is-forbidden' : ''}`}>
      <span className="pending-path">{path}</span>
      <span className="pending-values">
        {before === undefined ? null : <del aria-label={`was ${shown(before)}`}>{shown(before)}</del>}
        {after === undefined ? (
          <span className="pending-none">removed</span>
        ) : (
          <ins aria-label={`becomes ${shown(after)}`}>{shown(after)}</ins>
        )}
      </span>
      {note ? <span className="pending-note">{note}</span> : null}
    </li>
  );
}

export function PendingList({ changes }: { readonly changes: readonly PendingChange[] }): ReactElement {
  const objects = [...new Set(changes.map(({ object }) => object))];
  return (
    <div
      className="pending-list"
      role="region"
      aria-label="What an apply changes"
      tabIndex={0}
      data-testid="pending-list"
    >
      {objects.map((object) => {
        const fields = changes.filter((change) => change.object === object && change.type === 'field');
        return (
          <section key={object}>
            <h3>
              {object}
              {fields.length === 0 ? <span className="pending-created">created</span> : null}
            </h3>
            {fields.length > 0 ? (
              <ul>
                {fields.map((change) => (
                  <FieldRow key={change.path} change={change} />
                ))}
              </ul>
            ) : null}
          </section>
        );
      })}
    </div>
  );
}
