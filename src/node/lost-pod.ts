/** What is to be said of a Pod whose node is down or cut off: nobody acts on it, and nobody confirms that it stopped. */

import type { SyncContext } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import { isTerminating, refOf } from '../api/object.ts';

export function lostDecisions(
  { namespace, name, uid }: { readonly namespace: string; readonly name: string; readonly uid: string },
  nodeName: string,
  { reader }: SyncContext,
): readonly Decision[] {
  const pod = reader.get('pods', namespace, name);
  if (pod?.metadata.uid !== uid) return [];
  const about = refOf(pod);
  const blockedBy = [{ kind: 'Node', name: nodeName }];
  if (isTerminating(pod)) {
    const message = `${name} stays Terminating: ${nodeName} does not answer, so nobody confirms that its containers have stopped.`;
    return [{ about, verdict: 'waits', reason: 'NodeDoesNotConfirm', message, blockedBy }];
  }
  const message = `${name} stays as it was last seen: ${nodeName} does not answer.`;
  return [{ about, verdict: 'waits', reason: 'NodeSilent', message, blockedBy }];
}
