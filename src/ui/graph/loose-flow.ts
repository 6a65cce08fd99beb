/** Workloads and whatever belongs to nothing, below the StatefulSets. */

import { looseLayout, type WorkloadLayout } from '../../view/loose-layout.ts';
import type { Box, Shape } from '../../view/layout.ts';
import type { PodCard, StageModel } from '../../view/stage-model.ts';
import type { FlowBuilder } from './flow-builder.ts';
import type { ClaimNode, CompactPodNode, PodNode, ServiceNode, WorkloadNode } from './stage-nodes.ts';

const keyOf = ({ ref, name }: PodCard): string => `${ref.namespace}/${name}`;

/** A Pod outside of all columns. Returns the id of its node. */
function addPod(flow: FlowBuilder, card: PodCard, box: Box, shape: Shape): string {
  const key = keyOf(card);
  if (shape === 'compact') {
    flow.node<CompactPodNode>('compactPod', `compact ${key}`, { card }, box);
    return `compact ${key}`;
  }
  flow.node<PodNode>('pod', `pod ${key}`, { card }, box);
  return `pod ${key}`;
}

/** Pods outside of all columns, in the order of their boxes. Returns the ids of their nodes; a field has none for a Pod. */
export function addPods(
  flow: FlowBuilder,
  field: { readonly id: string; readonly label: string },
  cards: readonly PodCard[],
  boxes: readonly Box[],
  shape: Shape,
): readonly string[] {
  if (shape !== 'dots') return cards.map((card, index) => addPod(flow, card, boxes[index]!, shape));
  const dots = cards.map((card, index) => {
    return { id: `compact ${keyOf(card)}`, name: card.name, card, claim: undefined, box: boxes[index]! };
  });
  flow.field(field.id, field.label, dots);
  return [];
}

function addWorkload(flow: FlowBuilder, layout: WorkloadLayout, shape: Shape): void {
  const { block, card, pods } = layout;
  flow.node<WorkloadNode>('workload', `workload ${block.key}`, { card: block.card }, card);
  const ids = addPods(flow, { id: `field ${block.key}`, label: `Pods of ${block.card.name}` }, block.pods, pods, shape);
  if (shape !== 'columns') return;
  // One line to the end of each row.
  for (const [index, id] of ids.entries()) {
    if (pods[index]?.y !== pods[index + 1]?.y) flow.edge(`workload ${block.key}`, 'right', id, 'left', 'owns');
  }
}

export function addLoose(flow: FlowBuilder, model: StageModel, top: number, isNarrow: boolean): void {
  const layout = looseLayout(model, top, isNarrow);
  for (const workload of layout.workloads) addWorkload(flow, workload, layout.shape);
  for (const [index, card] of model.services.entries()) {
    const id = `service ${card.ref.namespace}/${card.name}`;
    flow.node<ServiceNode>('service', id, { card }, layout.services[index]!);
  }
  addPods(flow, { id: 'field', label: 'Further Pods' }, model.pods, layout.pods, layout.shape);
  for (const [index, card] of model.claims.entries()) {
    const id = `claim ${card.ref.namespace}/${card.name}`;
    flow.node<ClaimNode>('claim', id, { card, withVolume: true }, layout.claims[index]!);
  }
}
