/** What can be broken on purpose: nodes and images. Faults of one Pod are in the Pod's own menu. */

import { DropdownMenu } from 'radix-ui';
import { useMemo, type ReactElement } from 'react';
import { faultKey, type Fault, type ImageFault, type StorageFault } from '../../api/faults.ts';
import { WorkerMenuItems } from '../graph/WorkerNode.tsx';
import { Icon } from '../icons.tsx';
import { useSession, useSessionState } from '../session-context.ts';

const imageFaults: readonly { readonly type: ImageFault['type']; readonly label: string }[] = [
  { type: 'pull-error', label: 'cannot be pulled' },
  { type: 'slow-pull', label: 'pulls slowly' },
];

/** `crash of web-1`, for the list of what is broken now. */
function faultText(fault: Fault): string {
  if (fault.type === 'provisioner-down') return 'Provisioner is down';
  if (fault.type === 'zone-lost') return `Storage of ${fault.zone} is lost`;
  if ('node' in fault) return `${fault.node} is ${fault.type}`;
  if ('image' in fault) return `${fault.image}: ${fault.type}`;
  return `${fault.pod}: ${fault.type}`;
}

function SubMenu({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactElement | readonly ReactElement[];
}): ReactElement {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className="menu-item">
        {label} <span className="hint">›</span>
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className="menu" collisionPadding={8}>
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

function ImageItems({ image, active }: { readonly image: string; readonly active: ReadonlySet<string> }): ReactElement {
  const session = useSession();
  return (
    <>
      {imageFaults.map(({ type, label }) => {
        const fault: ImageFault = { type, image };
        const isOn = active.has(faultKey(fault));
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

/** The provisioner, and the storage of each zone that has nodes. */
function StorageItems({ active }: { readonly active: ReadonlySet<string> }): ReactElement {
  const session = useSession();
  const nodes = useSessionState(({ moment }) => moment.reader.list('nodes'));
  const zones = [...new Set(nodes.map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone']))];
  const faults: readonly StorageFault[] = [
    { type: 'provisioner-down' },
    ...zones.filter((zone) => zone !== undefined).map((zone) => ({ type: 'zone-lost', zone }) as const),
  ];
  return (
    <>
      {faults.map((fault) => {
        const isOn = active.has(faultKey(fault));
        return (
          <DropdownMenu.CheckboxItem
            key={faultKey(fault)}
            className="menu-item"
            checked={isOn}
            onCheckedChange={() => session.setFault(fault, !isOn)}
          >
            <span className="check">{isOn ? <Icon name="check" size={14} /> : null}</span>
            {faultText(fault)}
          </DropdownMenu.CheckboxItem>
        );
      })}
    </>
  );
}

function FaultItems(): ReactElement {
  const session = useSession();
  const reader = useSessionState(({ moment }) => moment.reader);
  const faults = useSessionState(({ moment }) => moment.faults);
  const active = useMemo(() => new Set(faults.map(faultKey)), [faults]);
  const nodes = reader.list('nodes');
  const images = useMemo(() => {
    const templates = reader.list('statefulsets.apps').map(({ spec }) => spec.template.spec);
    const specs = [...templates, ...reader.list('pods').map(({ spec }) => spec)];
    return [...new Set(specs.flatMap((spec) => spec?.containers.map(({ image }) => image) ?? []))].filter(
      (image) => image !== undefined,
    );
  }, [reader]);
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
      <DropdownMenu.Label className="menu-label">Nodes</DropdownMenu.Label>
      {nodes.map(({ metadata: { name }, spec }) => (
        <SubMenu key={name} label={name}>
          <WorkerMenuItems card={{ name, cordoned: spec.unschedulable === true }} />
        </SubMenu>
      ))}
      <DropdownMenu.Separator className="menu-separator" />
      <DropdownMenu.Label className="menu-label">Images</DropdownMenu.Label>
      {images.map((image) => (
        <SubMenu key={image} label={image}>
          <ImageItems image={image} active={active} />
        </SubMenu>
      ))}
      <DropdownMenu.Separator className="menu-separator" />
      <DropdownMenu.Label className="menu-label">Storage</DropdownMenu.Label>
      <StorageItems active={active} />
      <DropdownMenu.Separator className="menu-separator" />
      <DropdownMenu.Label className="menu-label">Faults of a Pod are in the menu on its card.</DropdownMenu.Label>
    </>
  );
}

export function FaultsMenu(): ReactElement {
  const count = useSessionState(({ moment }) => moment.faults.length);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button">
        Faults
        {count > 0 ? <span className="badge is-alert">{count}</span> : null}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
          <FaultItems />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
