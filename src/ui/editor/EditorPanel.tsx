/** The editor's side: files as tabs, the text, what the server said about it, and Apply. */

import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type DragEvent,
  type ReactElement,
} from 'react';
import { loadLateParts } from '../../session/load-late-parts.ts';
import type { FileDiagnostic } from '../../session/state.ts';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { narrowQuery, useMedia } from '../media.ts';
import { useReveal } from '../reveal.ts';
import { usePlayground, useSession, useSessionState } from '../session-context.ts';
import { takeFilesLate } from '../share/use-dropped-files.ts';
import { ApplyBar } from './ApplyBar.tsx';
import { DiagnosticList } from './DiagnosticList.tsx';
import { EditMoves } from './EditMoves.tsx';
import { FileTabs } from './FileTabs.tsx';
import { LightEditor } from './LightEditor.tsx';
import type { EditMove } from './use-edit-moves.ts';
import './editor.css';

// Its schema knows all types of the API.
const MonacoEditor = lazy(async () => {
  await loadLateParts();
  return import('./MonacoEditor.tsx');
});

const noDiagnostics: readonly FileDiagnostic[] = [];

/** True once the page has been idle: then Monaco may be loaded without being in the way of the first picture. */
function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    if (typeof window.requestIdleCallback !== 'function') {
      const timer = setTimeout(() => setIdle(true), 600);
      return () => clearTimeout(timer);
    }
    const request = window.requestIdleCallback(() => setIdle(true), { timeout: 3000 });
    return () => window.cancelIdleCallback(request);
  }, []);
  return isIdle;
}

export function EditorPanel(): ReactElement {
  const session = useSession();
  const file = useSessionState((state) => state.activeFile);
  const text = useSessionState(({ files, activeFile }) => files.find(({ name }) => name === activeFile)?.text ?? '');
  const applied = useSessionState(({ appliedTexts, activeFile }) => appliedTexts[activeFile]);
  const all = useSessionState((state) => state.diagnostics);
  const diagnostics = useMemo(() => {
    const own = all.filter((diagnostic) => diagnostic.file === file);
    return own.length > 0 ? own : noDiagnostics;
  }, [all, file]);
  const isNarrow = useMedia(narrowQuery);
  const { embed } = usePlayground();
  const isIdle = useIdle();
  const [wasFocused, setWasFocused] = useState(false);
  // In somebody else's page nothing so big is loaded before it is asked for. Its workers need an origin.
  const mayHaveMonaco = !isNarrow && !embed?.isReadonly && window.origin !== 'null';
  const withMonaco = mayHaveMonaco && (embed ? wasFocused : isIdle);
  const [hasFocus, setFocus] = useState(false);
  const [isDropping, setDropping] = useState(false);
  const host = useRef<HTMLDivElement>(null);
  const place = useReveal((state) => state.place);
  useEffect(() => {
    // Monaco looks for the place itself.
    const area = host.current?.querySelector<HTMLTextAreaElement>('textarea.light-area');
    if (!area || place?.file !== file) return;
    area.focus();
    area.setSelectionRange(place.start, place.end);
  }, [place, file]);
  const apply = (): void => void session.apply(file);
  const move = useCallback<EditMove>(
    (kind) => (kind === 'undo' ? session.undoEdit(file) : session.redoEdit(file)),
    [session, file],
  );
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setDropping(false);
    void takeFilesLate(session, [...event.dataTransfer.files], embed !== undefined);
  };
  const light = (
    <LightEditor
      text={text}
      diagnostics={diagnostics}
      isReadonly={embed?.isReadonly === true}
      onChange={(next) => session.setText(file, next)}
      onApply={apply}
      onMove={move}
    />
  );
  return (
    <section className="editor-panel" aria-label="Editor" data-testid="editor">
      <FileTabs />
      <div
        ref={host}
        className={`editor-host${isDropping ? ' is-dropping' : ''}`}
        onFocus={() => {
          setFocus(true);
          setWasFocused(true);
        }}
        onBlur={() => {
          setFocus(false);
          // Who has left the place that was shown is not brought back to it.
          if (place) useReveal.setState({ place: undefined });
        }}
        onDragOver={(event) => {
          event.preventDefault();
          setDropping(true);
        }}
        onDragLeave={() => setDropping(false)}
        onDrop={drop}
      >
        {!withMonaco ? (
          light
        ) : (
          <ErrorBoundary part="The editor" fallback={light}>
            <Suspense fallback={light}>
              <MonacoEditor
                file={file}
                text={text}
                applied={applied}
                diagnostics={diagnostics}
                takesFocus={hasFocus}
                onApply={apply}
              />
            </Suspense>
          </ErrorBoundary>
        )}
        {text === '' && !embed?.isReadonly ? (
          <p className="editor-empty" aria-hidden="true">
            Write, paste or drop a manifest
          </p>
        ) : null}
        {mayHaveMonaco || embed?.isReadonly ? null : <EditMoves file={file} text={text} />}
      </div>
      <DiagnosticList file={file} diagnostics={diagnostics} text={text} />
      <ApplyBar file={file} text={text} />
    </section>
  );
}
