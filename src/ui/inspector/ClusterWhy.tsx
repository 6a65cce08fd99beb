/** What is happening now, in the whole cluster: what fails, what waits and for what, what holds, what was done last. */

import { useMemo, type ReactElement } from 'react';
import { explainCluster } from '../../view/why/explain.ts';
import type { WhyAnswer } from '../../view/why/why-model.ts';
import { Icon } from '../icons.tsx';
import { MomentMark } from '../MomentMark.tsx';
import { showClusterWhy } from '../page-store.ts';
import { usePlayground, useSessionState } from '../session-context.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useWhySource } from './use-why-source.ts';
import { WhyCard } from './WhyCard.tsx';
import './inspector.css';

/** More of one kind than this make a list that nobody reads. */
const maxShown = 12;

function Section({
  title,
  answers,
}: {
  readonly title: string;
  readonly answers: readonly WhyAnswer[];
}): ReactElement | null {
  if (answers.length === 0) return null;
  const rest = answers.length - maxShown;
  return (
    <section aria-label={title}>
      <h3 className="why-title">{title}</h3>
      <ul className="why-list">
        {answers.slice(0, maxShown).map((answer) => (
          <WhyCard key={`${answer.about.kind} ${answer.about.name} ${answer.reason} ${answer.what}`} answer={answer} />
        ))}
      </ul>
      {rest > 0 ? <p className="panel-empty">… and {rest} more of the same.</p> : null}
    </section>
  );
}

function Faults(): ReactElement | null {
  const { session, embed } = usePlayground();
  const source = useWhySource();
  const { faults } = useMemo(() => explainCluster(source), [source]);
  if (faults.length === 0) return null;
  return (
    <section aria-label="Faults in force">
      <h3 className="why-title">Faults in force</h3>
      <ul className="why-faults">
        {faults.map(({ key, text, fault }) => (
          <li key={key}>
            <Icon name="warning" size={13} />
            <span>{text}</span>
            {embed?.isReadonly ? null : (
              <button type="button" className="link-button" onClick={() => session.setFault(fault, false)}>
                End<span className="visually-hidden"> the fault: {text}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ClusterWhy(): ReactElement {
  const { views } = usePlayground();
  const focus = useKeptFocus();
  const source = useWhySource();
  const { text, names } = useSessionState(views.headline);
  const isFollowed = useSessionState(({ followed }) => followed !== undefined);
  const { open, holding, done } = useMemo(() => explainCluster(source), [source]);
  // What the sentence above says comes first.
  const said = useMemo(() => {
    const first = names.toSorted((a, b) => text.indexOf(a) - text.indexOf(b))[0];
    const isSaid = ({ about, verdict }: WhyAnswer): boolean => about.name === first && verdict === open[0]?.verdict;
    return [...open.filter(isSaid), ...open.filter((answer) => !isSaid(answer))];
  }, [open, text, names]);
  return (
    <aside className="inspector" aria-label="What is happening now?" data-testid="cluster-why" {...focus}>
      <header className="inspector-head">
        <div>
          <span className="side-kind">The cluster</span>
          <h2 tabIndex={-1}>What is happening now?</h2>
          <MomentMark />
        </div>
        <button
          type="button"
          className="icon-button"
          aria-label="Close"
          title="Close (Esc)"
          onClick={() => showClusterWhy(false)}
        >
          <Icon name="close" />
        </button>
      </header>
      <div className="inspector-content" tabIndex={0} role="region" aria-label="Explanations">
        <p className="why-summary">{text}</p>
        <Faults />
        <Section title="What fails or waits" answers={said} />
        <Section title="Being done" answers={done} />
        <Section title="Rules that hold something as it is" answers={holding} />
        {open.length + done.length === 0 ? (
          <p className="panel-empty">
            {isFollowed
              ? 'As far as can be seen nothing waits.'
              : 'Nothing waits, and nothing is about to happen by itself.'}
          </p>
        ) : null}
      </div>
    </aside>
  );
}
