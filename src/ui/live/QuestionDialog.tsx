/** Asks before a command changes a real cluster. */

import { AlertDialog } from 'radix-ui';
import { useState, type ReactElement } from 'react';
import type { Question } from '../../session/live/followed.ts';
import type { LiveSession } from '../../session/live/live-session.ts';
import { useSessionState } from '../session-context.ts';
import { WholeWords } from '../WholeWords.tsx';

export function QuestionDialog({ session }: { readonly session: LiveSession }): ReactElement {
  const asked = useSessionState(({ followed }) => followed?.question);
  // While the dialog fades out it still says what was asked.
  const [question, setQuestion] = useState<Question>();
  if (asked && asked !== question) setQuestion(asked);
  const answer = (isAllowed: boolean): void => {
    if (asked) session.answer(asked.id, isAllowed);
  };
  return (
    <AlertDialog.Root open={asked !== undefined} onOpenChange={(isOpen) => (isOpen ? undefined : answer(false))}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="dialog-shade" />
        <AlertDialog.Content className="dialog live-question" data-testid="live-question">
          <AlertDialog.Title asChild>
            <h2>{question?.takesAway ? 'Delete from a real cluster?' : 'Change a real cluster?'}</h2>
          </AlertDialog.Title>
          <AlertDialog.Description asChild>
            <p>
              {question?.takesAway
                ? 'This is not the simulation. What is deleted is gone, and cannot be brought back from here.'
                : 'This is not the simulation. It cannot be undone from here.'}
            </p>
          </AlertDialog.Description>
          <pre className="live-question-line">
            <WholeWords text={question?.line ?? ''} />
          </pre>
          <p className="live-question-request">
            First request:{' '}
            <code>
              <WholeWords text={question?.request ?? ''} />
            </code>
            . The whole line runs when you agree.
          </p>
          <div className="live-question-buttons">
            <AlertDialog.Cancel asChild>
              <button type="button" className="button outlined">
                Cancel
              </button>
            </AlertDialog.Cancel>
            <button
              type="button"
              className={`button ${question?.takesAway ? 'live-danger' : 'primary'}`}
              onClick={() => answer(true)}
            >
              {question?.takesAway ? 'Delete' : 'Send it'}
            </button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
