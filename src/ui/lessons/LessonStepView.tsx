/** One step: what it tells, what it asks, what there is to do and to see. */

import { useState, type ReactElement } from 'react';
import type { LessonCommand, LessonStep } from '../../lessons/lesson.ts';
import type { LessonRun, StepState } from '../../session/lessons/lesson-run.ts';
import { showBottomTab } from '../page-store.ts';
import { usePlayground } from '../session-context.ts';
import { typeLine } from '../terminal/typing.ts';
import { CommandList } from './CommandList.tsx';
import { GoalList } from './GoalList.tsx';
import { LessonLinks } from './LessonLinks.tsx';
import { PredictionCard } from './PredictionCard.tsx';
import { Prose, ProseLine } from './Prose.tsx';

interface LessonStepViewProps {
  readonly run: LessonRun;
  readonly step: LessonStep;
  /** From 1. */
  readonly number: number;
  readonly state: StepState;
}

/** Gives a command; where no terminal is shown it runs without one. */
function useGive(run: LessonRun): (command: LessonCommand) => void {
  const { session, embed } = usePlayground();
  const hasTerminal = !embed || embed.panes.includes('terminal');
  return (command) => {
    if (command.type === 'fault') run.setFault(command);
    else if (command.type === 'wait') session.passTime(command.ms);
    else if (hasTerminal && !embed?.isReadonly) {
      typeLine(command.line, command.terminal, command.endless);
      showBottomTab('terminal');
    } else void session.command(command.line);
  };
}

export function LessonStepView({ run, step, number, state }: LessonStepViewProps): ReactElement {
  const give = useGive(run);
  const [given, setGiven] = useState<ReadonlySet<number>>(new Set());
  const { prediction, commands, goals, hints, links } = step;
  const isHeld = prediction !== undefined && state.answer === undefined;
  return (
    <>
      <Prose text={step.text} />
      {prediction ? (
        <PredictionCard
          prediction={prediction}
          answer={state.answer}
          onAnswer={(choice) => run.answer(number, choice)}
        />
      ) : null}
      {commands.length > 0 ? (
        <CommandList
          commands={commands}
          given={given}
          isHeld={isHeld}
          onGive={(index) => {
            setGiven(new Set([...given, index]));
            give(commands[index]!);
          }}
        />
      ) : null}
      {goals.length > 0 ? <GoalList goals={goals} reached={state.goals} /> : null}
      {hints.length > 0 ? (
        <details className="lesson-hints">
          <summary>{hints.length === 1 ? 'Hint' : 'Hints'}</summary>
          {hints.map((hint) => (
            <p key={hint}>
              <ProseLine text={hint} />
            </p>
          ))}
        </details>
      ) : null}
      <LessonLinks links={links} />
    </>
  );
}
