/** A dialog over the page, with a title and a button that closes it. */

import { Dialog } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from '../icons.tsx';

interface TitledDialogProps {
  readonly title: ReactNode;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Where the focus goes at the end; where it came from by default. */
  readonly onCloseAutoFocus?: (event: Event) => void;
  /** Classes beside that of all dialogs. */
  readonly className?: string;
  readonly testId: string;
  readonly children: ReactNode;
}

export function TitledDialog(props: TitledDialogProps): ReactElement {
  const { title, open, onOpenChange, onCloseAutoFocus, className = '', testId, children } = props;
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-shade" />
        <Dialog.Content
          {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}
          className={`dialog ${className}`.trimEnd()}
          data-testid={testId}
          aria-describedby={undefined}
        >
          <Dialog.Title asChild>
            <h2>{title}</h2>
          </Dialog.Title>
          {children}
          <Dialog.Close className="icon-button dialog-close" aria-label="Close">
            <Icon name="close" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
