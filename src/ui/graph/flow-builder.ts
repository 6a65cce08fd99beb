/** Collects nodes and edges of one picture; those that are as they were in the picture before keep their identity. */

import type { Box } from '../../view/layout.ts';
import { fieldOf, type PlacedDot } from './dot-field.ts';
import type { EdgeMeaning, FieldNode, StageEdge, StageNode } from './stage-nodes.ts';

export interface Flow {
  readonly nodes: readonly StageNode[];
  readonly edges: readonly StageEdge[];
}

interface NodeOptions {
  readonly zIndex?: number;
}

function sameData(a: object, b: object): boolean {
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return left.length === right.size && left.every(([key, value]) => Object.is(right.get(key), value));
}

export class FlowBuilder {
  readonly #before: ReadonlyMap<string, StageNode>;
  readonly #edgesBefore: ReadonlyMap<string, StageEdge>;
  readonly nodes: StageNode[] = [];
  readonly edges: StageEdge[] = [];

  constructor(before: Flow | undefined) {
    this.#before = new Map(before?.nodes.map((node) => [node.id, node]));
    this.#edgesBefore = new Map(before?.edges.map((edge) => [edge.id, edge]));
  }

  node<T extends StageNode>(
    type: T['type'] & string,
    id: string,
    data: T['data'],
    box: Box,
    options: NodeOptions = {},
  ): void {
    const before = this.#before.get(id);
    const stays =
      before?.type === type &&
      before.position.x === box.x &&
      before.position.y === box.y &&
      before.width === box.width &&
      before.height === box.height &&
      sameData(before.data, data);
    if (stays) {
      this.nodes.push(before);
      return;
    }
    const { x, y, width, height } = box;
    this.nodes.push({
      id,
      type,
      data,
      position: { x, y },
      width,
      height,
      measured: { width, height },
      zIndex: options.zIndex ?? 1,
    } as StageNode);
  }

  /** A field of dots; without a dot there is none. */
  field(id: string, label: string, placed: readonly PlacedDot[]): void {
    if (placed.length === 0) return;
    const before = this.#before.get(id);
    const { box, dots } = fieldOf(placed, before?.type === 'field' ? before.data.dots : undefined);
    this.node<FieldNode>('field', id, { dots, label }, box);
  }

  edge(source: string, sourceHandle: string, target: string, targetHandle: string, meaning: EdgeMeaning): void {
    const id = `${source} ${sourceHandle}→${target} ${targetHandle}`;
    const before = this.#edgesBefore.get(id);
    if (before?.data?.meaning === meaning) this.edges.push(before);
    else this.edges.push({ id, source, sourceHandle, target, targetHandle, type: 'line', data: { meaning } });
  }

  /** The finished picture; the one before when nothing is different. */
  finish(before: Flow | undefined): Flow {
    const same = <T>(a: readonly T[] | undefined, b: readonly T[]): boolean =>
      a !== undefined && a.length === b.length && a.every((item, index) => item === b[index]);
    const nodes = same(before?.nodes, this.nodes) ? before!.nodes : this.nodes;
    const edges = same(before?.edges, this.edges) ? before!.edges : this.edges;
    return before && before.nodes === nodes && before.edges === edges ? before : { nodes, edges };
  }
}
