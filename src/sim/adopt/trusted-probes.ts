/**
 * Probes that succeed where the cluster comes from succeed here: the programs and files behind them are not known, and a
 * fake container would often answer otherwise. It holds for later Pods too, as long as the probe stays as it is.
 */

import type { JsonValue } from '../../api/json.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { Container, ContainerStatus } from '../../api/types.ts';
import { sameJson } from '../../lib/same-json.ts';
import { trustedProbesKey, type TrustedProbe } from '../../node/runtime-state.ts';
import { nameOf } from './given-object.ts';
import type { ImportNotes } from './import-notes.ts';

/** Entries of the kubelet's memory. */
export function trustedProbes(reader: ClusterReader, notes: ImportNotes): Readonly<Record<string, JsonValue>> {
  const found = new Map<string, TrustedProbe[]>();
  const add = (namespace: string, probe: TrustedProbe): void => {
    const key = trustedProbesKey(namespace);
    const known = found.get(key) ?? [];
    if (!known.some((other) => sameJson(other, probe))) found.set(key, [...known, probe]);
  };
  for (const pod of reader.list('pods')) {
    const { containers, initContainers = [] } = pod.spec;
    const { containerStatuses = [], initContainerStatuses = [] } = pod.status;
    const passed = [
      ...initContainers.flatMap((container) => passedProbes(container, initContainerStatuses)),
      ...containers.flatMap((container) => passedProbes(container, containerStatuses)),
    ];
    for (const probe of passed) add(pod.metadata.namespace ?? '', probe);
    if (passed.length > 0) notes.add('assumed', nameOf(pod), promise);
  }
  for (const set of reader.list('statefulsets.apps')) {
    const { readyReplicas = 0, currentRevision, updateRevision } = set.status;
    // While a rollout goes on the Pods that are ready may be those of the other template.
    if (readyReplicas === 0 || currentRevision !== updateRevision) continue;
    const { namespace = '' } = set.metadata;
    const hasPods = reader
      .list('pods')
      .some(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid));
    const { containers = [], initContainers = [] } = set.spec.template.spec ?? {};
    const probes = hasPods ? [] : [...initContainers, ...containers].flatMap(probesOf);
    for (const probe of probes) add(namespace, probe);
    if (probes.length > 0) notes.add('assumed', nameOf(set), promise);
  }
  return Object.fromEntries(found) as unknown as Readonly<Record<string, JsonValue>>;
}

const promise =
  'probes that succeeded go on to succeed for as long as they are not edited; what they ask is not known.';

function probesOf({ name, startupProbe, readinessProbe, livenessProbe }: Container): readonly TrustedProbe[] {
  const probes = { startup: startupProbe, readiness: readinessProbe, liveness: livenessProbe } as const;
  return (['startup', 'readiness', 'liveness'] as const).flatMap((kind) => {
    const probe = probes[kind];
    return probe ? [{ container: name, kind, probe }] : [];
  });
}

function passedProbes(container: Container, statuses: readonly ContainerStatus[]): readonly TrustedProbe[] {
  const { started, ready, state } = statuses.find(({ name }) => name === container.name) ?? {};
  if (!state?.running) return [];
  return probesOf(container).filter(({ kind }) => (kind === 'readiness' ? ready === true : started === true));
}
