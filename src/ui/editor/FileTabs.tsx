/** The files of the working directory as tabs. A dot marks a text that was not applied yet. */

import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { SessionFile } from '../../session/state.ts';
import { Icon } from '../icons.tsx';
import { useSession, useSessionState } from '../session-context.ts';
import { freshName } from './free-name.ts';

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export function FileTabs(): ReactElement {
  const session = useSession();
  const files = useSessionState((state) => state.files);
  const active = useSessionState((state) => state.activeFile);
  const applied = useSessionState((state) => state.appliedTexts);
  const [isNaming, setNaming] = useState(false);
  const create = (name: string): void => {
    setNaming(false);
    const chosen = name.trim();
    if (files.some((file) => file.name === chosen)) session.setActiveFile(chosen);
    else if (chosen !== '') session.addFile(chosen, '');
  };
  const current = files.find(({ name }) => name === active);
  const at = files.findIndex(({ name }) => name === active);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [at]);
  const onKeyDown = ({ key, currentTarget }: KeyboardEvent): void => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: files.length - 1 }[key];
    const next = to === undefined ? undefined : files[to];
    if (!next) return;
    session.setActiveFile(next.name);
    currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')[to!]?.focus();
  };
  const close = ({ name, text }: SessionFile): void => {
    session.removeFile(name);
    session.notify('info', `${name} is closed.`, { label: 'Undo', run: () => session.addFile(name, text) });
  };
  return (
    <div className="tabs file-tabs">
      <div ref={list} className="file-tab-list" role="tablist" aria-label="Files" onKeyDown={onKeyDown}>
        {files.map(({ name, text }) => {
          const isEdited = Object.hasOwn(applied, name) ? applied[name] !== text : text.trim() !== '';
          return (
            <button
              key={name}
              type="button"
              role="tab"
              className="tab"
              aria-selected={name === active}
              tabIndex={name === active ? 0 : -1}
              title={name}
              data-state={name === active ? 'active' : 'inactive'}
              onClick={() => session.setActiveFile(name)}
            >
              <span className="file-tab-text">{name}</span>
              {isEdited ? <span className="edited-dot" title="Not applied" /> : null}
              {isEdited ? <span className="visually-hidden">, not applied</span> : null}
            </button>
          );
        })}
      </div>
      {isNaming ? (
        <input
          className="file-tab-name"
          aria-label="Name of the new file"
          defaultValue={freshName(files.map(({ name }) => name))}
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onFocus={({ currentTarget }) => currentTarget.select()}
          onBlur={({ currentTarget }) => create(currentTarget.value)}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Enter') currentTarget.blur();
            if (key === 'Escape') setNaming(false);
          }}
        />
      ) : (
        <button
          type="button"
          className="icon-button"
          aria-label="New file"
          title="New file"
          onClick={() => setNaming(true)}
        >
          <Icon name="plus" size={13} />
        </button>
      )}
      {current && files.length > 1 ? (
        <button
          type="button"
          className="link-button file-close"
          aria-label={`Close ${current.name}`}
          onClick={() => close(current)}
        >
          Close
        </button>
      ) : null}
      {current ? (
        <button type="button" className="link-button file-save" onClick={() => save(current.name, current.text)}>
          Save
        </button>
      ) : null}
    </div>
  );
}
