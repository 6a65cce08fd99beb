/** Passing this very session on: as a link in several forms, or as a file. */

import { Tabs } from 'radix-ui';
import { useState, type ReactElement } from 'react';
import { Icon } from '../all-icons.tsx';
import { openDialog, returnFocus, usePage } from '../page-store.ts';
import { TitledDialog } from '../panels/TitledDialog.tsx';
import { useSession } from '../session-context.ts';
import { EmbedChoicesForm } from './EmbedChoicesForm.tsx';
import { FileSharing } from './FileSharing.tsx';
import { HandWritten } from './HandWritten.tsx';
import { ReportSharing } from './ReportSharing.tsx';
import { pageView } from './page-view.ts';
import { defaultChoices, shareText, type ShareForm } from './share-forms.ts';
import { isLong, isTooLong, lengthHint } from './link-length.ts';
import './share.css';

const forms: readonly (readonly [form: ShareForm, word: string])[] = [
  ['link', 'Link'],
  ['markdown', 'Markdown'],
  ['iframe', 'iframe'],
  ['element', 'Web component'],
];

function ShareBody({ first }: { readonly first: ShareForm }): ReactElement {
  const session = useSession();
  const [form, setForm] = useState(first);
  const [choices, setChoices] = useState(defaultChoices);
  const [copied, setCopied] = useState<string>();
  // Behind the dialog only time goes on, which is no input of the session.
  const [link] = useState(() => session.shareLink(window.location.href, pageView()));
  const text = shareText(form, link, choices);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      session.notify('error', 'The browser did not let the page copy. Select the text and copy it.');
    }
  };
  const isCopied = copied === text;
  const isHtml = form === 'iframe' || form === 'element';
  return (
    <>
      <Tabs.Root value={form} onValueChange={(next) => setForm(next as ShareForm)}>
        <Tabs.List className="share-forms" aria-label="Form">
          {forms.map(([name, word]) => (
            <Tabs.Trigger key={name} className="share-form" value={name}>
              {word}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value={form} tabIndex={-1}>
          {isHtml ? <EmbedChoicesForm choices={choices} onChange={setChoices} withLoad={form === 'element'} /> : null}
          <div className={`share-link${isHtml ? ' is-html' : ''}`}>
            {isHtml ? (
              <textarea
                readOnly
                rows={4}
                aria-label="HTML to copy"
                value={text}
                data-testid="share-text"
                onFocus={({ currentTarget }) => currentTarget.select()}
              />
            ) : (
              <input
                readOnly
                aria-label={form === 'link' ? 'Link to this session' : 'Markdown to copy'}
                value={text}
                data-testid={form === 'link' ? 'share-link' : 'share-text'}
                onFocus={({ currentTarget }) => currentTarget.select()}
              />
            )}
            <button type="button" className="button primary" onClick={() => void copy()}>
              <Icon name={isCopied ? 'check' : 'copy'} size={14} />
              <span aria-live="polite">{isCopied ? 'Copied' : 'Copy'}</span>
            </button>
          </div>
        </Tabs.Content>
      </Tabs.Root>
      <p className="share-length" data-tone={isLong(link) ? 'long' : 'fine'}>
        <strong data-testid="share-length">{link.length}</strong> characters. {lengthHint(link)}
      </p>
      <FileSharing isUrged={isTooLong(link)} />
      <ReportSharing />
      <HandWritten />
    </>
  );
}

/** `Embed` opens the same with the forms for pages in front. */
export function ShareDialog(): ReactElement {
  const dialog = usePage((state) => state.dialog);
  const isOpen = dialog === 'share' || dialog === 'embed';
  return (
    <TitledDialog
      open={isOpen}
      onOpenChange={(open) => openDialog(open ? 'share' : undefined)}
      onCloseAutoFocus={returnFocus}
      title={dialog === 'embed' ? 'Embed this session' : 'Share this session'}
      className="share-dialog"
      testId="share-dialog"
    >
      <ShareBody first={dialog === 'embed' ? 'iframe' : 'link'} />
    </TitledDialog>
  );
}
