/** A Monaco model that has the edits of its text behind it: undo and redo go on where they were before a reload. */

import { undone, type TextEdit, type TextHistory } from '../../session/edits/text-history.ts';
import { monaco } from './monaco-setup.ts';

function oldestText(history: TextHistory): string {
  let oldest = history;
  for (let at = undone(history); at; at = undone(at)) oldest = at;
  return oldest.text;
}

const cursorAt = (model: monaco.editor.ITextModel, offset: number): monaco.Selection =>
  monaco.Selection.fromPositions(model.getPositionAt(offset));

/** Does an edit as one step of the model's undo. */
export function pushEdit(model: monaco.editor.ITextModel, { at, removed, inserted }: TextEdit): void {
  const [start, end] = [model.getPositionAt(at), model.getPositionAt(at + removed.length)];
  model.pushStackElement();
  model.pushEditOperations(
    [cursorAt(model, at + removed.length)],
    [{ range: monaco.Range.fromPositions(start, end), text: inserted, forceMoveMarkers: true }],
    () => [cursorAt(model, at + inserted.length)],
  );
  model.pushStackElement();
}

/** Line ends of both kinds are counted otherwise by Monaco: such a text begins without a past. */
export function restoredModel(history: TextHistory, uri: monaco.Uri): monaco.editor.ITextModel {
  const { text, edits, done } = history;
  const isPlain =
    !text.includes('\r') && edits.every(({ removed, inserted }) => !`${removed}${inserted}`.includes('\r'));
  const model = monaco.editor.createModel(isPlain ? oldestText(history) : text, 'yaml', uri);
  if (!isPlain) return model;
  // A text of one line would get the line ends of the reader's system.
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  for (const edit of edits) pushEdit(model, edit);
  for (let undo = edits.length; undo > done; undo--) void model.undo();
  return model;
}
