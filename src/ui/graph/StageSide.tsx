/** The stage under the sentence that says what is happening. */

import type { ReactElement } from 'react';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { usePage } from '../page-store.ts';
import { Headline } from './Headline.tsx';
import { Stage } from './Stage.tsx';
import './stage-side.css';

export function StageSide(): ReactElement {
  const view = usePage(({ stageView }) => stageView);
  return (
    <div className="stage-side">
      <Headline />
      <div className="stage-frame">
        <ErrorBoundary part="The stage" subject={view}>
          <Stage />
        </ErrorBoundary>
      </div>
    </div>
  );
}
