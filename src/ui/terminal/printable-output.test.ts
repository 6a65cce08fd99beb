import { describe, expect, it } from 'vitest';
import { PrintableOutput } from './printable-output.ts';

const printed = (...parts: string[]): string => {
  const output = new PrintableOutput();
  return parts.map((part) => output.next(part)).join('');
};

describe('what programs print', () => {
  it.each([
    ['plain text, also of other scripts', 'größer 数 👍\tx', 'größer 数 👍\tx'],
    ['line ends', 'a\nb\r\nc', 'a\r\nb\r\nc'],
    [
      'colours, erasing and moves',
      '\u001b[1;31mred\u001b[0m\u001b[2J\u001b[H\u001b[3D',
      '\u001b[1;31mred\u001b[0m\u001b[2J\u001b[H\u001b[3D',
    ],
    ['the second screen', '\u001b[?1049hx\u001b[?1049l', '\u001b[?1049hx\u001b[?1049l'],
    ['no questions that the terminal would answer', 'a\u001b[6n\u001b[c\u001b[>c\u001bZb', 'ab'],
    ['no titles, with either end', '\u001b]0;owned\u0007a\u001b]2;owned\u001b\\b', 'ab'],
    ['no modes: mouse, hidden cursor, application keys, pasting', '\u001b[?1000h\u001b[?25l\u001b=\u001b[?2004la', 'a'],
    ['no other character sets', '\u001b(0qqq\u000e\u000f', 'qqq'],
    ['no reset', '\u001bcx\u001b[!py', 'xy'],
    ['no one-byte sequences', 'a\u009b6n\u009d0;t\u009cb', 'ab'],
    ['no bells and zeros', 'a\u0007\u0000\u007fb', 'ab'],
    ['device strings', 'a\u001bPq#0;2\u001b\\b\u001b_x\u001b\\c', 'abc'],
    ['a text that never ends its sequence', `\u001b]0;${'x'.repeat(300)}`, 'x'.repeat(300 - 254)],
  ])('%s', (_name, text, wanted) => {
    expect(printed(text)).toBe(wanted);
  });

  it('knows a sequence that is cut anywhere', () => {
    const text = 'a\u001b[6nb\u001b]0;t\u0007c\u001b[32md\u001b(0e';
    for (let cut = 0; cut <= text.length; cut++) {
      expect(printed(text.slice(0, cut), text.slice(cut))).toBe('abc\u001b[32mde');
    }
  });
});
