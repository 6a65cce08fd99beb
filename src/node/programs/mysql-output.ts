/** Results of the mysql client: drawn as tables, tab-separated, or one value a line. */

export interface Column {
  readonly title: string;
  /** Drawn to the right. */
  readonly isNumber: boolean;
}

export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

export interface OutputForm {
  /** As a table with lines: standard output is a terminal, or `-t`. */
  readonly drawn: boolean;
  /** Without the titles of columns (`-N`). */
  readonly headless: boolean;
  /** One value a line: the statement ended with `\G`. */
  readonly vertical?: boolean;
}

export function formatResult({ columns, rows }: Rows, { drawn, headless, vertical }: OutputForm): string {
  if (rows.length === 0) return '';
  const titles = columns.map(({ title }) => title);
  if (vertical) {
    const width = Math.max(...titles.map(({ length }) => length));
    const line = (cell: string, index: number): string => `${titles[index]!.padStart(width)}: ${cell}\n`;
    const stars = '*'.repeat(27);
    return rows.map((row, index) => `${stars} ${index + 1}. row ${stars}\n${row.map(line).join('')}`).join('');
  }
  const shown = headless ? rows : [titles, ...rows];
  if (!drawn) return shown.map((row) => `${row.join('\t')}\n`).join('');
  const widths = columns.map((_, index) => Math.max(...shown.map((row) => (row[index] ?? '').length)));
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const line = (row: readonly string[], isHead: boolean): string => {
    const cells = row.map((cell, index) =>
      columns[index]?.isNumber && !isHead ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!),
    );
    return `| ${cells.join(' | ')} |\n`;
  };
  const head = headless ? rule : rule + line(titles, true) + rule;
  return head + rows.map((row) => line(row, false)).join('') + rule;
}
