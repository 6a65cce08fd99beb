/** Names and values kept in a file by the fake databases: one pair a line, whatever a user has done to the file. */

/** Reads the pairs; lines that are none are passed over. */
export function parsePairs(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const line of text.split('\n')) {
    const tab = line.indexOf('\t');
    if (tab > 0) pairs.set(unescape(line.slice(0, tab)), unescape(line.slice(tab + 1)));
  }
  return pairs;
}

export function formatPairs(pairs: ReadonlyMap<string, string>): string {
  return [...pairs].map(([name, value]) => `${escape(name)}\t${escape(value)}\n`).join('');
}

const letters: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t' };

function escape(text: string): string {
  return text.replaceAll(/[\\\n\t]/g, (char) => letters[char]!);
}

function unescape(text: string): string {
  return text.replaceAll(/\\([\\nt])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 't' ? '\t' : '\\'));
}
