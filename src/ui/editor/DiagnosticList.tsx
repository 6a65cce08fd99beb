/** What is wrong with the file: each message once, with the lines that it is about and what would help. */

import type { ReactElement } from 'react';
import type { FileDiagnostic } from '../../session/state.ts';
import { Icon } from '../icons.tsx';
import { revealPlace } from '../reveal.ts';
import { useSession } from '../session-context.ts';
import './diagnostic-list.css';

interface DiagnosticListProps {
  readonly file: string;
  readonly text: string;
  readonly diagnostics: readonly FileDiagnostic[];
}

interface Problem {
  readonly severity: FileDiagnostic['severity'];
  readonly message: string;
  readonly ranges: readonly NonNullable<FileDiagnostic['range']>[];
}

/** A message about several places is said once. */
function toProblems(diagnostics: readonly FileDiagnostic[]): readonly Problem[] {
  const problems = new Map<string, Problem>();
  for (const { severity, message, range } of diagnostics) {
    const ranges = problems.get(message)?.ranges ?? [];
    problems.set(message, { severity, message, ranges: range ? [...ranges, range] : ranges });
  }
  return [...problems.values()];
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** More places of one message are counted. */
const maxLines = 6;

export function DiagnosticList({ file, text, diagnostics }: DiagnosticListProps): ReactElement | null {
  const session = useSession();
  if (diagnostics.length === 0) return null;
  return (
    <ul className="diagnostics" aria-label="Problems" data-testid="diagnostics">
      {toProblems(diagnostics).map(({ severity, message, ranges }) => {
        const namespace = /^namespaces "([a-z0-9-]+)" not found$/.exec(message)?.[1];
        return (
          <li
            key={message}
            className={`diagnostic diagnostic-${severity}`}
            role={severity === 'error' ? 'alert' : undefined}
          >
            <Icon name="warning" size={13} />
            <span className="diagnostic-message">
              {message}
              {ranges.length > 0 ? (
                <span className="diagnostic-lines">
                  {ranges.slice(0, maxLines).map(({ start, end }) => (
                    <button
                      key={start}
                      type="button"
                      className="link-button"
                      onClick={() => revealPlace(session, { file, start, end })}
                    >
                      line {lineOf(text, start)}
                    </button>
                  ))}
                  {ranges.length > maxLines ? <span>and {ranges.length - maxLines} more</span> : null}
                </span>
              ) : null}
              {namespace ? (
                <button
                  type="button"
                  className="button outlined diagnostic-help"
                  onClick={() =>
                    void session.command(`kubectl create namespace ${namespace}`).then(() => session.apply(file))
                  }
                >
                  Create the namespace and apply again
                </button>
              ) : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
