/** The stage when there is nothing on it: what to do next. */

import type { ReactElement } from 'react';
import { useSession, useSessionState } from '../session-context.ts';

export function EmptyStage(): ReactElement {
  const session = useSession();
  const file = useSessionState((state) => state.activeFile);
  return (
    <div className="empty-stage">
      <p>Nothing runs in this cluster yet.</p>
      <button type="button" className="button primary" onClick={() => void session.apply(file)}>
        Apply {file}
      </button>
    </div>
  );
}
