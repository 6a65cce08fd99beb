/** What can be broken on purpose: Pods, nodes, images, storage and DNS. */

import { DropdownMenu } from 'radix-ui';
import { useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { faultKey } from '../../api/faults.ts';
import {
  activeFaults,
  classActions,
  faultGroups,
  type FaultChoice,
  type FaultGroup,
} from '../../view/fault-choices.ts';
import { faultText } from '../../view/fault-text.ts';
import { cordonLine, drainLine } from '../../view/kubectl-lines.ts';
import { Icon } from '../all-icons.tsx';
import { narrowQuery, useMedia } from '../media.ts';
import { useSession, useSessionState } from '../session-context.ts';

function SubMenu({
  label,
  mark,
  children,
}: {
  readonly label: string;
  readonly mark?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  const isNarrow = useMedia(narrowQuery);
  const [isOpen, setOpen] = useState(false);
  const words = (
    <>
      {label}
      {mark ? <span className="fault-dot" role="img" aria-label="a fault is in force" /> : null}
      <span className={`hint menu-turn${isOpen ? ' is-open' : ''}`} aria-hidden="true">
        ›
      </span>
    </>
  );
  // Beside each other they need more room than a telephone has.
  if (isNarrow)
    return (
      <>
        <DropdownMenu.Item
          className="menu-item"
          aria-expanded={isOpen}
          onSelect={(event) => {
            event.preventDefault();
            setOpen(!isOpen);
          }}
        >
          {words}
        </DropdownMenu.Item>
        {isOpen ? <div className="menu-inset">{children}</div> : null}
      </>
    );
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className="menu-item">{words}</DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className="menu submenu" collisionPadding={8}>
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

function Choices({
  choices,
  active,
}: {
  readonly choices: readonly FaultChoice[];
  readonly active: ReadonlySet<string>;
}): ReactElement {
  const session = useSession();
  return (
    <>
      {choices.map(({ fault, label }) => {
        const isOn = active.has(faultKey(fault));
        return (
          <DropdownMenu.CheckboxItem
            key={faultKey(fault)}
            className="menu-item"
            checked={isOn}
            onCheckedChange={() => session.setFault(fault, !isOn)}
          >
            <span className="check">{isOn ? <Icon name="check" size={14} /> : null}</span>
            {label}
          </DropdownMenu.CheckboxItem>
        );
      })}
    </>
  );
}

/** Cordon and drain are requests, no faults; they are looked for here all the same. */
function NodeCommands({ name }: { readonly name: string }): ReactElement {
  const session = useSession();
  const isCordoned = useSessionState(
    ({ moment }) => moment.reader.get('nodes', undefined, name)?.spec.unschedulable === true,
  );
  return (
    <>
      <DropdownMenu.Item className="menu-item" onSelect={() => void session.command(cordonLine(name, !isCordoned))}>
        {isCordoned ? 'Uncordon' : 'Cordon'} <span className="hint">kubectl {isCordoned ? 'uncordon' : 'cordon'}</span>
      </DropdownMenu.Item>
      <DropdownMenu.Item className="menu-item" onSelect={() => void session.command(drainLine(name))}>
        Drain <span className="hint">kubectl drain</span>
      </DropdownMenu.Item>
      <DropdownMenu.Separator className="menu-separator" />
    </>
  );
}

function Group({ group, active }: { readonly group: FaultGroup; readonly active: ReadonlySet<string> }): ReactElement {
  const session = useSession();
  const reader = useSessionState(({ moment }) => moment.reader);
  const { title, subjects } = group;
  const isOn = subjects.some(({ choices }) => choices.some(({ fault }) => active.has(faultKey(fault))));
  return (
    <SubMenu label={title} mark={isOn}>
      {subjects.map(({ name, choices }) =>
        name === '' ? (
          <Choices key={name} choices={choices} active={active} />
        ) : (
          <SubMenu key={name} label={name} mark={choices.some(({ fault }) => active.has(faultKey(fault)))}>
            {title === 'Nodes' ? <NodeCommands name={name} /> : null}
            <Choices choices={choices} active={active} />
          </SubMenu>
        ),
      )}
      {title === 'Storage'
        ? classActions(reader).map(({ label, line }) => (
            <DropdownMenu.Item key={line} className="menu-item" onSelect={() => void session.command(line)}>
              <span className="check" />
              {label}
            </DropdownMenu.Item>
          ))
        : null}
    </SubMenu>
  );
}

function FaultMenuItems(): ReactElement {
  const session = useSession();
  const reader = useSessionState(({ moment }) => moment.reader);
  const faults = useSessionState(({ moment }) => moment.faults);
  const active = useMemo(() => activeFaults(faults), [faults]);
  const groups = useMemo(() => faultGroups(reader), [reader]);
  return (
    <>
      {faults.length > 0 ? <DropdownMenu.Label className="menu-label">In force</DropdownMenu.Label> : null}
      {faults.map((fault) => (
        <DropdownMenu.Item
          key={faultKey(fault)}
          className="menu-item danger"
          onSelect={() => session.setFault(fault, false)}
        >
          {faultText(fault)} <span className="hint">end</span>
        </DropdownMenu.Item>
      ))}
      {faults.length > 0 ? <DropdownMenu.Separator className="menu-separator" /> : null}
      <DropdownMenu.Label className="menu-label">Break on purpose</DropdownMenu.Label>
      {groups.map((group) => (
        <Group key={group.title} group={group} active={active} />
      ))}
    </>
  );
}

export function FaultsMenu(): ReactElement {
  const count = useSessionState(({ moment }) => moment.faults.length);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button" data-testid="faults">
        Faults
        {count > 0 ? (
          <span className="badge is-alert">
            {count}
            <span className="visually-hidden"> in force</span>
          </span>
        ) : null}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
          <FaultMenuItems />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
