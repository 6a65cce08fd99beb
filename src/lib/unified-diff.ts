/** Differences of two texts as `diff -u` prints them, without its two header lines. */

/** A line that both texts have, that only the first has, or that only the second has. */
export type Edit = readonly [kind: ' ' | '-' | '+', line: string];

const linesOf = (text: string): readonly string[] => {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

/** Beyond this many edits the shortest script is not looked for: everything is replaced. */
const maxEdits = 2000;

/** The shortest edit script between two lists of lines (Myers), deletions before insertions. */
function editScript(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const max = Math.min(before.length + after.length, maxEdits);
  let frontier = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let depth = 0; depth <= max; depth++) {
    trace.push(new Map(frontier));
    const next = new Map(frontier);
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      const down =
        diagonal === -depth || (diagonal !== depth && (next.get(diagonal - 1) ?? -1) < (next.get(diagonal + 1) ?? -1));
      let x = down ? next.get(diagonal + 1)! : next.get(diagonal - 1)! + 1;
      let y = x - diagonal;
      while (x < before.length && y < after.length && before[x] === after[y]) {
        x++;
        y++;
      }
      next.set(diagonal, x);
      if (x >= before.length && y >= after.length) return backtrack(trace, before, after);
    }
    frontier = next;
  }
  return [...before.map((line): Edit => ['-', line]), ...after.map((line): Edit => ['+', line])];
}

/** The shortest way from one text to the other, line by line. */
export function lineEdits(before: string, after: string): readonly Edit[] {
  return editScript(linesOf(before), linesOf(after));
}

function backtrack(
  trace: readonly ReadonlyMap<number, number>[],
  before: readonly string[],
  after: readonly string[],
): readonly Edit[] {
  const edits: Edit[] = [];
  let x = before.length;
  let y = after.length;
  for (let depth = trace.length - 1; depth >= 0; depth--) {
    const frontier = trace[depth]!;
    const diagonal = x - y;
    const left = frontier.get(diagonal - 1) ?? -1;
    const right = frontier.get(diagonal + 1) ?? -1;
    const previous = diagonal === -depth || (diagonal !== depth && left < right) ? diagonal + 1 : diagonal - 1;
    const startX = depth === 0 ? 0 : frontier.get(previous)!;
    const startY = depth === 0 ? 0 : startX - previous;
    while (x > startX && y > startY) {
      edits.push([' ', before[x - 1]!]);
      x--;
      y--;
    }
    if (depth === 0) break;
    if (x === startX) edits.push(['+', after[--y]!]);
    else edits.push(['-', before[--x]!]);
  }
  return edits.toReversed();
}

const span = (start: number, count: number): string => {
  if (count === 1) return `${start}`;
  return `${count === 0 ? start - 1 : start},${count}`;
};

/** Hunks with three lines of context; empty when both texts are the same. */
export function unifiedDiff(before: string, after: string): string {
  const context = 3;
  const edits = editScript(linesOf(before), linesOf(after));
  const changed = edits.flatMap(([kind], index) => (kind === ' ' ? [] : [index]));
  let text = '';
  for (let at = 0; at < changed.length;) {
    const from = Math.max(0, changed[at]! - context);
    let last = changed[at]!;
    while (at < changed.length && changed[at]! <= last + 2 * context) last = changed[at++]!;
    const to = Math.min(edits.length, last + context + 1);
    const head = edits.slice(0, from);
    const hunk = edits.slice(from, to);
    const count = (list: readonly Edit[], other: '-' | '+'): number => list.filter(([kind]) => kind !== other).length;
    const [oldCount, newCount] = [count(hunk, '+'), count(hunk, '-')];
    text += `@@ -${span(count(head, '+') + 1, oldCount)} +${span(count(head, '-') + 1, newCount)} @@\n`;
    text += hunk.map(([kind, line]) => `${kind}${line}\n`).join('');
  }
  return text;
}
