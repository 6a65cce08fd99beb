/** The faults of one object as items of a menu: each is on or off. */

import { DropdownMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { faultKey, type NodeFault, type PodFault } from '../../api/faults.ts';
import type { ObjectRef } from '../../api/object.ts';
import type { FaultChoice } from '../../view/fault-choices.ts';
import { faultsOn, faultText } from '../../view/fault-text.ts';
import { Icon } from '../all-icons.tsx';
import { useSession, useSessionState } from '../session-context.ts';

const podFaults: readonly (readonly [type: PodFault['type'], label: string])[] = [
  ['crash', 'Crash its containers'],
  ['fail-readiness', 'Fail its readiness probe'],
  ['fail-liveness', 'Fail its liveness probe'],
  ['hang-on-start', 'Hang when it starts'],
];

const nodeFaults: readonly (readonly [type: NodeFault['type'], label: string])[] = [
  ['down', 'Node is down'],
  ['partitioned', 'Network partition'],
];

/** What can be broken of this object on purpose. */
export function faultChoices({ kind, namespace = '', name }: ObjectRef): readonly FaultChoice[] {
  switch (kind) {
    case 'Pod':
      return podFaults.map(([type, label]) => ({ label, fault: { type, namespace, pod: name } }));
    case 'Node':
      return nodeFaults.map(([type, label]) => ({ label, fault: { type, node: name } }));
    case 'Zone':
      return [{ label: 'Zone is lost: its nodes and its storage', fault: { type: 'zone-lost', zone: name } }];
    case 'StorageClass':
      return [{ label: 'Provisioner is down', fault: { type: 'provisioner-down' } }];
    case 'Service':
      return [{ label: 'Resolvers remember “no such name”', fault: { type: 'dns-negative-cache' } }];
    default:
      return [];
  }
}

/** What hits the object now, each with its end. */
export function EndFaultItems({ of }: { readonly of: ObjectRef }): ReactElement | null {
  const session = useSession();
  const { faults, reader } = useSessionState(({ moment }) => moment);
  const acting = faultsOn(faults, of, reader);
  if (acting.length === 0) return null;
  return (
    <>
      <DropdownMenu.Separator className="menu-separator" />
      {acting.map((fault) => (
        <DropdownMenu.Item key={faultKey(fault)} className="menu-item" onSelect={() => session.setFault(fault, false)}>
          End fault <span className="hint">{faultText(fault)}</span>
        </DropdownMenu.Item>
      ))}
    </>
  );
}

export function FaultItems({ choices }: { readonly choices: readonly FaultChoice[] }): ReactElement {
  const session = useSession();
  const faults = useSessionState(({ moment }) => moment.faults);
  const set = new Set(faults.map(faultKey));
  return (
    <>
      {choices.map(({ fault, label }) => {
        const key = faultKey(fault);
        const isOn = set.has(key);
        return (
          <DropdownMenu.CheckboxItem
            key={key}
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
