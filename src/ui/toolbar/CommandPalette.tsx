/** Everything that the page can do, found by typing. */

import { Dialog } from 'radix-ui';
import { useMemo, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Session } from '../../session/session-contract.ts';
import type { StageModel } from '../../view/stage-model.ts';
import { useSessionState, useSession, usePlayground } from '../session-context.ts';
import { openDialog, returnFocus, usePage } from '../page-store.ts';
import type { PaletteCommand } from './palette-command.ts';
import { paletteCommands } from './palette-commands.ts';
import './palette.css';

function matches(command: PaletteCommand, query: string): boolean {
  const text = `${command.label} ${command.hint ?? ''}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const maxShown = 40;

interface PaletteProps {
  /** What can be chosen; default: all of the simulated page. */
  readonly commandsOf?: (session: Session, model: StageModel) => readonly PaletteCommand[];
}

function PaletteBody({ commandsOf = paletteCommands }: PaletteProps): ReactElement {
  const session = useSession();
  const { views } = usePlayground();
  const model = useSessionState(views.stage);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const commands = useMemo(() => commandsOf(session, model), [session, model, commandsOf]);
  const typed: readonly PaletteCommand[] = /^(kubectl|k) \S/.test(query)
    ? [{ label: query, hint: 'run', run: () => void session.command(query) }]
    : [];
  const found = [...typed, ...commands.filter((command) => matches(command, query))].slice(0, maxShown);
  const run = (command: PaletteCommand | undefined): void => {
    openDialog(undefined);
    command?.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className="palette-input"
        role="combobox"
        aria-label="Command"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found[at] ? `palette-${at}` : undefined}
        placeholder="Type a command, or a kubectl line"
        value={query}
        onChange={({ currentTarget }) => {
          setQuery(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul className="palette-list" id="palette-list" role="listbox" aria-label="Commands">
        {found.map((command, index) => (
          <li
            key={command.label}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === at}
            className={`menu-item${index === at ? ' is-active' : ''}`}
            ref={index === at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            onPointerMove={() => setAt(index)}
            onClick={() => run(command)}
          >
            {command.label}
            {command.hint ? <span className="hint">{command.hint}</span> : null}
          </li>
        ))}
        {found.length === 0 ? <li className="panel-empty">Nothing is called that.</li> : null}
      </ul>
    </>
  );
}

export function CommandPalette(props: PaletteProps): ReactElement {
  const open = usePage(({ dialog }) => dialog === 'palette');
  return (
    <Dialog.Root open={open} onOpenChange={(next) => openDialog(next ? 'palette' : undefined)}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-shade" />
        <Dialog.Content
          onCloseAutoFocus={returnFocus}
          className="dialog palette"
          aria-describedby={undefined}
          data-testid="palette"
        >
          <Dialog.Title className="visually-hidden">Command palette</Dialog.Title>
          <PaletteBody {...props} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
