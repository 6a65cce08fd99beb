/** What can be changed about the picture itself: how Pods are grouped, how near it is, and saving it as a file. */

import { useReactFlow } from '@xyflow/react';
import type { KeyboardEvent, ReactElement } from 'react';
import { Icon } from '../icons.tsx';
import { LateMenu, type LateMenuBody } from '../LateMenu.tsx';
import type { Flow } from './flow-builder.ts';
import type { StageView } from './stage-flow.ts';

const loadExportMenu = async (): Promise<LateMenuBody<{ readonly flow: Flow }>> =>
  (await import('./ExportMenu.tsx')).ExportMenu;

const views: readonly (readonly [view: StageView, label: string])[] = [
  ['ordinal', 'By ordinal'],
  ['node', 'By node'],
  ['zone', 'By zone'],
];

/** A choice of one: the arrow keys go from one to the next. */
function ViewChoice({ view, onView }: Pick<StageControlsProps, 'view' | 'onView'>): ReactElement {
  const onKeyDown = ({ key, currentTarget }: KeyboardEvent<HTMLDivElement>): void => {
    const by = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    const next = (views.findIndex(([value]) => value === view) + by + views.length) % views.length;
    (currentTarget.children[next] as HTMLElement).focus();
    onView(views[next]![0]);
  };
  return (
    <div className="segments" role="radiogroup" aria-label="Group Pods" onKeyDown={onKeyDown}>
      {views.map(([value, label]) => (
        <button
          key={value}
          type="button"
          className="segment"
          role="radio"
          aria-checked={value === view}
          data-state={value === view ? 'on' : 'off'}
          tabIndex={value === view ? 0 : -1}
          onClick={() => onView(value)}
        >
          {label}
        </button>
      ))}
    </div>
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
      <ViewChoice view={view} onView={onView} />
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
        <LateMenu
          button={{
            className: 'segment',
            'aria-label': 'Save the picture',
            title: 'Save the picture',
            children: <Icon name="image" size={14} />,
          }}
          load={loadExportMenu}
          rest={{ flow }}
        />
      </div>
    </div>
  );
}
