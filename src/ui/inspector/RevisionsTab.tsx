/** The revisions that a StatefulSet keeps, which Pods have them, and what differs between two of them. */

import { useMemo, useState, type ReactElement } from 'react';
import type { ObjectRef } from '../../api/object.ts';
import type { StatefulSet } from '../../api/types.ts';
import { rollbackLine } from '../../view/kubectl-lines.ts';
import { revisionsOf, revisionText } from '../../view/template-diff.ts';
import { useSession, useSessionState } from '../session-context.ts';
import { TemplateDiff } from './TemplateDiff.tsx';

function rolesOf(set: StatefulSet | undefined, name: string): readonly string[] {
  return [
    ...(set?.status.currentRevision === name ? ['current'] : []),
    ...(set?.status.updateRevision === name ? ['update'] : []),
  ];
}

export function RevisionsTab({ selection }: { readonly selection: ObjectRef }): ReactElement {
  const session = useSession();
  const reader = useSessionState(({ moment }) => moment.reader);
  const revisions = useMemo(() => revisionsOf(reader, selection).toReversed(), [reader, selection]);
  const set = reader.get('statefulsets.apps', selection.namespace, selection.name);
  const pods = reader.list('pods', selection.namespace);
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const after = revisions.find(({ metadata }) => metadata.name === to) ?? revisions[0];
  const older = revisions.find(({ metadata }) => metadata.name !== after?.metadata.name);
  const before = revisions.find(({ metadata }) => metadata.name === from) ?? older;
  const countOf = (name: string): number =>
    pods.filter(({ metadata }) => metadata.labels?.['controller-revision-hash'] === name).length;
  if (!after) return <p className="panel-empty">No revision yet.</p>;
  const options = revisions.map(({ metadata }) => (
    <option key={metadata.name} value={metadata.name}>
      {metadata.name}
    </option>
  ));
  return (
    <div className="revisions-tab" data-testid="revisions">
      <ul className="revision-list">
        {revisions.map(({ metadata: { name }, revision }) => (
          <li key={name}>
            <span className="revision-number">{revision}</span>
            <span className="mono revision-name">{name}</span>
            <span className="revision-roles">
              {[...rolesOf(set, name), countOf(name) === 1 ? '1 Pod' : `${countOf(name)} Pods`].join(' · ')}
            </span>
            {rolesOf(set, name).includes('update') ? null : (
              <button
                type="button"
                className="link-button"
                onClick={() => void session.command(rollbackLine(selection, revision))}
              >
                Roll back<span className="visually-hidden"> to {name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {before ? (
        <>
          <div className="revision-choice">
            <label>
              From{' '}
              <select value={before.metadata.name} onChange={({ currentTarget }) => setFrom(currentTarget.value)}>
                {options}
              </select>
            </label>
            <label>
              to{' '}
              <select value={after.metadata.name} onChange={({ currentTarget }) => setTo(currentTarget.value)}>
                {options}
              </select>
            </label>
          </div>
          <TemplateDiff
            before={revisionText(before)}
            after={revisionText(after)}
            label={`Pod template, ${before.metadata.name} to ${after.metadata.name}`}
          />
        </>
      ) : (
        <p className="panel-empty">Only one revision: there is nothing to compare yet.</p>
      )}
    </div>
  );
}
