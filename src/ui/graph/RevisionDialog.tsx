/** What a revision changes: its Pod template against that of another revision of the same StatefulSet. */

import { useState, type ReactElement } from 'react';
import { revisionsOf, revisionText } from '../../view/template-diff.ts';
import { TemplateDiff } from '../inspector/TemplateDiff.tsx';
import { TitledDialog } from '../panels/TitledDialog.tsx';
import { useSessionState } from '../session-context.ts';
import { closeRevision, useOpenRevision, type OpenRevision } from './open-revision.ts';

function Comparison({ set, name }: OpenRevision): ReactElement {
  const reader = useSessionState(({ moment }) => moment.reader);
  const revisions = revisionsOf(reader, set);
  const index = revisions.findIndex(({ metadata }) => metadata.name === name);
  const names = revisions.map(({ metadata }) => metadata.name);
  const [chosen, setChosen] = useState<string>();
  const shown = revisions[index];
  const before = revisions.find(({ metadata }) => metadata.name === (chosen ?? names[index - 1] ?? names[index + 1]));
  if (!shown) return <p className="panel-empty">This revision does not exist at this moment.</p>;
  if (!before) {
    return (
      <>
        <p>It is the only revision: there is nothing to compare it with. Its Pod template:</p>
        <pre className="revision-template">{revisionText(shown)}</pre>
      </>
    );
  }
  return (
    <>
      <p className="revision-compared">
        <span>Revision {shown.revision}, compared with</span>
        {names.length > 2 ? (
          <select
            className="select"
            aria-label="Compare with"
            value={before.metadata.name}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          >
            {revisions
              .filter((one) => one !== shown)
              .map((one) => (
                <option key={one.metadata.name} value={one.metadata.name}>
                  {one.metadata.name} (revision {one.revision})
                </option>
              ))}
          </select>
        ) : (
          <span>
            <strong>{before.metadata.name}</strong> (revision {before.revision})
          </span>
        )}
      </p>
      <TemplateDiff
        before={revisionText(before)}
        after={revisionText(shown)}
        label={`${before.metadata.name} compared with ${name}`}
      />
    </>
  );
}

export function RevisionDialog(): ReactElement {
  const { open } = useOpenRevision();
  return (
    <TitledDialog
      open={open !== undefined}
      onOpenChange={(next) => (next ? undefined : closeRevision())}
      title={open?.name}
      className="revision-dialog"
      testId="revision-dialog"
    >
      {open ? <Comparison key={open.name} {...open} /> : null}
    </TitledDialog>
  );
}
