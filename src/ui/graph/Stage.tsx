/** The stage: the cluster as a picture, by ordinal or by node. */

import {
  ReactFlow,
  ReactFlowProvider,
  Background,
  BackgroundVariant,
  useStore,
  type EdgeTypes,
  type NodeTypes,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { lazy, Suspense, useEffect, useMemo, useState, type ComponentProps, type ReactElement } from 'react';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { usePage } from '../page-store.ts';
import { usePlayground, useSessionState } from '../session-context.ts';
import { ColumnNode, DnsNode, GhostNode } from './ColumnNodes.tsx';
import type { Flow } from './flow-builder.ts';
import { GateNode } from './GateNode.tsx';
import { LineEdge } from './LineEdge.tsx';
import { EmptyStage } from './EmptyStage.tsx';
import { createFlowReader, type StageView } from './stage-flow.ts';
import { PartitionNode } from './PartitionNode.tsx';
import { PodNode } from './PodNode.tsx';
import { ServiceNode } from './ServiceNode.tsx';
import { SetNode } from './SetNode.tsx';
import { StageMap } from './StageMap.tsx';
import { StageControls } from './StageControls.tsx';
import { StageOverlays } from './StageOverlays.tsx';
import { ClaimNode, ClassNode, VolumeNode } from './StorageNodes.tsx';
import { useFitting } from './use-fitting.ts';
import type { Room } from './viewport.ts';
import { useHold } from './use-hold.ts';
import { useStageInput } from './use-stage-input.ts';
import './edges.css';
import './graph.css';
import './stage.css';
import './small-pods.css';
import './by-node.css';
import './pod-marks.css';

type NodeComponent = NodeTypes[string];

/** A card that most pictures never show: its code comes with the first of it. */
function lateNode(load: () => Promise<{ readonly default: NodeComponent }>): NodeComponent {
  const Card = lazy(load);
  return function LateNode(props: ComponentProps<NodeComponent>): ReactElement {
    return (
      <Suspense>
        <Card {...props} />
      </Suspense>
    );
  };
}

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
  worker: lateNode(async () => ({ default: (await import('./WorkerNode.tsx')).WorkerNode })),
  zone: lateNode(async () => ({ default: (await import('./ZoneNode.tsx')).ZoneNode })),
  workload: lateNode(async () => ({ default: (await import('./WorkloadNode.tsx')).WorkloadNode })),
  compact: lateNode(async () => ({ default: (await import('./CompactNodes.tsx')).CompactNode })),
  compactPod: lateNode(async () => ({ default: (await import('./CompactNodes.tsx')).CompactPodNode })),
  field: lateNode(async () => ({ default: (await import('./DotField.tsx')).FieldNode })),
};
const edgeTypes: EdgeTypes = { line: LineEdge };
const StageFold = lazy(async () => ({ default: (await import('./StageFold.tsx')).StageFold }));

/** Above this many nodes those out of sight are not drawn. */
const manyNodes = 300;
/** Moving cards from one view to the other explains something as long as they can be followed. */
const maxMoving = 120;

/** Narrower than this, columns cannot stand side by side. */
const narrowPx = 560;
/** Lower than this, columns have no room for all that belongs to an identity. */
const slimPx = 320;
/** Zoomed out further than this, cards tell the most important thing only. */
const farZoom = 0.65;

/** What there is room for in the element. On the page that has panels, whoever makes the stage low wants it so. */
function useRoom(element: HTMLElement | null): Room {
  const [room, setRoom] = useState<Room>(() => (window.innerWidth < narrowPx ? 'narrow' : 'wide'));
  useEffect(() => {
    if (!element) return undefined;
    const isAlone = element.closest('.embed-page, .narrow-page') !== null;
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth === 0) return;
      const isSlim = isAlone && clientHeight < slimPx;
      setRoom(isSlim ? 'slim' : clientWidth < narrowPx ? 'narrow' : 'wide');
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return room;
}

/** Nodes and edges of the stage; the same arrays while nothing changes. */
function useFlow(view: StageView, isNarrow: boolean): Flow {
  const { views } = usePlayground();
  const model = useSessionState(views.stage);
  const [readFlow] = useState(createFlowReader);
  return useMemo(() => readFlow(view, model, isNarrow), [readFlow, view, model, isNarrow]);
}

function StageFlow(): ReactElement {
  const { embed } = usePlayground();
  const view = usePage(({ stageView }) => stageView);
  const [container, setContainer] = useState<HTMLDivElement | null>(null);
  const [isMoving, setMoving] = useState(false);
  const room = useRoom(container);
  const isNarrow = room === 'narrow';
  const isFar = useStore(({ transform }) => transform[2] < farZoom);
  const flow = useFlow(view, isNarrow);
  const isStill = useSessionState(({ playback, followed }) => !playback.playing && !followed);
  const hasSeveral = flow.nodes.filter(({ type }) => type === 'set' || type === 'workload').length > 1;
  const isEmpty = view === 'ordinal' && flow.nodes.length === 0;
  const { onMove, fit, reveal, show } = useFitting(flow, container, room);
  const input = useStageInput(flow, reveal);
  // In somebody else's page scrolling is the page's.
  const isHeld = useHold(container, embed !== undefined);
  const changeView = (next: StageView): void => {
    setMoving(flow.nodes.length <= maxMoving * 5);
    usePage.setState({ stageView: next });
    fit();
    setTimeout(() => setMoving(false), 320);
  };
  return (
    <div
      className={`stage${isMoving ? ' is-moving' : ''}${isFar ? ' is-far' : ''}${isNarrow ? ' is-narrow' : ''}${isStill ? ' is-still' : ''}`}
      data-testid="stage"
      data-view={view}
      ref={setContainer}
      {...input}
    >
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
        panOnScroll={isHeld}
        preventScrolling={isHeld}
        zoomOnScroll={isHeld}
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={2}
        deleteKeyCode={null}
        selectionKeyCode={null}
        panActivationKeyCode={null}
        onMove={onMove}
        onlyRenderVisibleElements={flow.nodes.length > manyNodes}
        proOptions={{ hideAttribution: true }}
        aria-label="Stage"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--dots)" />
        {room === 'wide' ? (
          <ErrorBoundary part="The map" fallback={null}>
            <StageMap />
          </ErrorBoundary>
        ) : null}
      </ReactFlow>
      <StageControls view={view} onView={changeView} onFit={fit} flow={flow} isNarrow={room !== 'wide'} />
      {isEmpty ? <EmptyStage /> : null}
      {hasSeveral && room !== 'slim' ? (
        <ErrorBoundary part="The names beyond the edge" fallback={null}>
          <Suspense>
            <StageFold nodes={flow.nodes} isNarrow={isNarrow} show={show} />
          </Suspense>
        </ErrorBoundary>
      ) : null}
      <StageOverlays />
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
