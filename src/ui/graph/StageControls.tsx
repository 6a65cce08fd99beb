/** What can be changed about the picture itself: by ordinal or by node, and how near. */

import { useReactFlow } from '@xyflow/react';
import { ToggleGroup } from 'radix-ui';
import type { ReactElement } from 'react';
import { Icon } from '../icons.tsx';
import type { StageView } from './stage-flow.ts';

interface StageControlsProps {
  readonly view: StageView;
  readonly onView: (view: StageView) => void;
  readonly onFit: () => void;
}

export function StageControls({ view, onView, onFit }: StageControlsProps): ReactElement {
  const { zoomIn, zoomOut } = useReactFlow();
  return (
    <div className="stage-controls">
      <ToggleGroup.Root
        type="single"
        className="segments"
        aria-label="Group Pods"
        value={view}
        onValueChange={(next) => (next ? onView(next as StageView) : undefined)}
      >
        <ToggleGroup.Item className="segment" value="ordinal">
          By ordinal
        </ToggleGroup.Item>
        <ToggleGroup.Item className="segment" value="node">
          By node
        </ToggleGroup.Item>
      </ToggleGroup.Root>
      <div className="segments">
        <button type="button" className="segment" aria-label="Zoom out" onClick={() => void zoomOut()}>
          <Icon name="minus" size={12} />
        </button>
        <button type="button" className="segment" aria-label="Zoom in" onClick={() => void zoomIn()}>
          <Icon name="plus" size={12} />
        </button>
        <button type="button" className="segment" aria-label="Show everything" title="Show everything" onClick={onFit}>
          <Icon name="fit" size={14} />
        </button>
      </div>
    </div>
  );
}
