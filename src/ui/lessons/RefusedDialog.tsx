/** What is wrong with a lesson's file, for those who write it. */

import type { ReactElement } from 'react';
import { TitledDialog } from '../panels/TitledDialog.tsx';
import { dismissRefused, useLessons } from './lesson-store.ts';
import './lessons-menu.css';

export function RefusedDialog(): ReactElement {
  const refused = useLessons((state) => state.refused);
  return (
    <TitledDialog
      open={refused !== undefined}
      onOpenChange={(next) => (next ? undefined : dismissRefused())}
      title="This lesson cannot be opened"
      testId="lesson-refused"
    >
      <p className="lesson-refused-name">{refused?.name}</p>
      <ul className="lesson-problems">
        {refused?.problems.slice(0, 50).map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {path === '' ? null : <code>{path}</code>} {message}
          </li>
        ))}
      </ul>
    </TitledDialog>
  );
}
