/**
 * Remembers the last value computed under each key together with its inputs. Objects of the cluster never change in
 * place, so comparing references is enough: the picture of whatever did not change keeps its identity.
 */

/** `compute` is given the last value under the key, when there is one. */
type Compute = <T>(key: string, inputs: readonly unknown[], compute: (before: T | undefined) => T) => T;

interface Entry {
  inputs: readonly unknown[];
  value: unknown;
  /** The last pass that asked for it. */
  pass: number;
}

function sameInputs(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!Object.is(a[index], b[index])) return false;
  return true;
}

export interface KeyedMemo {
  /** Runs one pass; keys that the pass did not ask for are forgotten. */
  pass<T>(build: (memo: Compute) => T): T;
}

/** A key must always be used with the same type of value. */
export function createKeyedMemo(): KeyedMemo {
  const known = new Map<string, Entry>();
  let pass = 0;
  let asked = 0;
  const memo = <T>(key: string, inputs: readonly unknown[], compute: (before: T | undefined) => T): T => {
    const entry = known.get(key);
    if (!entry) {
      const value = compute(undefined);
      known.set(key, { inputs, value, pass });
      asked++;
      return value;
    }
    if (entry.pass !== pass) asked++;
    entry.pass = pass;
    if (!sameInputs(entry.inputs, inputs)) {
      entry.value = compute(entry.value as T);
      entry.inputs = inputs;
    }
    return entry.value as T;
  };
  return {
    pass(build) {
      pass++;
      asked = 0;
      const result = build(memo);
      if (asked < known.size) for (const [key, entry] of known) if (entry.pass !== pass) known.delete(key);
      return result;
    },
  };
}

export type { Compute as Memo };

/** The previous array when the next one has the same elements, so that lists keep their identity too. */
export function keepArray<T>(previous: readonly T[] | undefined, next: readonly T[]): readonly T[] {
  return previous && sameInputs(previous, next) ? previous : next;
}
