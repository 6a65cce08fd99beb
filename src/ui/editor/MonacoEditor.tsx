/** Monaco as the manifest's editor. One model for each file, with the file's edits, past an apply and past a reload. */

import { useEffect, useRef, type ReactElement } from 'react';
import { editBetween } from '../../session/edits/text-history.ts';
import type { Session } from '../../session/session-contract.ts';
import type { FileDiagnostic } from '../../session/state.ts';
import { useReveal } from '../reveal.ts';
import { useSession } from '../session-context.ts';
import { useEffectiveTheme } from '../theme.ts';
import { useImmutableMarks } from './immutable-marks.ts';
import { defineTheme, monaco } from './monaco-setup.ts';
import { pushEdit, restoredModel } from './restored-model.ts';

interface MonacoEditorProps {
  readonly file: string;
  readonly text: string;
  /** The text that was applied last, to mark changed lines. */
  readonly applied: string | undefined;
  readonly diagnostics: readonly FileDiagnostic[];
  readonly takesFocus: boolean;
  readonly onApply: () => void;
}

const severities = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
} as const;

/** The files of a lesson are not the reader's own, whatever their names. */
const sessionNumbers = new WeakMap<Session, number>();
let sessions = 0;

function addressOf(session: Session, file: string): monaco.Uri {
  const number = sessionNumbers.get(session) ?? ++sessions;
  sessionNumbers.set(session, number);
  return monaco.Uri.parse(`file:///${number}/${encodeURIComponent(file)}`);
}

function modelOf(session: Session, file: string): monaco.editor.ITextModel {
  const address = addressOf(session, file);
  return monaco.editor.getModel(address) ?? restoredModel(session.editHistory(file), address);
}

function markerOf(
  model: monaco.editor.ITextModel,
  { severity, message, range }: FileDiagnostic,
): monaco.editor.IMarkerData {
  const start = model.getPositionAt(range?.start ?? 0);
  const end = model.getPositionAt(range?.end ?? 0);
  return {
    severity: severities[severity],
    message,
    source: 'kubectl apply',
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: Math.max(end.column, start.lineNumber === end.lineNumber ? start.column + 1 : 1),
  };
}

/** Lines of the text that are not among those of the applied one, as decorations at the left. */
function changedLines(text: string, applied: string): monaco.editor.IModelDeltaDecoration[] {
  const known = new Map<string, number>();
  for (const line of applied.split('\n')) known.set(line, (known.get(line) ?? 0) + 1);
  return text.split('\n').flatMap((line, index) => {
    const left = known.get(line) ?? 0;
    if (left > 0) known.set(line, left - 1);
    if (left > 0 || line.trim() === '') return [];
    const range = new monaco.Range(index + 1, 1, index + 1, 1);
    return [
      { range, options: { isWholeLine: true, className: 'changed-line', linesDecorationsClassName: 'changed-mark' } },
    ];
  });
}

export default function MonacoEditor(props: MonacoEditorProps): ReactElement {
  const { file, text, applied, diagnostics, takesFocus, onApply } = props;
  const session = useSession();
  const theme = useEffectiveTheme();
  const place = useReveal((state) => state.place);
  const container = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(undefined);
  const decorations = useRef<monaco.editor.IEditorDecorationsCollection>(undefined);
  const apply = useRef(onApply);
  useEffect(() => {
    apply.current = onApply;
  }, [onApply]);

  useEffect(() => {
    if (!container.current) return undefined;
    // Outside of the panel, which cuts what is in it.
    const widgets = document.createElement('div');
    widgets.className = 'monaco-editor monaco-widgets';
    document.body.append(widgets);
    const created = monaco.editor.create(container.current, {
      model: null,
      automaticLayout: true,
      minimap: { enabled: false },
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
      fontSize: 13,
      lineHeight: 19,
      padding: { top: 8, bottom: 24 },
      lineNumbersMinChars: 3,
      lineDecorationsWidth: 10,
      folding: true,
      glyphMargin: false,
      scrollBeyondLastLine: false,
      renderLineHighlight: 'line',
      overviewRulerLanes: 0,
      hideCursorInOverviewRuler: true,
      quickSuggestions: { other: true, comments: false, strings: true },
      tabSize: 2,
      insertSpaces: true,
      detectIndentation: false,
      fixedOverflowWidgets: true,
      overflowWidgetsDomNode: widgets,
      ariaLabel: 'Manifest',
      wordBasedSuggestions: 'off',
      scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    });
    created.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => apply.current());
    decorations.current = created.createDecorationsCollection();
    editor.current = created;
    return () => {
      created.dispose();
      widgets.remove();
      // The session has their edits.
      for (const model of monaco.editor.getModels()) if (model.getLanguageId() === 'yaml') model.dispose();
    };
  }, []);

  useEffect(() => {
    const model = modelOf(session, file);
    editor.current?.setModel(model);
    const listener = model.onDidChangeContent(({ isUndoing, isRedoing }) =>
      session.setText(file, model.getValue(), isUndoing ? 'undo' : isRedoing ? 'redo' : 'edit'),
    );
    return () => listener.dispose();
  }, [file, session]);

  useEffect(() => {
    const model = modelOf(session, file);
    // Somebody else has changed it: the terminal, an example, a link.
    if (model.getValue() !== text) pushEdit(model, editBetween(model.getValue(), text));
    decorations.current?.set(applied === undefined ? [] : changedLines(text, applied));
  }, [session, file, text, applied]);

  useEffect(() => {
    const model = modelOf(session, file);
    const markers = diagnostics.filter(({ range }) => range).map((diagnostic) => markerOf(model, diagnostic));
    monaco.editor.setModelMarkers(model, 'apply', markers);
    if (markers[0]) editor.current?.revealLineInCenterIfOutsideViewport(markers[0].startLineNumber);
  }, [session, file, diagnostics]);

  useImmutableMarks(editor, file, text);

  useEffect(() => {
    monaco.editor.setTheme(defineTheme(theme));
  }, [theme]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (!place || place.file !== file || !model) return;
    const [start, end] = [model.getPositionAt(place.start), model.getPositionAt(place.end)];
    editor.current?.setSelection(new monaco.Range(start.lineNumber, start.column, end.lineNumber, end.column));
    editor.current?.revealLineInCenter(start.lineNumber);
    editor.current?.focus();
  }, [place, file]);

  useEffect(() => {
    if (takesFocus) editor.current?.focus();
  }, [takesFocus]);

  return <div className="monaco-host" ref={container} />;
}
