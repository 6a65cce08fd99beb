/** One answer to "why": what, which rule and what it says, what it waits for, what would change it, and the page. */

import type { ReactElement } from 'react';
import type { ObjectRef } from '../../api/object.ts';
import { spanText } from '../../view/clock-text.ts';
import { refKey, sameRef } from '../../view/decision-index.ts';
import type { WhyAnswer, WhyStep, WhyVerdict } from '../../view/why/why-model.ts';
import { Inferred } from '../graph/Inferred.tsx';
import { Icon, type IconName } from '../all-icons.tsx';
import { revealField } from '../reveal.ts';
import { usePlayground, useSession, useSessionState } from '../session-context.ts';
import { WholeWords } from '../WholeWords.tsx';

const words: Readonly<Record<WhyVerdict, string>> = {
  fails: 'Fails',
  refuses: 'Forbidden',
  waits: 'Waits',
  acts: 'Acted',
  holds: 'Held',
  fine: 'In order',
};

/** Time until it goes on, or is looked at again, by itself. */
function Until({ untilMs }: { readonly untilMs: number }): ReactElement | null {
  const left = useSessionState(({ moment }) => Math.ceil((untilMs - moment.atMs) / 1000));
  return left > 0 ? <span className="why-until">again in {spanText(left * 1000)}</span> : null;
}

const stepIcons: Readonly<Record<WhyStep['type'], IconName>> = {
  command: 'terminal',
  object: 'search',
  field: 'edit',
  'end-fault': 'check',
};

function Step({ step }: { readonly step: WhyStep }): ReactElement {
  const session = useSession();
  const run = (): void => {
    if (step.type === 'command') void session.command(step.line);
    else if (step.type === 'object') session.select(step.ref);
    else if (step.type === 'field') revealField(session, step.ref, step.field);
    else session.setFault(step.fault, false);
  };
  return (
    <li>
      <button type="button" className="why-step" data-step={step.type} onClick={run}>
        <Icon name={stepIcons[step.type]} size={13} />
        <span className="why-step-text">
          <span>
            <WholeWords text={step.type === 'field' ? `Edit ${step.label}` : step.label} />
          </span>
          {step.type === 'command' ? (
            <code>
              <WholeWords text={step.line} />
            </code>
          ) : null}
        </span>
      </button>
    </li>
  );
}

interface WhyCardProps {
  readonly answer: WhyAnswer;
  /** The object that is inspected: answers about others say whom they are about. */
  readonly selection?: ObjectRef;
}

export function WhyCard({ answer, selection }: WhyCardProps): ReactElement {
  const { session, embed } = usePlayground();
  const { about, verdict, rule, what, because, blockedBy, untilMs, doc, reason } = answer;
  // Where nothing may be changed, other objects can still be looked at.
  const isFollowed = useSessionState(({ followed }) => followed !== undefined);
  const steps = answer.steps.filter(({ type }) => {
    if (embed?.isReadonly) return type === 'object';
    // The manifests of a real cluster are not in the editor.
    return !isFollowed || type !== 'field';
  });
  const others = blockedBy.filter((ref) => !sameRef(ref, about)).slice(0, 6);
  return (
    <li className={`why why-${verdict}`} data-testid="why-answer" data-rule={rule} data-reason={reason}>
      <div className="why-head">
        <span className="why-verdict">{words[verdict]}</span>
        <span className="why-rule">{rule}</span>
        {isFollowed ? <Inferred /> : null}
        {untilMs === undefined ? null : <Until untilMs={untilMs} />}
      </div>
      <p className="why-what">
        <WholeWords text={what} />
      </p>
      {because ? <p className="why-because">{because}</p> : null}
      {sameRef(about, selection) && others.length === 0 ? null : (
        <p className="why-links">
          {sameRef(about, selection) ? null : (
            <button type="button" className="link-button" onClick={() => session.select(about)}>
              <WholeWords text={`${about.kind} ${about.name}`} />
            </button>
          )}
          {others.length > 0 ? <span>{sameRef(about, selection) ? 'Because of' : '– because of'}</span> : null}
          {others.map((ref) => (
            <button key={refKey(ref)} type="button" className="link-button" onClick={() => session.select(ref)}>
              <WholeWords text={`${ref.kind} ${ref.name}`} />
            </button>
          ))}
        </p>
      )}
      {steps.length > 0 ? (
        <>
          <p className="why-steps-title">What would change it</p>
          <ul className="why-steps">
            {steps.map((step) => (
              <Step key={`${step.type} ${step.label}`} step={step} />
            ))}
          </ul>
        </>
      ) : null}
      {doc ? (
        <a className="why-doc" href={doc.url} target="_blank" rel="noreferrer">
          {doc.title}
          <Icon name="external" size={11} />
          <span className="visually-hidden"> (Kubernetes documentation, opens in a new tab)</span>
        </a>
      ) : null}
    </li>
  );
}
