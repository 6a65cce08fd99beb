/** How an embedded playground is to look: what the iframe and the element of the share dialog are written from. */

import type { ReactElement } from 'react';
import { embedPanes, type EmbedChoices, type SharePane } from './share-forms.ts';

interface EmbedChoicesFormProps {
  readonly choices: EmbedChoices;
  readonly onChange: (choices: EmbedChoices) => void;
  /** An iframe leaves loading to the browser. */
  readonly withLoad: boolean;
}

const paneWords: Readonly<Record<SharePane, string>> = {
  stage: 'Stage',
  timeline: 'Timeline',
  editor: 'Editor',
  terminal: 'Terminal',
  events: 'Events',
  dns: 'DNS',
};
const minHeight = 200;
const maxHeight = 2000;

export function EmbedChoicesForm({ choices, onChange, withLoad }: EmbedChoicesFormProps): ReactElement {
  const { panes, theme, height, isReadonly, load } = choices;
  const toggle = (pane: SharePane): void => {
    const next = embedPanes.filter((other) => (other === pane ? !panes.includes(pane) : panes.includes(other)));
    // Something has to be seen.
    if (next.length > 0) onChange({ ...choices, panes: next });
  };
  return (
    <div className="share-choices">
      <fieldset className="share-panes">
        <legend>Shows</legend>
        {embedPanes.map((pane) => (
          <label key={pane} className="share-check">
            <input type="checkbox" checked={panes.includes(pane)} onChange={() => toggle(pane)} />
            {paneWords[pane]}
          </label>
        ))}
      </fieldset>
      <div className="share-fields">
        <label>
          Theme
          <select
            value={theme}
            onChange={({ target }) => onChange({ ...choices, theme: target.value as EmbedChoices['theme'] })}
          >
            <option value="auto">Automatic</option>
            <option value="light">Light</option>
            <option value="dark">Dark</option>
          </select>
        </label>
        <label>
          Height
          <input
            type="number"
            min={minHeight}
            max={maxHeight}
            step={20}
            value={height}
            onChange={({ target }) => onChange({ ...choices, height: Number(target.value) })}
            onBlur={() => onChange({ ...choices, height: Math.min(maxHeight, Math.max(minHeight, height)) })}
          />
        </label>
        {withLoad ? (
          <label>
            Loads
            <select
              value={load}
              onChange={({ target }) => onChange({ ...choices, load: target.value as EmbedChoices['load'] })}
            >
              <option value="lazy">When seen</option>
              <option value="click">On click</option>
            </select>
          </label>
        ) : null}
        <label className="share-check">
          <input
            type="checkbox"
            checked={isReadonly}
            onChange={() => onChange({ ...choices, isReadonly: !isReadonly })}
          />
          Read-only
        </label>
      </div>
    </div>
  );
}
