/** What can be done to a Pod: Kubernetes requests, and faults that hit the Pod of this name. */

import { DropdownMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { faultKey, type PodFault } from '../../api/faults.ts';
import { Icon } from '../icons.tsx';
import { deleteLine } from '../../view/kubectl-lines.ts';
import { useSession, useSessionState } from '../session-context.ts';
import { closePodMenu, usePodMenu, type OpenPodMenu } from './pod-menu-store.ts';

const podFaults: readonly { readonly type: PodFault['type']; readonly label: string }[] = [
  { type: 'crash', label: 'Crash its containers' },
  { type: 'fail-readiness', label: 'Fail its readiness probe' },
  { type: 'fail-liveness', label: 'Fail its liveness probe' },
  { type: 'hang-on-start', label: 'Hang when it starts' },
];

function PodMenuItems({ card }: Pick<OpenPodMenu, 'card'>): ReactElement {
  const session = useSession();
  const faults = useSessionState(({ moment }) => moment.faults);
  const { ref } = card;
  const set = new Set(faults.map(faultKey));
  return (
    <>
      <DropdownMenu.Label className="menu-label">Pod {card.name}</DropdownMenu.Label>
      <DropdownMenu.Item className="menu-item" onSelect={() => session.select(ref)}>
        Why, YAML and events
      </DropdownMenu.Item>
      <DropdownMenu.Item className="menu-item" onSelect={() => void session.command(deleteLine(ref))}>
        Delete <span className="hint">kubectl delete pod</span>
      </DropdownMenu.Item>
      <DropdownMenu.Item
        className="menu-item danger"
        onSelect={() => void session.command(deleteLine(ref, { force: true }))}
      >
        Force delete <span className="hint">--grace-period=0 --force</span>
      </DropdownMenu.Item>
      <DropdownMenu.Separator className="menu-separator" />
      <DropdownMenu.Label className="menu-label">Faults of {card.name}</DropdownMenu.Label>
      {podFaults.map(({ type, label }) => {
        const fault: PodFault = { type, namespace: ref.namespace ?? '', pod: ref.name };
        const isOn = set.has(faultKey(fault));
        return (
          <DropdownMenu.CheckboxItem
            key={type}
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

/** The one menu of all Pod cards. */
export function PodMenu(): ReactElement | null {
  const { menu } = usePodMenu();
  if (!menu) return null;
  return (
    <DropdownMenu.Root open onOpenChange={(open) => (open ? undefined : closePodMenu())} modal={false}>
      <DropdownMenu.Trigger asChild>
        <span
          className="menu-anchor"
          aria-hidden="true"
          style={{ position: 'fixed', left: menu.at.x, top: menu.at.y, width: 1, height: 1 }}
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
          <PodMenuItems card={menu.card} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
