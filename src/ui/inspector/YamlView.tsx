/** Read-only YAML with quiet colours. One line can be marked and brought into view; changed lines are marked at the edge. */

import type { ReactElement } from 'react';
import { yamlTokens } from '../yaml-tokens.ts';

interface YamlViewProps {
  readonly text: string;
  readonly markedLine: number | undefined;
  readonly changed: ReadonlySet<number>;
}

function showInMiddle(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'center' });
}

export function YamlView({ text, markedLine, changed }: YamlViewProps): ReactElement {
  return (
    <pre className="yaml-view" data-testid="yaml" role="region" tabIndex={0} aria-label="YAML">
      {text.split('\n').map((line, index) => (
        <span
          key={index}
          className={`yaml-line${index === markedLine ? ' is-marked' : ''}${changed.has(index) ? ' is-changed' : ''}`}
          ref={index === markedLine ? showInMiddle : undefined}
        >
          {changed.has(index) ? <span className="visually-hidden">changed: </span> : null}
          {yamlTokens(line).map((token, place) => (
            <span key={place} className={`yaml-${token.kind}`}>
              {token.text}
            </span>
          ))}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}
