/** The page on wide screens: editor, stage and inspector side by side, the other views below. */

import { lazy, Suspense, type ReactElement } from 'react';
import { BottomPanel } from './BottomPanel.tsx';
import { EditorPanel } from './editor/EditorPanel.tsx';
import { StageSide } from './graph/StageSide.tsx';
import { ClusterWhy } from './inspector/ClusterWhy.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { useLessons } from './lessons/lesson-store.ts';
import { Splitter } from './panels/Splitter.tsx';
import { usePanelOpen, usePanelSize } from './panels/use-panel-size.ts';
import { usePage } from './page-store.ts';
import { useSessionState } from './session-context.ts';
import { SkipLinks } from './SkipLinks.tsx';
import { Toolbar } from './toolbar/Toolbar.tsx';
import './lessons/lesson-frame.css';
import './wide-page.css';

const LessonPanel = lazy(async () => ({ default: (await import('./lessons/LessonPanel.tsx')).LessonPanel }));

const lessonBounds = { min: 280, max: 720 } as const;
const editorBounds = { min: 240, max: 900 } as const;
const bottomBounds = { min: 120, max: 700 } as const;
const inspectorBounds = { min: 260, max: 760 } as const;

export function WidePage(): ReactElement {
  const editor = usePanelSize('editor', 390, editorBounds.min, editorBounds.max);
  const bottom = usePanelSize('bottom', 246, bottomBounds.min, bottomBounds.max);
  const inspector = usePanelSize('inspector', 360, inspectorBounds.min, inspectorBounds.max);
  const lesson = usePanelSize('lesson', 400, lessonBounds.min, lessonBounds.max);
  const inLesson = useLessons(({ open }) => open !== undefined);
  // A lesson takes the editor's place; its files are one click away.
  const [isEditorOpen, setEditorOpen] = usePanelOpen(inLesson ? 'lesson-editor' : 'editor', !inLesson);
  const [isBottomOpen, setBottomOpen] = usePanelOpen('bottom', true);
  const selection = useSessionState((state) => state.selection);
  const isWhyOpen = usePage((state) => state.isWhyOpen);
  return (
    <div className="wide-page">
      <SkipLinks />
      <Toolbar />
      <div className="lesson-frame">
        {inLesson ? (
          <aside className="lesson-aside" aria-label="Lesson">
            <div className="lesson-side" style={{ width: lesson.size }}>
              <Suspense>
                <LessonPanel />
              </Suspense>
            </div>
            <Splitter
              label="Width of the lesson"
              axis="x"
              size={lesson.size}
              {...lessonBounds}
              onResize={lesson.setSize}
            />
          </aside>
        ) : null}
        <main className="wide-main">
          <div className="wide-body">
            <div className="editor-side" style={{ width: isEditorOpen ? editor.size : 0 }} hidden={!isEditorOpen}>
              <EditorPanel />
            </div>
            <Splitter
              label="Width of the editor"
              axis="x"
              size={editor.size}
              {...editorBounds}
              onResize={(size) => {
                setEditorOpen(true);
                editor.setSize(size);
              }}
              onToggle={() => setEditorOpen(!isEditorOpen)}
            />
            <StageSide />
            {selection || isWhyOpen ? (
              <>
                <Splitter
                  label="Width of the inspector"
                  axis="x"
                  reverse
                  size={inspector.size}
                  {...inspectorBounds}
                  onResize={inspector.setSize}
                />
                <div className="inspector-side" style={{ width: inspector.size }}>
                  {selection ? <Inspector selection={selection} /> : <ClusterWhy />}
                </div>
              </>
            ) : null}
          </div>
          <Splitter
            label="Height of the lower panel"
            axis="y"
            reverse
            size={bottom.size}
            {...bottomBounds}
            onResize={(size) => {
              setBottomOpen(true);
              bottom.setSize(size);
            }}
            onToggle={() => setBottomOpen(!isBottomOpen)}
          />
          <div className="bottom-side" style={{ height: isBottomOpen ? bottom.size : 38 }}>
            <BottomPanel />
          </div>
        </main>
      </div>
    </div>
  );
}
