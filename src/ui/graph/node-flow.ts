/** The stage by node and by zone: the same Pods, grouped by the worker that they run on. */

import type { Shape } from '../../view/layout.ts';
import { nodeLayouts, nodeShapeOf, zoneLayouts, type NodeLayout } from '../../view/node-layout.ts';
import type { StageModel } from '../../view/stage-model.ts';
import { FlowBuilder, type Flow } from './flow-builder.ts';
import { addPods } from './loose-flow.ts';
import type { StageNode, WorkerNode, ZoneNode } from './stage-nodes.ts';

function addNode(flow: FlowBuilder, layout: NodeLayout, shape: Shape): void {
  const { node, pods, x, y, width, height } = layout;
  flow.node<WorkerNode>('worker', `worker ${node.name}`, { card: node }, { x, y, width, height }, { zIndex: 0 });
  const label = node.exists ? `Pods on ${node.name}` : 'Pods without a node';
  addPods(flow, { id: `field ${node.name}`, label }, node.pods, pods, shape);
}

/** Pods in the order that they have by ordinal: a card that changed its place among the others would enter anew, not move. */
function finish(flow: FlowBuilder, { blocks }: StageModel, before: Flow | undefined): Flow {
  const keys = blocks.flatMap(({ columns }) => columns.map(({ key }) => `pod ${key}`));
  const rank = new Map(keys.map((id, index) => [id, index]));
  const rankOf = ({ id, type }: StageNode): number => (type === 'pod' ? (rank.get(id) ?? keys.length) : -1);
  flow.nodes.sort((a, b) => rankOf(a) - rankOf(b));
  return flow.finish(before);
}

export function nodeFlow(model: StageModel, isNarrow: boolean, before: Flow | undefined): Flow {
  const flow = new FlowBuilder(before);
  for (const layout of nodeLayouts(model, isNarrow)) addNode(flow, layout, nodeShapeOf(model, isNarrow));
  return finish(flow, model, before);
}

const counted = (count: number, word: string): string => `${count} ${count === 1 ? word : `${word}s`}`;

/** What is in a zone: `2 nodes · 5 Pods`. */
function zoneLine(nodes: readonly NodeLayout[]): string {
  const workers = nodes.filter(({ node }) => node.exists).length;
  const pods = nodes.reduce((sum, { node }) => sum + node.pods.length, 0);
  return [workers > 0 ? counted(workers, 'node') : '', counted(pods, 'Pod')].filter(Boolean).join(' · ');
}

export function zoneFlow(model: StageModel, isNarrow: boolean, before: Flow | undefined): Flow {
  const flow = new FlowBuilder(before);
  for (const { zone, nodes, x, y, width, height } of zoneLayouts(model, isNarrow)) {
    const box = { x, y, width, height };
    flow.node<ZoneNode>('zone', `zone ${zone}`, { zone, line: zoneLine(nodes) }, box, { zIndex: -1 });
    for (const layout of nodes) addNode(flow, layout, nodeShapeOf(model, isNarrow));
  }
  return finish(flow, model, before);
}
