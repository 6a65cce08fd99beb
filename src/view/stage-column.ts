/** One ordinal of a StatefulSet: its name, its Pod or the place where it was, its claims and volumes. */

import type { Decision } from '../api/decision.ts';
import type { Fault } from '../api/faults.ts';
import { deniedUntilMs } from '../api/negative-cache.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { KubeObject } from '../api/object.ts';
import type { Endpoint, PersistentVolume, PersistentVolumeClaim, Pod, Service, StatefulSet } from '../api/types.ts';
import { parseTime } from '../lib/time.ts';
import { leadingDecision, refKey, type DecisionIndex } from './decision-index.ts';
import { endpointsOf, type EndpointIndex } from './endpoint-index.ts';
import type { HistoryIndex } from './history-index.ts';
import { createKeyedMemo, type KeyedMemo, type Memo } from './keyed-memo.ts';
import { dnsCard } from './stage-dns.ts';
import type { ClaimCard, Column, PodCard, PodGhost, RevisionMark, VolumeCard } from './stage-model.ts';
import { podCard } from './stage-pod.ts';
import { claimCard, volumeCard } from './stage-storage.ts';

/** What every part of the picture is drawn from. */
export interface StageSource {
  readonly reader: ClusterReader;
  readonly atMs: number;
  readonly decisions: DecisionIndex;
  readonly faults: readonly Fault[];
  readonly history: HistoryIndex;
  readonly endpoints: EndpointIndex;
  readonly memo: Memo;
}

/** A set as its columns see it. */
export interface ColumnSet {
  readonly set: StatefulSet;
  readonly key: string;
  readonly namespace: string;
  readonly service: Service | undefined;
  readonly isDeleted: boolean;
}

/** The leading decision about an object; it keeps its identity as long as it says the same. */
export function heldDecision(source: StageSource, kind: string, namespace: string, name: string): Decision | undefined {
  const key = refKey({ kind, namespace, name });
  const decision = leadingDecision(source.decisions.get(key));
  if (!decision) return undefined;
  const { verdict, reason, message, untilMs } = decision;
  return source.memo(`why ${key}`, [verdict, reason, message, untilMs], () => decision);
}

/** The colour of a revision; the same mark as long as it is the same revision. */
export function revisionMark(source: StageSource, setKey: string, name: string): RevisionMark {
  const color = source.history.revisionIndex(setKey, name);
  return source.memo(`revision ${setKey} ${name}`, [color], () => ({ name, color }));
}

/** Until when a Ready Pod is not yet available, as `minReadySeconds` asks. */
function unavailableUntilMs({ atMs }: StageSource, { spec }: StatefulSet, pod: Pod): number | undefined {
  const { minReadySeconds = 0 } = spec;
  const ready = minReadySeconds > 0 ? pod.status.conditions?.find(({ type }) => type === 'Ready') : undefined;
  const sinceMs = ready?.status === 'True' ? parseTime(ready.lastTransitionTime ?? '') : undefined;
  const untilMs = sinceMs === undefined ? 0 : sinceMs + minReadySeconds * 1000;
  return untilMs > atMs ? untilMs : undefined;
}

/** The card of a Pod that belongs to a set. */
export function memberCard(source: StageSource, { set, key, namespace }: ColumnSet, pod: Pod): PodCard {
  const label = pod.metadata.labels?.['controller-revision-hash'];
  const revision = label ? revisionMark(source, key, label) : undefined;
  const decision = heldDecision(source, 'Pod', namespace, pod.metadata.name);
  const update = set.status.updateRevision;
  const untilMs = unavailableUntilMs(source, set, pod);
  return source.memo(`pod ${namespace}/${pod.metadata.name}`, [pod, revision, update, decision, untilMs], () => {
    const card = podCard(pod, revision, update, decision);
    if (untilMs === undefined || card.countdown) return card;
    const fromMs = untilMs - (set.spec.minReadySeconds ?? 0) * 1000;
    return { ...card, countdown: { label: 'available in', fromMs, untilMs } } satisfies PodCard;
  });
}

function ghost(source: StageSource, owner: ColumnSet, name: string, wanted: boolean): PodGhost {
  const { namespace, isDeleted } = owner;
  const sinceMs = source.history.goneSinceMs(`${namespace}/${name}`, source.atMs);
  const decision = heldDecision(source, 'Pod', namespace, name);
  const absent = sinceMs === undefined ? 'not created yet' : 'to be replaced';
  const reason = isDeleted ? 'StatefulSet deleted' : wanted ? absent : 'scaled down';
  return source.memo(`ghost ${namespace}/${name}`, [reason, sinceMs, decision], () => {
    return { name, reason, sinceMs, decision };
  });
}

interface StoredClaim {
  readonly claim: PersistentVolumeClaim & KubeObject;
  readonly volume: (PersistentVolume & KubeObject) | undefined;
}

/** The claims of an ordinal, in the order of the templates. */
function claimsOf({ reader }: StageSource, { set, namespace }: ColumnSet, ordinal: number): readonly StoredClaim[] {
  return (set.spec.volumeClaimTemplates ?? []).flatMap(({ metadata }) => {
    const name = `${metadata.name}-${set.metadata.name}-${ordinal}`;
    const claim = reader.get('persistentvolumeclaims', namespace, name);
    if (!claim) return [];
    const { volumeName } = claim.spec;
    return [{ claim, volume: volumeName ? reader.get('persistentvolumes', undefined, volumeName) : undefined }];
  });
}

interface Storage {
  readonly claims: readonly ClaimCard[];
  readonly volumes: readonly VolumeCard[];
}

function storage(memo: Memo, stored: readonly StoredClaim[], pod: Pod | undefined): Storage {
  const claims: ClaimCard[] = [];
  const volumes: VolumeCard[] = [];
  for (const { claim, volume } of stored) {
    const { name } = claim.metadata;
    claims.push(memo(`claim ${name}`, [claim, pod?.metadata.uid], () => claimCard(claim, pod)));
    if (volume) volumes.push(memo(`volume of ${name}`, [volume], () => volumeCard(volume)));
  }
  return { claims: memo('claims', claims, () => claims), volumes: memo('volumes', volumes, () => volumes) };
}

/** Until when caches hide the Pod's name, while that fault is in force. */
function cachedDenial({ faults, atMs }: StageSource, pod: Pod): number | undefined {
  if (!faults.some(({ type }) => type === 'dns-negative-cache')) return undefined;
  const untilMs = deniedUntilMs(pod);
  return untilMs !== undefined && untilMs > atMs ? untilMs : undefined;
}

/** What a column is drawn from. */
interface ColumnParts {
  readonly name: string;
  readonly pod: (Pod & KubeObject) | undefined;
  readonly endpoint: Endpoint | undefined;
  readonly denial: number | undefined;
  readonly stored: readonly StoredClaim[];
}

function drawColumn(
  source: StageSource,
  owner: ColumnSet,
  ordinal: number,
  wanted: boolean,
  { name, pod, endpoint, denial, stored }: ColumnParts,
): Column {
  const { set, namespace, service } = owner;
  const { memo } = source;
  const { serviceName } = set.spec;
  const dns = serviceName
    ? memo('dns', [serviceName, service, pod, endpoint?.addresses[0], denial], () =>
        dnsCard({ name, namespace, serviceName, service, pod, endpoint, deniedUntilMs: denial }),
      )
    : undefined;
  const card = pod ? memberCard(source, owner, pod) : undefined;
  const absent = pod ? undefined : ghost(source, owner, name, wanted);
  const { claims, volumes } = storage(memo, stored, pod);
  return memo('column', [ordinal, wanted, dns, card, absent, claims, volumes], () => {
    return { key: `${namespace}/${name}`, ordinal, wanted, dns, pod: card, ghost: absent, claims, volumes };
  });
}

/** A column with the memory of its parts. */
interface KnownColumn {
  readonly column: Column;
  readonly memory: KeyedMemo;
}

/**
 * `wanted`: the ordinal is within the set's replicas. Of a thousand columns hardly one changes from one moment to the
 * next: what stays is told by what it would be drawn from, and nothing of it is drawn.
 */
export function column(source: StageSource, owner: ColumnSet, ordinal: number, wanted: boolean): Column {
  const { set, key: setKey, namespace, service, isDeleted } = owner;
  const { memo, history, reader } = source;
  const name = `${set.metadata.name}-${ordinal}`;
  const key = `${namespace}/${name}`;
  const pod = reader.get('pods', namespace, name);
  const { serviceName } = set.spec;
  const endpoint = serviceName ? endpointsOf(source.endpoints, namespace, serviceName).byHostname.get(name) : undefined;
  const denial = pod && cachedDenial(source, pod);
  const stored = claimsOf(source, owner, ordinal);
  const decision = leadingDecision(source.decisions.get(refKey({ kind: 'Pod', namespace, name })));
  const revision = pod?.metadata.labels?.['controller-revision-hash'];
  const inputs: unknown[] = [
    set.spec,
    set.status.updateRevision,
    isDeleted,
    wanted,
    service,
    pod,
    pod ? revision && history.revisionIndex(setKey, revision) : history.goneSinceMs(key, source.atMs),
    endpoint?.addresses[0],
    denial,
    pod && unavailableUntilMs(source, set, pod),
    decision?.verdict,
    decision?.reason,
    decision?.message,
    decision?.untilMs,
  ];
  for (const { claim, volume } of stored) inputs.push(claim, volume);
  const parts = { name, pod, endpoint, denial, stored };
  const known = memo<KnownColumn>(`column ${key}`, inputs, (before) => {
    const memory = before?.memory ?? createKeyedMemo();
    return {
      memory,
      column: memory.pass((own) => drawColumn({ ...source, memo: own }, owner, ordinal, wanted, parts)),
    };
  });
  return known.column;
}
