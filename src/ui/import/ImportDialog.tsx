/** Beginning where a real cluster stands: how to get its objects, where to put them, and what became of them. */

import { useRef, useState, type ReactElement } from 'react';
import type { ImportReport } from '../../session/import/import-report.ts';
import { Icon } from '../all-icons.tsx';
import { openDialog, returnFocus } from '../page-store.ts';
import { TitledDialog } from '../panels/TitledDialog.tsx';
import { useSession } from '../session-context.ts';
import { ImportedReport } from './ImportedReport.tsx';
import { openPlaygroundLink } from './open-playground-link.ts';
import { importText, readImport } from './read-import.ts';
import { playgroundLink } from '../share/playground-link.ts';
import '../share/share.css';
import './import.css';

/** Everything that says how a StatefulSet stands; what of it is missing is assumed, and said. */
const command = 'kubectl get sts,controllerrevisions,pods,svc,endpointslices,pvc,pv,sc,nodes -o yaml';

function CommandLine(): ReactElement {
  const session = useSession();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(command);
      setCopied(true);
    } catch {
      session.notify('error', 'The browser did not let the page copy. Select the text and copy it.');
    }
  };
  return (
    <div className="share-link import-command">
      <input
        readOnly
        aria-label="Command to run in your cluster"
        value={command}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <button type="button" className="button outlined" onClick={() => void copy()}>
        <Icon name={isCopied ? 'check' : 'copy'} size={14} />
        <span aria-live="polite">{isCopied ? 'Copied' : 'Copy'}</span>
      </button>
    </div>
  );
}

function ImportForm({ onImported }: { readonly onImported: (report: ImportReport) => void }): ReactElement {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const run = async (given: string | undefined): Promise<void> => {
    if (given === undefined || given.trim() === '') return;
    const link = playgroundLink(given);
    if (link) {
      await openPlaygroundLink(session, link);
      return;
    }
    setBusy(true);
    const report = await importText(session, given);
    setBusy(false);
    if (report) onImported(report);
  };
  const choose = async (file: File): Promise<void> => run(await readImport(session, file));
  return (
    <form
      className="import-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(text);
      }}
    >
      <p>
        The playground goes on where your cluster stands, without restarting a Pod: then try your edit here first. Run
        this against your cluster, and paste what it prints.
      </p>
      <CommandLine />
      <textarea
        rows={9}
        value={text}
        spellCheck={false}
        aria-label="Output of kubectl get"
        placeholder={'apiVersion: v1\nitems:\n- apiVersion: apps/v1\n  kind: StatefulSet\n  …'}
        data-testid="import-text"
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <p className="import-hint">Nothing leaves this page. Secrets are not needed.</p>
      <div className="share-buttons">
        <button
          type="submit"
          className="button primary"
          disabled={isBusy || text.trim() === ''}
          data-testid="import-run"
        >
          {isBusy ? 'Importing …' : 'Import'}
        </button>
        <button type="button" className="button outlined" disabled={isBusy} onClick={() => input.current?.click()}>
          Choose a file …
        </button>
        <input
          ref={input}
          type="file"
          accept=".yaml,.yml,.json,.zip"
          hidden
          aria-label="Output of kubectl get, or an exported folder"
          data-testid="import-file"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            currentTarget.value = '';
            if (file) void choose(file);
          }}
        />
      </div>
    </form>
  );
}

export function ImportDialog(): ReactElement {
  const session = useSession();
  const [report, setReport] = useState(() => session.imported());
  return (
    <TitledDialog
      open
      onOpenChange={(open) => openDialog(open ? 'import' : undefined)}
      onCloseAutoFocus={returnFocus}
      title={report ? 'Imported from a cluster' : 'Import from a cluster'}
      className="import-dialog"
      testId="import-dialog"
    >
      {report ? (
        <ImportedReport report={report} onAgain={() => setReport(undefined)} />
      ) : (
        <ImportForm onImported={setReport} />
      )}
    </TitledDialog>
  );
}
