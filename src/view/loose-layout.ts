/** Where things without an identity stand, below the StatefulSets: workloads with their Pods, then what is nobody's. */

import { compactGrid, dotGrid, grid, rowGrid, shapeOf, type Box, type Shape } from './layout.ts';
import type { StageModel, WorkloadBlock } from './stage-model.ts';

export interface WorkloadLayout {
  readonly block: WorkloadBlock;
  readonly card: Box;
  readonly pods: readonly Box[];
}

export interface LooseLayout {
  readonly shape: Shape;
  readonly workloads: readonly WorkloadLayout[];
  /** In the order of the model's lists. */
  readonly services: readonly Box[];
  readonly pods: readonly Box[];
  readonly claims: readonly Box[];
}

export const workloadHeight = { plain: 82, revision: 22 } as const;

interface Cell {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly perRow: number;
  readonly x: number;
}

function cellOf(shape: Shape, isNarrow: boolean): Cell {
  const x = isNarrow ? 0 : grid.columnsX;
  switch (shape) {
    case 'dots': {
      const { width, height, perRow, narrowPerRow } = dotGrid;
      return { width, height, gap: 4, perRow: isNarrow ? narrowPerRow : perRow, x };
    }
    case 'compact': {
      const { width, height, perRow } = compactGrid;
      return { width, height, gap: 8, perRow: isNarrow ? rowGrid.compactPerRow : perRow, x };
    }
    case 'rows':
      return { width: (rowGrid.width - grid.gap) / 2, height: grid.podHeight, gap: grid.gap, perRow: 2, x };
    case 'columns':
      return { width: grid.narrowestColumn, height: grid.podHeight, gap: grid.gap, perRow: grid.perRow, x };
  }
}

function cells(count: number, { width, height, gap, perRow, x }: Cell, top: number): readonly Box[] {
  return Array.from({ length: count }, (_, index) => ({
    x: x + (index % perRow) * (width + gap),
    y: top + Math.floor(index / perRow) * (height + gap),
    width,
    height,
  }));
}

const bottomOf = (boxes: readonly Box[], otherwise: number): number => {
  return boxes.reduce((bottom, { y, height }) => Math.max(bottom, y + height), otherwise);
};

/** `top` is where they begin. */
export function looseLayout(model: StageModel, top: number, isNarrow: boolean): LooseLayout {
  const shape = shapeOf(model, isNarrow);
  const cell = cellOf(shape, isNarrow);
  let y = top;
  const workloads = model.workloads.map((block): WorkloadLayout => {
    const height = workloadHeight.plain + block.card.revisions.length * workloadHeight.revision;
    const card = { x: 0, y, width: grid.cardWidth, height };
    const pods = cells(block.pods.length, cell, isNarrow ? y + height + 12 : y);
    y = bottomOf(pods, y + height) + 36;
    return { block, card, pods };
  });
  const serviceCell = { width: isNarrow ? cell.width : grid.cardWidth, height: grid.serviceHeight, gap: 12, x: 0 };
  const services = cells(model.services.length, { ...serviceCell, perRow: isNarrow ? 2 : 1 }, y);
  if (isNarrow) y = bottomOf(services, y - 12) + 12;
  const pods = cells(model.pods.length, cell, y);
  const claimCell = { ...cell, width: Math.max(cell.width, grid.narrowestColumn), height: grid.claimHeight, gap: 12 };
  const claims = cells(
    model.claims.length,
    { ...claimCell, perRow: isNarrow ? 2 : grid.perRow },
    bottomOf(pods, y - 16) + 16,
  );
  return { shape, workloads, services, pods, claims };
}
