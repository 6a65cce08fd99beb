/** The editor that `kubectl edit` opens: the object as YAML, to be saved or left as it is. */

import { Dialog } from 'radix-ui';
import { useState, type ReactElement } from 'react';
import { LightEditor } from '../editor/LightEditor.tsx';
import { Icon } from '../icons.tsx';
import { useEditRequest } from './edit-request.ts';
import './edit-dialog.css';

function EditForm({ text, end }: { readonly text: string; readonly end: (text: string) => void }): ReactElement {
  const [edited, setEdited] = useState(text);
  return (
    <Dialog.Content
      className="dialog edit-dialog"
      aria-describedby={undefined}
      data-testid="edit-dialog"
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        const area = (event.currentTarget as HTMLElement | null)?.querySelector('textarea');
        area?.focus();
        area?.setSelectionRange(0, 0);
      }}
      onEscapeKeyDown={(event) => (edited === text ? undefined : event.preventDefault())}
      onPointerDownOutside={(event) => event.preventDefault()}
      onCloseAutoFocus={(event) => event.preventDefault()}
    >
      <Dialog.Title asChild>
        <h2>kubectl edit</h2>
      </Dialog.Title>
      <div className="edit-host">
        <LightEditor
          label="Object to edit"
          text={edited}
          diagnostics={[]}
          onChange={setEdited}
          onApply={() => end(edited)}
        />
      </div>
      <div className="edit-bar">
        <button type="button" className="button primary" onClick={() => end(edited)}>
          Save and close <span className="apply-keys">Ctrl ↵</span>
        </button>
        <button type="button" className="button outlined" onClick={() => end(text)}>
          Close without saving
        </button>
      </div>
      <Dialog.Close className="icon-button dialog-close" aria-label="Close">
        <Icon name="close" />
      </Dialog.Close>
    </Dialog.Content>
  );
}

export function EditDialog(): ReactElement {
  const request = useEditRequest((state) => state.request);
  return (
    <Dialog.Root open={request !== undefined} onOpenChange={(open) => (open ? undefined : request?.end(request.text))}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-shade" />
        {request ? <EditForm key={request.id} text={request.text} end={request.end} /> : null}
      </Dialog.Portal>
    </Dialog.Root>
  );
}
