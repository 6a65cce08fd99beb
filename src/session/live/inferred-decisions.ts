/**
 * Why nothing happens in a real cluster, read off conditions, statuses and events. Its controllers do not tell what
 * they decided; all of these are inferences, and the page marks them so.
 */

import type { Decision } from '../../api/decision.ts';
import { controllerOf, refOf, type KubeObject, type ObjectRef } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { Event, Pod, StatefulSet } from '../../api/types.ts';

/** Decisions as they must have been, from the objects of one moment. */
export function inferDecisions(reader: ClusterReader): readonly Decision[] {
  return [
    ...reader.list('statefulsets.apps').flatMap((set) => ofSet(set, reader)),
    ...reader.list('pods').flatMap(ofPod),
    ...refusedCreations(reader),
  ];
}

const isReady = ({ status }: Pod): boolean =>
  status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;

function waits(about: ObjectRef, reason: string, message: string, blockers: readonly KubeObject[]): Decision {
  return { about, verdict: 'waits', reason, message, blockedBy: blockers.map(refOf) };
}

/** Members by ordinal; the name of a Pod is the one thing that holds its place. */
function membersOf(set: StatefulSet, reader: ClusterReader): ReadonlyMap<number, Pod> {
  const prefix = `${set.metadata.name}-`;
  const members = new Map<number, Pod>();
  for (const pod of reader.list('pods', set.metadata.namespace)) {
    const ordinal = pod.metadata.name.slice(prefix.length);
    if (!pod.metadata.name.startsWith(prefix) || !/^\d+$/.test(ordinal)) continue;
    if (controllerOf(pod)?.uid === set.metadata.uid) members.set(Number(ordinal), pod);
  }
  return members;
}

/** Models stateful_set_control.go updateStatefulSet, as far as objects show it. */
function ofSet(set: StatefulSet, reader: ClusterReader): readonly Decision[] {
  const { spec, status, metadata } = set;
  if (metadata.deletionTimestamp !== undefined) return [];
  const members = membersOf(set, reader);
  const start = spec.ordinals?.start ?? 0;
  const end = start + (spec.replicas ?? 1);
  const isOrdered = spec.podManagementPolicy !== 'Parallel';
  const nameOf = (ordinal: number): string => `${metadata.name}-${ordinal}`;
  const about = (ordinal: number): ObjectRef => {
    return { kind: 'Pod', namespace: metadata.namespace ?? '', name: nameOf(ordinal) };
  };
  if (isOrdered) {
    for (let ordinal = start; ordinal < end; ordinal++) {
      const pod = members.get(ordinal);
      const next = ordinal + 1;
      if (!pod || isReady(pod)) continue;
      if (next >= end || members.has(next)) return [];
      const message = `${nameOf(next)} is not created: ${pod.metadata.name} is not Running and Ready.`;
      return [waits(about(next), 'PredecessorNotReady', message, [pod])];
    }
  }
  return spec.updateStrategy?.type === 'OnDelete' ? [] : update(set, members, { start, end, about, status });
}

interface Ordinals {
  readonly start: number;
  readonly end: number;
  readonly status: StatefulSet['status'];
  about(ordinal: number): ObjectRef;
}

function update(
  { spec }: StatefulSet,
  members: ReadonlyMap<number, Pod>,
  { start, end, about, status }: Ordinals,
): readonly Decision[] {
  const revision = status.updateRevision;
  const lowest = start + (spec.updateStrategy?.rollingUpdate?.partition ?? 0);
  for (let ordinal = end - 1; ordinal >= lowest; ordinal--) {
    const pod = members.get(ordinal);
    if (!pod) return [];
    const isOutdated = pod.metadata.labels?.['controller-revision-hash'] !== revision;
    if (isOutdated || isReady(pod)) continue;
    const waiting = [...members.entries()]
      .filter(([other, { metadata }]) => other >= lowest && other < ordinal && isOld(metadata.labels, revision))
      .map(([other]) => other)
      .sort((a, b) => b - a)[0];
    if (waiting === undefined) return [];
    const ref = about(waiting);
    const message = `${ref.name} is not updated yet: ${pod.metadata.name} is not Running and Ready.`;
    return [waits(ref, 'UpdateNotReady', message, [pod])];
  }
  return [];
}

const isOld = (labels: Readonly<Record<string, string>> | undefined, revision: string | undefined): boolean =>
  revision !== undefined && labels?.['controller-revision-hash'] !== revision;

function ofPod(pod: Pod): readonly Decision[] {
  const { status, metadata } = pod;
  if (metadata.deletionTimestamp !== undefined) return [];
  const scheduled = status.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False' && scheduled.message) {
    const reason = scheduled.reason ?? 'Unschedulable';
    return [waits(refOf(pod), reason, `${metadata.name} is not scheduled: ${scheduled.message}`, [])];
  }
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  for (const { name, state } of containers) {
    const waiting = state?.waiting;
    if (!waiting?.reason || waiting.reason === 'ContainerCreating' || waiting.reason === 'PodInitializing') continue;
    const message = `Container ${name} of ${metadata.name}: ${waiting.message ?? waiting.reason}`;
    return [waits(refOf(pod), waiting.reason, message, [])];
  }
  return [];
}

/** A set that could not create its Pod says so in an event alone; it holds while the event is the last word about it. */
function refusedCreations(reader: ClusterReader): readonly Decision[] {
  const last = new Map<string, Event & KubeObject>();
  for (const event of reader.list('events')) {
    const { kind, namespace, name } = event.involvedObject;
    if (kind !== 'StatefulSet') continue;
    const key = `${namespace}/${name}`;
    const before = last.get(key);
    if (!before || timeOf(before) <= timeOf(event)) last.set(key, event);
  }
  return [...last.values()].flatMap((event) => {
    const { namespace, name = '' } = event.involvedObject;
    const set = reader.get('statefulsets.apps', namespace, name);
    if (!set || event.reason !== 'FailedCreate') return [];
    return [waits(refOf(set), 'RequestRefused', `${name}: ${event.message ?? ''}`, [])];
  });
}

const timeOf = (event: Event): string => event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp ?? '';
