/** The line between two panels: dragged with the pointer, moved with the arrow keys, collapsed with Enter. */

import type { KeyboardEvent, PointerEvent, ReactElement } from 'react';
import './splitter.css';

interface SplitterProps {
  readonly label: string;
  readonly axis: 'x' | 'y';
  readonly size: number;
  readonly min: number;
  readonly max: number;
  /** The panel after the line is the one that is sized. */
  readonly reverse?: boolean;
  /** The panel is closed: the line becomes a handle that opens it. */
  readonly isClosed?: boolean;
  readonly onResize: (size: number) => void;
  readonly onToggle?: () => void;
}

const keyStep = 16;

export function Splitter({
  label,
  axis,
  size,
  min,
  max,
  reverse = false,
  isClosed = false,
  onResize,
  onToggle,
}: SplitterProps): ReactElement {
  const sign = reverse ? -1 : 1;
  const startDrag = (event: PointerEvent<HTMLDivElement>): void => {
    const target = event.currentTarget;
    const from = axis === 'x' ? event.clientX : event.clientY;
    target.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => {
      const to = axis === 'x' ? moved.clientX : moved.clientY;
      onResize(size + sign * (to - from));
    };
    target.addEventListener('pointermove', move);
    target.addEventListener('lostpointercapture', () => target.removeEventListener('pointermove', move), {
      once: true,
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const [less, more] = axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key === less) onResize(size - sign * keyStep);
    else if (event.key === more) onResize(size + sign * keyStep);
    else if (event.key === 'Enter') onToggle?.();
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={`splitter splitter-${axis}${isClosed ? ' is-closed' : ''}`}
      title={isClosed ? 'Open' : undefined}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={startDrag}
      onClick={isClosed ? onToggle : undefined}
      onDoubleClick={isClosed ? undefined : onToggle}
      onKeyDown={onKeyDown}
    />
  );
}
