/**
 * Regular expressions in RE2's syntax, matched in linear time whatever the expression: they come from users. Leaves out
 * submatches and classes that JavaScript does not know.
 */

import { Parser, RegularExpressionError, type Node, type Test } from './regular-expression-parser.ts';

const maxStates = 20_000;

/** A state of the automaton; `next` are indexes of states. */
type State =
  | { readonly type: 'character'; readonly test: Test; next: number }
  | { readonly type: 'split'; next: readonly number[] }
  | { readonly type: 'assert'; readonly holds: (before: string, after: string) => boolean; next: number }
  | { readonly type: 'end' };

/** Lays a node out so that it leads to `next`; returns the index of its first state. */
function build(states: State[], node: Node, next: number): number {
  if (states.length > maxStates) throw new RegularExpressionError('error parsing regexp: expression too large');
  const add = (state: State): number => states.push(state) - 1;
  switch (node.type) {
    case 'character':
      return add({ type: 'character', test: node.test, next });
    case 'assert':
      return add({ type: 'assert', holds: node.holds, next });
    case 'sequence':
      return node.parts.reduceRight((after, part) => build(states, part, after), next);
    case 'choice':
      return add({ type: 'split', next: node.options.map((option) => build(states, option, next)) });
    case 'repeat': {
      let start = next;
      if (Number.isFinite(node.max)) {
        for (let count = node.min; count < node.max; count++) {
          start = add({ type: 'split', next: [build(states, node.inner, start), next] });
        }
      } else {
        const loop: State = { type: 'split', next: [] };
        const index = add(loop);
        loop.next = [build(states, node.inner, index), next];
        start = index;
      }
      for (let count = 0; count < node.min; count++) start = build(states, node.inner, start);
      return start;
    }
  }
}

export class RegularExpression {
  readonly #states: State[] = [{ type: 'end' }];
  readonly #start: number;

  /** Throws RegularExpressionError. */
  constructor(text: string) {
    this.#start = build(this.#states, new Parser(text).parse(), 0);
  }

  /** True when the expression is found anywhere in the text. */
  matches(text: string): boolean {
    const characters = [...text];
    let active = new Set<number>();
    for (let index = 0; index <= characters.length; index++) {
      const [before, after] = [characters[index - 1] ?? '', characters[index] ?? ''];
      active.add(this.#start);
      const reached = this.#closure(active, before, after);
      if (reached === undefined) return true;
      active = new Set();
      for (const state of reached)
        if (state.type === 'character' && after !== '' && state.test(after)) active.add(state.next);
    }
    return false;
  }

  /** Character states that are reached without reading; undefined when the end is. */
  #closure(from: ReadonlySet<number>, before: string, after: string): readonly State[] | undefined {
    const seen = new Set(from);
    const reached: State[] = [];
    for (const index of seen) {
      const state = this.#states[index]!;
      if (state.type === 'end') return undefined;
      if (state.type === 'character') reached.push(state);
      else if (state.type === 'split') for (const next of state.next) seen.add(next);
      else if (state.holds(before, after)) seen.add(state.next);
    }
    return reached;
  }
}
