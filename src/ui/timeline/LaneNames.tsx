/** The names at the left of the lanes; each selects its Pod. */

import type { ReactElement } from 'react';
import type { TimelineLane } from '../../view/timeline.ts';
import { IdentityName } from '../IdentityName.tsx';
import { useSession } from '../session-context.ts';
import { axisHeight, laneName, rowHeight } from './timeline-grid.ts';

interface LaneNamesProps {
  readonly lanes: readonly TimelineLane[];
  /** Index of the first of them among all. */
  readonly first: number;
  readonly width: number;
}

/** Names at the left; each selects its Pod. */
export function LaneNames({ lanes, first, width }: LaneNamesProps): ReactElement {
  const session = useSession();
  return (
    <>
      {lanes.map((lane, index) => (
        <button
          key={lane.key}
          type="button"
          className={lane.kind === 'StatefulSet' ? 'lane-name is-set' : 'lane-name'}
          style={{ top: axisHeight + (first + index) * rowHeight, height: rowHeight, width }}
          onClick={() => session.select({ kind: lane.kind, namespace: lane.namespace, name: lane.name })}
        >
          <IdentityName name={laneName(lane)} />
        </button>
      ))}
    </>
  );
}
