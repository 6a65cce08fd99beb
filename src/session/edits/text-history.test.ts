import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHistories, storedText } from './stored-histories.ts';
import {
  beginHistory,
  changedTo,
  foundAs,
  isSound,
  maxEdits,
  maxEditSize,
  redone,
  undone,
  type TextHistory,
} from './text-history.ts';

function typed(text: string, from: TextHistory = beginHistory('')): TextHistory {
  return [...text].reduce((history, key) => changedTo(history, history.text + key), from);
}

/** All texts that undo leads through. */
function textsBack(history: TextHistory): readonly string[] {
  const texts: string[] = [];
  for (let at = undone(history); at; at = undone(at)) texts.push(at.text);
  return texts;
}

describe('the history of a text', () => {
  it('undoes words as they were typed, lines apart, and what was deleted in one run', () => {
    const history = typed('name: web\nreplicas');
    expect(textsBack(history)).toEqual(['name: web\n', 'name: web', 'name:', '']);
    const shorter = changedTo(changedTo(history, 'name: web\nreplica'), 'name: web\nreplic');
    expect(textsBack(shorter)[0]).toBe('name: web\nreplicas');
  });

  it('keeps what was undone until something else is done', () => {
    const history = undone(typed('a b'))!;
    expect(history.text).toBe('a');
    expect(redone(history)?.text).toBe('a b');
    const other = changedTo(history, 'a, c');
    expect(redone(other)).toBeUndefined();
    expect(textsBack(other)).toEqual(['a', '']);
  });

  it('follows an editor that divides steps otherwise', () => {
    const history = typed('word');
    const back = changedTo(history, 'wo', 'undo');
    expect(textsBack(back)).toEqual(['']);
    expect(redone(back)?.text).toBe('word');
    expect(changedTo(back, 'word', 'redo').done).toBe(2);
    expect(changedTo(back, '', 'undo')).toMatchObject({ text: '', done: 0 });
    expect(changedTo(changedTo(back, '', 'undo'), 'wor', 'redo').text).toBe('wor');
  });

  it('takes what changed meanwhile for a step of its own, or for steps that it knows', () => {
    const history = changedTo(changedTo(beginHistory('a'), 'ab\nc'), 'replaced by the terminal');
    expect(foundAs(history, 'ab\nc')).toMatchObject({ done: 1 });
    expect(foundAs(undone(history)!, 'replaced by the terminal')).toMatchObject({ done: 2 });
    expect(textsBack(foundAs(history, 'something else'))).toEqual(['replaced by the terminal', 'ab\nc', 'a']);
  });

  it('is bounded, and always keeps the last step', () => {
    let history = beginHistory('');
    for (let i = 0; i < maxEdits + 50; i++) history = changedTo(history, `line ${i}\n${history.text}`.slice(0, 300));
    expect(history.edits).toHaveLength(maxEdits);
    expect(isSound(history)).toBe(true);
    const huge = changedTo(history, 'x'.repeat(2 * maxEditSize));
    expect(huge.edits).toHaveLength(1);
    expect(undone(huge)?.text).toBe(history.text);
  });

  it('always leads back to every text that it tells of, also from storage', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '😀', '🙂', 'é'), maxLength: 12 });
    const kind = fc.constantFrom('edit', 'edit', 'undo', 'redo', 'step back', 'step forth');
    fc.assert(
      fc.property(text, fc.array(fc.tuple(kind, text), { maxLength: 20 }), (first, changes) => {
        let history = beginHistory(first);
        for (const [how, next] of changes) {
          if (how === 'step back') history = undone(history) ?? history;
          else if (how === 'step forth') history = redone(history) ?? history;
          else {
            history = changedTo(history, next, how as 'edit');
            expect(history.text).toBe(next);
          }
          expect(isSound(history)).toBe(true);
        }
        for (const { removed, inserted } of history.edits)
          expect(() => encodeURIComponent(removed + inserted)).not.toThrow();
        const again = readHistories(JSON.parse(storedText(new Map([['a.yaml', history]]))));
        expect(again.get('a.yaml')).toEqual(history.edits.length === 0 ? undefined : history);
        expect(textsBack(history).at(-1) ?? history.text).toBe(first);
      }),
      { numRuns: 200 },
    );
  });

  it('takes nothing from storage that does not fit together', () => {
    const good = { name: 'a', text: 'ab', done: 1, edits: [[1, '', 'b']] };
    expect(readHistories([good]).size).toBe(1);
    const bad: unknown[] = [
      { ...good, text: 'xx' },
      { ...good, done: 5 },
      { ...good, done: -1 },
      { ...good, edits: [[1, '', 'b'], 'x'] },
      { ...good, edits: [[-1, '', 'b']] },
      { ...good, name: 1 },
      null,
      [[]],
    ];
    expect(readHistories(bad).size).toBe(0);
    fc.assert(fc.property(fc.jsonValue(), (value) => void readHistories(value)));
  });
});
