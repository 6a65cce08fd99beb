/** The difference of two texts in one column: removed and added lines are marked by sign and colour. */

import { useMemo, type ReactElement } from 'react';
import { diffParts } from '../../view/template-diff.ts';
import './template-diff.css';

const signs = { same: ' ', removed: '−', added: '+' } as const;
const words = { same: undefined, removed: 'removed:', added: 'added:' } as const;

interface TemplateDiffProps {
  readonly before: string;
  readonly after: string;
  /** What is compared: `web-7976d76cdb with web-6cdc958bf`. */
  readonly label: string;
}

/** Two Pod templates (`revisionText` of a ControllerRevision), or any other two texts. */
export function TemplateDiff({ before, after, label }: TemplateDiffProps): ReactElement {
  const parts = useMemo(() => diffParts(before, after), [before, after]);
  if (parts.length === 0) return <p className="panel-empty">There is no difference.</p>;
  return (
    <pre className="template-diff" role="region" tabIndex={0} aria-label={label} data-testid="template-diff">
      {parts.map((part, place) =>
        'folded' in part ? (
          <span key={place} className="diff-fold">
            {part.folded === 1 ? '1 unchanged line' : `${part.folded} unchanged lines`}
          </span>
        ) : (
          part.lines.map(({ kind, text }, index) => (
            <span key={`${place} ${index}`} className={`diff-line is-${kind}`}>
              <span className="diff-sign" aria-hidden="true">
                {signs[kind]}
              </span>
              {words[kind] ? <span className="visually-hidden">{words[kind]} </span> : null}
              {text}
              {'\n'}
            </span>
          ))
        ),
      )}
    </pre>
  );
}
