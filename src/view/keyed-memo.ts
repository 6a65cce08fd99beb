/**
 * Remembers the last value computed under each key together with its inputs. Objects of the cluster never change in
 * place, so comparing references is enough: the picture of whatever did not change keeps its identity.
 */

type Compute = <T>(key: string, inputs: readonly unknown[], compute: () => T) => T;

interface Entry {
  readonly inputs: readonly unknown[];
  readonly value: unknown;
}

function sameInputs(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((input, index) => Object.is(input, b[index]));
}

export interface KeyedMemo {
  /** Runs one pass; keys that the pass did not ask for are forgotten. */
  pass<T>(build: (memo: Compute) => T): T;
}

/** A key must always be used with the same type of value. */
export function createKeyedMemo(): KeyedMemo {
  let known = new Map<string, Entry>();
  return {
    pass(build) {
      const next = new Map<string, Entry>();
      const memo = <T>(key: string, inputs: readonly unknown[], compute: () => T): T => {
        const before = next.get(key) ?? known.get(key);
        const entry = before && sameInputs(before.inputs, inputs) ? before : { inputs, value: compute() };
        next.set(key, entry);
        return entry.value as T;
      };
      const result = build(memo);
      known = next;
      return result;
    },
  };
}

export type { Compute as Memo };

/** The previous array when the next one has the same elements, so that lists keep their identity too. */
export function keepArray<T>(previous: readonly T[] | undefined, next: readonly T[]): readonly T[] {
  return previous && sameInputs(previous, next) ? previous : next;
}
