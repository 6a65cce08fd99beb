/** What became of an import: what was taken, what was left out, changed or assumed. */

import type { ReactElement } from 'react';
import type { ImportReport } from '../../session/import/import-report.ts';
import { openDialog, showNarrowTab } from '../page-store.ts';
import { useSession } from '../session-context.ts';

const groups = [
  ['left out', 'Left out'],
  ['changed', 'Changed'],
  ['assumed', 'Assumed'],
] as const;

/** The form that had the focus is gone. */
const focusOnce = (button: HTMLButtonElement | null): void => button?.focus();

interface ImportedReportProps {
  readonly report: ImportReport;
  readonly onAgain: () => void;
}

export function ImportedReport({ report, onAgain }: ImportedReportProps): ReactElement {
  const session = useSession();
  const leave = (): void => {
    session.leaveImport();
    openDialog(undefined);
  };
  const edit = (): void => {
    showNarrowTab('editor');
    openDialog(undefined);
  };
  return (
    <div data-testid="import-report">
      <p className="import-taken">
        {report.taken.map(({ kind, count }) => (
          <span key={kind} className="import-kind">
            <strong>{count}</strong> {kind}
          </span>
        ))}
      </p>
      {groups.map(([type, title]) => {
        const notes = report.notes.filter((note) => note.type === type);
        return notes.length === 0 ? null : (
          <section key={type} className="import-notes" data-type={type}>
            <h3>{title}</h3>
            <ul>
              {notes.map(({ text }) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </section>
        );
      })}
      <p className="import-hint">
        Time stands still. Change the manifest in the editor, apply it and press play to see what the edit would do.
        Files in volumes and logs are not part of an import.
      </p>
      <div className="share-buttons">
        <button ref={focusOnce} type="button" className="button primary" onClick={edit}>
          Try an edit
        </button>
        <button type="button" className="button outlined" onClick={onAgain}>
          Import another …
        </button>
        <button type="button" className="button" onClick={leave}>
          Leave this cluster
        </button>
      </div>
    </div>
  );
}
