/** Long outputs cut to what can be read: their beginning and their end, and how much there was between. */

const headLines = 32;
const tailLines = 8;
const maxLineLength = 300;

/** Text that is cut says so in a line of its own. */
export function shortened(text: string, most = headLines + tailLines, longest = maxLineLength): string {
  const lines = text
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => shortLine(line, longest));
  if (lines.length <= most + 1) return lines.join('\n');
  const tail = Math.min(tailLines, Math.floor(most / 4));
  const left = lines.length - most;
  return [...lines.slice(0, most - tail), `[… ${left} lines left out …]`, ...lines.slice(lines.length - tail)].join(
    '\n',
  );
}

function shortLine(line: string, longest: number): string {
  return line.length <= longest + 20 ? line : `${line.slice(0, longest)} [… ${line.length - longest} characters]`;
}
