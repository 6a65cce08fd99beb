/** The Terminal tab: one or more terminals side by side as tabs, so that one can watch while another acts. */

import { lazy, Suspense, useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { Icon } from '../icons.tsx';
import { rememberFocus } from '../late-focus.ts';
import { useMedia } from '../media.ts';
import { MomentMark } from '../MomentMark.tsx';
import { pageStorage } from '../safe-storage.ts';
import { EditDialog } from './EditDialog.tsx';
import { useTyping } from './typing.ts';
import './terminal.css';

const TerminalView = lazy(() => import('./TerminalView.tsx'));
const maxTerminals = 6;
const screenReaderKey = 'statefulset-playground/screen-reader/1';
const touchQuery = '(pointer: coarse), (max-width: 700px)';

export function TerminalPanel({ isShown }: { readonly isShown: boolean }): ReactElement {
  const [numbers, setNumbers] = useState<readonly number[]>([1]);
  const [active, setActive] = useState(1);
  const [forScreenReaders, setScreenReaders] = useState(() => pageStorage.getItem(screenReaderKey) === 'on');
  const withKeys = useMedia(touchQuery);
  // Before the effects of the terminals, whose code may still have to be loaded.
  const mayTakeFocus = useRef<() => boolean>(() => true);
  const shown = isShown ? active : undefined;
  useLayoutEffect(() => {
    if (shown !== undefined) mayTakeFocus.current = rememberFocus();
  }, [shown]);
  const toggleScreenReaders = (): void => {
    pageStorage.setItem(screenReaderKey, forScreenReaders ? 'off' : 'on');
    setScreenReaders(!forScreenReaders);
  };
  const open = (): void => {
    const next = Math.max(...numbers) + 1;
    setNumbers([...numbers, next]);
    setActive(next);
  };
  // A line that the page types opens the shell that it is for.
  const asked = useTyping(({ last }) => last);
  const [answered, setAnswered] = useState(0);
  if (asked && asked.id !== answered) {
    const number = numbers[asked.terminal - 1];
    if (number === undefined) open();
    else {
      setAnswered(asked.id);
      setActive(number);
    }
  }
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
        <MomentMark isLeft />
        <button
          type="button"
          className="terminal-reader"
          aria-pressed={forScreenReaders}
          title="Announce what the terminal prints"
          onClick={toggleScreenReaders}
        >
          Screen reader
        </button>
      </div>
      <div className="terminal-views">
        <ErrorBoundary part="The terminal">
          <Suspense fallback={<p className="panel-empty">Opening the terminal…</p>}>
            {numbers.map((number, index) => (
              <TerminalView
                key={number}
                name={`Shell ${index + 1}`}
                isShown={number === shown}
                number={index + 1}
                withEchoes={number === 1}
                forScreenReaders={forScreenReaders}
                withKeys={withKeys}
                mayTakeFocus={() => mayTakeFocus.current()}
              />
            ))}
          </Suspense>
        </ErrorBoundary>
      </div>
      <EditDialog />
    </div>
  );
}
