/** Addresses that can be written without the playground: the parameters and the situations that have a name. */

import type { ReactElement } from 'react';
import { situations } from '../../session/share/scenarios.ts';

const parameters: readonly (readonly [name: string, meaning: string])[] = [
  ['scenario=stuck-rollout', 'a situation below, or an example by its file’s name'],
  ['manifest=apiVersion…', 'YAML, URL-encoded; may be repeated'],
  ['run=12s kubectl …', 'a command at 12s, +5s after the one before, or settled; may be repeated'],
  ['run=fault node/node-1/down', 'a fault begins; end node/node-1/down ends it'],
  ['t=30s', 'the moment to show; autoplay=0 stops there'],
  ['nodes=5&seed=7', 'worker nodes, and the seed of all durations'],
];

export function HandWritten(): ReactElement {
  const base = window.location.href.replace(/[?#].*$/, '');
  return (
    <details className="share-hand">
      <summary>Addresses written by hand</summary>
      <dl>
        {parameters.map(([name, meaning]) => (
          <div key={name}>
            <dt className="mono">{name}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <ul aria-label="Situations">
        {situations.map(({ id, title, description }) => (
          <li key={id}>
            <a href={`${base}?scenario=${id}`} target="_blank" rel="noopener">
              {title}
            </a>{' '}
            {description}
          </li>
        ))}
      </ul>
    </details>
  );
}
