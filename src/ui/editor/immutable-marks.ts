/** Dots under the keys whose values the API server does not let change, once their object exists. */

import { useEffect, useRef, type RefObject } from 'react';
import type { ClusterReader } from '../../api/reader.ts';
import type { SessionState } from '../../session/state.ts';
import { immutableKeys } from '../../view/immutable-fields.ts';
import { useSession } from '../session-context.ts';
import { monaco } from './monaco-setup.ts';

/** The marks follow when typing rests. */
const restMs = 250;

type Editor = monaco.editor.IStandaloneCodeEditor;

function marksOf(model: monaco.editor.ITextModel, reader: ClusterReader): monaco.editor.IModelDeltaDecoration[] {
  return immutableKeys(model.getValue(), reader).map(({ start, end, label }) => {
    const [from, to] = [model.getPositionAt(start), model.getPositionAt(end)];
    return {
      range: new monaco.Range(from.lineNumber, from.column, to.lineNumber, to.column),
      options: {
        inlineClassName: 'immutable-key',
        hoverMessage: { value: `${label} exists: the API server refuses another value.` },
      },
    };
  });
}

/** Whether an object exists changes when something is applied, and when sets come and go. */
function mayDiffer(now: SessionState, before: SessionState): boolean {
  const setsOf = ({ moment }: SessionState): number => moment.reader.listAny('statefulsets.apps').length;
  return now.appliedTexts !== before.appliedTexts || setsOf(now) !== setsOf(before);
}

export function useImmutableMarks(editor: RefObject<Editor | undefined>, file: string, text: string): void {
  const session = useSession();
  const marks = useRef<monaco.editor.IEditorDecorationsCollection>(undefined);
  useEffect(() => {
    const mark = (): void => {
      const model = editor.current?.getModel();
      const { activeFile, moment } = session.store.getState();
      if (!editor.current || !model || activeFile !== file || model.getValue() !== text) return;
      marks.current ??= editor.current.createDecorationsCollection();
      marks.current.set(marksOf(model, moment.reader));
    };
    let timer = setTimeout(mark, restMs);
    const unsubscribe = session.store.subscribe((now, before) => {
      if (!mayDiffer(now, before)) return;
      clearTimeout(timer);
      timer = setTimeout(mark, restMs);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [editor, session, file, text]);
}
