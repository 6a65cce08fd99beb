/** The session as a file: saved, and opened again. */

import { useRef, type ReactElement } from 'react';
import { sharedFileSuffix, toSharedFile } from '../../session/share/shared-file.ts';
import { openDialog } from '../page-store.ts';
import { useSession } from '../session-context.ts';
import { pageView } from './page-view.ts';
import { takeFilesLate } from './use-dropped-files.ts';

/** The name of the first file without its suffix: `web`, or `session`. */
function fileName(name: string | undefined): string {
  const stem = (name ?? '').replace(/\.\w+$/, '').replaceAll(/[^\w.-]+/g, '-');
  return `${stem === '' || stem === 'manifest' ? 'session' : stem}${sharedFileSuffix}`;
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** `isUrged`: the link is too long, and a file is the better way. */
export function FileSharing({ isUrged }: { readonly isUrged: boolean }): ReactElement {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  const saveFile = (): void => {
    const shared = session.shared(pageView());
    save(fileName(shared.files[0]?.name), toSharedFile(shared));
  };
  return (
    <section className="share-file">
      <h3>As a file</h3>
      <p>
        Holds the same as the link, at any length. Drop it on the page to open it again. The folder has the manifests,
        and a kubectl script that does the same to a real cluster.
      </p>
      <div className="share-buttons">
        <button type="button" className={`button ${isUrged ? 'primary' : 'outlined'}`} onClick={saveFile}>
          Save as file
        </button>
        <button type="button" className="button outlined" onClick={() => input.current?.click()}>
          Open a file …
        </button>
        <button
          type="button"
          className="button outlined"
          onClick={() => void import('../import/save-folder.ts').then(({ saveFolder }) => saveFolder(session))}
          data-testid="export-folder"
        >
          Export as folder
        </button>
        <input
          ref={input}
          type="file"
          accept=".json,.yaml,.yml,.zip"
          multiple
          hidden
          aria-label="Saved sessions, lessons, manifests"
          data-testid="share-open-file"
          onChange={({ currentTarget }) => {
            const files = [...(currentTarget.files ?? [])];
            currentTarget.value = '';
            if (files.length === 0) return;
            openDialog(undefined);
            void takeFilesLate(session, files);
          }}
        />
      </div>
    </section>
  );
}
