/**
 * Where everything on the stage stands. Identity is a place: an ordinal's column depends on the ordinal alone, never
 * on what is in it. Positions are on a grid and are given in flow pixels.
 */

import type { NodeCard, SetBlock, StageModel } from './stage-model.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Sizes of the grid, in flow pixels. */
export const grid = {
  cardWidth: 204,
  columnsX: 232,
  /** Columns are as wide as their names need, within bounds. */
  narrowestColumn: 152,
  widestColumn: 188,
  gap: 16,
  perRow: 8,
  ordinalHeight: 20,
  dnsY: 24,
  dnsHeight: 46,
  podY: 108,
  podHeight: 126,
  claimY: 272,
  claimHeight: 46,
  claimGap: 8,
  volumeY: 356,
  volumeWidth: 96,
  volumeHeight: 50,
  rowGap: 44,
  blockGap: 72,
  serviceY: 20,
  serviceHeight: 72,
  setY: 100,
  setHeight: 162,
  classHeight: 66,
  looseHeight: 126,
} as const;

/** Above this many Pods the stage draws small cards and no edges. */
export const compactAbove = 60;

/** Small cards: one for each identity, ten in a row, so that rows are tens. */
export const compactGrid = { width: 92, height: 46, pitchX: 100, pitchY: 54, perRow: 10, columnsX: 268 } as const;

/** Where a block's columns begin and how they are arranged. */
export interface BlockLayout {
  readonly block: SetBlock;
  readonly y: number;
  readonly height: number;
  readonly firstOrdinal: number;
  /** Places of the ordinals when there are gaps too wide to be shown; otherwise an ordinal's distance to the first. */
  readonly places: ReadonlyMap<number, number> | undefined;
  readonly isCompact: boolean;
  /** Height from one row of columns to the next. */
  readonly rowPitch: number;
  readonly columnWidth: number;
  /** Width from one column to the next. */
  readonly pitch: number;
  readonly perRow: number;
  /** Where the first column stands. */
  readonly columnsX: number;
}

/** Claims of a column with more than one are stacked and carry their volumes themselves. */
export function claimsHeight(block: SetBlock): number {
  const most = Math.max(1, ...block.columns.map(({ claims }) => claims.length));
  return most === 1 ? 0 : (most - 2) * (grid.claimHeight + grid.claimGap);
}

/** The lower edge of a column, without the space below it. */
function columnHeight(block: SetBlock): number {
  const hasClaims = block.columns.some(({ claims }) => claims.length > 0);
  const bottom = hasClaims ? grid.volumeY + grid.volumeHeight + claimsHeight(block) : grid.podY + grid.podHeight;
  return bottom + grid.rowGap;
}

function cardsHeight(block: SetBlock): number {
  const [, ...others] = block.services;
  const stack = [grid.setY + grid.setHeight, ...block.storageClasses.map(() => grid.classHeight)];
  return stack.reduce((sum, height) => sum + height + 12, 0) + others.length * (grid.serviceHeight + 12);
}

/** Gaps of more than this many absent ordinals are closed. */
const widestGap = 16;

function placesOf(block: SetBlock, firstOrdinal: number): BlockLayout['places'] {
  const last = block.columns.at(-1)?.ordinal ?? firstOrdinal;
  if (last - firstOrdinal < block.columns.length + widestGap) return undefined;
  return new Map(block.columns.map(({ ordinal }, index) => [ordinal, index]));
}

function placeOf(layout: Pick<BlockLayout, 'places' | 'firstOrdinal'>, ordinal: number): number {
  return layout.places?.get(ordinal) ?? ordinal - layout.firstOrdinal;
}

type Places = Pick<BlockLayout, 'block' | 'places' | 'firstOrdinal'>;

function rowsOf(layout: Places, perRow: number): number {
  const last = layout.block.columns.at(-1)?.ordinal ?? layout.firstOrdinal;
  return Math.floor(placeOf(layout, last) / perRow) + 1;
}

/** Room for the Pod's name with two digits. It depends on the set alone, so that columns stay where they are. */
function columnWidthOf({ card }: SetBlock): number {
  const needed = 30 + (card.name.length + 3) * 8.2;
  return Math.round(Math.min(grid.widestColumn, Math.max(grid.narrowestColumn, needed)));
}

/** Blocks from top to bottom. Ordinals keep their places as long as the lowest one is there. */
export function blockLayouts(model: StageModel): readonly BlockLayout[] {
  let y = 0;
  return model.blocks.map((block) => {
    const firstOrdinal = block.columns[0]?.ordinal ?? 0;
    const places = placesOf(block, firstOrdinal);
    const isCompact = model.podCount > compactAbove;
    const rowPitch = isCompact ? compactGrid.pitchY : columnHeight(block);
    const columnWidth = isCompact ? compactGrid.width : columnWidthOf(block);
    const pitch = isCompact ? compactGrid.pitchX : columnWidth + grid.gap;
    const perRow = isCompact ? compactGrid.perRow : grid.perRow;
    const columnsX = isCompact ? compactGrid.columnsX : grid.columnsX;
    const rows = rowsOf({ block, places, firstOrdinal }, perRow);
    const height = Math.max(rows * rowPitch + (isCompact ? 60 : 0), cardsHeight(block));
    const layout = {
      block,
      y,
      height,
      firstOrdinal,
      places,
      isCompact,
      rowPitch,
      columnWidth,
      pitch,
      perRow,
      columnsX,
    };
    y += height + grid.blockGap;
    return layout;
  });
}

/** The upper left corner of an ordinal's column. */
export function columnAt(layout: BlockLayout, ordinal: number): { readonly x: number; readonly y: number } {
  const place = placeOf(layout, ordinal);
  const { perRow, pitch } = layout;
  const row = Math.floor(place / perRow);
  return { x: layout.columnsX + (place % perRow) * pitch, y: layout.y + row * layout.rowPitch };
}

/** The ordinal whose left side is nearest to a point: where a dragged partition line would stand. */
export function nearestBoundary(layout: BlockLayout, point: { readonly x: number; readonly y: number }): number {
  const { perRow, pitch } = layout;
  const last = layout.block.columns.at(-1)?.ordinal ?? layout.firstOrdinal;
  const row = Math.max(0, Math.floor((point.y - layout.y) / layout.rowPitch));
  const rows = rowsOf(layout, perRow);
  const inRow = Math.round((point.x - layout.columnsX + grid.gap / 2) / pitch);
  const place = Math.min(row, rows - 1) * perRow + Math.max(0, Math.min(perRow, inRow));
  return Math.max(layout.firstOrdinal, Math.min(last + 1, layout.firstOrdinal + place));
}

/** Where the loose things below the blocks begin. */
export function looseTop(layouts: readonly BlockLayout[]): number {
  const last = layouts.at(-1);
  return last ? last.y + last.height + grid.blockGap : 0;
}

export interface NodeLayout extends Box {
  readonly node: NodeCard;
  /** Where each Pod of the node stands, in the order of `node.pods`. */
  readonly pods: readonly Box[];
}

const nodeColumns = 2;
const nodeHeader = 60;
const nodePad = 14;

/** The same Pods by the node that they run on: nodes side by side, Pods in each in two columns. */
export function nodeLayouts(model: StageModel): readonly NodeLayout[] {
  const isCompact = model.podCount > compactAbove;
  const pod = isCompact
    ? { width: compactGrid.width, height: compactGrid.height }
    : { width: grid.widestColumn - 16, height: grid.podHeight };
  const columns = isCompact ? 6 : nodeColumns;
  const width = columns * (pod.width + nodePad) + nodePad;
  return model.nodes.map((node, index) => {
    const x = index * (width + 28);
    const rows = Math.max(1, Math.ceil(node.pods.length / columns));
    const pods = node.pods.map((_, place) => ({
      x: x + nodePad + (place % columns) * (pod.width + nodePad),
      y: nodeHeader + Math.floor(place / columns) * (pod.height + nodePad),
      ...pod,
    }));
    return { node, x, y: 0, width, height: nodeHeader + rows * (pod.height + nodePad), pods };
  });
}
