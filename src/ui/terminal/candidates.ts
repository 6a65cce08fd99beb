/** Completion's candidates in columns, as a shell lists them. */

/** More are counted instead of listed. */
const most = 400;

/** Rows for a terminal of so many columns, each with its line end; names go down the columns first. */
export function inColumns(candidates: readonly string[], terminalColumns: number): string {
  const listed = candidates.slice(0, most);
  const width = Math.max(...listed.map(({ length }) => length)) + 2;
  const columns = Math.max(1, Math.floor(terminalColumns / width));
  const rows = Math.ceil(listed.length / columns);
  const lines = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_unused, column) => listed[column * rows + row] ?? '')
      .map((cell) => cell.padEnd(width))
      .join('')
      .trimEnd(),
  );
  if (candidates.length > most) lines.push(`… and ${candidates.length - most} more`);
  return lines.map((line) => `${line}\r\n`).join('');
}
