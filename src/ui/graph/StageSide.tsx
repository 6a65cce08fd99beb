/** The stage under the sentence that says what is happening. */

import type { ReactElement } from 'react';
import { Headline } from './Headline.tsx';
import { Stage } from './Stage.tsx';
import './stage-side.css';

export function StageSide(): ReactElement {
  return (
    <div className="stage-side">
      <Headline />
      <div className="stage-frame">
        <Stage />
      </div>
    </div>
  );
}
