/** Why the selected object is as it is, and what waits for it. */

import { useMemo, type ReactElement } from 'react';
import type { ObjectRef } from '../../api/object.ts';
import { explainObject } from '../../view/why/explain.ts';
import type { WhyAnswer } from '../../view/why/why-model.ts';

import { useSessionState } from '../session-context.ts';
import { ObjectFacts } from './ObjectFacts.tsx';
import { useWhySource } from './use-why-source.ts';
import { WhyCard } from './WhyCard.tsx';

function Answers({
  answers,
  selection,
}: {
  readonly answers: readonly WhyAnswer[];
  readonly selection: ObjectRef;
}): ReactElement {
  return (
    <ul className="why-list" data-testid="why">
      {answers.map((answer) => (
        <WhyCard key={`${answer.about.name} ${answer.reason} ${answer.rule}`} answer={answer} selection={selection} />
      ))}
    </ul>
  );
}

export function WhyTab({ selection }: { readonly selection: ObjectRef }): ReactElement {
  const source = useWhySource();
  const isFollowed = useSessionState(({ followed }) => followed !== undefined);
  const { about, waiting } = useMemo(() => explainObject(selection, source), [selection, source]);
  return (
    <>
      <ObjectFacts selection={selection} />
      {about.length > 0 ? <Answers answers={about} selection={selection} /> : null}
      {about.length === 0 && waiting.length === 0 ? (
        <p className="panel-empty">
          {isFollowed
            ? 'It does not exist at this moment, as far as can be seen.'
            : 'It does not exist at this moment, and nothing is about to make it.'}
        </p>
      ) : null}
      {waiting.length > 0 ? (
        <>
          <h3 className="why-title">What waits for it</h3>
          <Answers answers={waiting} selection={selection} />
        </>
      ) : null}
    </>
  );
}
