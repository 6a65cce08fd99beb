/** The link to this very session: its length, and a button that copies it. */

import { Dialog } from 'radix-ui';
import { useState, type ReactElement } from 'react';
import { Icon } from '../icons.tsx';
import { returnFocus } from '../page-store.ts';
import { useSession } from '../session-context.ts';
import './share.css';

/** Longer links are cut by some chat programs, and still longer ones by some servers. */
const longLink = 2000;
const tooLongLink = 8000;

function lengthHint(length: number): string {
  if (length > tooLongLink) return 'Too long for many programs: save the manifest as a file instead.';
  if (length > longLink) return 'Some chat programs cut links of this length.';
  return 'It holds the manifest and everything that was done, not a copy of the cluster.';
}

function ShareBody(): ReactElement {
  const session = useSession();
  const [copied, setCopied] = useState(false);
  // Behind the dialog only time goes on, which is no input of the session.
  const [link] = useState(() => session.shareLink(window.location.href));
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(link);
    setCopied(true);
  };
  return (
    <>
      <div className="share-link">
        <input
          readOnly
          aria-label="Link to this session"
          value={link}
          data-testid="share-link"
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <button type="button" className="button primary" onClick={() => void copy()}>
          <Icon name={copied ? 'check' : 'copy'} size={14} />
          {copied ? 'Copied' : 'Copy'}
        </button>
      </div>
      <p className="share-length" data-tone={link.length > longLink ? 'long' : 'fine'}>
        <strong data-testid="share-length">{link.length}</strong> characters. {lengthHint(link.length)}
      </p>
    </>
  );
}

interface ShareDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function ShareDialog({ open, onOpenChange }: ShareDialogProps): ReactElement {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-shade" />
        <Dialog.Content
          onCloseAutoFocus={returnFocus}
          className="dialog"
          data-testid="share-dialog"
          aria-describedby={undefined}
        >
          <Dialog.Title asChild>
            <h2>Share this session</h2>
          </Dialog.Title>
          <ShareBody />
          <Dialog.Close className="icon-button dialog-close" aria-label="Close">
            <Icon name="close" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
