/** What is wrong with a lesson's file, for those who write it. */

import { Dialog } from 'radix-ui';
import type { ReactElement } from 'react';
import { Icon } from '../icons.tsx';
import { dismissRefused, useLessons } from './lesson-store.ts';
import './lessons-menu.css';

export function RefusedDialog(): ReactElement {
  const refused = useLessons((state) => state.refused);
  return (
    <Dialog.Root open={refused !== undefined} onOpenChange={(next) => (next ? undefined : dismissRefused())}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-shade" />
        <Dialog.Content className="dialog" aria-describedby={undefined} data-testid="lesson-refused">
          <Dialog.Title asChild>
            <h2>This lesson cannot be opened</h2>
          </Dialog.Title>
          <p className="lesson-refused-name">{refused?.name}</p>
          <ul className="lesson-problems">
            {refused?.problems.slice(0, 50).map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                {path === '' ? null : <code>{path}</code>} {message}
              </li>
            ))}
          </ul>
          <Dialog.Close className="icon-button dialog-close" aria-label="Close">
            <Icon name="close" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
