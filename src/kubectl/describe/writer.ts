/** Collects the lines of a description. Models kubectl/pkg/describe prefixWriter and tabbedString. */

import { createTabwriter, describeLayout } from '../../lib/tabwriter.ts';

export interface DescribeWriter {
  /** Writes text indented by two spaces per level; fields end with a tab, lines with a line break. */
  write(level: number, text: string): void;
  /** What follows is aligned independently of what was written so far. */
  flush(): void;
}

function escapeTerminal(text: string): string {
  return text.replaceAll('\u001b', '^[').replaceAll('\r', '\\r');
}

/** Runs `describe` and gives its aligned text. */
export function describedText(describe: (writer: DescribeWriter) => void): string {
  const tabs = createTabwriter(describeLayout);
  let text = '';
  describe({
    write: (level, line) => tabs.write(escapeTerminal('  '.repeat(level) + line)),
    flush: () => void (text += tabs.flush()),
  });
  return text + tabs.flush();
}

/** Runs `describe` and gives its text with the tabs left in, as `rollout history --revision` prints it. */
export function rawText(describe: (writer: DescribeWriter) => void): string {
  let text = '';
  describe({
    write: (level, line) => void (text += escapeTerminal('  '.repeat(level) + line)),
    flush: () => undefined,
  });
  return text;
}

/** The same writer, some levels deeper. */
export function nested(writer: DescribeWriter, levels: number): DescribeWriter {
  return { write: (level, text) => writer.write(level + levels, text), flush: () => writer.flush() };
}
