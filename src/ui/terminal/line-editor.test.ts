import { describe, expect, it } from 'vitest';
import { commonPrefix, LineEditor } from './line-editor.ts';

function typed(...inputs: readonly string[]): LineEditor {
  const line = new LineEditor();
  for (const input of inputs) {
    const action = line.input(input);
    if (action.type === 'submit') line.remember(action.line);
  }
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

  it('looks for earlier commands with Ctrl-R', () => {
    const line = new LineEditor(['kubectl get pods', 'kubectl scale sts web --replicas=5', 'kubectl get sts']);
    for (const key of ['\u0012', 'g', 'e', 't']) line.input(key);
    expect([line.query, line.text]).toEqual(['get', 'kubectl get sts']);
    line.input('\u0012');
    expect(line.text).toBe('kubectl get pods');
    expect(line.input('\r')).toEqual({ type: 'submit', line: 'kubectl get pods' });
    for (const key of ['draft', '\u0012', 's', 'c', '\u0007']) line.input(key);
    expect([line.query, line.text]).toEqual([undefined, 'draft']);
  });

  it('says at Ctrl-D that the input ends, on an empty line', () => {
    expect(typed('').input('\u0004')).toEqual({ type: 'end' });
    expect(typed('ab', '\u0001', '\u0004').text).toBe('b');
  });

  it('finds what candidates have in common', () => {
    expect(commonPrefix(['statefulset', 'status'])).toBe('stat');
  });
});
