/** The stage when there is nothing on it: what to do next. */

import type { ReactElement } from 'react';
import { useSession, useSessionState } from '../session-context.ts';

export function EmptyStage(): ReactElement {
  const session = useSession();
  const file = useSessionState((state) => state.activeFile);
  const namespace = useSessionState(({ followed }) => followed?.scope.namespace);
  if (namespace !== undefined) {
    return (
      <div className="empty-stage">
        <p>Nothing of what is asked for runs in namespace {namespace}.</p>
      </div>
    );
  }
  return (
    <div className="empty-stage">
      <p>Nothing runs in this cluster yet.</p>
      <button type="button" className="button primary" onClick={() => void session.apply(file)}>
        Apply {file}
      </button>
    </div>
  );
}
