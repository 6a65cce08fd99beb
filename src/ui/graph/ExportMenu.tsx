/** Saving the picture as a file. */

import { DropdownMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { clockText } from '../../view/clock-text.ts';
import type { MenuButton } from '../LateMenu.tsx';
import { usePlayground } from '../session-context.ts';
import { saveStage } from './export/save-stage.ts';
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
  const save = (type: 'svg' | 'png') => async (): Promise<void> => {
    try {
      const state = session.store.getState();
      const { atMs } = state.moment;
      const time = clockText(atMs - state.playback.startMs);
      await saveStage(flow, type, `${time}  ${headline(state).text}`, atMs);
    } catch (error) {
      session.notify(
        'error',
        `The picture could not be saved: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger {...button} />
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={8} collisionPadding={8}>
          <DropdownMenu.Item className="menu-item" onSelect={() => void save('svg')()}>
            Save as SVG <span className="hint">vector</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => void save('png')()}>
            Save as PNG <span className="hint">2×</span>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
