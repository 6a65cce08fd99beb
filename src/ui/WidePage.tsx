/** The page on wide screens: the toolbar, beside a lesson when one is open, and the main part. */

import { lazy, Suspense, type ReactElement } from 'react';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { StageSide } from './graph/StageSide.tsx';
import { useLessons } from './lessons/lesson-store.ts';
import { Splitter } from './panels/Splitter.tsx';
import { usePanelSize } from './panels/use-panel-size.ts';
import { SkipLinks } from './SkipLinks.tsx';
import { Toolbar } from './toolbar/Toolbar.tsx';
import { WideMain } from './WideMain.tsx';
import './lessons/lesson-frame.css';
import './wide-page.css';

const LessonPanel = lazy(async () => ({ default: (await import('./lessons/LessonPanel.tsx')).LessonPanel }));

const lessonBounds = { min: 280, max: 720 } as const;

function LessonSide(): ReactElement {
  const { size, setSize } = usePanelSize('lesson', 400, lessonBounds.min, lessonBounds.max);
  return (
    <aside className="lesson-aside" aria-label="Lesson">
      <div className="lesson-side" style={{ width: size }}>
        <ErrorBoundary part="The lesson">
          <Suspense>
            <LessonPanel />
          </Suspense>
        </ErrorBoundary>
      </div>
      <Splitter label="Width of the lesson" axis="x" size={size} {...lessonBounds} onResize={setSize} />
    </aside>
  );
}

export function WidePage(): ReactElement {
  const inLesson = useLessons(({ open }) => open !== undefined);
  // A lesson takes the editor's place; its files are one click away.
  const open = inLesson ? 'lesson-editor' : 'editor';
  return (
    <div className="wide-page">
      <SkipLinks />
      <Toolbar />
      <div className="lesson-frame">
        {inLesson ? <LessonSide /> : null}
        <WideMain editor={{ width: 'editor', open, isOpen: !inLesson }} stage={<StageSide />} />
      </div>
    </div>
  );
}
