/** The Terminal tab: one or more terminals side by side as tabs, so that one can watch while another acts. */

import { lazy, Suspense, useState, type ReactElement } from 'react';
import { Icon } from '../icons.tsx';
import './terminal.css';

const TerminalView = lazy(() => import('./TerminalView.tsx'));
const maxTerminals = 6;

export function TerminalPanel({ isShown }: { readonly isShown: boolean }): ReactElement {
  const [numbers, setNumbers] = useState<readonly number[]>([1]);
  const [active, setActive] = useState(1);
  const open = (): void => {
    const next = Math.max(...numbers) + 1;
    setNumbers([...numbers, next]);
    setActive(next);
  };
  const close = (number: number): void => {
    const rest = numbers.filter((other) => other !== number);
    setNumbers(rest);
    if (active === number) setActive(rest.at(-1) ?? 1);
  };
  return (
    <div className="terminal-panel" data-testid="terminal" hidden={!isShown}>
      <div className="terminal-tabs" role="group" aria-label="Terminals">
        {numbers.map((number, index) => (
          <span key={number} className={`terminal-tab${number === active ? ' is-active' : ''}`}>
            <button type="button" aria-pressed={number === active} onClick={() => setActive(number)}>
              shell {index + 1}
            </button>
            {number === 1 ? null : (
              <button
                type="button"
                className="terminal-close"
                aria-label={`Close shell ${index + 1}`}
                onClick={() => close(number)}
              >
                <Icon name="close" size={10} />
              </button>
            )}
          </span>
        ))}
        {numbers.length < maxTerminals ? (
          <button type="button" className="terminal-new" aria-label="New terminal" title="New terminal" onClick={open}>
            <Icon name="plus" size={12} />
          </button>
        ) : null}
      </div>
      <div className="terminal-views">
        <Suspense fallback={<p className="panel-empty">Opening the terminal…</p>}>
          {numbers.map((number) => (
            <TerminalView key={number} isShown={isShown && number === active} withEchoes={number === 1} />
          ))}
        </Suspense>
      </div>
    </div>
  );
}
