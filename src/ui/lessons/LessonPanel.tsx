/** The open lesson beside the stage: its steps one at a time, and the way through them. */

import { useEffect, useRef, type ReactElement } from 'react';
import { useStore } from 'zustand';
import { bundledLessons } from '../../lessons/catalogue.ts';
import { encodeLessonLink } from '../../lessons/lesson-link.ts';
import { Icon } from '../all-icons.tsx';
import { usePlayground } from '../session-context.ts';
import { LessonLinks } from './LessonLinks.tsx';
import { LessonStepView } from './LessonStepView.tsx';
import { useLessons, type OpenLesson } from './lesson-store.ts';
import { leaveLesson, openLesson, openLessonText } from './open-lesson.ts';
import { Prose } from './Prose.tsx';
import { StepDots } from './StepDots.tsx';
import './lessons.css';

function startAgain({ id, text, run }: OpenLesson): void {
  void (id === undefined ? openLessonText(text, run.lesson.title) : openLesson(id, 'beginning'));
}

/** The address of the lesson itself: by name, or with its whole text. */
function linkTo({ id, text }: OpenLesson): string {
  const address = new URL(window.location.href);
  address.search = id === undefined ? '' : `?lesson=${id}`;
  address.hash = id === undefined ? encodeLessonLink(text) : '';
  return address.href;
}

function End({ open }: { readonly open: OpenLesson }): ReactElement {
  const { embed } = usePlayground();
  const { lesson } = open.run;
  const { end, links } = lesson;
  const next = bundledLessons[bundledLessons.findIndex(({ id }) => id === open.id) + 1];
  return (
    <div data-testid="lesson-end">
      <p className="lesson-finished">
        <span className="lesson-tick">
          <Icon name="check" size={14} />
        </span>
        You have finished this lesson.
      </p>
      <Prose text={end} />
      <LessonLinks links={links} />
      <div className="lesson-end-actions">
        {next && open.id !== undefined ? (
          <button type="button" className="button primary" onClick={() => void openLesson(next.id)}>
            Next lesson: {next.title}
          </button>
        ) : null}
        <button type="button" className="button outlined" onClick={() => startAgain(open)}>
          Start again
        </button>
        {embed ? null : (
          <button type="button" className="button outlined" onClick={leaveLesson}>
            Leave the lesson
          </button>
        )}
      </div>
    </div>
  );
}

function Intro({ open, onStart }: { readonly open: OpenLesson; readonly onStart: () => void }): ReactElement {
  const { lesson, store } = open.run;
  const preparing = useStore(store, (state) => state.preparing);
  return (
    <>
      <Prose text={lesson.intro} />
      <p className="lesson-facts">
        {lesson.steps.length} steps{lesson.minutes === undefined ? '' : ` · about ${lesson.minutes} minutes`}
      </p>
      <button
        type="button"
        className="button primary"
        data-testid="lesson-start"
        disabled={preparing}
        onClick={onStart}
      >
        {preparing ? 'Preparing the cluster…' : 'Start'}
      </button>
    </>
  );
}

export function LessonPanel(): ReactElement | null {
  const open = useLessons((state) => state.open);
  return open ? <OpenPanel key={open.key} open={open} /> : null;
}

function OpenPanel({ open }: { readonly open: OpenLesson }): ReactElement {
  const { embed, session } = usePlayground();
  const { run } = open;
  const { lesson } = run;
  const { position, furthest, steps } = useStore(run.store);
  const body = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(position);
  const step = lesson.steps[position - 1];
  const state = steps[position - 1];
  const isEnd = position > lesson.steps.length;
  useEffect(() => {
    if (shown.current === position) return;
    shown.current = position;
    body.current?.scrollTo({ top: 0 });
    // Those who read with the keyboard or a screen reader begin at the new heading.
    if (!embed) heading.current?.focus();
  }, [position, embed]);
  const copyLink = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(linkTo(open));
      session.notify('success', 'The link to this lesson is copied.');
    } catch {
      session.notify('error', 'The browser does not let this page write to the clipboard.');
    }
  };
  return (
    <section
      className="lesson-panel"
      aria-label={`Lesson: ${lesson.title}`}
      data-testid="lesson"
      data-position={position}
    >
      <header className="lesson-header">
        <div className="lesson-bar">
          <span className="lesson-name" title={lesson.title}>
            {lesson.title}
          </span>
          {embed ? null : (
            <button
              type="button"
              className="icon-button"
              aria-label="Copy the link to this lesson"
              title="Copy the link to this lesson"
              onClick={() => void copyLink()}
            >
              <Icon name="copy" size={14} />
            </button>
          )}
          <button type="button" className="button lesson-again" onClick={() => startAgain(open)}>
            Start again
          </button>
          {embed ? null : (
            <button
              type="button"
              className="icon-button"
              aria-label="Leave the lesson"
              title="Leave the lesson: your own files and cluster come back"
              onClick={leaveLesson}
            >
              <Icon name="close" size={14} />
            </button>
          )}
        </div>
        <StepDots
          titles={['Introduction', ...lesson.steps.map(({ title }) => title), 'End']}
          position={position}
          furthest={furthest}
          done={[true, ...steps.map(({ done }) => done), isEnd]}
          onGo={(next) => run.go(next)}
        />
      </header>
      <div className="lesson-body" ref={body} tabIndex={-1}>
        <h2 ref={heading} tabIndex={-1}>
          {step ? step.title : isEnd ? 'What you have seen' : lesson.title}
        </h2>
        {step && state ? (
          <LessonStepView key={position} run={run} step={step} number={position} state={state} />
        ) : isEnd ? (
          <End open={open} />
        ) : (
          <Intro open={open} onStart={() => run.go(1)} />
        )}
      </div>
      {step && state ? (
        <footer className="lesson-footer">
          <button type="button" className="button outlined" onClick={() => run.go(position - 1)}>
            Back
          </button>
          <span className="lesson-place">
            Step {position} of {lesson.steps.length}
          </span>
          <button
            type="button"
            className={`button ${state.done ? 'primary' : 'outlined'}`}
            data-testid="lesson-next"
            onClick={() => run.go(position + 1)}
          >
            {state.done ? 'Next' : 'Skip'}
          </button>
        </footer>
      ) : null}
    </section>
  );
}
