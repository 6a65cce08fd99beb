/** Keys that a touch keyboard lacks, in a row above it. */

import type { ReactElement } from 'react';

const keys: readonly { readonly shown: string; readonly name: string; readonly data: string }[] = [
  { shown: 'Tab', name: 'Tab', data: '\t' },
  { shown: '^C', name: 'Control C', data: '\u0003' },
  { shown: '↑', name: 'Up', data: '\u001b[A' },
  { shown: '↓', name: 'Down', data: '\u001b[B' },
  { shown: '←', name: 'Left', data: '\u001b[D' },
  { shown: '→', name: 'Right', data: '\u001b[C' },
  { shown: '|', name: 'Pipe', data: '|' },
  { shown: '-', name: 'Dash', data: '-' },
  { shown: '/', name: 'Slash', data: '/' },
];

interface TouchKeysProps {
  readonly onKey: (data: string) => void;
  /** The next letter is typed with Control. */
  readonly isControlled: boolean;
  readonly onControl: () => void;
}

export function TouchKeys({ onKey, isControlled, onControl }: TouchKeysProps): ReactElement {
  return (
    <div
      className="touch-keys"
      role="toolbar"
      aria-label="Terminal keys"
      // The text area keeps the focus, and with it the keyboard.
      onPointerDown={(event) => event.preventDefault()}
    >
      <button type="button" aria-label="Control" aria-pressed={isControlled} onClick={onControl}>
        Ctrl
      </button>
      {keys.map(({ shown, name, data }) => (
        <button key={name} type="button" aria-label={name} onClick={() => onKey(data)}>
          {shown}
        </button>
      ))}
    </div>
  );
}
