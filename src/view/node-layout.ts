/** The same Pods by the node that they run on, and the nodes by zone: frames in frames. */

import { compactAbove, compactGrid, dotGrid, grid, shapeOf, type Box, type Shape } from './layout.ts';
import type { NodeCard, StageModel } from './stage-model.ts';

export interface NodeLayout extends Box {
  readonly node: NodeCard;
  /** Where each Pod of the node stands, in the order of `node.pods`. */
  readonly pods: readonly Box[];
}

export interface ZoneLayout extends Box {
  /** Empty for the nodes without a zone. */
  readonly zone: string;
  readonly nodes: readonly NodeLayout[];
}

const header = 60;
const pad = 14;
const nodeGap = 28;
const zoneHeader = 46;
const zoneGap = 16;
/** How many stand side by side: what has no node yet would be out of sight in a longer row. */
const perRow = { nodes: 3, zones: 3, manyNodes: 4, manySmallNodes: 5, manyFields: 6 } as const;
/** In a zone they stand one below the other, unless that would be a tower of fields. */
const towerAbove = 3;

interface PodCell {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly columns: number;
}

/** More nodes than this are looked over rather than read: their Pods are small. */
const compactAboveNodes = 8;

/** How Pods are drawn on their nodes. */
export function nodeShapeOf(model: StageModel, isNarrow: boolean): Shape {
  const shape = shapeOf(model, isNarrow);
  return model.nodes.length > compactAboveNodes && shape !== 'dots' ? 'compact' : shape;
}

function podCell(model: StageModel, isNarrow: boolean): PodCell {
  switch (nodeShapeOf(model, isNarrow)) {
    case 'dots':
      return { width: dotGrid.width, height: dotGrid.height, gap: 4, columns: 10 };
    case 'compact':
      return { width: compactGrid.width, height: compactGrid.height, gap: 8, columns: compactColumns(model, isNarrow) };
    case 'rows':
      return { width: 162, height: grid.podHeight, gap: pad, columns: 2 };
    case 'columns':
      return { width: 164, height: grid.podHeight, gap: pad, columns: 2 };
  }
}

/** As many as the fullest node has use for, where the Pods are few. */
function compactColumns({ podCount, nodes }: StageModel, isNarrow: boolean): number {
  return isNarrow || podCount > compactAbove || nodes.length <= compactAboveNodes ? 3 : 2;
}

function nodesPerRow(model: StageModel, cell: PodCell, isNarrow: boolean): number {
  if (isNarrow) return 1;
  if (model.nodes.length <= compactAboveNodes) return perRow.nodes;
  if (nodeShapeOf(model, isNarrow) === 'dots') return perRow.manyFields;
  return cell.columns === 2 ? perRow.manySmallNodes : perRow.manyNodes;
}

function frameWidth({ width, gap, columns }: PodCell): number {
  return columns * (width + gap) - gap + 2 * pad;
}

function nodeAt(node: NodeCard, x: number, y: number, cell: PodCell): NodeLayout {
  const { width, height, gap, columns } = cell;
  const rows = Math.max(1, Math.ceil(node.pods.length / columns));
  const pods = node.pods.map((_, place) => ({
    x: x + pad + (place % columns) * (width + gap),
    y: y + header + Math.floor(place / columns) * (height + gap),
    width,
    height,
  }));
  return { node, x, y, width: frameWidth(cell), height: header + rows * (height + gap) - gap + pad, pods };
}

/** Nodes side by side, in rows as high as their highest. */
export function nodeLayouts(model: StageModel, isNarrow = false): readonly NodeLayout[] {
  const cell = podCell(model, isNarrow);
  const inRow = nodesPerRow(model, cell, isNarrow);
  const placed: NodeLayout[] = [];
  let y = 0;
  for (let first = 0; first < model.nodes.length; first += inRow) {
    const row = model.nodes.slice(first, first + inRow);
    const layouts = row.map((node, index) => nodeAt(node, index * (frameWidth(cell) + nodeGap), y, cell));
    placed.push(...layouts);
    y += Math.max(...layouts.map(({ height }) => height)) + nodeGap;
  }
  return placed;
}

/** How many nodes of a zone stand side by side; the same for all zones. */
function nodesAcross(model: StageModel, zones: readonly string[], isNarrow: boolean): number {
  if (isNarrow || nodeShapeOf(model, isNarrow) !== 'dots') return 1;
  const most = Math.max(...zones.map((zone) => model.nodes.filter((node) => node.zone === zone).length));
  return most > towerAbove ? 2 : 1;
}

/** Zones side by side, each with its nodes one below the other. Pods without a node are in a frame without a zone. */
export function zoneLayouts(model: StageModel, isNarrow = false): readonly ZoneLayout[] {
  const cell = podCell(model, isNarrow);
  const zones = [...new Set(model.nodes.map(({ zone }) => zone))].toSorted(
    (a, b) => Number(!a) - Number(!b) || (a < b ? -1 : 1),
  );
  const across = nodesAcross(model, zones, isNarrow);
  const width = across * (frameWidth(cell) + pad) + pad;
  const inRow = isNarrow ? 1 : perRow.zones;
  let y = 0;
  let below = 0;
  return zones.map((zone, index): ZoneLayout => {
    if (index % inRow === 0) y = below;
    const x = (index % inRow) * (width + zoneGap);
    let rowY = y + zoneHeader;
    let bottom = rowY;
    const nodes = model.nodes
      .filter((node) => node.zone === zone)
      .map((node, place) => {
        if (place % across === 0) rowY = bottom;
        const layout = nodeAt(node, x + pad + (place % across) * (frameWidth(cell) + pad), rowY, cell);
        bottom = Math.max(bottom, rowY + layout.height + pad);
        return layout;
      });
    below = Math.max(below, bottom + nodeGap);
    return { zone, x, y, width, height: bottom - y, nodes };
  });
}
