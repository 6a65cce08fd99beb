import { describe, expect, it } from 'vitest';
import { commonPrefix, isUnfinished, LineEditor } from './line-editor.ts';

function typed(...inputs: readonly string[]): LineEditor {
  const line = new LineEditor();
  for (const input of inputs) line.input(input);
  return line;
}

describe('the line that is typed', () => {
  it('moves and removes by letters, words and to the ends', () => {
    expect(typed('kubectl get pods', '\u001b[D', '\u007f').text).toBe('kubectl get pos');
    expect(typed('kubectl get pods', '\u0017').text).toBe('kubectl get ');
    expect(typed('kubectl get pods', '\u001b[1;5D', '\u000b').text).toBe('kubectl get ');
    expect(typed('get', '\u0001', 'kubectl ', '\u0005', '!').text).toBe('kubectl get!');
    expect(typed('abc', '\u0015', '\u0019', '\u0019').text).toBe('abcabc');
  });

  it('recalls what was submitted and keeps the line begun', () => {
    const line = typed('first', '\r', 'second', '\r', 'dra');
    line.input('\u001b[A');
    expect(line.text).toBe('second');
    line.input('\u001b[A');
    line.input('\u001b[A');
    expect(line.text).toBe('first');
    line.input('\u001b[B');
    line.input('\u001b[B');
    expect(line.text).toBe('dra');
  });

  it('ignores keys that it does not know, also named like properties of objects', () => {
    expect(typed('a', '\u001b[24~', '\u0007').text).toBe('a');
    expect(typed('constructor').text).toBe('constructor');
  });

  it('knows when a shell would ask for more', () => {
    expect([`echo 'a`, `echo "a`, 'a \\', `echo 'a'`, `echo "it's"`, `a \\'`].map(isUnfinished)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(commonPrefix(['statefulset', 'status'])).toBe('stat');
  });
});
