/**
 * Aligns tab-separated text as Go's text/tabwriter does (elastic tabstops), with the extension kubectl uses for
 * watches: remembered column widths. A cell is text that ends with a tab; what follows the last tab of a line is
 * never padded. A column is a run of consecutive lines that have a cell there.
 */

export interface TabwriterOptions {
  readonly minWidth: number;
  readonly padding: number;
  /** Columns never get narrower than at an earlier flush. */
  readonly rememberWidths?: boolean;
}

export interface Tabwriter {
  write(text: string): void;
  /** Returns what was written since the last flush, aligned. */
  flush(): string;
}

/** `kubectl get`: minimal width 6, padding 3. */
export const tableLayout: TabwriterOptions = { minWidth: 6, padding: 3, rememberWidths: true };
/** `kubectl describe`: padding 2. */
export const describeLayout: TabwriterOptions = { minWidth: 0, padding: 2 };

/** Lines as cells; the last element of a line is its unterminated rest. */
type Lines = readonly (readonly string[])[];

function parseLines(text: string): Lines {
  return text.split('\n').map((line) => line.split('\t'));
}

/** Counts Unicode code points. */
function textWidth(text: string): number {
  let width = 0;
  for (const _ of text) width++;
  return width;
}

/**
 * Formats the lines from `from` up to `to`, which all have the columns given by `widths`, and appends them to `out`.
 * Models text/tabwriter Writer.format.
 */
function format(
  lines: Lines,
  from: number,
  to: number,
  widths: readonly number[],
  options: TabwriterOptions,
  remembered: number[],
  out: string[],
): void {
  const column = widths.length;
  let done = from;
  for (let index = from; index < to; index++) {
    if (column >= lines[index]!.length - 1) continue;
    appendLines(lines, done, index, widths, out);
    let end = index;
    let width = options.minWidth;
    while (end < to && column < lines[end]!.length - 1) {
      width = Math.max(width, textWidth(lines[end]![column]!) + options.padding);
      end++;
    }
    if (options.rememberWidths) {
      width = Math.max(width, remembered[column] ?? 0);
      remembered[column] = width;
    }
    format(lines, index, end, [...widths, width], options, remembered, out);
    done = end;
    index = end - 1;
  }
  appendLines(lines, done, to, widths, out);
}

function appendLines(lines: Lines, from: number, to: number, widths: readonly number[], out: string[]): void {
  for (const cells of lines.slice(from, to)) {
    let line = '';
    cells.forEach((cell, column) => {
      const width = widths[column];
      line += cell;
      if (column < cells.length - 1 && width !== undefined) line += ' '.repeat(Math.max(0, width - textWidth(cell)));
    });
    out.push(line);
  }
}

/** A writer that collects text and aligns it when flushed. */
export function createTabwriter(options: TabwriterOptions): Tabwriter {
  const remembered: number[] = [];
  let buffer = '';
  return {
    write(text) {
      buffer += text;
    },
    flush() {
      const lines = parseLines(buffer);
      buffer = '';
      const out: string[] = [];
      format(lines, 0, lines.length, [], options, remembered, out);
      return out.join('\n');
    },
  };
}

/** Aligns a whole text at once. */
export function alignTabs(text: string, options: TabwriterOptions): string {
  const writer = createTabwriter(options);
  writer.write(text);
  return writer.flush();
}
