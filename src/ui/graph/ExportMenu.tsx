/** Saving the picture as a file. */

import { DropdownMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import type { MenuButton } from '../LateMenu.tsx';
import { usePlayground } from '../session-context.ts';
import { savePicture } from './export/save-picture.ts';
import type { Flow } from './flow-builder.ts';

interface ExportMenuProps {
  readonly button: MenuButton;
  readonly flow: Flow;
}

export function ExportMenu({ button, flow }: ExportMenuProps): ReactElement {
  const {
    session,
    views: { headline },
  } = usePlayground();
  const save = (type: 'svg' | 'png'): void =>
    void savePicture(session, type, flow, headline(session.store.getState()).text);
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger {...button} />
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={8} collisionPadding={8}>
          <DropdownMenu.Item className="menu-item" onSelect={() => save('svg')}>
            Save as SVG <span className="hint">vector</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => save('png')}>
            Save as PNG <span className="hint">2×</span>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
