/**
 * attachdetach-controller: attaches CSI volumes to the nodes of the Pods that use them, and detaches them. What is
 * attached is remembered here and shown in `node.status.volumesAttached`, which kubelets wait for. Keys are names of
 * volumes. Models pkg/controller/volume/attachdetach.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, QueueWish, SyncContext, SyncResult } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import type { JsonValue } from '../api/json.ts';
import { refOf } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../api/types.ts';
import { patchRequest } from '../client/request.ts';
import {
  attachedName,
  detachAtMs,
  isExclusive,
  multiAttachMessage,
  podsByNode,
  type Attachment,
} from './attach-plan.ts';
import { claimsOfPod } from './volume-claims.ts';

export const attachDetachController: Controller = {
  name: 'attachdetach-controller',
  keysFor(change, reader) {
    switch (change.resource) {
      case 'pods':
        return keysForPod(change as StoreChange<Pod>, reader);
      case 'persistentvolumeclaims': {
        const { volumeName } = (change as StoreChange<PersistentVolumeClaim>).object.spec;
        return volumeName ? [volumeName] : [];
      }
      case 'persistentvolumes':
        return change.type === 'DELETED' ? [change.key] : [];
      case 'nodes':
        return keysForNode(change as StoreChange<Node>, reader);
      default:
        return [];
    }
  },
  sync,
};

function volumesOfPod(pod: Pod, reader: ClusterReader): readonly string[] {
  return claimsOfPod(pod).flatMap(({ claimName }) => {
    const name = reader.get('persistentvolumeclaims', pod.metadata.namespace, claimName)?.spec.volumeName;
    const volume = name ? reader.get('persistentvolumes', undefined, name) : undefined;
    return volume && attachedName(volume) !== undefined ? [volume.metadata.name] : [];
  });
}

function keysForPod({ type, object, previous }: StoreChange<Pod>, reader: ClusterReader): readonly QueueWish[] {
  const isNews =
    type !== 'MODIFIED' ||
    previous?.spec.nodeName !== object.spec.nodeName ||
    previous?.status.phase !== object.status.phase;
  return isNews && object.spec.nodeName ? volumesOfPod(object, reader) : [];
}

/** A node that comes back, is taken out of service or is gone may let go of its volumes. */
function keysForNode({ type, object, previous }: StoreChange<Node>, reader: ClusterReader): readonly QueueWish[] {
  const isSame =
    type === 'MODIFIED' &&
    previous?.spec.taints === object.spec.taints &&
    previous?.status.conditions === object.status.conditions;
  if (isSame) return [];
  const onNode = reader.list('pods').filter((pod) => pod.spec.nodeName === object.metadata.name);
  const attached = new Set((previous ?? object).status.volumesAttached?.map(({ name }) => name));
  const volumes = reader.list('persistentvolumes').filter((volume) => attached.has(attachedName(volume) ?? ''));
  const names = [
    ...onNode.flatMap((pod) => volumesOfPod(pod, reader)),
    ...volumes.map(({ metadata }) => metadata.name),
  ];
  return [...new Set(names)];
}

function sync(key: string, context: SyncContext): SyncResult {
  const { reader, memory } = context;
  const volume = reader.get('persistentvolumes', undefined, key);
  const before = (memory.get(key) ?? []) as unknown as readonly Attachment[];
  const name = volume && attachedName(volume);
  if (!volume || name === undefined) {
    memory.delete(key);
    return {};
  }
  const wanted = podsByNode(volume, reader);
  const kept = detachUnwanted(volume, before, wanted, context);
  const outcome = attachWanted(volume, kept.attachments, wanted, context);
  const { attachments } = outcome;
  if (attachments.length === 0) memory.delete(key);
  else memory.set(key, attachments as unknown as JsonValue);
  const nextMs = Math.min(kept.nextMs, outcome.nextMs);
  const decisions = [...kept.decisions, ...outcome.decisions];
  return Number.isFinite(nextMs) ? { decisions, requeueAfterMs: Math.max(1, nextMs - context.nowMs) } : { decisions };
}

type PodsByNode = ReadonlyMap<string, readonly Pod[]>;

interface Outcome {
  readonly attachments: readonly Attachment[];
  readonly decisions: readonly Decision[];
  /** When something is due by itself. */
  readonly nextMs: number;
}

function detachUnwanted(
  volume: PersistentVolume,
  before: readonly Attachment[],
  wanted: PodsByNode,
  context: SyncContext,
): Outcome {
  const { reader, nowMs } = context;
  const attachments: Attachment[] = [];
  const decisions: Decision[] = [];
  let nextMs = Number.POSITIVE_INFINITY;
  for (const attachment of before) {
    const { unwantedSinceMs = nowMs, ...rest } = attachment;
    if (wanted.has(attachment.node)) {
      attachments.push(rest);
      continue;
    }
    const atMs = detachAtMs(reader.get('nodes', undefined, attachment.node), unwantedSinceMs);
    if (atMs <= nowMs) {
      show(volume, attachment.node, false, context);
      continue;
    }
    attachments.push({ ...rest, unwantedSinceMs });
    nextMs = Math.min(nextMs, atMs);
    const about = refOf(volume);
    decisions.push({
      about,
      verdict: 'waits',
      reason: 'DetachWaitsForUnmount',
      message: `${about.name} stays attached to ${attachment.node}: the node does not say that it is unmounted.`,
      blockedBy: [{ kind: 'Node', name: attachment.node }],
      untilMs: atMs,
    });
  }
  return { attachments, decisions, nextMs };
}

function attachWanted(
  volume: PersistentVolume,
  kept: readonly Attachment[],
  wanted: PodsByNode,
  context: SyncContext,
): Outcome {
  const { nowMs, timings, random } = context;
  let attachments = [...kept];
  const decisions: Decision[] = [];
  let nextMs = Number.POSITIVE_INFINITY;
  for (const [node, pods] of wanted) {
    const present = attachments.find((attachment) => attachment.node === node);
    const elsewhere = attachments.filter((attachment) => attachment.node !== node);
    if (!present && isExclusive(volume) && elsewhere.length > 0) {
      decisions.push(...refuse(volume, pods, elsewhere, wanted, context));
      continue;
    }
    const { minMs, maxMs } = timings.attachMs;
    const attachment = present ?? { node, attachedAtMs: nowMs + random.integer(minMs, maxMs) };
    const isDone = attachment.attachedAtMs <= nowMs;
    if (isDone) {
      show(volume, node, true, context);
      if (!attachment.isReported) reportAttached(volume, pods, context);
    } else {
      nextMs = Math.min(nextMs, attachment.attachedAtMs);
      decisions.push(...pods.map((pod) => attaching(volume, pod, attachment)));
    }
    attachments = [...elsewhere, isDone ? { ...attachment, isReported: true } : attachment];
  }
  forgetReports(volume, decisions, wanted, context);
  return { attachments, decisions, nextMs };
}

function attaching(volume: PersistentVolume, pod: Pod, { node, attachedAtMs }: Attachment): Decision {
  const about = refOf(pod);
  return {
    about,
    verdict: 'waits',
    reason: 'Attaching',
    message: `${about.name} waits until ${volume.metadata.name} is attached to ${node}.`,
    blockedBy: [refOf(volume)],
    untilMs: attachedAtMs,
  };
}

/** Kept apart from the names of volumes, which have no slash. */
const reportKey = (volume: PersistentVolume, pod: Pod): string =>
  `reported/${volume.metadata.name}/${pod.metadata.uid}`;

/** A Pod that was refused once and is not any more is told again next time. */
function forgetReports(
  volume: PersistentVolume,
  decisions: readonly Decision[],
  wanted: PodsByNode,
  { memory }: SyncContext,
): void {
  const refused = new Set(decisions.filter(({ reason }) => reason === 'MultiAttach').map(({ about }) => about.name));
  const pods = [...wanted.values()].flat().filter(({ metadata }) => refused.has(metadata.name));
  const current = new Set(pods.map((pod) => reportKey(volume, pod)));
  for (const key of memory.keys(`reported/${volume.metadata.name}/`)) if (!current.has(key)) memory.delete(key);
}

/** The Pods wait, and are told once each. */
function refuse(
  volume: PersistentVolume,
  pods: readonly Pod[],
  elsewhere: readonly Attachment[],
  wanted: PodsByNode,
  context: SyncContext,
): readonly Decision[] {
  const others = elsewhere.flatMap(({ node }) => wanted.get(node) ?? []);
  return pods.map((pod): Decision => {
    const about = refOf(pod);
    if (context.memory.get(reportKey(volume, pod)) === undefined) {
      context.memory.set(reportKey(volume, pod), true);
      const message = multiAttachMessage(volume, pod, others);
      context.recordEvent({ about: pod, type: 'Warning', reason: 'FailedAttachVolume', message });
    }
    const nodes = elsewhere.map(({ node }) => node);
    return {
      about,
      verdict: 'waits',
      reason: 'MultiAttach',
      message: `${about.name} cannot have ${volume.metadata.name}: it is attached to ${nodes.join(', ')} and may be on one node only.`,
      blockedBy: [...others.map(refOf), ...nodes.map((name) => ({ kind: 'Node', name }))],
      rule: { object: refOf(volume), field: 'spec.accessModes' },
    };
  });
}

function reportAttached(volume: PersistentVolume, pods: readonly Pod[], { recordEvent }: SyncContext): void {
  // Upstream puts the names of volumes that were attached together behind the space.
  const message = `AttachVolume.Attach succeeded for volume "${volume.metadata.name}" `;
  for (const pod of pods) recordEvent({ about: pod, type: 'Normal', reason: 'SuccessfulAttachVolume', message });
}

/** Adds the volume to, or takes it off, what the node shows as attached. */
function show(volume: PersistentVolume, nodeName: string, isAttached: boolean, context: SyncContext): void {
  const node = context.reader.get('nodes', undefined, nodeName);
  const name = attachedName(volume)!;
  const shown = node?.status.volumesAttached ?? [];
  if (!node || shown.some((entry) => entry.name === name) === isAttached) return;
  const volumesAttached = isAttached
    ? [...shown, { name, devicePath: '' }]
    : shown.filter((entry) => entry.name !== name);
  const body = { status: { volumesAttached } } as unknown as JsonValue;
  context.request(patchRequest({ resource: 'nodes', name: nodeName, subresource: 'status' }, 'merge', body));
}
