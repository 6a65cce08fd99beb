/** The main part of a wide page: editor, stage and inspector side by side, the other views below. */

import type { ReactElement } from 'react';
import { BottomPanel } from './BottomPanel.tsx';
import { EditorPanel } from './editor/EditorPanel.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { ClusterWhy } from './inspector/ClusterWhy.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { Splitter } from './panels/Splitter.tsx';
import { usePanelOpen } from './panels/panel-open.ts';
import { usePanelSize } from './panels/use-panel-size.ts';
import { closeInspector, usePage } from './page-store.ts';
import { useSession, useSessionState } from './session-context.ts';
import './wide-page.css';

const editorBounds = { min: 240, max: 900 } as const;
const bottomBounds = { min: 120, max: 700 } as const;
const inspectorBounds = { min: 260, max: 760 } as const;
/** Of the lower panel while it is closed: its tabs (pixels). */
const tabsHeight = 38;

interface WideMainProps {
  /** Names under which the editor's width and whether it is open are remembered, and whether it is at first. */
  readonly editor: { readonly width: string; readonly open: string; readonly isOpen: boolean };
  /** A closed editor is not there at all, instead of out of sight. */
  readonly sparesEditor?: boolean;
  readonly stage: ReactElement;
}

function InspectorSide(): ReactElement | null {
  const { size, setSize } = usePanelSize('inspector', 360, inspectorBounds.min, inspectorBounds.max);
  const selection = useSessionState((state) => state.selection);
  const isWhyOpen = usePage((state) => state.isWhyOpen);
  const session = useSession();
  if (!selection && !isWhyOpen) return null;
  return (
    <>
      <Splitter label="Width of the inspector" axis="x" reverse size={size} {...inspectorBounds} onResize={setSize} />
      <div className="inspector-side" style={{ width: size }}>
        <ErrorBoundary
          part="The answer"
          subject={selection ? selection.name : ''}
          onClose={() => closeInspector(session)}
        >
          {selection ? <Inspector selection={selection} /> : <ClusterWhy />}
        </ErrorBoundary>
      </div>
    </>
  );
}

export function WideMain({ editor, sparesEditor = false, stage }: WideMainProps): ReactElement {
  const { size: width, setSize: setWidth } = usePanelSize(editor.width, 390, editorBounds.min, editorBounds.max);
  const [isEditorOpen, setEditorOpen] = usePanelOpen(editor.open, editor.isOpen);
  const { size: height, setSize: setHeight } = usePanelSize('bottom', 246, bottomBounds.min, bottomBounds.max);
  const [isBottomOpen, setBottomOpen] = usePanelOpen('bottom', true);
  return (
    <main className="wide-main">
      <div className="wide-body">
        <div className="editor-side" style={{ width: isEditorOpen ? width : 0 }} hidden={!isEditorOpen}>
          <ErrorBoundary part="The editor">{isEditorOpen || !sparesEditor ? <EditorPanel /> : null}</ErrorBoundary>
        </div>
        <Splitter
          label="Width of the editor"
          axis="x"
          size={width}
          isClosed={!isEditorOpen}
          {...editorBounds}
          onResize={(size) => {
            setEditorOpen(true);
            setWidth(size);
          }}
          onToggle={() => setEditorOpen(!isEditorOpen)}
        />
        <ErrorBoundary part="The stage">{stage}</ErrorBoundary>
        <InspectorSide />
      </div>
      <Splitter
        label="Height of the lower panel"
        axis="y"
        reverse
        size={height}
        {...bottomBounds}
        onResize={(size) => {
          setBottomOpen(true);
          setHeight(size);
        }}
        onToggle={() => setBottomOpen(!isBottomOpen)}
      />
      <div className="bottom-side" style={{ height: isBottomOpen ? height : tabsHeight }}>
        <BottomPanel onChoose={() => setBottomOpen(true)} />
      </div>
    </main>
  );
}
