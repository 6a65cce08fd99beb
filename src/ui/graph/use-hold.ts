/**
 * Whether scrolling over the stage moves the picture. On the page itself it always does. In somebody else's page a
 * scroll that comes along belongs to that page: the picture takes it from a click on it until the pointer leaves or
 * rests; before that, Ctrl or ⌘ with the wheel zooms, and two fingers pan and zoom where one scrolls the page.
 */

import { useEffect, useState } from 'react';

/** A pointer that does nothing for so long has left, or its reader reads: not every browser tells a frame which. */
const restMs = 2000;

export function useHold(stage: HTMLElement | null, isEmbedded: boolean): boolean {
  const [isHeld, setHeld] = useState(!isEmbedded);
  useEffect(() => {
    if (!stage || !isEmbedded) return undefined;
    let resting: ReturnType<typeof setTimeout> | undefined;
    const leave = (): void => {
      clearTimeout(resting);
      resting = undefined;
      setHeld(false);
    };
    const stay = (): void => {
      if (resting === undefined) return;
      clearTimeout(resting);
      resting = setTimeout(leave, restMs);
    };
    const take = ({ pointerType }: PointerEvent): void => {
      if (pointerType === 'touch') return;
      setHeld(true);
      clearTimeout(resting);
      resting = setTimeout(leave, restMs);
    };
    // A single finger never comes to the picture: the browser scrolls with it.
    const onTouch = (event: TouchEvent): void => {
      if (event.touches.length < 2) event.stopPropagation();
    };
    // On a Mac, ⌘ and the wheel come without the flag by which pinching is known.
    const onWheel = (event: WheelEvent): void => {
      stay();
      if (!event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      event.stopPropagation();
      const { deltaY, deltaMode, clientX, clientY } = event;
      const init = { deltaY, deltaMode, clientX, clientY, ctrlKey: true, bubbles: true, cancelable: true };
      event.target?.dispatchEvent(new WheelEvent('wheel', init));
    };
    stage.addEventListener('pointerdown', take);
    stage.addEventListener('pointermove', stay);
    stage.addEventListener('pointerleave', leave);
    stage.addEventListener('touchstart', onTouch, { capture: true });
    stage.addEventListener('wheel', onWheel, { capture: true, passive: false });
    window.addEventListener('blur', leave);
    return () => {
      clearTimeout(resting);
      stage.removeEventListener('pointerdown', take);
      stage.removeEventListener('pointermove', stay);
      stage.removeEventListener('pointerleave', leave);
      stage.removeEventListener('touchstart', onTouch, { capture: true });
      stage.removeEventListener('wheel', onWheel, { capture: true });
      window.removeEventListener('blur', leave);
    };
  }, [stage, isEmbedded]);
  return isHeld;
}
