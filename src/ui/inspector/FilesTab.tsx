/** The files in a claim's volume at the moment shown. They outlive the Pod that wrote them. */

import { useState, type ReactElement } from 'react';
import type { VolumeFile } from '../../session/look-closer.ts';
import { useSession, useSessionState } from '../session-context.ts';

function sizeText(text: string): string {
  const bytes = new TextEncoder().encode(text).length;
  return bytes < 1024 ? `${bytes} B` : `${Math.ceil(bytes / 1024)} KiB`;
}

function FileRow({ file }: { readonly file: VolumeFile }): ReactElement {
  if (file.type !== 'file') {
    return (
      <li className="file-row">
        <span className="mono">{file.type === 'link' ? `${file.path} → ${file.text}` : `${file.path}/`}</span>
      </li>
    );
  }
  return (
    <li>
      <details className="file-row">
        <summary>
          <span className="mono">{file.path}</span> <span className="file-size">{sizeText(file.text)}</span>
        </summary>
        <pre className="file-text" role="region" tabIndex={0} aria-label={`Contents of ${file.path}`}>
          {file.text}
        </pre>
      </details>
    </li>
  );
}

/** `volumes`: names of PersistentVolumes with the name that the reader knows them by. */
export function FilesTab({
  volumes,
}: {
  readonly volumes: readonly { readonly name: string; readonly title: string }[];
}): ReactElement {
  const session = useSession();
  // Files are no objects: they may have changed without a write, so that any later moment shows them anew.
  useSessionState(({ moment }) => Math.floor(moment.atMs / 250));
  const [only, setOnly] = useState<string>();
  const shown = volumes.filter(({ name }) => only === undefined || name === only);
  return (
    <div className="files" data-testid="files">
      {volumes.length > 1 ? (
        <label className="files-choice">
          Volume{' '}
          <select value={only ?? ''} onChange={({ currentTarget }) => setOnly(currentTarget.value || undefined)}>
            <option value="">all</option>
            {volumes.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {shown.map(({ name, title }) => {
        const files = session.filesOf(name);
        return (
          <section key={name} aria-label={`Files of ${title}`}>
            <h3 className="why-title">{title}</h3>
            {files.length === 0 ? (
              <p className="panel-empty">
                Empty so far. A file that a container writes to where this claim is mounted appears here, and stays when
                the Pod goes.
              </p>
            ) : (
              <ul className="file-list">
                {files.map((file) => (
                  <FileRow key={file.path} file={file} />
                ))}
              </ul>
            )}
          </section>
        );
      })}
      {volumes.length === 0 ? <p className="panel-empty">No volume is bound yet.</p> : null}
    </div>
  );
}
