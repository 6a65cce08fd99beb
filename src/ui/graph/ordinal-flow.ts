/** The stage by ordinal: from the model's blocks to nodes and edges of React Flow. */

import {
  blockLayouts,
  columnAt,
  compactGrid,
  dotGrid,
  grid,
  looseTop,
  rowGrid,
  type BlockLayout,
  type Box,
} from '../../view/layout.ts';
import type { ClaimCard, Column, PodCard, StageModel } from '../../view/stage-model.ts';
import type { PlacedDot } from './dot-field.ts';
import { FlowBuilder, type Flow } from './flow-builder.ts';
import { addLoose } from './loose-flow.ts';
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

/** A claim that the garbage collector takes with its Pod is tied to it by an ownerReference. Before a node has the Pod, nothing starts. */
function mountMeaning(pod: PodCard, claim: ClaimCard): EdgeMeaning {
  if (claim.owner?.kind === 'Pod') return 'owned-by';
  return pod.state.tone === 'pending' && pod.node !== undefined ? 'starting' : 'mounts';
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
    if (podId && pod && index === 0) flow.edge(podId, 'bottom', id, 'top', mountMeaning(pod, card));
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
    { column, isRow: false },
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

/** One identity as a row: the Pod at the left, its name and its claims at the right. */
function addRow(flow: FlowBuilder, layout: BlockLayout, column: Column): void {
  const { x, y } = columnAt(layout, column.ordinal);
  const { key, dns, pod, ghost, claims } = column;
  const height = layout.rowPitch - rowGrid.gap + 8;
  const ground = { x: x - 4, y: y - 4, width: layout.columnWidth + 8, height };
  flow.node<ColumnNode>('column', `column ${key}`, { column, isRow: true }, ground, { zIndex: 0 });
  const podBox = { x: x + rowGrid.podX, y, width: rowGrid.podWidth, height: grid.podHeight };
  const podId = pod ? `pod ${key}` : undefined;
  if (pod) flow.node<PodNode>('pod', `pod ${key}`, { card: pod }, podBox);
  else if (ghost) flow.node<GhostNode>('ghost', `ghost ${key}`, { ghost }, podBox);
  const side = { x: x + rowGrid.sideX, width: rowGrid.sideWidth };
  if (dns) {
    const id = `dns ${key}`;
    flow.node<DnsNode>('dns', id, { card: dns }, { ...side, y: y + rowGrid.dnsY, height: grid.dnsHeight });
    if (podId) flow.edge(podId, 'upper', id, 'left', dns.published ? 'published' : 'unpublished');
  }
  for (const [index, card] of claims.entries()) {
    const id = `claim ${card.ref.namespace}/${card.name}`;
    const claimY = y + rowGrid.claimY + index * (grid.claimHeight + grid.claimGap);
    flow.node<ClaimNode>('claim', id, { card, withVolume: true }, { ...side, y: claimY, height: grid.claimHeight });
    if (podId && pod && index === 0) flow.edge(podId, 'lower', id, 'left', mountMeaning(pod, card));
  }
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
  if (layout.isNarrow) {
    addTopCards(flow, layout);
    return;
  }
  const { block, y } = layout;
  const { card, key, services, storageClasses } = block;
  const [governing, ...others] = services;
  const box = { x: 0, width: grid.cardWidth };
  if (governing) {
    const serviceBox = { ...box, y: y + grid.serviceY, height: grid.serviceHeight };
    flow.node<ServiceNode>('service', `service of ${key}`, { card: governing }, serviceBox);
  }
  flow.node<SetNode>('set', `set ${key}`, { card }, { ...box, y: y + grid.setY, height: grid.setHeight });
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

/** The same cards on top of the rows: the StatefulSet, and at its right what it works with. */
function addTopCards(flow: FlowBuilder, { block, y }: BlockLayout): void {
  const { card, key, services, storageClasses } = block;
  const setWidth = rowGrid.podX + rowGrid.podWidth;
  flow.node<SetNode>('set', `set ${key}`, { card }, { x: 0, y, width: setWidth, height: grid.setHeight });
  const box = { x: rowGrid.sideX, width: rowGrid.sideWidth };
  let nextY = y;
  for (const [index, service] of services.entries()) {
    const id = index === 0 ? `service of ${key}` : `service ${key} ${service.name}`;
    flow.node<ServiceNode>('service', id, { card: service }, { ...box, y: nextY, height: grid.serviceHeight });
    nextY += grid.serviceHeight + 12;
  }
  for (const storageClass of storageClasses) {
    const classBox = { ...box, y: nextY, height: grid.classHeight };
    flow.node<ClassNode>('class', `class ${key} ${storageClass.name}`, { card: storageClass }, classBox);
    nextY += grid.classHeight + 12;
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
  const isFlat = layout.shape === 'rows';
  for (const gate of layout.block.gates) {
    const { x, y } = columnAt(layout, gate.upper);
    const box = isFlat
      ? { x: x + rowGrid.podX + rowGrid.podWidth / 2 - 22, y: y - rowGrid.gap / 2 - 8, width: 44, height: 16 }
      : { x: x - grid.gap / 2 - 8, y: y + grid.podY + grid.podHeight / 2 - 22, width: 16, height: 44 };
    flow.node<GateNode>('gate', `gate ${layout.block.key} ${gate.lower}`, { gate, isFlat }, box, { zIndex: 4 });
  }
}

/** Where the partition stands before the first column of a row, or above the first row. */
function partitionBox(layout: BlockLayout, ordinal: number): Box {
  const { x, y } = columnAt(layout, ordinal);
  switch (layout.shape) {
    case 'columns':
      return { x: x - grid.gap / 2 - 8, y, width: 16, height: layout.rowPitch - grid.rowGap + 40 };
    case 'rows':
      return { x, y: y - rowGrid.gap / 2 - 8, width: rowGrid.width, height: 16 };
    case 'compact':
      return { x: x - grid.gap / 2 - 8, y: y - 6, width: 16, height: compactGrid.height + 24 };
    case 'dots':
      return { x: x - 10, y: y - 4, width: 16, height: dotGrid.height + 28 };
  }
}

function addPartition(flow: FlowBuilder, layout: BlockLayout): void {
  const { partition, card, columns, key } = layout.block;
  if (partition === undefined || columns.length === 0) return;
  // Among small cards there is room for a line that says something only.
  if (partition === 0 && layout.shape !== 'columns' && layout.shape !== 'rows') return;
  const last = columns.at(-1)!.ordinal + 1;
  const box = partitionBox(layout, Math.max(layout.firstOrdinal, Math.min(partition, last)));
  flow.node<PartitionNode>('partition', `partition ${key}`, { card, partition, layout }, box, { zIndex: 3 });
}

function addSmall(flow: FlowBuilder, layout: BlockLayout, column: Column): void {
  const box = { ...columnAt(layout, column.ordinal), width: layout.columnWidth, height: compactGrid.height };
  flow.node<CompactNode>('compact', `compact ${column.key}`, { column }, box);
}

function addDots(flow: FlowBuilder, layout: BlockLayout): void {
  const { columns, key, card } = layout.block;
  const dots = columns.map(({ key: columnKey, ordinal, pod, ghost, claims }): PlacedDot => {
    const box = { ...columnAt(layout, ordinal), width: dotGrid.width, height: dotGrid.height };
    const name = pod?.name ?? ghost?.name ?? '';
    return { id: `compact ${columnKey}`, name, card: pod, claim: pod ? undefined : claims[0]?.ref, box };
  });
  flow.field(`field ${key}`, `Pods of ${card.name}`, dots);
}

const addIdentity = { columns: addColumn, rows: addRow, compact: addSmall } as const;

function addBlock(flow: FlowBuilder, layout: BlockLayout): void {
  const { block, shape } = layout;
  addCards(flow, layout);
  if (shape === 'dots') addDots(flow, layout);
  else for (const column of block.columns) addIdentity[shape](flow, layout, column);
  if (shape === 'columns') addRails(flow, layout);
  if (shape === 'columns' || shape === 'rows') addGates(flow, layout);
  addPartition(flow, layout);
}

/** `before` is the last picture made from the same stage; parts that stay keep their identity. */
export function ordinalFlow(model: StageModel, isNarrow: boolean, before: Flow | undefined): Flow {
  const flow = new FlowBuilder(before);
  const layouts = blockLayouts(model, isNarrow);
  for (const layout of layouts) addBlock(flow, layout);
  addLoose(flow, model, looseTop(layouts), isNarrow);
  return flow.finish(before);
}
