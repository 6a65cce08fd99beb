/** The card of a Pod, in a column or alone. */

import { refOf } from '../api/object.ts';
import type { Decision } from '../api/decision.ts';
import type { Container, ContainerStatus, Pod } from '../api/types.ts';
import { imageText } from './image-text.ts';
import { podCountdown, podDetail, podState } from './pod-state.ts';
import type { ContainerMark, PodCard, ProbeMark, RevisionMark } from './stage-model.ts';

function containerMarks(pod: Pod): readonly ContainerMark[] {
  const statuses = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])];
  const ready = new Set(statuses.filter((status) => status.ready).map(({ name }) => name));
  return [
    ...(pod.spec.initContainers ?? []).map(({ name }) => ({ name, ready: ready.has(name), init: true })),
    ...pod.spec.containers.map(({ name }) => ({ name, ready: ready.has(name), init: false })),
  ];
}

type ProbeState = ProbeMark['state'];

/** What the container's status says about one of its probes: the kubelet reports outcomes only. */
function probeState(type: ProbeMark['type'], status: ContainerStatus | undefined): ProbeState {
  if (!status?.state?.running) return 'pending';
  if (type === 'startup') return status.started ? 'passing' : 'pending';
  if (!status.started) return 'pending';
  if (type === 'liveness') return 'passing';
  return status.ready ? 'passing' : 'failing';
}

const probeFields = { startup: 'startupProbe', readiness: 'readinessProbe', liveness: 'livenessProbe' } as const;
const worst: readonly ProbeState[] = ['failing', 'pending', 'passing'];

function probeMarks({ spec, status }: Pod): readonly ProbeMark[] {
  const byName = new Map((status.containerStatuses ?? []).map((entry) => [entry.name, entry]));
  return (Object.keys(probeFields) as ProbeMark['type'][]).flatMap((type) => {
    const probed = spec.containers.filter((container: Container) => container[probeFields[type]] !== undefined);
    const states = probed.map(({ name }) => probeState(type, byName.get(name)));
    const state = worst.find((candidate) => states.includes(candidate));
    return state ? [{ type, state }] : [];
  });
}

/** Of a node that is silent nothing newer is known. */
function lostDetail({ spec }: Pod, decision: Decision | undefined): string | undefined {
  const isLost = decision?.reason === 'NodeSilent' || decision?.reason === 'NodeDoesNotConfirm';
  return isLost ? `${spec.nodeName} does not answer` : undefined;
}

/** `updateRevision` is that of the StatefulSet; undefined for a Pod without one. */
export function podCard(
  pod: Pod,
  revision: RevisionMark | undefined,
  updateRevision: string | undefined,
  decision: Decision | undefined,
): PodCard {
  const state = podState(pod);
  const countdown = podCountdown(pod);
  const backOff = decision?.untilMs !== undefined && state.tone === 'failing' ? decision.untilMs : undefined;
  return {
    ref: refOf(pod),
    uid: pod.metadata.uid,
    name: pod.metadata.name,
    state,
    detail: lostDetail(pod, decision) ?? podDetail(pod, state),
    image: imageText(pod.spec.containers[0]?.image ?? ''),
    node: pod.spec.nodeName,
    ip: pod.status.podIP,
    revision,
    outdated: revision !== undefined && updateRevision !== undefined && revision.name !== updateRevision,
    containers: containerMarks(pod),
    probes: probeMarks(pod),
    countdown:
      countdown ?? (backOff ? { label: 'next try in', fromMs: backOff - 10_000, untilMs: backOff } : undefined),
    decision,
  };
}
