/** Workloads and whatever belongs to nothing, below the StatefulSets. */

import { looseLayout, type WorkloadLayout } from '../../view/loose-layout.ts';
import type { Box, Shape } from '../../view/layout.ts';
import type { PodCard, StageModel } from '../../view/stage-model.ts';
import type { FlowBuilder } from './flow-builder.ts';
import type { ClaimNode, CompactPodNode, PodNode, ServiceNode, WorkloadNode } from './stage-nodes.ts';

/** A Pod outside of all columns. Returns the id of its node. */
export function addPod(flow: FlowBuilder, card: PodCard, box: Box, shape: Shape): string {
  const key = `${card.ref.namespace}/${card.name}`;
  if (shape === 'compact' || shape === 'dots') {
    flow.node<CompactPodNode>('compactPod', `compact ${key}`, { card, isDot: shape === 'dots' }, box);
    return `compact ${key}`;
  }
  flow.node<PodNode>('pod', `pod ${key}`, { card }, box);
  return `pod ${key}`;
}

function addWorkload(flow: FlowBuilder, layout: WorkloadLayout, shape: Shape): void {
  const { block, card, pods } = layout;
  flow.node<WorkloadNode>('workload', `workload ${block.key}`, { card: block.card }, card);
  let lastOfRow: { readonly id: string; readonly y: number } | undefined;
  for (const [index, pod] of block.pods.entries()) {
    const box = pods[index];
    if (!box) continue;
    const id = addPod(flow, pod, box, shape);
    if (lastOfRow && lastOfRow.y !== box.y) own(lastOfRow.id);
    lastOfRow = { id, y: box.y };
  }
  if (lastOfRow) own(lastOfRow.id);

  function own(id: string): void {
    if (shape === 'columns') flow.edge(`workload ${block.key}`, 'right', id, 'left', 'owns');
  }
}

export function addLoose(flow: FlowBuilder, model: StageModel, top: number, isNarrow: boolean): void {
  const layout = looseLayout(model, top, isNarrow);
  for (const workload of layout.workloads) addWorkload(flow, workload, layout.shape);
  for (const [index, card] of model.services.entries()) {
    const id = `service ${card.ref.namespace}/${card.name}`;
    flow.node<ServiceNode>('service', id, { card }, layout.services[index]!);
  }
  for (const [index, card] of model.pods.entries()) addPod(flow, card, layout.pods[index]!, layout.shape);
  for (const [index, card] of model.claims.entries()) {
    const id = `claim ${card.ref.namespace}/${card.name}`;
    flow.node<ClaimNode>('claim', id, { card, withVolume: true }, layout.claims[index]!);
  }
}
