import { expect, it } from 'vitest';
import { nodeLayouts, zoneLayouts } from './node-layout.ts';
import type { NodeCard, PodCard, StageModel } from './stage-model.ts';

const node = (name: string, zone: string, pods: number): NodeCard =>
  ({ name, zone, pods: Array.from({ length: pods }, () => ({}) as PodCard), exists: true }) as unknown as NodeCard;
const model = (...nodes: readonly NodeCard[]): StageModel =>
  ({ blocks: [], workloads: [], pods: [], services: [], claims: [], nodes, podCount: 9 }) as StageModel;

it('puts every node into the frame of its zone, those without a zone last', () => {
  const zones = zoneLayouts(model(node('n0', '', 1), node('n1', 'b', 3), node('n2', 'a', 1), node('n3', 'b', 0)));
  expect(zones.map(({ zone, nodes }) => [zone, nodes.map((one) => one.node.name)])).toEqual([
    ['a', ['n2']],
    ['b', ['n1', 'n3']],
    ['', ['n0']],
  ]);
  for (const { nodes, ...frame } of zones) {
    for (const inner of nodes) {
      expect(inner.x).toBeGreaterThan(frame.x);
      expect(inner.x + inner.width).toBeLessThan(frame.x + frame.width);
      expect(inner.y + inner.height).toBeLessThan(frame.y + frame.height);
      for (const pod of inner.pods) expect(pod.y + pod.height).toBeLessThan(inner.y + inner.height);
    }
  }
});

it('breaks many nodes into rows, and stands one below the other where there is no width', () => {
  const five = model(...[0, 1, 2, 3, 4].map((index) => node(`n${index}`, 'a', index)));
  const placed = nodeLayouts(five);
  expect(placed[3]!.x).toBe(placed[0]!.x);
  expect(placed[3]!.y).toBeGreaterThan(Math.max(...placed.slice(0, 3).map(({ height }) => height)));
  expect(new Set(nodeLayouts(five, true).map(({ x }) => x))).toEqual(new Set([0]));
});

it('builds no towers of fields', () => {
  const nodes = Array.from({ length: 12 }, (_, index) => node(`n${index}`, 'abc'[index % 3]!, 80));
  const many = { ...model(...nodes), podCount: 960 };
  expect(new Set(nodeLayouts(many).map(({ y }) => y)).size).toBe(2);
  for (const { nodes: inner, ...frame } of zoneLayouts(many)) {
    expect(new Set(inner.map(({ y }) => y)).size).toBe(2);
    for (const { x, y, width, height } of inner) {
      expect([x + width < frame.x + frame.width, y + height < frame.y + frame.height]).toEqual([true, true]);
    }
  }
});
