/** A question that is answered before time runs on. The first answer counts, and each answer is explained. */

import { useId, type ReactElement } from 'react';
import type { Choice, Prediction } from '../../lessons/lesson.ts';
import { Icon } from '../all-icons.tsx';
import { ProseLine } from './Prose.tsx';

interface PredictionCardProps {
  readonly prediction: Prediction;
  readonly answer: number | undefined;
  readonly onAnswer: (choice: number) => void;
}

function Explanation({ choice, isChosen }: { readonly choice: Choice; readonly isChosen: boolean }): ReactElement {
  const verdict = choice.right ? 'Right. ' : 'Not so. ';
  return (
    <p className={`lesson-because${choice.right ? ' is-right' : ' is-wrong'}`}>
      <strong>{isChosen ? verdict : 'It is: '}</strong>
      {isChosen ? null : (
        <>
          <ProseLine text={choice.text} />
          {'. '}
        </>
      )}
      <ProseLine text={choice.because} />
    </p>
  );
}

export function PredictionCard({ prediction, answer, onAnswer }: PredictionCardProps): ReactElement {
  const id = useId();
  const { question, choices } = prediction;
  const chosen = answer === undefined ? undefined : choices[answer];
  const right = choices.find((choice) => choice.right);
  return (
    <section className="lesson-prediction" aria-labelledby={id} data-testid="lesson-prediction">
      <h3 id={id}>Predict</h3>
      <p className="lesson-question">
        <ProseLine text={question} />
      </p>
      <ul className="lesson-choices">
        {choices.map((choice, index) => {
          const isChosen = index === answer;
          const state = chosen === undefined ? '' : choice.right ? ' is-right' : isChosen ? ' is-wrong' : '';
          return (
            <li key={choice.text}>
              <button
                type="button"
                className={`lesson-choice${state}`}
                aria-pressed={isChosen}
                disabled={chosen !== undefined && !isChosen && !choice.right}
                onClick={() => onAnswer(index)}
              >
                <span className="lesson-choice-mark">
                  {state === '' ? null : <Icon name={choice.right ? 'check' : 'close'} size={12} />}
                </span>
                <span>
                  <ProseLine text={choice.text} />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <div role="status">
        {chosen ? (
          <>
            <Explanation choice={chosen} isChosen />
            {right && right !== chosen ? <Explanation choice={right} isChosen={false} /> : null}
          </>
        ) : (
          <p className="lesson-waits">Time waits for your answer.</p>
        )}
      </div>
    </section>
  );
}
