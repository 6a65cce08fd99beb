/** Undo and redo as buttons, for keyboards that have no keys for them. */

import type { ReactElement } from 'react';
import { Icon } from '../all-icons.tsx';
import { useSession } from '../session-context.ts';
import './edit-moves.css';

/** `text` is the file's, on which it depends what can be undone. */
export function EditMoves({ file }: { readonly file: string; readonly text: string }): ReactElement {
  const session = useSession();
  const { edits, done } = session.editHistory(file);
  return (
    <span className="edit-moves">
      <button
        type="button"
        className="icon-button"
        aria-label="Undo the last edit"
        disabled={done === 0}
        onClick={() => session.undoEdit(file)}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Redo the edit"
        disabled={done === edits.length}
        onClick={() => session.redoEdit(file)}
      >
        <Icon name="redo" />
      </button>
    </span>
  );
}
