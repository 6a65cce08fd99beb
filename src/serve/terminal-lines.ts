/** Keys to lines, as the line discipline of a terminal in a container makes them: echo, backspace, Ctrl-C, Ctrl-D. */

import type { ExecStreams } from './exec-contract.ts';

const keys = { interrupt: '\u0003', endOfInput: '\u0004', backspace: '\u007f', killLine: '\u0015', escape: '\u001b' };

/** Lines as they are entered, each asked for with the prompt. Without a terminal nothing is echoed. */
export async function* readLines(streams: ExecStreams, prompt: () => string): AsyncGenerator<string> {
  const echo = (text: string): void => {
    if (streams.tty) streams.stdout(text);
  };
  let line = '';
  let lastWasReturn = false;
  streams.stdout(prompt());
  for (;;) {
    const piece = await streams.read();
    if (piece === undefined) break;
    // Arrow keys and their like do nothing here.
    for (const key of withoutEscapes(piece)) {
      const newline = key === '\r' || (key === '\n' && !lastWasReturn);
      lastWasReturn = key === '\r';
      if (newline) {
        echo('\n');
        const entered = line;
        line = '';
        yield entered;
        streams.stdout(prompt());
      } else if (streams.tty && key === keys.interrupt) {
        line = '';
        echo(`^C\n${prompt()}`);
      } else if (streams.tty && key === keys.endOfInput) {
        if (line === '') return;
      } else if (streams.tty && (key === keys.backspace || key === '\b')) {
        if (line !== '') echo('\b \b');
        line = [...line].slice(0, -1).join('');
      } else if (streams.tty && key === keys.killLine) {
        echo('\b \b'.repeat([...line].length));
        line = '';
      } else if (key >= ' ' || key === '\t') {
        line += key;
        echo(key);
      }
    }
  }
  if (line !== '') yield line;
}

const escapeSequence = new RegExp(String.raw`${keys.escape}(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)?`, 'g');

/** Without ANSI escape sequences. */
function withoutEscapes(text: string): string {
  return text.includes(keys.escape) ? text.replaceAll(escapeSequence, '') : text;
}
