/** `kubectl describe pvc`. Models describe.go describePersistentVolumeClaim. */

import type { PersistentVolumeClaim, Pod } from '../../api/types.ts';
import { writeClaim } from './claim.ts';
import { eventsOf, podsOf, type Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { dateText, writeNames } from './text.ts';
import { describedText } from './writer.ts';

/** Pods that mount the claim, and Pods that own it. Models getPodsForPVC. */
function usersOf({ metadata }: PersistentVolumeClaim, pods: readonly Pod[]): readonly string[] {
  const mounts = pods.flatMap((pod) =>
    (pod.spec.volumes ?? [])
      .filter(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === metadata.name)
      .map(() => pod.metadata.name),
  );
  const owners = (metadata.ownerReferences ?? [])
    .filter(({ kind }) => kind === 'Pod')
    .flatMap(({ uid }) => pods.filter((pod) => pod.metadata.uid === uid).map((pod) => pod.metadata.name));
  return [...mounts, ...owners.filter((name) => !mounts.includes(name))];
}

export const describePersistentVolumeClaim: Describer<PersistentVolumeClaim> = async (claim, context) => {
  const pods = await podsOf(context, claim.metadata.namespace);
  const events = await eventsOf(context, claim);
  return describedText((writer) => {
    const { clock } = context;
    writeClaim(writer, claim, clock);
    writeNames(writer, 'Used By', usersOf(claim, pods));
    const conditions = claim.status.conditions ?? [];
    if (conditions.length > 0) {
      writer.write(0, 'Conditions:\n');
      writer.write(1, 'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage\n');
      writer.write(1, '----\t------\t-----------------\t------------------\t------\t-------\n');
    }
    for (const { type, status, lastProbeTime, lastTransitionTime, reason = '', message = '' } of conditions) {
      const times = `${dateText(lastProbeTime, clock)} \t${dateText(lastTransitionTime, clock)}`;
      writer.write(1, `${type} \t${status} \t${times} \t${reason} \t${message}\n`);
    }
    writeEvents(writer, events, clock);
  });
};
