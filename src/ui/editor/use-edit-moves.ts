/** Undo and redo in a text area, by the edits that the session has kept. */

import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/** Takes one step of the text's edits; the place where the text changes, undefined when there is none. */
export type EditMove = (kind: 'undo' | 'redo') => number | undefined;

/** The browser's own are gone after a reload, and once anything but a key has changed the text. */
export function useEditMoves(area: RefObject<HTMLTextAreaElement | null>, onMove: EditMove | undefined): void {
  const caret = useRef<number>(undefined);
  useEffect(() => {
    const element = area.current;
    if (!element || !onMove) return undefined;
    const move = (kind: 'undo' | 'redo', event: Event): void => {
      event.preventDefault();
      caret.current = onMove(kind);
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === 'z') move(event.shiftKey ? 'redo' : 'undo', event);
      else if (key === 'y' && event.ctrlKey) move('redo', event);
    };
    // The gestures and keyboards of telephones, and the browser's menu.
    const onBeforeInput = (event: InputEvent): void => {
      if (event.inputType === 'historyUndo') move('undo', event);
      else if (event.inputType === 'historyRedo') move('redo', event);
    };
    element.addEventListener('keydown', onKeyDown);
    element.addEventListener('beforeinput', onBeforeInput);
    return () => {
      element.removeEventListener('keydown', onKeyDown);
      element.removeEventListener('beforeinput', onBeforeInput);
    };
  }, [area, onMove]);
  useLayoutEffect(() => {
    if (caret.current !== undefined) area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  });
}
