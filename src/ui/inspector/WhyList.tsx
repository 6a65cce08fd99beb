/** Decisions as answers to "why", each with what it waits for and the field that is the rule. */

import type { ReactElement } from 'react';
import type { Decision } from '../../api/decision.ts';
import type { ObjectRef } from '../../api/object.ts';
import { refKey, sameRef } from '../../view/decision-index.ts';
import { spanText } from '../../view/clock-text.ts';
import { useSession, useSessionState } from '../session-context.ts';

const verdictWords = { acts: 'Acted', waits: 'Waits', refuses: 'Forbidden' } as const;

/** Seconds until the component looks again by itself. */
function Until({ untilMs }: { readonly untilMs: number }): ReactElement | null {
  const left = useSessionState(({ moment }) => Math.ceil((untilMs - moment.atMs) / 1000));
  return left > 0 ? <span className="why-until">looks again in {spanText(left * 1000)}</span> : null;
}

interface WhyListProps {
  /** The selected object: decisions about others say whom they are about. */
  readonly selection: ObjectRef;
  readonly decisions: readonly Decision[];
  readonly onRule: (rule: NonNullable<Decision['rule']>) => void;
}

export function WhyList({ selection, decisions, onRule }: WhyListProps): ReactElement {
  const session = useSession();
  if (decisions.length === 0)
    return <p className="panel-empty">Nothing holds it up, and nothing is about to change it.</p>;
  return (
    <ul className="why-list" data-testid="why">
      {decisions.map((decision) => (
        <li
          key={`${refKey(decision.about)} ${decision.reason} ${decision.message}`}
          className={`why why-${decision.verdict}`}
        >
          <span className="why-head">
            <span className="why-verdict">{verdictWords[decision.verdict]}</span>
            {sameRef(decision.about, selection) ? null : (
              <button type="button" className="link-button" onClick={() => session.select(decision.about)}>
                {decision.about.name}
              </button>
            )}
            <span className="why-reason">{decision.reason}</span>
            {decision.untilMs === undefined ? null : <Until untilMs={decision.untilMs} />}
          </span>
          <p>{decision.message}</p>
          {decision.blockedBy?.length ? (
            <span className="why-links">
              waits for{' '}
              {decision.blockedBy.map((ref) => (
                <button key={refKey(ref)} type="button" className="link-button" onClick={() => session.select(ref)}>
                  {ref.kind} {ref.name}
                </button>
              ))}
            </span>
          ) : null}
          {decision.rule ? (
            <span className="why-links">
              rule{' '}
              <button type="button" className="link-button mono" onClick={() => onRule(decision.rule!)}>
                {decision.rule.field}
              </button>
              <span>
                {' '}
                of {decision.rule.object.kind} {decision.rule.object.name}
              </span>
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
