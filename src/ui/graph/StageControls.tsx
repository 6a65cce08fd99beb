/** What can be changed about the picture itself: how Pods are grouped, how near it is, and saving it as a file. */

import { useReactFlow } from '@xyflow/react';
import { DropdownMenu, ToggleGroup } from 'radix-ui';
import type { ReactElement } from 'react';
import { Icon } from '../icons.tsx';
import { clockText } from '../../view/clock-text.ts';
import { usePlayground } from '../session-context.ts';
import type { Flow } from './flow-builder.ts';
import type { StageView } from './stage-flow.ts';

const views: readonly (readonly [view: StageView, label: string])[] = [
  ['ordinal', 'By ordinal'],
  ['node', 'By node'],
  ['zone', 'By zone'],
];

/** The picture as a file. The writer is loaded when it is first asked for. */
function ExportMenu({ flow }: { readonly flow: Flow }): ReactElement {
  const {
    session,
    views: { headline },
  } = usePlayground();
  const save = (type: 'svg' | 'png') => async (): Promise<void> => {
    try {
      const { saveStage } = await import('./export/save-stage.ts');
      const state = session.store.getState();
      const time = clockText(state.moment.atMs - state.playback.startMs);
      await saveStage(flow, type, `${time}  ${headline(state).text}`);
    } catch (error) {
      session.notify(
        'error',
        `The picture could not be saved: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="segment" aria-label="Save the picture" title="Save the picture">
        <Icon name="image" size={14} />
      </DropdownMenu.Trigger>
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

interface StageControlsProps {
  readonly view: StageView;
  readonly onView: (view: StageView) => void;
  readonly onFit: () => void;
  readonly flow: Flow;
  /** Fingers zoom by themselves. */
  readonly isNarrow: boolean;
}

export function StageControls({ view, onView, onFit, flow, isNarrow }: StageControlsProps): ReactElement {
  const { zoomIn, zoomOut } = useReactFlow();
  return (
    <div className="stage-controls">
      <a className="attribution" href="https://reactflow.dev" target="_blank" rel="noopener noreferrer">
        React Flow
      </a>
      <ToggleGroup.Root
        type="single"
        className="segments"
        aria-label="Group Pods"
        value={view}
        onValueChange={(next) => (next ? onView(next as StageView) : undefined)}
      >
        {views.map(([value, label]) => (
          <ToggleGroup.Item key={value} className="segment" value={value}>
            {label}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      <div className="segments">
        {isNarrow ? null : (
          <>
            <button type="button" className="segment" aria-label="Zoom out" onClick={() => void zoomOut()}>
              <Icon name="minus" size={12} />
            </button>
            <button type="button" className="segment" aria-label="Zoom in" onClick={() => void zoomIn()}>
              <Icon name="plus" size={12} />
            </button>
          </>
        )}
        <button type="button" className="segment" aria-label="Show everything" title="Show everything" onClick={onFit}>
          <Icon name="fit" size={14} />
        </button>
        <ExportMenu flow={flow} />
      </div>
    </div>
  );
}
