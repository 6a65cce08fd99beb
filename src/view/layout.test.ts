import { describe, expect, it } from 'vitest';
import { blockLayouts, columnAt, nearestBoundary } from './layout.ts';
import type { Column, SetBlock, StageModel } from './stage-model.ts';

function model(ordinals: readonly number[], podCount = ordinals.length): StageModel {
  const columns = ordinals.map(
    (ordinal) => ({ key: `default/web-${ordinal}`, ordinal, claims: [] }) as unknown as Column,
  );
  const block = { key: 'default/web', card: { name: 'web' }, services: [], storageClasses: [], columns, gates: [] };
  return {
    blocks: [block as unknown as SetBlock],
    workloads: [],
    pods: [],
    services: [],
    claims: [],
    nodes: [],
    podCount,
  };
}

const layoutOf = (ordinals: readonly number[]): ReturnType<typeof blockLayouts>[number] =>
  blockLayouts(model(ordinals))[0]!;

describe('the layout', () => {
  it('gives an ordinal its place whatever other ordinals there are', () => {
    const few = layoutOf([0, 1]);
    const many = layoutOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(columnAt(few, 1)).toEqual(columnAt(many, 1));
    expect(columnAt(layoutOf([0, 3]), 3)).toEqual(columnAt(layoutOf([0, 1, 2, 3]), 3));
    expect(columnAt(many, 8).x).toBe(columnAt(many, 0).x);
    expect(columnAt(many, 8).y).toBeGreaterThan(columnAt(many, 0).y);
  });

  it('closes gaps too wide to be shown', () => {
    expect(columnAt(layoutOf([0, 2_000_000_000]), 2_000_000_000)).toEqual(columnAt(layoutOf([0, 1]), 1));
  });

  it('finds the boundary between ordinals that a dragged line is nearest to', () => {
    const layout = layoutOf([0, 1, 2, 3]);
    const at = (ordinal: number, dx: number): number => {
      const { x, y } = columnAt(layout, ordinal);
      return nearestBoundary(layout, { x: x + dx, y: y + 50 });
    };
    expect([at(0, -100), at(2, 10), at(2, 120), at(3, 900)]).toEqual([0, 2, 3, 4]);
  });

  it('draws a row for each identity where there is no width, below the cards', () => {
    const [layout] = blockLayouts(model([0, 1, 2]), true);
    expect(new Set([0, 1, 2].map((ordinal) => columnAt(layout!, ordinal).x))).toEqual(new Set([0]));
    expect(columnAt(layout!, 0).y).toBeGreaterThan(150);
    const { y } = columnAt(layout!, 2);
    expect([nearestBoundary(layout!, { x: 10, y: y - 20 }), nearestBoundary(layout!, { x: 10, y: y + 400 })]).toEqual([
      2, 3,
    ]);
  });

  it('draws less of each as there are more', () => {
    const shape = (podCount: number, isNarrow: boolean): string | undefined =>
      blockLayouts(model([0], podCount), isNarrow)[0]?.shape;
    expect([shape(5, false), shape(5, true), shape(61, false), shape(1000, false)]).toEqual([
      'columns',
      'rows',
      'compact',
      'dots',
    ]);
  });
});
