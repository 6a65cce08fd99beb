/**
 * Stands in for d3-transition, of which React Flow needs just this: to let a function of time run on the nodes of a
 * selection. The original also knows how to animate attributes and styles, with all formats of colours and transforms.
 */
import { selection, type BaseType, type Selection } from 'd3-selection';

type Nodes = Selection<BaseType, unknown, BaseType, unknown>;
type Listener = (this: BaseType, datum: unknown) => void;
type Tween = (this: BaseType, datum: unknown) => (share: number) => void;

const cubicInOut = (share: number): number => ((share *= 2) <= 1 ? share ** 3 : (share - 2) ** 3 + 2) / 2;

/** What ends the transition that is planned or runs on a node. */
const pending = new WeakMap<object, () => void>();

/** Ends what is planned or runs on the node where it is. */
export function interrupt(node: BaseType): void {
  if (node) pending.get(node)?.();
}

class Transition {
  readonly #nodes: Nodes;
  readonly #listeners: (readonly [type: string, listener: Listener])[] = [];
  readonly #tweens: Tween[] = [];
  #durationMs = 250;
  #ease = cubicInOut;

  constructor(nodes: Nodes) {
    this.#nodes = nodes;
    nodes.each((datum, index, group) => this.#plan(group[index]!, datum));
  }

  selection(): Nodes {
    return this.#nodes;
  }

  duration(ms: number): this {
    this.#durationMs = ms;
    return this;
  }

  ease(ease: (share: number) => number): this {
    this.#ease = ease;
    return this;
  }

  on(types: string, listener: Listener): this {
    for (const type of types.split(' ')) this.#listeners.push([type.split('.')[0]!, listener]);
    return this;
  }

  tween(_name: string, tween: Tween): this {
    this.#tweens.push(tween);
    return this;
  }

  call(work: (transition: this, ...args: unknown[]) => void, ...args: unknown[]): this {
    work(this, ...args);
    return this;
  }

  #plan(node: BaseType, datum: unknown): void {
    interrupt(node);
    const tell = (type: string): void => {
      for (const [wanted, listener] of this.#listeners) if (wanted === type) listener.call(node, datum);
    };
    let sinceMs: number | undefined;
    let steps: ((share: number) => void)[] = [];
    let frame = requestAnimationFrame(function run(this: void, nowMs: number): void {
      if (sinceMs === undefined) {
        sinceMs = nowMs;
        tell('start');
        steps = begin();
      }
      const share = Math.min(1, (nowMs - sinceMs) / duration());
      for (const step of steps) step.call(node, share === 1 ? 1 : ease(share));
      if (share < 1) {
        frame = requestAnimationFrame(run);
        return;
      }
      pending.delete(node as object);
      tell('end');
    });
    const begin = (): ((share: number) => void)[] => this.#tweens.map((tween) => tween.call(node, datum));
    const duration = (): number => Math.max(1, this.#durationMs);
    const ease = (share: number): number => this.#ease(share);
    pending.set(node as object, () => {
      pending.delete(node as object);
      cancelAnimationFrame(frame);
      if (sinceMs !== undefined) tell('interrupt');
    });
  }
}

Object.assign(selection.prototype, {
  interrupt(this: Nodes): Nodes {
    return this.each((_datum, index, group) => interrupt(group[index]!));
  },
  transition(this: Nodes): Transition {
    return new Transition(this);
  },
});
