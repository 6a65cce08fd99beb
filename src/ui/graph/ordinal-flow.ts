/** The stage by ordinal: from the model's blocks to nodes and edges of React Flow. */

import { blockLayouts, columnAt, compactGrid, grid, looseTop, type BlockLayout, type Box } from '../../view/layout.ts';
import type { Column, PodCard, SetBlock, StageModel } from '../../view/stage-model.ts';
import { FlowBuilder, type Flow } from './flow-builder.ts';
import type {
  ClaimNode,
  ClassNode,
  ColumnNode,
  CompactNode,
  DnsNode,
  EdgeMeaning,
  GateNode,
  GhostNode,
  PartitionNode,
  PodNode,
  ServiceNode,
  SetNode,
  VolumeNode,
} from './stage-nodes.ts';

function mountMeaning(pod: PodCard): EdgeMeaning {
  return pod.state.tone === 'pending' ? 'starting' : 'mounts';
}

function addStorage(flow: FlowBuilder, column: Column, at: Box, podId: string | undefined): void {
  const { x, y, width } = at;
  const { claims, volumes, pod } = column;
  const isSingle = claims.length === 1;
  for (const [index, card] of claims.entries()) {
    const id = `claim ${card.ref.namespace}/${card.name}`;
    const claimY = y + grid.claimY + index * (grid.claimHeight + grid.claimGap);
    const box = { x, y: claimY, width, height: grid.claimHeight };
    flow.node<ClaimNode>('claim', id, { card, withVolume: !isSingle }, box);
    if (podId && pod && index === 0) flow.edge(podId, 'bottom', id, 'top', mountMeaning(pod));
    const [volume] = volumes;
    if (!isSingle || !volume) continue;
    const volumeId = `volume ${volume.name}`;
    const volumeBox = {
      x: x + (width - grid.volumeWidth) / 2,
      y: y + grid.volumeY,
      width: grid.volumeWidth,
      height: grid.volumeHeight,
    };
    flow.node<VolumeNode>('volume', volumeId, { card: volume }, volumeBox);
    flow.edge(id, 'bottom', volumeId, 'top', card.tone === 'bound' ? 'bound' : 'starting');
  }
}

function addColumn(flow: FlowBuilder, layout: BlockLayout, column: Column): void {
  const { x, y } = columnAt(layout, column.ordinal);
  const { key, dns, pod, ghost } = column;
  const width = layout.columnWidth;
  const height = layout.rowPitch - grid.rowGap + 8;
  flow.node<ColumnNode>(
    'column',
    `column ${key}`,
    { column },
    { x: x - 6, y, width: width + 12, height },
    { zIndex: 0 },
  );
  const podBox = { x, y: y + grid.podY, width, height: grid.podHeight };
  const podId = pod ? `pod ${key}` : undefined;
  if (pod) flow.node<PodNode>('pod', `pod ${key}`, { card: pod }, podBox);
  else if (ghost) flow.node<GhostNode>('ghost', `ghost ${key}`, { ghost }, podBox);
  if (dns) {
    const id = `dns ${key}`;
    flow.node<DnsNode>('dns', id, { card: dns }, { x, y: y + grid.dnsY, width, height: grid.dnsHeight });
    if (podId) flow.edge(id, 'bottom', podId, 'top', dns.published ? 'published' : 'unpublished');
  }
  addStorage(flow, column, { x, y, width, height }, podId);
}

/** The last column of each row that has what `has` asks for: there a rail through the row ends. */
function railEnds(layout: BlockLayout, has: (column: Column) => boolean): readonly Column[] {
  const byRow = new Map<number, Column>();
  for (const column of layout.block.columns) {
    if (has(column)) byRow.set(columnAt(layout, column.ordinal).y, column);
  }
  return [...byRow.values()];
}

/** The cards at the left: governing Service, StatefulSet, StorageClasses, further Services. */
function addCards(flow: FlowBuilder, layout: BlockLayout): void {
  const { block, y } = layout;
  const { card, key, services, storageClasses } = block;
  const [governing, ...others] = services;
  const setId = `set ${key}`;
  const box = { x: 0, width: grid.cardWidth };
  if (governing) {
    const serviceY = y + grid.serviceY;
    const serviceBox = { ...box, y: serviceY, height: grid.serviceHeight };
    flow.node<ServiceNode>('service', `service of ${key}`, { card: governing }, serviceBox);
  }
  flow.node<SetNode>('set', setId, { card }, { ...box, y: y + grid.setY, height: grid.setHeight });
  let nextY = y + grid.claimY + 2;
  for (const storageClass of storageClasses) {
    const classBox = { ...box, y: nextY, height: grid.classHeight };
    flow.node<ClassNode>('class', `class ${key} ${storageClass.name}`, { card: storageClass }, classBox);
    nextY += grid.classHeight + 12;
  }
  for (const service of others) {
    const serviceBox = { ...box, y: nextY, height: grid.serviceHeight };
    flow.node<ServiceNode>('service', `service ${key} ${service.name}`, { card: service }, serviceBox);
    nextY += grid.serviceHeight + 12;
  }
}

function addRails(flow: FlowBuilder, layout: BlockLayout): void {
  const { block } = layout;
  const setId = `set ${block.key}`;
  if (block.card.state !== 'deleted') {
    for (const { key } of railEnds(layout, ({ pod }) => pod !== undefined)) {
      flow.edge(setId, 'right', `pod ${key}`, 'left', 'owns');
    }
  }
  if (block.services[0]?.exists) {
    for (const { key } of railEnds(layout, ({ dns, pod }) => dns !== undefined && pod !== undefined)) {
      flow.edge(`service of ${block.key}`, 'right', `dns ${key}`, 'left', 'names');
    }
  }
  const isOwned = ({ claims }: Column): boolean => claims[0]?.owner?.kind === 'StatefulSet';
  for (const { claims } of railEnds(layout, isOwned)) {
    const { ref } = claims[0]!;
    flow.edge(setId, 'low', `claim ${ref.namespace}/${ref.name}`, 'left', 'owned-by');
  }
}

function addGates(flow: FlowBuilder, layout: BlockLayout): void {
  for (const gate of layout.block.gates) {
    const { x, y } = columnAt(layout, gate.upper);
    const gapX = x - grid.gap / 2;
    const box = { x: gapX - 8, y: y + grid.podY + grid.podHeight / 2 - 22, width: 16, height: 44 };
    flow.node<GateNode>('gate', `gate ${layout.block.key} ${gate.lower}`, { gate }, box, { zIndex: 4 });
  }
}

function addPartition(flow: FlowBuilder, layout: BlockLayout): void {
  const { partition, card, columns, key } = layout.block;
  if (partition === undefined || columns.length === 0) return;
  // Among small cards there is room for a line that says something only.
  if (layout.isCompact && partition === 0) return;
  const last = columns.at(-1)!.ordinal + 1;
  const { x, y } = columnAt(layout, Math.max(layout.firstOrdinal, Math.min(partition, last)));
  const height = layout.isCompact ? compactGrid.height + 24 : layout.rowPitch - grid.rowGap + 40;
  const box = { x: x - grid.gap / 2 - 8, y: layout.isCompact ? y - 6 : y, width: 16, height };
  flow.node<PartitionNode>('partition', `partition ${key}`, { card, partition, layout }, box, { zIndex: 3 });
}

function addBlock(flow: FlowBuilder, layout: BlockLayout): void {
  const block: SetBlock = layout.block;
  addCards(flow, layout);
  if (layout.isCompact) {
    for (const column of block.columns) {
      const { x, y } = columnAt(layout, column.ordinal);
      const box = { x, y, width: compactGrid.width, height: compactGrid.height };
      flow.node<CompactNode>('compact', `compact ${column.key}`, { column }, box);
    }
  } else {
    for (const column of block.columns) addColumn(flow, layout, column);
    addRails(flow, layout);
    addGates(flow, layout);
  }
  addPartition(flow, layout);
}

/** Things that belong to no StatefulSet, in rows below the blocks. */
function addLoose(flow: FlowBuilder, model: StageModel, top: number): void {
  const { perRow, gap, narrowestColumn: width } = grid;
  const place = (index: number): { readonly x: number; readonly row: number } => {
    return { x: grid.columnsX + (index % perRow) * (width + gap), row: Math.floor(index / perRow) };
  };
  let y = top;
  for (const [index, card] of model.services.entries()) {
    const box = { x: 0, y: top + index * (grid.serviceHeight + 12), width: grid.cardWidth, height: grid.serviceHeight };
    flow.node<ServiceNode>('service', `service ${card.ref.namespace}/${card.name}`, { card }, box);
  }
  for (const [index, card] of model.pods.entries()) {
    const { x, row } = place(index);
    const box = { x, y: y + row * (grid.podHeight + 16), width, height: grid.podHeight };
    flow.node<PodNode>('pod', `pod ${card.ref.namespace}/${card.name}`, { card }, box);
  }
  y += Math.ceil(model.pods.length / perRow) * (grid.podHeight + 16);
  for (const [index, card] of model.claims.entries()) {
    const { x, row } = place(index);
    const box = { x, y: y + row * (grid.claimHeight + 12), width, height: grid.claimHeight };
    const id = `claim ${card.ref.namespace}/${card.name}`;
    flow.node<ClaimNode>('claim', id, { card, withVolume: true }, box);
  }
}

/** `before` is the last picture made from the same stage; parts that stay keep their identity. */
export function ordinalFlow(model: StageModel, before: Flow | undefined): Flow {
  const flow = new FlowBuilder(before);
  const layouts = blockLayouts(model);
  for (const layout of layouts) addBlock(flow, layout);
  addLoose(flow, model, looseTop(layouts));
  return flow.finish(before);
}
