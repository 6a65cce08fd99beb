/** The session as a document to read, to print and to keep. */

import type { ReactElement } from 'react';
import { openDialog } from '../page-store.ts';
import { printReport } from '../report/print-store.ts';
import { useSession } from '../session-context.ts';

export function ReportSharing(): ReactElement {
  const session = useSession();
  const save = (form: 'markdown' | 'html') => (): void =>
    void import('../report/save-report.ts').then(({ saveReport }) => saveReport(session, form));
  const print = (): void => {
    openDialog(undefined);
    printReport();
  };
  return (
    <section className="share-file">
      <h3>As a report</h3>
      <p>
        Tells the moment that is shown: the picture and why it is so, every command with its time and what it answered,
        manifests, events and bookmarks. Markdown comes as a zip with its pictures; HTML is one file.
      </p>
      <div className="share-buttons">
        <button type="button" className="button outlined" onClick={save('markdown')} data-testid="report-markdown">
          Report (Markdown)
        </button>
        <button type="button" className="button outlined" onClick={save('html')} data-testid="report-html">
          Report (HTML)
        </button>
        <button type="button" className="button outlined" onClick={print}>
          Print …
        </button>
      </div>
    </section>
  );
}
