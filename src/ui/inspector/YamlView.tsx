/** Read-only YAML with quiet colours; one line can be marked. */

import type { ReactElement } from 'react';
import { yamlTokens } from '../yaml-tokens.ts';

interface YamlViewProps {
  readonly text: string;
  readonly markedLine: number | undefined;
}

function showInMiddle(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'center' });
}

export function YamlView({ text, markedLine }: YamlViewProps): ReactElement {
  return (
    <pre className="yaml-view" data-testid="yaml" tabIndex={0} aria-label="YAML">
      {text.split('\n').map((line, index) => (
        <span
          key={index}
          className={`yaml-line${index === markedLine ? ' is-marked' : ''}`}
          ref={index === markedLine ? showInMiddle : undefined}
        >
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
