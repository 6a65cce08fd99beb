/**
 * attachdetach-controller: attaches CSI volumes to the nodes of the Pods that use them, and detaches them. What is
 * attached is remembered here and shown in `node.status.volumesAttached`, which kubelets wait for. Keys are names of
 * nodes. Models pkg/controller/volume/attachdetach.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, Memory, QueueWish, SyncContext, SyncResult } from '../api/controller.ts';
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
  podsOfVolume,
  wantsOfNode,
  type Attachment,
  type Attachments,
  type Want,
} from './attach-plan.ts';
import { podsUsingClaim } from './pod-index.ts';
import { claimsOfPod } from './volume-claims.ts';

/** The reconciler looks ten times a second: what comes up or is done within one round is dealt with together. */
const roundMs = 100;

const attachedPrefix = 'attached/';

export const attachDetachController: Controller = {
  name: 'attachdetach-controller',
  keysFor(change, reader) {
    switch (change.resource) {
      case 'pods':
        return keysForPod(change as StoreChange<Pod>);
      case 'persistentvolumeclaims': {
        const { metadata, spec } = (change as StoreChange<PersistentVolumeClaim>).object;
        return spec.volumeName ? nodesUsing(metadata.namespace, metadata.name, reader) : [];
      }
      case 'nodes':
        return keysForNode(change as StoreChange<Node>, reader);
      default:
        return [];
    }
  },
  reactionMs: () => roundMs,
  sync,
};

function nodesUsing(namespace: string | undefined, claimName: string, reader: ClusterReader): readonly string[] {
  return podsUsingClaim(namespace, claimName, reader).flatMap(({ spec }) => spec.nodeName || []);
}

function keysForPod({ type, object, previous }: StoreChange<Pod>): readonly QueueWish[] {
  const { nodeName } = object.spec;
  const isNews =
    type !== 'MODIFIED' || previous?.spec.nodeName !== nodeName || previous?.status.phase !== object.status.phase;
  return isNews && nodeName && claimsOfPod(object).length > 0 ? [nodeName] : [];
}

/** A node that comes back, is taken out of service or is gone; and who waits for volumes that it let go. */
function keysForNode({ type, object, previous }: StoreChange<Node>, reader: ClusterReader): readonly QueueWish[] {
  const { name } = object.metadata;
  const before = previous?.status.volumesAttached ?? [];
  const after = new Set(object.status.volumesAttached?.map((entry) => entry.name));
  const detached = new Set(before.filter((entry) => !after.has(entry.name)).map((entry) => entry.name));
  const waiting =
    detached.size === 0
      ? []
      : reader
          .list('persistentvolumes')
          .filter((volume) => detached.has(attachedName(volume) ?? ''))
          .flatMap(({ spec: { claimRef } }) => nodesUsing(claimRef?.namespace, claimRef?.name ?? '', reader));
  const isSame =
    type === 'MODIFIED' &&
    previous?.spec.taints === object.spec.taints &&
    previous?.status.conditions === object.status.conditions;
  return isSame ? waiting : [name, ...waiting];
}

const indexes = new WeakMap<readonly Attachment[], Attachments>();

function attachmentsOf(nodeName: string, memory: Memory): Attachments {
  const list = (memory.get(`${attachedPrefix}${nodeName}`) ?? []) as unknown as readonly Attachment[];
  const found = indexes.get(list);
  if (found) return found;
  const attachments = new Map(list.map((attachment) => [attachment.volume, attachment]));
  indexes.set(list, attachments);
  return attachments;
}

/** What one round comes to. */
interface Round {
  readonly attachments: Attachments;
  readonly decisions: readonly Decision[];
  /** When something is due by itself. */
  readonly nextMs: number;
}

function sync(nodeName: string, context: SyncContext): SyncResult {
  const { reader, memory, nowMs } = context;
  const before = attachmentsOf(nodeName, memory);
  const wants = wantsOfNode(nodeName, reader);
  if (wants.size === 0 && before.size === 0) return {};
  const detached = detachUnwanted(nodeName, before, wants, context);
  const attached = attachWanted(nodeName, detached.attachments, wants, context);
  const { attachments } = attached;
  const key = `${attachedPrefix}${nodeName}`;
  if (attachments.size === 0) memory.delete(key);
  else memory.set(key, [...attachments.values()] as unknown as JsonValue);
  show(nodeName, attachments, context);
  const nextMs = Math.min(detached.nextMs, attached.nextMs);
  const decisions = [...detached.decisions, ...attached.decisions];
  return Number.isFinite(nextMs) ? { decisions, requeueAfterMs: Math.max(1, nextMs - nowMs) } : { decisions };
}

function detachUnwanted(
  nodeName: string,
  before: Attachments,
  wants: ReadonlyMap<string, Want>,
  { reader, nowMs }: SyncContext,
): Round {
  const attachments = new Map<string, Attachment>();
  const decisions: Decision[] = [];
  let nextMs = Number.POSITIVE_INFINITY;
  const node = reader.get('nodes', undefined, nodeName);
  for (const [volumeName, attachment] of before) {
    const { unwantedSinceMs = nowMs, ...rest } = attachment;
    if (wants.has(volumeName)) {
      attachments.set(volumeName, attachment.unwantedSinceMs === undefined ? attachment : rest);
      continue;
    }
    const atMs = detachAtMs(node, unwantedSinceMs);
    if (atMs <= nowMs) continue;
    attachments.set(volumeName, { ...rest, unwantedSinceMs });
    nextMs = Math.min(nextMs, atMs);
    decisions.push({
      about: { kind: 'PersistentVolume', name: volumeName },
      verdict: 'waits',
      reason: 'DetachWaitsForUnmount',
      message: `${volumeName} stays attached to ${nodeName}: the node does not say that it is unmounted.`,
      blockedBy: [{ kind: 'Node', name: nodeName }],
      untilMs: atMs,
    });
  }
  return { attachments, decisions, nextMs };
}

function attachWanted(
  nodeName: string,
  kept: Attachments,
  wants: ReadonlyMap<string, Want>,
  context: SyncContext,
): Round {
  const { nowMs, timings, random } = context;
  const attachments = new Map(kept);
  const decisions: Decision[] = [];
  const refusals = new Map<string, string>();
  let nextMs = Number.POSITIVE_INFINITY;
  for (const [volumeName, want] of wants) {
    const present = attachments.get(volumeName);
    const others = present || !isExclusive(want.volume) ? [] : attachedElsewhere(volumeName, nodeName, context);
    if (others.length > 0) {
      decisions.push(...refuse(want, others, refusals, context));
      nextMs = Math.min(nextMs, ...others.map(({ freeAtMs }) => freeAtMs));
      continue;
    }
    const { minMs, maxMs } = timings.attachMs;
    const doneMs = Math.ceil((nowMs + random.integer(minMs, maxMs)) / roundMs) * roundMs;
    const name = attachedName(want.volume)!;
    const attachment: Attachment = present ?? { volume: volumeName, name, attachedAtMs: doneMs };
    const isDone = attachment.attachedAtMs <= nowMs;
    if (!isDone) {
      nextMs = Math.min(nextMs, attachment.attachedAtMs);
      decisions.push(...want.pods.map((pod) => attaching(want.volume, pod, nodeName, attachment.attachedAtMs)));
    } else if (!attachment.isReported) {
      reportAttached(want, context);
    }
    attachments.set(volumeName, isDone && !attachment.isReported ? { ...attachment, isReported: true } : attachment);
  }
  rememberRefusals(nodeName, refusals, context);
  return { attachments, decisions, nextMs };
}

interface Elsewhere {
  readonly node: string;
  /** When it goes by itself, if it is no longer wanted there. */
  readonly freeAtMs: number;
}

function attachedElsewhere(
  volumeName: string,
  nodeName: string,
  { memory, reader }: SyncContext,
): readonly Elsewhere[] {
  return memory.keys(attachedPrefix).flatMap((key) => {
    const node = key.slice(attachedPrefix.length);
    const attachment = attachmentsOf(node, memory).get(volumeName);
    if (node === nodeName || !attachment) return [];
    const { unwantedSinceMs } = attachment;
    const freeAtMs =
      unwantedSinceMs === undefined
        ? Number.POSITIVE_INFINITY
        : detachAtMs(reader.get('nodes', undefined, node), unwantedSinceMs) + 1;
    return [{ node, freeAtMs }];
  });
}

function attaching(volume: PersistentVolume, pod: Pod, nodeName: string, untilMs: number): Decision {
  const about = refOf(pod);
  const message = `${about.name} waits until ${volume.metadata.name} is attached to ${nodeName}.`;
  return { about, verdict: 'waits', reason: 'Attaching', message, blockedBy: [refOf(volume)], untilMs };
}

/** The Pods wait, and each is told once. Models reportMultiAttachError. */
function refuse(
  { volume, pods }: Want,
  elsewhere: readonly Elsewhere[],
  refusals: Map<string, string>,
  { reader }: SyncContext,
): readonly Decision[] {
  const nodes = elsewhere.map(({ node }) => node);
  const others = nodes.flatMap((node) => podsOfVolume(volume, node, reader));
  return pods.map((pod): Decision => {
    const about = refOf(pod);
    refusals.set(`${about.namespace}/${about.name}/${volume.metadata.name}`, multiAttachMessage(volume, pod, others));
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

/** Records an event for each refusal that is new. */
function rememberRefusals(nodeName: string, refusals: ReadonlyMap<string, string>, context: SyncContext): void {
  const key = `refused/${nodeName}`;
  const before = (context.memory.get(key) ?? []) as readonly string[];
  for (const [refused, message] of refusals) {
    if (before.includes(refused)) continue;
    const [namespace = '', name = ''] = refused.split('/');
    const about = context.reader.get('pods', namespace, name);
    if (about) context.recordEvent({ about, type: 'Warning', reason: 'FailedAttachVolume', message });
  }
  if (refusals.size > 0) context.memory.set(key, [...refusals.keys()]);
  else if (before.length > 0) context.memory.delete(key);
}

function reportAttached({ volume, pods }: Want, { recordEvent }: SyncContext): void {
  // Upstream puts the names of volumes that were attached together behind the space.
  const message = `AttachVolume.Attach succeeded for volume "${volume.metadata.name}" `;
  for (const pod of pods) recordEvent({ about: pod, type: 'Normal', reason: 'SuccessfulAttachVolume', message });
}

/** Writes what is attached to the node's status. */
function show(nodeName: string, attachments: Attachments, { reader, request, nowMs }: SyncContext): void {
  const node = reader.get('nodes', undefined, nodeName);
  if (!node) return;
  const names = [...attachments.values()]
    .filter(({ attachedAtMs }) => attachedAtMs <= nowMs)
    .map(({ name }) => name)
    .sort();
  const shown = node.status.volumesAttached ?? [];
  if (names.length === shown.length && names.every((name, index) => name === shown[index]?.name)) return;
  const volumesAttached = names.length > 0 ? names.map((name) => ({ name, devicePath: '' })) : null;
  const path = { resource: 'nodes', name: nodeName, subresource: 'status' };
  request(patchRequest(path, 'merge', { status: { volumesAttached } }));
}
