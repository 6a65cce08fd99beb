/** The menu of an object: what is known about it, what kubectl can do to it, and what can be broken on purpose. */

import { DropdownMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { createPortal } from 'react-dom';
import type { ObjectRef } from '../../api/object.ts';
import { findObject } from '../../view/inspector.ts';
import { objectActions, type ObjectAction } from '../../view/object-actions.ts';
import { showBottomTab } from '../page-store.ts';
import { usePlayground, useSessionState } from '../session-context.ts';
import { EndFaultItems, faultChoices, FaultItems } from './FaultItems.tsx';
import { closeObjectMenu, useObjectMenu, type OpenObjectMenu } from './object-menu-store.ts';

function ActionItem({ action }: { readonly action: ObjectAction }): ReactElement {
  const { session, embed } = usePlayground();
  const { label, hint, line, danger, reads } = action;
  const run = (): void => {
    if (reads && !embed) showBottomTab('terminal');
    void session.command(line);
  };
  return (
    <DropdownMenu.Item className={`menu-item${danger ? ' danger' : ''}`} onSelect={run}>
      {label} <span className="hint">{hint}</span>
    </DropdownMenu.Item>
  );
}

/** A zone is a place, no object. */
function isPlace({ kind }: ObjectRef): boolean {
  return kind === 'Zone';
}

/** Actions and faults of what exists; on a page that must not be changed only what tells something. */
function Actions({ menu: { ref } }: { readonly menu: OpenObjectMenu }): ReactElement | null {
  const { embed } = usePlayground();
  const object = useSessionState(({ moment }) => findObject(moment.reader, ref));
  const isFollowed = useSessionState(({ followed }) => followed !== undefined);
  if (embed?.isReadonly) return null;
  const actions = object ? objectActions(object) : [];
  const choices = !isFollowed && (object || isPlace(ref)) ? faultChoices(ref) : [];
  return (
    <>
      {actions.map((action) => (
        <ActionItem key={action.line} action={action} />
      ))}
      <EndFaultItems of={ref} />
      {choices.length > 0 ? (
        <>
          <DropdownMenu.Separator className="menu-separator" />
          <DropdownMenu.Label className="menu-label">Faults of {ref.name}</DropdownMenu.Label>
          <FaultItems choices={choices} />
        </>
      ) : null}
    </>
  );
}

/** The one menu of all cards. */
export function ObjectMenu(): ReactElement | null {
  const { session } = usePlayground();
  const { menu } = useObjectMenu();
  if (!menu) return null;
  const { ref, at, opener } = menu;
  return (
    <DropdownMenu.Root open onOpenChange={(open) => (open ? undefined : closeObjectMenu())} modal={false}>
      {createPortal(
        <DropdownMenu.Trigger asChild>
          <span
            className="menu-anchor"
            aria-hidden="true"
            style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1 }}
          />
        </DropdownMenu.Trigger>,
        // The stage is a container: in it, "fixed" would not be the window.
        document.body,
      )}
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={`${ref.kind} ${ref.name}`}
          data-testid="object-menu"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            opener?.focus();
          }}
        >
          <DropdownMenu.Label className="menu-label">
            {ref.kind} {ref.name}
          </DropdownMenu.Label>
          {isPlace(ref) ? null : (
            <DropdownMenu.Item className="menu-item" onSelect={() => session.select(ref)}>
              Why, YAML and events <span className="hint">Enter</span>
            </DropdownMenu.Item>
          )}
          <Actions menu={menu} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
