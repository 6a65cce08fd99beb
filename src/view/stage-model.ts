/**
 * What the stage shows, as plain data. Cards of things that did not change keep their identity from one model to the
 * next; times are absolute, so that a running clock alone changes nothing.
 */

import type { Decision } from '../api/decision.ts';
import type { ObjectRef } from '../api/object.ts';
import type { Countdown, PodState } from './pod-state.ts';

/** A revision as it is shown everywhere: its name and the stable index of its colour. */
export interface RevisionMark {
  readonly name: string;
  readonly color: number;
}

export interface DnsCard {
  readonly ref: ObjectRef;
  /** `web-0.nginx`. */
  readonly host: string;
  readonly fqdn: string;
  readonly published: boolean;
  /** `A 10.244.1.4`, or why there is no record. */
  readonly answer: string;
  /** Until when caches of resolvers hide the record. */
  readonly deniedUntilMs: number | undefined;
}

export interface ContainerMark {
  readonly name: string;
  readonly ready: boolean;
  readonly init: boolean;
}

/** What one kind of probe says about all containers that have it; worst first. */
export interface ProbeMark {
  readonly type: 'startup' | 'readiness' | 'liveness';
  readonly state: 'passing' | 'pending' | 'failing';
}

export interface PodCard {
  readonly ref: ObjectRef;
  readonly uid: string;
  readonly name: string;
  readonly state: PodState;
  readonly detail: string;
  readonly image: string;
  readonly node: string | undefined;
  readonly ip: string | undefined;
  readonly revision: RevisionMark | undefined;
  /** True when it has not the update revision although the set has another one. */
  readonly outdated: boolean;
  readonly containers: readonly ContainerMark[];
  readonly probes: readonly ProbeMark[];
  readonly countdown: Countdown | undefined;
  /** Why it is as it is, when something holds it up. */
  readonly decision: Decision | undefined;
}

/** The place of an identity whose Pod is not there. */
export interface PodGhost {
  readonly name: string;
  readonly reason: 'scaled down' | 'not created yet' | 'to be replaced' | 'StatefulSet deleted';
  readonly sinceMs: number | undefined;
  readonly decision: Decision | undefined;
}

export interface ClaimCard {
  readonly ref: ObjectRef;
  readonly name: string;
  readonly phase: string;
  /** `1Gi RWO`. */
  readonly size: string;
  readonly tone: 'bound' | 'pending' | 'lost' | 'ending';
  /** `kept`, `protected by web-0` …: what its state means for the data. */
  readonly note: string;
  /** What its deletion is tied to by an ownerReference. */
  readonly owner: ObjectRef | undefined;
  readonly volume: string | undefined;
  /** Finalizers that keep it from going: `kubernetes.io/pvc-protection`. */
  readonly finalizers: readonly string[];
}

export interface VolumeCard {
  readonly ref: ObjectRef;
  readonly name: string;
  readonly phase: string;
  readonly note: string;
}

/** One ordinal: name, Pod and storage of one identity. */
export interface Column {
  readonly key: string;
  readonly ordinal: number;
  readonly wanted: boolean;
  readonly dns: DnsCard | undefined;
  readonly pod: PodCard | undefined;
  readonly ghost: PodGhost | undefined;
  readonly claims: readonly ClaimCard[];
  readonly volumes: readonly VolumeCard[];
}

/** A shut gate between two neighbouring ordinals. */
export interface Gate {
  readonly lower: number;
  readonly upper: number;
  readonly waitsFor: string;
  readonly decision: Decision;
}

export interface RevisionCount extends RevisionMark {
  readonly count: number;
  readonly role: 'current' | 'update' | 'only' | 'older';
}

export interface SetCard {
  readonly ref: ObjectRef;
  readonly name: string;
  readonly namespace: string;
  readonly replicas: number;
  readonly ready: number;
  readonly strategy: string;
  readonly policy: string;
  readonly revisions: readonly RevisionCount[];
  readonly sentence: string;
  readonly state: 'live' | 'terminating' | 'deleted';
  /** Wanted columns beyond those that are drawn. */
  readonly undrawn: number;
}

export interface ServiceCard {
  readonly ref: ObjectRef;
  readonly name: string;
  readonly exists: boolean;
  readonly headless: boolean;
  readonly line: string;
  readonly note: string;
}

export interface StorageClassCard {
  readonly ref: ObjectRef;
  readonly name: string;
  readonly exists: boolean;
  readonly line: string;
}

export interface SetBlock {
  readonly key: string;
  readonly card: SetCard;
  /** The governing Service first. */
  readonly services: readonly ServiceCard[];
  readonly storageClasses: readonly StorageClassCard[];
  readonly columns: readonly Column[];
  readonly gates: readonly Gate[];
  /** The partition in force; absent when the strategy has none. */
  readonly partition: number | undefined;
}

export interface NodeCard {
  readonly ref: ObjectRef;
  /** False for the group of Pods that have no node. */
  readonly exists: boolean;
  readonly name: string;
  readonly zone: string;
  readonly ready: boolean;
  readonly cordoned: boolean;
  readonly pods: readonly PodCard[];
}

/** A Deployment, a ReplicaSet without one, or a Job. */
export interface WorkloadCard {
  readonly ref: ObjectRef;
  readonly name: string;
  readonly namespace: string;
  /** `2 / 3 ready`, `Complete`. */
  readonly line: string;
  readonly isDone: boolean;
  /** Absent for a Job. */
  readonly replicas: number | undefined;
  /** The ReplicaSets of a Deployment that have Pods, and the newest one; oldest first. */
  readonly revisions: readonly RevisionCount[];
}

export interface WorkloadBlock {
  readonly key: string;
  readonly card: WorkloadCard;
  readonly pods: readonly PodCard[];
}

export interface StageModel {
  readonly blocks: readonly SetBlock[];
  readonly workloads: readonly WorkloadBlock[];
  /** Pods that belong to no column and no workload. */
  readonly pods: readonly PodCard[];
  /** Services that govern no StatefulSet and select none of its Pods. */
  readonly services: readonly ServiceCard[];
  /** Claims that belong to no column. */
  readonly claims: readonly ClaimCard[];
  readonly nodes: readonly NodeCard[];
  readonly podCount: number;
}

/** The sentence above the stage. */
export interface Headline {
  readonly tone: 'calm' | 'busy' | 'waiting' | 'failing' | 'empty';
  readonly text: string;
  /** What "Why?" opens. */
  readonly about: ObjectRef | undefined;
  /** Names in the text that are worth emphasis. */
  readonly names: readonly string[];
}
