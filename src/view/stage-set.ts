/** The block of one StatefulSet: its card, its Services and StorageClasses, its columns, gates and partition. */

import { refOf } from '../api/object.ts';
import type { Decision } from '../api/decision.ts';
import type { Pod, Service, StatefulSet } from '../api/types.ts';
import { leadingDecision, refKey } from './decision-index.ts';
import { endpointsOf } from './endpoint-index.ts';
import { memberIndex } from './member-index.ts';
import { selectsLabels } from './selectors.ts';
import { column, revisionMark, type ColumnSet, type StageSource } from './stage-column.ts';
import { gatesOf } from './stage-gates.ts';
import type { Column, RevisionCount, ServiceCard, SetBlock, SetCard, StorageClassCard } from './stage-model.ts';
import { missingServiceCard, serviceCard } from './stage-services.ts';
import { storageClassCard } from './stage-storage.ts';

/** More columns than this are counted, not drawn. */
const maxColumns = 1000;

interface Ordinals {
  readonly wanted: ReadonlySet<number>;
  readonly all: readonly number[];
  readonly undrawn: number;
}

/** Ordinals of the Pods that there are, and of claims. */
function presentOrdinals({ reader }: StageSource, { set, namespace }: ColumnSet): ReadonlySet<number> {
  const pods = memberIndex(reader.list('pods'));
  const claims = memberIndex(reader.list('persistentvolumeclaims'));
  const present = new Set(pods.get(`${namespace}/${set.metadata.name}`));
  for (const template of set.spec.volumeClaimTemplates ?? []) {
    for (const ordinal of claims.get(`${namespace}/${template.metadata.name}-${set.metadata.name}`) ?? []) {
      present.add(ordinal);
    }
  }
  return present;
}

function ordinalsOf(present: ReadonlySet<number>, { set, isDeleted }: ColumnSet): Ordinals {
  const start = set.spec.ordinals?.start ?? 0;
  const replicas = isDeleted ? 0 : (set.spec.replicas ?? 1);
  const isWanted = (ordinal: number): boolean => ordinal >= start && ordinal < start + replicas;
  const wanted = new Set([...present].filter(isWanted));
  for (let ordinal = start; ordinal < start + Math.min(replicas, maxColumns); ordinal++) wanted.add(ordinal);
  const all = [...new Set([...present, ...wanted])].sort((a, b) => a - b).slice(0, maxColumns);
  return { wanted, all, undrawn: Math.max(0, replicas - wanted.size) + Math.max(0, wanted.size - maxColumns) };
}

function ownPods(source: StageSource, { set, namespace }: ColumnSet): readonly Pod[] {
  const ordinals = memberIndex(source.reader.list('pods')).get(`${namespace}/${set.metadata.name}`) ?? [];
  const pods = ordinals.map((ordinal) => source.reader.get('pods', namespace, `${set.metadata.name}-${ordinal}`));
  return pods.filter((pod) => pod !== undefined);
}

function roleOf(set: StatefulSet, name: string): RevisionCount['role'] {
  const { currentRevision, updateRevision } = set.status;
  if (currentRevision === updateRevision) return name === updateRevision ? 'only' : 'older';
  if (name === updateRevision) return 'update';
  return name === currentRevision ? 'current' : 'older';
}

function revisionCounts(source: StageSource, owner: ColumnSet, pods: readonly Pod[]): readonly RevisionCount[] {
  const { currentRevision, updateRevision } = owner.set.status;
  const counts = new Map<string, number>();
  for (const name of [currentRevision, updateRevision]) if (name) counts.set(name, 0);
  for (const pod of pods) {
    const name = pod.metadata.labels?.['controller-revision-hash'];
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const marks = [...counts].map(([name, count]) => {
    return { ...revisionMark(source, owner.key, name), count, role: roleOf(owner.set, name) };
  });
  return marks.sort((a, b) => a.color - b.color);
}

/** Decisions about the set and about its ordinals, also those whose Pod does not exist. */
function decisionsOfSet(source: StageSource, { set, namespace }: ColumnSet, all: readonly number[]): Decision[] {
  const names = all.map((ordinal) => `${set.metadata.name}-${ordinal}`);
  const refs = [refOf(set), ...names.map((name) => ({ kind: 'Pod', namespace, name }))];
  return refs.flatMap((ref) => source.decisions.get(refKey(ref)) ?? []);
}

function partitionOf({ spec }: StatefulSet): number | undefined {
  return spec.updateStrategy?.type === 'OnDelete' ? undefined : (spec.updateStrategy?.rollingUpdate?.partition ?? 0);
}

function setCard(source: StageSource, owner: ColumnSet, ordinals: Ordinals, decisions: readonly Decision[]): SetCard {
  const { set, namespace, isDeleted } = owner;
  const pods = ownPods(source, owner);
  const terminating = set.metadata.deletionTimestamp !== undefined;
  return {
    ref: refOf(set),
    name: set.metadata.name,
    namespace,
    replicas: isDeleted ? 0 : (set.spec.replicas ?? 1),
    ready: isDeleted ? 0 : (set.status.readyReplicas ?? 0),
    strategy: set.spec.updateStrategy?.type ?? 'RollingUpdate',
    policy: set.spec.podManagementPolicy ?? 'OrderedReady',
    revisions: revisionCounts(source, owner, pods),
    sentence: leadingDecision(decisions)?.message ?? '',
    state: isDeleted ? 'deleted' : terminating ? 'terminating' : 'live',
    undrawn: ordinals.undrawn,
  };
}

function serviceCards(source: StageSource, { set, namespace, service }: ColumnSet): readonly ServiceCard[] {
  const { serviceName } = set.spec;
  const others = source.reader
    .list('services', namespace)
    .filter((other) => other !== service && selectsLabels(other.spec.selector, set.spec.template.metadata?.labels));
  const card = (one: Service): ServiceCard => {
    const endpoints = endpointsOf(source.endpoints, namespace, one.metadata.name);
    const key = `service ${namespace}/${one.metadata.name}`;
    return source.memo(key, [one, endpoints], () => serviceCard(one, endpoints));
  };
  const cards = others.map(card);
  if (service) return [card(service), ...cards];
  if (!serviceName) return cards;
  const missing = source.memo(`service ${namespace}/${serviceName}`, [], () =>
    missingServiceCard(namespace, serviceName),
  );
  return [missing, ...cards];
}

function storageClassCards({ reader, memo }: StageSource, { set, key }: ColumnSet): readonly StorageClassCard[] {
  const classes = reader.list('storageclasses.storage.k8s.io');
  const fallback = classes.find(
    ({ metadata }) => metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
  );
  const names = new Set(
    (set.spec.volumeClaimTemplates ?? []).map(({ spec }) => spec.storageClassName ?? fallback?.metadata.name ?? ''),
  );
  return [...names].filter(Boolean).map((name) => {
    const storageClass = reader.get('storageclasses.storage.k8s.io', undefined, name);
    return memo(`class ${key} ${name}`, [storageClass, set.spec.persistentVolumeClaimRetentionPolicy], () =>
      storageClassCard(name, storageClass, set),
    );
  });
}

/** `set` is its last state when `isDeleted`: its columns stay as long as there is a Pod or a claim in them. */
export function setBlock(source: StageSource, set: StatefulSet, isDeleted: boolean): SetBlock {
  const { memo } = source;
  const { name, namespace = '' } = set.metadata;
  const key = `${namespace}/${name}`;
  const service = set.spec.serviceName ? source.reader.get('services', namespace, set.spec.serviceName) : undefined;
  const owner: ColumnSet = { set, key, namespace, service, isDeleted };
  const present = presentOrdinals(source, owner);
  const ordinals = memo(`ordinals ${key}`, [isDeleted, set.spec, ...present], () => ordinalsOf(present, owner));
  const found = ordinals.all.map((ordinal) => column(source, owner, ordinal, ordinals.wanted.has(ordinal)));
  const columns = memo<readonly Column[]>(`columns ${key}`, found, () => found);
  const { decisions, said } = memo(`decisions ${key}`, [source.decisions, ordinals], () => {
    const about = decisionsOfSet(source, owner, ordinals.all);
    return { decisions: about, said: about.map(({ message }) => message).join('\n') };
  });
  const { gates, card } = memo(`card ${key}`, [set, columns, said], () => ({
    gates: gatesOf(set, decisions),
    card: setCard(source, owner, ordinals, decisions),
  }));
  const foundServices = serviceCards(source, owner);
  const services = memo(`services ${key}`, foundServices, () => foundServices);
  const foundClasses = storageClassCards(source, owner);
  const storageClasses = memo(`classes ${key}`, foundClasses, () => foundClasses);
  const partition = isDeleted ? undefined : partitionOf(set);
  return memo(`block ${key}`, [card, services, storageClasses, columns, partition], () => {
    return { key, card, services, storageClasses, columns, gates, partition };
  });
}
