/** A menu whose code is loaded when somebody first opens it: until then its button stands there alone, and looks the same. */

import { useRef, useState, type ComponentPropsWithRef, type ComponentType, type ReactElement } from 'react';

import { useSession } from './session-context.ts';

export type MenuButton = ComponentPropsWithRef<'button'>;

/** A menu with its button, which opens by itself when it is mounted. */
export type LateMenuBody<Props = object> = ComponentType<Props & { readonly button: MenuButton }>;

interface LateMenuProps<Props> {
  readonly button: MenuButton;
  readonly load: () => Promise<LateMenuBody<Props>>;
  /** What the menu takes besides its button. */
  readonly rest: Props;
}

export function LateMenu<Props extends object>({ button, load, rest }: LateMenuProps<Props>): ReactElement {
  const [Menu, setMenu] = useState<LateMenuBody<Props>>();
  const session = useSession();
  // Whoever has gone on to something else meanwhile is not called back.
  const isWanted = useRef(false);
  const open = async (): Promise<void> => {
    isWanted.current = true;
    try {
      const loaded = await load();
      if (isWanted.current) setMenu(() => loaded);
    } catch {
      session.notify('error', 'A part of the page did not come over the network. Reload the page to try again.');
    }
  };
  if (Menu) return <Menu {...rest} button={button} />;
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      {...button}
      onClick={() => void open()}
      onKeyDown={({ key }) => (key === 'ArrowDown' ? void open() : undefined)}
      onBlur={() => (isWanted.current = false)}
    />
  );
}
