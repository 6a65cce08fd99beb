/** The three dots of a card: the way to its menu that can be seen. */

import type { ReactElement } from 'react';
import type { ObjectRef } from '../../api/object.ts';
import { Icon } from '../icons.tsx';
import { openMenuBelow } from './object-menu-store.ts';

export function MenuButton({ of, label }: { readonly of: ObjectRef; readonly label: string }): ReactElement {
  return (
    <button
      type="button"
      className="card-action"
      aria-label={label}
      aria-haspopup="menu"
      onClick={({ currentTarget }) => openMenuBelow(of, currentTarget)}
    >
      <Icon name="more" size={14} />
    </button>
  );
}
