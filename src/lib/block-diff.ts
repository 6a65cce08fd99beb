/**
 * Unified differences of two lists of lines, grouped as Python's difflib does, whose port the API server uses.
 * Ratcliff-Obershelp: the longest common block first, then left and right of it.
 */

interface Block {
  readonly a: number;
  readonly b: number;
  readonly size: number;
}

type Tag = 'equal' | 'replace' | 'delete' | 'insert';

interface OpCode {
  readonly tag: Tag;
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
}

const popularFrom = 200;

/** Where each line of `b` is; lines that are very common in a long list are left out. */
function indexLines(b: readonly string[]): Map<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const [at, line] of b.entries()) {
    const list = index.get(line);
    if (list) list.push(at);
    else index.set(line, [at]);
  }
  if (b.length < popularFrom) return index;
  const most = Math.floor(b.length / 100) + 1;
  return new Map([...index].filter(([, list]) => list.length <= most));
}

function longestBlock(
  a: readonly string[],
  b: readonly string[],
  index: ReadonlyMap<string, readonly number[]>,
  range: OpCode,
): Block {
  let best: Block = { a: range.aFrom, b: range.bFrom, size: 0 };
  let lengths = new Map<number, number>();
  for (let i = range.aFrom; i < range.aTo; i++) {
    const next = new Map<number, number>();
    for (const j of index.get(a[i]!) ?? []) {
      if (j < range.bFrom) continue;
      if (j >= range.bTo) break;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    lengths = next;
  }
  return extend(a, b, best, range);
}

/** Lines that are not in the index may still lengthen the block at both ends. */
function extend(a: readonly string[], b: readonly string[], block: Block, range: OpCode): Block {
  let { a: i, b: j, size } = block;
  while (i > range.aFrom && j > range.bFrom && a[i - 1] === b[j - 1]) {
    i--;
    j--;
    size++;
  }
  while (i + size < range.aTo && j + size < range.bTo && a[i + size] === b[j + size]) size++;
  return { a: i, b: j, size };
}

function matchingBlocks(a: readonly string[], b: readonly string[]): Block[] {
  const index = indexLines(b);
  const blocks: Block[] = [];
  const visit = (aFrom: number, aTo: number, bFrom: number, bTo: number): void => {
    const block = longestBlock(a, b, index, { tag: 'equal', aFrom, aTo, bFrom, bTo });
    if (block.size === 0) return;
    if (aFrom < block.a && bFrom < block.b) visit(aFrom, block.a, bFrom, block.b);
    blocks.push(block);
    if (block.a + block.size < aTo && block.b + block.size < bTo) {
      visit(block.a + block.size, aTo, block.b + block.size, bTo);
    }
  };
  visit(0, a.length, 0, b.length);
  return [...blocks, { a: a.length, b: b.length, size: 0 }];
}

function opCodes(a: readonly string[], b: readonly string[]): OpCode[] {
  const codes: OpCode[] = [];
  let aFrom = 0;
  let bFrom = 0;
  for (const block of matchingBlocks(a, b)) {
    if (aFrom < block.a || bFrom < block.b) {
      const tag: Tag = aFrom === block.a ? 'insert' : bFrom === block.b ? 'delete' : 'replace';
      codes.push({ tag, aFrom, aTo: block.a, bFrom, bTo: block.b });
    }
    [aFrom, bFrom] = [block.a + block.size, block.b + block.size];
    const last = codes.at(-1);
    if (block.size === 0) continue;
    if (last?.tag === 'equal') codes[codes.length - 1] = { ...last, aTo: aFrom, bTo: bFrom };
    else codes.push({ tag: 'equal', aFrom: block.a, aTo: aFrom, bFrom: block.b, bTo: bFrom });
  }
  return codes;
}

/** Changes with up to `context` equal lines around them; far changes are groups of their own. */
function groupedCodes(a: readonly string[], b: readonly string[], context: number): OpCode[][] {
  const groups: OpCode[][] = [];
  let group: OpCode[] = [];
  const codes = opCodes(a, b);
  for (const [index, code] of codes.entries()) {
    if (code.tag !== 'equal') {
      group.push(code);
      continue;
    }
    const { aFrom, aTo, bFrom, bTo } = code;
    const isFirst = index === 0;
    const isLast = index === codes.length - 1;
    const tail = { ...code, aTo: Math.min(aTo, aFrom + context), bTo: Math.min(bTo, bFrom + context) };
    const head = { ...code, aFrom: Math.max(aFrom, aTo - context), bFrom: Math.max(bFrom, bTo - context) };
    if (isFirst) group.push(head);
    else if (isLast) group.push(tail);
    else if (aTo - aFrom > context * 2) {
      groups.push([...group, tail]);
      group = [head];
    } else group.push(code);
  }
  return [...groups, group].filter((entry) => entry.some(({ tag }) => tag !== 'equal'));
}

/** `12,7`, or `12` for one line; an empty range is named by the line before it. */
function formatRange(from: number, to: number): string {
  const length = to - from;
  if (length === 1) return String(from + 1);
  return `${length === 0 ? from : from + 1},${length}`;
}

/** The difference without file headers. Lines carry their line ends. Empty when both are the same. */
export function blockDiff(a: readonly string[], b: readonly string[], context: number): string {
  return groupedCodes(a, b, context)
    .map((group) => {
      const [first, last] = [group[0]!, group.at(-1)!];
      const header = `@@ -${formatRange(first.aFrom, last.aTo)} +${formatRange(first.bFrom, last.bTo)} @@\n`;
      const lines = group.flatMap(({ tag, aFrom, aTo, bFrom, bTo }) => {
        if (tag === 'equal') return a.slice(aFrom, aTo).map((line) => ` ${line}`);
        return [...a.slice(aFrom, aTo).map((line) => `-${line}`), ...b.slice(bFrom, bTo).map((line) => `+${line}`)];
      });
      return header + lines.join('');
    })
    .join('');
}
