/** The kinds of nodes and edges that the stage has, as React Flow types. */

import type { Edge, Node } from '@xyflow/react';
import type { ObjectRef } from '../../api/object.ts';
import { zoneRef } from '../../view/fault-text.ts';
import type { BlockLayout } from '../../view/layout.ts';
import type {
  ClaimCard,
  Column,
  DnsCard,
  Gate,
  NodeCard,
  PodCard,
  PodGhost,
  ServiceCard,
  SetCard,
  StorageClassCard,
  VolumeCard,
  WorkloadCard,
} from '../../view/stage-model.ts';
import type { Dot } from './dot-field.ts';

export type ColumnNode = Node<{ readonly column: Column; readonly isRow: boolean }, 'column'>;
export type DnsNode = Node<{ readonly card: DnsCard }, 'dns'>;
export type PodNode = Node<{ readonly card: PodCard }, 'pod'>;
export type GhostNode = Node<{ readonly ghost: PodGhost }, 'ghost'>;
export type ClaimNode = Node<{ readonly card: ClaimCard; readonly withVolume: boolean }, 'claim'>;
export type VolumeNode = Node<{ readonly card: VolumeCard }, 'volume'>;
export type SetNode = Node<{ readonly card: SetCard }, 'set'>;
export type ServiceNode = Node<{ readonly card: ServiceCard }, 'service'>;
export type ClassNode = Node<{ readonly card: StorageClassCard }, 'class'>;
export type GateNode = Node<{ readonly gate: Gate; readonly isFlat: boolean }, 'gate'>;
export type PartitionNode = Node<
  { readonly card: SetCard; readonly partition: number; readonly layout: BlockLayout },
  'partition'
>;
export type WorkerNode = Node<{ readonly card: NodeCard }, 'worker'>;
export type ZoneNode = Node<{ readonly zone: string; readonly line: string }, 'zone'>;
export type WorkloadNode = Node<{ readonly card: WorkloadCard }, 'workload'>;
export type CompactNode = Node<{ readonly column: Column }, 'compact'>;
export type CompactPodNode = Node<{ readonly card: PodCard }, 'compactPod'>;
/** `label`: whose Pods they are. */
export type FieldNode = Node<{ readonly dots: readonly Dot[]; readonly label: string }, 'field'>;

export type StageNode =
  | ColumnNode
  | DnsNode
  | PodNode
  | GhostNode
  | ClaimNode
  | VolumeNode
  | SetNode
  | ServiceNode
  | ClassNode
  | GateNode
  | PartitionNode
  | WorkerNode
  | ZoneNode
  | WorkloadNode
  | CompactNode
  | CompactPodNode
  | FieldNode;

/** What an edge says: see edges.css for how each is drawn. */
export type EdgeMeaning = 'owns' | 'names' | 'published' | 'unpublished' | 'mounts' | 'starting' | 'bound' | 'owned-by';

export type StageEdge = Edge<{ readonly meaning: EdgeMeaning }, 'line'>;

/** The object that a node of the picture stands for, if it stands for one; a field stands for many. */
export function refOfNode({ data }: StageNode): ObjectRef | undefined {
  if ('card' in data) return data.card.ref;
  if ('zone' in data) return data.zone ? zoneRef(data.zone) : undefined;
  if ('column' in data) return data.column.pod?.ref ?? data.column.claims[0]?.ref;
  return 'gate' in data ? data.gate.decision.about : undefined;
}
