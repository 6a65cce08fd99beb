/** The commands of a step. A click types a line into the terminal, breaks something, or lets time pass. */

import type { ReactElement } from 'react';
import type { LessonCommand } from '../../lessons/lesson.ts';
import { formatGoDuration } from '../../lib/go-duration.ts';
import { faultText } from '../../view/fault-text.ts';
import { Icon, type IconName } from '../all-icons.tsx';

interface CommandListProps {
  readonly commands: readonly LessonCommand[];
  /** Those that were given already, by index. */
  readonly given: ReadonlySet<number>;
  /** The step has a question that is not answered yet. */
  readonly isHeld: boolean;
  readonly onGive: (index: number) => void;
}

const icons: Readonly<Record<LessonCommand['type'], IconName>> = { line: 'terminal', fault: 'warning', wait: 'settle' };

function Words({ command }: { readonly command: LessonCommand }): ReactElement {
  switch (command.type) {
    case 'line':
      return <code>{command.line}</code>;
    case 'wait':
      return <span>Let {formatGoDuration(command.ms).replace(/(\d+m)0s$/, '$1')} pass</span>;
    case 'fault': {
      const { fault, nodeOf, on } = command;
      const words =
        nodeOf !== undefined && 'node' in fault
          ? faultText({ ...fault, node: `the node of ${nodeOf}` })
          : faultText(fault);
      return <span>{on ? `Fault: ${words}` : `End the fault: ${words}`}</span>;
    }
  }
}

function hintOf(command: LessonCommand): string {
  if (command.type !== 'line') return 'Do it';
  return command.terminal > 1 ? `Type it into shell ${command.terminal}` : 'Type it for me';
}

export function CommandList({ commands, given, isHeld, onGive }: CommandListProps): ReactElement {
  const next = commands.findIndex((_, index) => !given.has(index));
  return (
    <section className="lesson-commands" aria-label="Commands">
      <h3>Do</h3>
      <ol>
        {commands.map((command, index) => (
          <li key={index}>
            <button
              type="button"
              className={`lesson-command${index === next ? ' is-next' : ''}${given.has(index) ? ' is-given' : ''}`}
              data-testid="lesson-command"
              disabled={isHeld}
              title={isHeld ? 'Answer the question first' : hintOf(command)}
              onClick={() => onGive(index)}
            >
              <span className="lesson-command-icon">
                <Icon name={given.has(index) ? 'check' : icons[command.type]} size={13} />
              </span>
              <Words command={command} />
              <span className="visually-hidden">
                {given.has(index) ? ' (done; do it again)' : ` (${hintOf(command)})`}
              </span>
              {command.type === 'line' && command.terminal > 1 ? (
                <span className="lesson-shell">shell {command.terminal}</span>
              ) : null}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
