import { describe, expect, it } from 'vitest';
import { ScreenOutput } from './screen-output.ts';

/** A terminal that draws one write at a time, when told. */
function slowTerminal(): {
  readonly drawn: string[];
  draw(): boolean;
  write(data: string | Uint8Array, done?: () => void): void;
} {
  const waiting: { readonly text: string; readonly done: (() => void) | undefined }[] = [];
  const drawn: string[] = [];
  return {
    drawn,
    draw() {
      const next = waiting.shift();
      if (!next) return false;
      drawn.push(next.text);
      next.done?.();
      return true;
    },
    write: (data, done) => void waiting.push({ text: String(data), done }),
  };
}

describe('output to a screen', () => {
  it('comes in order', () => {
    const terminal = slowTerminal();
    const output = new ScreenOutput(terminal);
    for (const text of ['a', 'b', '', 'c'.repeat(200_000), 'd']) output.write(text);
    while (terminal.draw());
    expect(terminal.drawn.join('')).toBe(`ab${'c'.repeat(200_000)}d`);
    output.write('e');
    while (terminal.draw());
    expect(terminal.drawn.at(-1)).toBe('e');
  });

  it('keeps the end of a flood, and is soon done after an interrupt', () => {
    const terminal = slowTerminal();
    const output = new ScreenOutput(terminal);
    for (let line = 0; line < 500_000; line++) output.write(`line number ${line}, which is somewhat long\r\n`);
    output.write('end');
    while (terminal.draw());
    const text = terminal.drawn.join('');
    expect(text.length).toBeLessThan(5 << 20);
    expect(
      text
        .split('\r\n')
        .slice(1, -1)
        .every((line) => /^line number \d+, which is somewhat long$/.test(line)),
    ).toBe(true);
    expect(text.endsWith('line number 499999, which is somewhat long\r\nend')).toBe(true);

    for (let line = 0; line < 10_000; line++) output.write('more and more and more and more\r\n');
    output.discard();
    output.write('^C');
    terminal.draw();
    terminal.draw();
    expect(terminal.drawn.at(-1)).toBe('^C');
  });
});
