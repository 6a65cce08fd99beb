/** The stage by node: the same Pods, grouped by the worker that they run on. */

import { compactAbove, nodeLayouts } from '../../view/layout.ts';
import type { StageModel } from '../../view/stage-model.ts';
import { FlowBuilder, type Flow } from './flow-builder.ts';
import type { CompactPodNode, PodNode, WorkerNode } from './stage-nodes.ts';

export function nodeFlow(model: StageModel, before: Flow | undefined): Flow {
  const flow = new FlowBuilder(before);
  const isCompact = model.podCount > compactAbove;
  for (const { node, pods, x, y, width, height } of nodeLayouts(model)) {
    flow.node<WorkerNode>('worker', `worker ${node.name}`, { card: node }, { x, y, width, height }, { zIndex: 0 });
    for (const [index, card] of node.pods.entries()) {
      const box = pods[index];
      const key = `${card.ref.namespace}/${card.name}`;
      if (!box) continue;
      if (isCompact) flow.node<CompactPodNode>('compactPod', `compact ${key}`, { card }, box);
      else flow.node<PodNode>('pod', `pod ${key}`, { card }, box);
    }
  }
  return flow.finish(before);
}
