/** Immutable priority queue (leftist heap): a version of it is a plain value that can be kept as a checkpoint. */

export interface HeapNode<T> {
  readonly item: T;
  readonly rank: number;
  readonly left: Heap<T>;
  readonly right: Heap<T>;
}
export type Heap<T> = HeapNode<T> | null;

function merge<T>(a: Heap<T>, b: Heap<T>, before: (x: T, y: T) => boolean): Heap<T> {
  if (!a) return b;
  if (!b) return a;
  const [top, other] = before(b.item, a.item) ? [b, a] : [a, b];
  const rest = merge(top.right, other, before);
  const [left, right] = (top.left?.rank ?? 0) >= (rest?.rank ?? 0) ? [top.left, rest] : [rest, top.left];
  return { item: top.item, rank: (right?.rank ?? 0) + 1, left, right };
}

/** The heap with one item more. Recursion depth is O(log n). */
export function heapPush<T>(heap: Heap<T>, item: T, before: (x: T, y: T) => boolean): Heap<T> {
  return merge(heap, { item, rank: 1, left: null, right: null }, before);
}

/** The heap without its first item. */
export function heapPop<T>(heap: HeapNode<T>, before: (x: T, y: T) => boolean): Heap<T> {
  return merge(heap.left, heap.right, before);
}
