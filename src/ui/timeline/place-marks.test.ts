import { expect, it } from 'vitest';
import { placeMarks } from './place-marks.ts';

const scale = { fromMs: 0, spanMs: 1000, widthPx: 1000 };
const at = (atMs: number, ...labels: readonly string[]) => labels.map((label) => ({ atMs, label }));
const words = (marks: ReturnType<typeof at>, rowCount: number) =>
  placeMarks(marks, scale, 0, rowCount).map((mark) => mark.words.map(({ text, row }) => `${row} ${text}`));

it('says what was done at one moment from above to below, each word once', () => {
  const marks = at(100, 'kubectl apply -f a.yaml', 'kubectl apply -f b.yaml', 'kubectl delete pod web-1');
  expect(words(marks, 3)).toEqual([['1 apply ×2', '0 delete web-1']]);
  expect(placeMarks(marks, scale, 0, 3)[0]!.label).toContain('b.yaml\n');
});

it('counts the words for which there is no row', () => {
  const marks = at(100, 'kubectl delete pod web-0', 'kubectl delete pod web-1', 'kubectl delete pod web-2');
  expect(words(marks, 2)).toEqual([['1 delete web-0', '0 delete web-1 +1 more']]);
});

it('gives way to the words before, and turns to the left at the right end', () => {
  const marks = [...at(100, 'kubectl delete pod web-0'), ...at(120, 'kubectl cordon node-1')];
  expect(words(marks, 2)).toEqual([['0 delete web-0'], ['1 cordon node-1']]);
  expect(words(marks, 1)).toEqual([['0 delete web-0'], []]);
  expect(placeMarks(at(990, 'kubectl cordon node-1'), scale, 0, 1)[0]!.words[0]!.isBefore).toBe(true);
});
