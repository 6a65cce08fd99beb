/** The choice of speeds. */

import { DropdownMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { Icon } from '../all-icons.tsx';
import type { MenuButton } from '../LateMenu.tsx';
import { useSession, useSessionState } from '../session-context.ts';
import { speeds, speedText } from './speeds.ts';

export function SpeedMenu({ button }: { readonly button: MenuButton }): ReactElement {
  const session = useSession();
  const speed = useSessionState(({ playback }) => playback.speed);
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger {...button} />
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu speed-menu" align="end" sideOffset={6}>
          <DropdownMenu.RadioGroup value={String(speed)} onValueChange={(value) => session.setSpeed(Number(value))}>
            {speeds.map((value) => (
              <DropdownMenu.RadioItem key={value} className="menu-item" value={String(value)}>
                <span className="check">{value === speed ? <Icon name="check" size={14} /> : null}</span>
                {speedText(value)}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
