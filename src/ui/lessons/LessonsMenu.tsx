/** The lessons to choose from, with how far the reader is in each. */

import { DropdownMenu } from 'radix-ui';
import { useRef, type ReactElement } from 'react';
import { bundledLessons } from '../../lessons/catalogue.ts';
import type { AllProgress } from '../../session/lessons/progress.ts';
import { Icon } from '../all-icons.tsx';
import { useLessons } from './lesson-store.ts';
import { forgetProgress, leaveLesson, openLesson, openLessonText } from './open-lesson.ts';
import './lessons-menu.css';

function stateOf(id: string, minutes: number, progress: AllProgress): string {
  const own = Object.hasOwn(progress, id) ? progress[id] : undefined;
  if (own?.finished) return 'finished';
  return own && own.position > 0 ? `step ${own.position}` : `${minutes} min`;
}

export function LessonsMenu(): ReactElement {
  const progress = useLessons((state) => state.progress);
  const open = useLessons((state) => state.open);
  const input = useRef<HTMLInputElement>(null);
  const openFile = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    await openLessonText(await file.text(), file.name);
  };
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="button" data-testid="lessons">
          Lessons
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu lesson-menu" align="end" sideOffset={6} collisionPadding={8}>
            {bundledLessons.map(({ id, title, summary, minutes }) => {
              const state = stateOf(id, minutes, progress);
              return (
                <DropdownMenu.Item key={id} className="menu-item lesson-item" onSelect={() => void openLesson(id)}>
                  <span className="lesson-item-title">
                    {title}
                    <span className={`lesson-item-state${state === 'finished' ? ' is-finished' : ''}`}>
                      {state === 'finished' ? <Icon name="check" size={12} /> : null}
                      {state}
                    </span>
                  </span>
                  <span className="lesson-item-summary">{summary}</span>
                </DropdownMenu.Item>
              );
            })}
            <DropdownMenu.Separator className="menu-separator" />
            <DropdownMenu.Item className="menu-item" onSelect={() => input.current?.click()}>
              Open a lesson file… <span className="hint">.yaml</span>
            </DropdownMenu.Item>
            <DropdownMenu.Item
              className="menu-item"
              disabled={Object.keys(progress).length === 0}
              onSelect={forgetProgress}
            >
              Forget my progress
            </DropdownMenu.Item>
            {open ? (
              <DropdownMenu.Item className="menu-item" onSelect={leaveLesson}>
                Leave the lesson
              </DropdownMenu.Item>
            ) : null}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,.json"
        hidden
        data-testid="lesson-file"
        onChange={({ currentTarget }) => {
          void openFile(currentTarget.files?.[0]);
          currentTarget.value = '';
        }}
      />
    </>
  );
}
