/**
 * What is broken where the cluster comes from stays broken: the fake containers here would start and answer, so faults
 * hold Pods, images and nodes as they were. They can be ended like any other.
 */

import { faultKey, faultValue, type Fault } from '../../api/faults.ts';
import type { JsonValue } from '../../api/json.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { Pod } from '../../api/types.ts';
import { parseTime } from '../../lib/time.ts';
import { nameOf } from './given-object.ts';
import type { ImportNotes } from './import-notes.ts';

/** A probe may still come to succeed within this time after it could have failed for good (ms). */
const patienceMs = 30_000;

export function standingFaults(
  reader: ClusterReader,
  nowMs: number,
  notes: ImportNotes,
): readonly { readonly key: string; readonly value: JsonValue }[] {
  const faults = new Map<string, Fault>();
  const add = (fault: Fault, name: string, text: string): void => {
    if (!faults.has(faultKey(fault))) notes.add('assumed', name, text);
    faults.set(faultKey(fault), fault);
  };
  for (const node of reader.list('nodes')) {
    const ready = node.status.conditions?.find(({ type }) => type === 'Ready');
    if (!ready || ready.status === 'True') continue;
    add({ type: 'down', node: node.metadata.name }, nameOf(node), 'it is not Ready: a fault keeps it down.');
  }
  for (const pod of reader.list('pods')) {
    for (const { fault, text } of faultsOf(pod, nowMs)) add(fault, nameOf(pod), text);
  }
  return [...faults].map(([key, fault]) => ({ key, value: faultValue(fault) }));
}

interface Standing {
  readonly fault: Fault;
  readonly text: string;
}

function faultsOf(pod: Pod, nowMs: number): readonly Standing[] {
  if (pod.metadata.deletionTimestamp !== undefined) return [];
  const place = { namespace: pod.metadata.namespace ?? 'default', pod: pod.metadata.name };
  return pod.spec.containers.flatMap((container): readonly Standing[] => {
    const status = pod.status.containerStatuses?.find(({ name }) => name === container.name);
    const waiting = status?.state?.waiting?.reason;
    if (waiting === 'ImagePullBackOff' || waiting === 'ErrImagePull') {
      const text = `image ${container.image ?? ''} cannot be pulled: a fault keeps it so.`;
      return [{ fault: { type: 'pull-error', image: container.image ?? '' }, text }];
    }
    if (waiting === 'CrashLoopBackOff') {
      const text = `container ${container.name} crashes: a fault keeps it so.`;
      return [{ fault: { type: 'crash', ...place, container: container.name }, text }];
    }
    const probe = container.readinessProbe;
    const sinceMs = parseTime(status?.state?.running?.startedAt ?? '');
    if (!probe || status?.ready !== false || sinceMs === undefined) return [];
    const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = probe;
    if (nowMs - sinceMs < (initialDelaySeconds + periodSeconds * failureThreshold) * 1000 + patienceMs) return [];
    const text = `container ${container.name} runs and is not ready: a fault makes its readiness probe fail.`;
    return [{ fault: { type: 'fail-readiness', ...place, container: container.name }, text }];
  });
}
