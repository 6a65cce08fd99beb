/**
 * Where everything on the stage stands. Identity is a place: an ordinal's column depends on the ordinal alone, never
 * on what is in it. Positions are on a grid and are given in flow pixels.
 */

import type { SetBlock, StageModel } from './stage-model.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Sizes of the grid, in flow pixels. */
export const grid = {
  cardWidth: 220,
  columnsX: 248,
  /** Columns are as wide as their names need, within bounds. */
  narrowestColumn: 172,
  widestColumn: 208,
  gap: 16,
  perRow: 8,
  ordinalHeight: 20,
  dnsY: 24,
  dnsHeight: 46,
  podY: 108,
  podHeight: 140,
  /** Below Pods without claims: what a shut gate waits for stands there. */
  gateName: 24,
  claimY: 286,
  claimHeight: 46,
  claimGap: 8,
  volumeY: 370,
  volumeWidth: 96,
  volumeHeight: 50,
  rowGap: 44,
  blockGap: 72,
  serviceY: 20,
  serviceHeight: 72,
  setY: 100,
  setHeight: 176,
  classHeight: 66,
} as const;

/** Above this many Pods the stage draws small cards and no edges. */
export const compactAbove = 40;
/** Above this many it is a field of dots. */
export const dotsAbove = 140;

/** How the identities of a stage are drawn: full columns; a row for each where there is no width; cards; dots. */
export type Shape = 'columns' | 'rows' | 'compact' | 'dots';

/** Small cards: one for each identity, ten in a row, so that rows are tens. */
export const compactGrid = { width: 92, height: 46, pitchX: 100, pitchY: 54, perRow: 10, columnsX: 268 } as const;

/** Dots: twenty or forty in a row; half as many where there is no width. */
export const dotGrid = {
  width: 30,
  height: 30,
  pitch: 34,
  perRow: 20,
  narrowPerRow: 10,
  manyPerRow: 40,
  manyAbove: 400,
} as const;

/** Where there is no width: cards on top, then one row for each identity, Pod at the left, name and claims at its right. */
export const rowGrid = {
  width: 366,
  podX: 24,
  podWidth: 162,
  sideX: 210,
  sideWidth: 156,
  dnsY: 6,
  claimY: 64,
  gap: 26,
  cardsGap: 34,
  compactPerRow: 3,
} as const;

/** The shape for so many Pods. */
export function shapeOf({ podCount }: Pick<StageModel, 'podCount'>, isNarrow: boolean): Shape {
  if (podCount > dotsAbove) return 'dots';
  if (podCount > compactAbove) return 'compact';
  return isNarrow ? 'rows' : 'columns';
}

/** Where a block's columns begin and how they are arranged. */
export interface BlockLayout {
  readonly block: SetBlock;
  readonly y: number;
  readonly height: number;
  readonly firstOrdinal: number;
  /** Places of the ordinals when there are gaps too wide to be shown; otherwise an ordinal's distance to the first. */
  readonly places: ReadonlyMap<number, number> | undefined;
  readonly shape: Shape;
  readonly isNarrow: boolean;
  /** Height from one row of columns to the next. */
  readonly rowPitch: number;
  readonly columnWidth: number;
  /** Width from one column to the next. */
  readonly pitch: number;
  readonly perRow: number;
  /** Where the first column stands. */
  readonly columnsX: number;
  /** Below the cards where these stand on top. */
  readonly columnsY: number;
}

/** Claims of a column with more than one are stacked and carry their volumes themselves. */
function storageBottom({ columns }: SetBlock): number {
  const most = columns.reduce((count, { claims }) => Math.max(count, claims.length), 1);
  if (most === 1) return grid.volumeY + grid.volumeHeight;
  return grid.claimY + most * (grid.claimHeight + grid.claimGap) - grid.claimGap;
}

/** The lower edge of a column, without the space below it. */
function columnHeight(block: SetBlock): number {
  const hasClaims = block.columns.some(({ claims }) => claims.length > 0);
  const bottom = hasClaims ? storageBottom(block) : grid.podY + grid.podHeight + grid.gateName;
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

/** Room for the names of Pod and DNS with two digits. It depends on the set alone, so that columns stay where they are. */
function columnWidthOf({ card, services: [service] }: SetBlock): number {
  const podName = card.name.length + 3;
  const dnsName = service ? podName + 1 + service.name.length : 0;
  const needed = Math.max(30 + podName * 8.2, 26 + dnsName * 6.95);
  return Math.round(Math.min(grid.widestColumn, Math.max(grid.narrowestColumn, needed)));
}

type Cells = Pick<BlockLayout, 'rowPitch' | 'columnWidth' | 'pitch' | 'perRow' | 'columnsX' | 'columnsY'>;

/** The cards of a block in two columns: the set at the left, Services and StorageClasses at its right. */
function topCardsHeight({ services, storageClasses }: SetBlock): number {
  const stack = services.length * (grid.serviceHeight + 12) + storageClasses.length * (grid.classHeight + 12);
  return Math.max(grid.setHeight, stack) + rowGrid.cardsGap;
}

function rowHeight(block: SetBlock): number {
  const most = Math.max(1, ...block.columns.map(({ claims }) => claims.length));
  return Math.max(grid.podHeight, rowGrid.claimY + most * (grid.claimHeight + grid.claimGap)) + rowGrid.gap;
}

function cellsOf(block: SetBlock, shape: Shape, isNarrow: boolean, podCount: number): Cells {
  const columnsX = isNarrow ? 0 : shape === 'columns' ? grid.columnsX : compactGrid.columnsX;
  const columnsY = isNarrow ? topCardsHeight(block) : 0;
  switch (shape) {
    case 'columns': {
      const columnWidth = columnWidthOf(block);
      const pitch = columnWidth + grid.gap;
      return { columnsX, columnsY, columnWidth, pitch, perRow: grid.perRow, rowPitch: columnHeight(block) };
    }
    case 'rows': {
      const { width } = rowGrid;
      return { columnsX, columnsY, columnWidth: width, pitch: width, perRow: 1, rowPitch: rowHeight(block) };
    }
    case 'compact': {
      const { width, pitchX, pitchY, perRow } = compactGrid;
      if (!isNarrow) return { columnsX, columnsY, columnWidth: width, pitch: pitchX, perRow, rowPitch: pitchY };
      const pitch = (rowGrid.width + pitchX - width) / rowGrid.compactPerRow;
      const columnWidth = pitch - (pitchX - width);
      return { columnsX, columnsY, columnWidth, pitch, perRow: rowGrid.compactPerRow, rowPitch: pitchY };
    }
    case 'dots': {
      const { width, pitch } = dotGrid;
      const isMany = podCount > dotGrid.manyAbove;
      const narrow = isMany ? dotGrid.perRow : dotGrid.narrowPerRow;
      const perRow = isNarrow ? narrow : isMany ? dotGrid.manyPerRow : dotGrid.perRow;
      return { columnsX, columnsY, columnWidth: width, pitch, perRow, rowPitch: pitch };
    }
  }
}

/** Blocks from top to bottom. Ordinals keep their places as long as the lowest one is there. */
export function blockLayouts(model: StageModel, isNarrow = false): readonly BlockLayout[] {
  const shape = shapeOf(model, isNarrow);
  let y = 0;
  return model.blocks.map((block) => {
    const firstOrdinal = block.columns[0]?.ordinal ?? 0;
    const places = placesOf(block, firstOrdinal);
    const cells = cellsOf(block, shape, isNarrow, model.podCount);
    const rows = rowsOf({ block, places, firstOrdinal }, cells.perRow);
    const foot = shape === 'columns' ? 0 : shape === 'rows' ? 10 : 60;
    const height = cells.columnsY + Math.max(rows * cells.rowPitch + foot, isNarrow ? 0 : cardsHeight(block));
    const layout = { block, y, height, firstOrdinal, places, shape, isNarrow, ...cells };
    y += height + (isNarrow ? grid.rowGap : grid.blockGap);
    return layout;
  });
}

/** The upper left corner of an ordinal's column. */
export function columnAt(layout: BlockLayout, ordinal: number): { readonly x: number; readonly y: number } {
  const place = placeOf(layout, ordinal);
  const { perRow, pitch } = layout;
  const row = Math.floor(place / perRow);
  return { x: layout.columnsX + (place % perRow) * pitch, y: layout.y + layout.columnsY + row * layout.rowPitch };
}

/** The ordinal whose left side is nearest to a point: where a dragged partition line would stand. */
export function nearestBoundary(layout: BlockLayout, point: { readonly x: number; readonly y: number }): number {
  const { perRow, pitch, rowPitch } = layout;
  const last = layout.block.columns.at(-1)?.ordinal ?? layout.firstOrdinal;
  const down = (point.y - layout.y - layout.columnsY) / rowPitch;
  if (layout.shape === 'rows') return within(layout, Math.round(down), last);
  const row = Math.max(0, Math.floor(down));
  const rows = rowsOf(layout, perRow);
  const inRow = Math.round((point.x - layout.columnsX + grid.gap / 2) / pitch);
  const place = Math.min(row, rows - 1) * perRow + Math.max(0, Math.min(perRow, inRow));
  return within(layout, place, last);
}

function within({ firstOrdinal }: BlockLayout, place: number, last: number): number {
  return Math.max(firstOrdinal, Math.min(last + 1, firstOrdinal + place));
}

/** Where the loose things below the blocks begin. */
export function looseTop(layouts: readonly BlockLayout[]): number {
  const last = layouts.at(-1);
  return last ? last.y + last.height + (last.isNarrow ? grid.rowGap : grid.blockGap) : 0;
}
