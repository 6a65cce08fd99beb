/** Selecting a card of the stage. */

import type { ObjectRef } from '../../api/object.ts';
import { sameRef } from '../../view/decision-index.ts';
import { useSession, useSessionState } from '../session-context.ts';

export interface CardSelection {
  readonly isSelected: boolean;
  readonly select: () => void;
}

/** Whether the object is selected, and how to select it; selecting it again ends the selection. */
export function useCardSelection(ref: ObjectRef): CardSelection {
  const session = useSession();
  const isSelected = useSessionState(({ selection }) => sameRef(selection, ref));
  return { isSelected, select: () => session.select(isSelected ? undefined : ref) };
}
