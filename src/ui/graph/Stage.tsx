/** The stage: the cluster as a picture, by ordinal or by node. */

import {
  ReactFlow,
  ReactFlowProvider,
  Background,
  BackgroundVariant,
  type EdgeTypes,
  type NodeTypes,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useMemo, useState, type ReactElement } from 'react';
import { usePlayground, useSessionState } from '../session-context.ts';
import { ColumnNode, DnsNode, GhostNode } from './ColumnNodes.tsx';
import { CompactNode, CompactPodNode } from './CompactNodes.tsx';
import type { Flow } from './flow-builder.ts';
import { GateNode } from './GateNode.tsx';
import { LineEdge } from './LineEdge.tsx';
import { EmptyStage } from './EmptyStage.tsx';
import { createFlowReader, type StageView } from './stage-flow.ts';
import { PartitionNode } from './PartitionNode.tsx';
import { PodMenu } from './PodMenu.tsx';
import { PodNode } from './PodNode.tsx';
import { ServiceNode } from './ServiceNode.tsx';
import { SetNode } from './SetNode.tsx';
import { StageControls } from './StageControls.tsx';
import { ClaimNode, ClassNode, VolumeNode } from './StorageNodes.tsx';
import { WorkerNode } from './WorkerNode.tsx';
import { useFitting } from './use-fitting.ts';
import './edges.css';
import './graph.css';

const nodeTypes: NodeTypes = {
  column: ColumnNode,
  dns: DnsNode,
  pod: PodNode,
  ghost: GhostNode,
  claim: ClaimNode,
  volume: VolumeNode,
  set: SetNode,
  service: ServiceNode,
  class: ClassNode,
  gate: GateNode,
  partition: PartitionNode,
  worker: WorkerNode,
  compact: CompactNode,
  compactPod: CompactPodNode,
};
const edgeTypes: EdgeTypes = { line: LineEdge };

/** Above this many nodes those out of sight are not drawn. */
const manyNodes = 300;
/** Moving cards from one view to the other explains something as long as they can be followed. */
const maxMoving = 120;

/** Nodes and edges of the stage; the same arrays while nothing changes. */
function useFlow(view: StageView): Flow {
  const { views } = usePlayground();
  const model = useSessionState(views.stage);
  const [readFlow] = useState(createFlowReader);
  return useMemo(() => readFlow(view, model), [readFlow, view, model]);
}

function StageFlow(): ReactElement {
  const { embed } = usePlayground();
  const [view, setView] = useState<StageView>('ordinal');
  const [container, setContainer] = useState<HTMLDivElement | null>(null);
  const [isMoving, setMoving] = useState(false);
  const flow = useFlow(view);
  const isEmpty = view === 'ordinal' && flow.nodes.length === 0;
  const { onMove, fit } = useFitting(flow, container);
  const changeView = (next: StageView): void => {
    setMoving(flow.nodes.length <= maxMoving * 5);
    setView(next);
    fit();
    setTimeout(() => setMoving(false), 320);
  };
  return (
    <div className={`stage${isMoving ? ' is-moving' : ''}`} data-testid="stage" data-view={view} ref={setContainer}>
      <ReactFlow
        nodes={flow.nodes as Flow['nodes'][number][]}
        edges={flow.edges as Flow['edges'][number][]}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        panOnScroll={!embed}
        preventScrolling={!embed}
        zoomOnScroll={!embed}
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={2}
        deleteKeyCode={null}
        selectionKeyCode={null}
        panActivationKeyCode={null}
        onMove={onMove}
        onlyRenderVisibleElements={flow.nodes.length > manyNodes}
        attributionPosition="bottom-left"
        aria-label="Stage"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--dots)" />
      </ReactFlow>
      <StageControls view={view} onView={changeView} onFit={fit} />
      {isEmpty ? <EmptyStage /> : null}
      <PodMenu />
    </div>
  );
}

export function Stage(): ReactElement {
  return (
    <ReactFlowProvider>
      <StageFlow />
    </ReactFlowProvider>
  );
}
