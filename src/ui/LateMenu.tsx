/** A menu whose code is loaded when somebody first opens it: until then its button stands there alone, and looks the same. */

import { Suspense, useState, type ComponentPropsWithRef, type ReactElement } from 'react';

export type MenuButton = ComponentPropsWithRef<'button'>;

interface LateMenuProps {
  readonly button: MenuButton;
  /** The button with its menu, which opens by itself when it is mounted: a lazy component. */
  readonly children: (button: MenuButton) => ReactElement;
}

export function LateMenu({ button, children }: LateMenuProps): ReactElement {
  const [isWanted, setWanted] = useState(false);
  const alone = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={isWanted}
      {...button}
      onClick={() => setWanted(true)}
      onKeyDown={({ key }) => (key === 'ArrowDown' ? setWanted(true) : undefined)}
    />
  );
  if (!isWanted) return alone;
  return <Suspense fallback={alone}>{children(button)}</Suspense>;
}
