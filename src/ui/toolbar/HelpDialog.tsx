/** Help: what this is, how to read the picture, and the keys. */

import type { ReactElement } from 'react';
import { StateBadge } from '../graph/StateBadge.tsx';
import { openDialog, returnFocus, usePage } from '../page-store.ts';
import { TitledDialog } from '../panels/TitledDialog.tsx';
import { shortcuts, type Shortcut } from '../shortcuts.ts';
import './help.css';

type KeyMeaning = readonly [shown: string, label: string];

/** Keys of the terminal beside those of every shell. */
const terminalKeys: readonly KeyMeaning[] = [
  ['Tab', 'Complete commands, flags and names'],
  ['Ctrl C', 'End what runs; copy what is selected'],
  ['Ctrl R', 'Search earlier commands'],
  ['Ctrl V', 'Paste; Enter runs it'],
  ['Esc, Tab', 'Leave the terminal (or Shift Tab)'],
  ['Alt ⌫', 'Delete a word, where the browser keeps Ctrl W'],
];

/** Keys of what has the focus, and of the whole page. */
const pageKeys: readonly KeyMeaning[] = [
  ['Ctrl K', 'Command palette'],
  ['Ctrl ↵', 'Apply the manifest'],
  ['Delete', 'Delete the Pod that has the focus'],
  ['← ↑ ↓ →', 'From card to card on the stage'],
  ['Enter', 'Inspect the card that has the focus'],
  ['Shift F10', 'What can be done to it'],
  ['Esc', 'Close the inspector'],
];

function KeyList({ keys }: { readonly keys: readonly KeyMeaning[] }): ReactElement {
  return (
    <dl className="help-keys">
      {keys.map(([shown, label]) => (
        <div key={shown}>
          <dt>
            <span className="kbd">{shown}</span>
          </dt>
          <dd>{label}</dd>
        </div>
      ))}
    </dl>
  );
}

interface HelpProps {
  /** What the page is. */
  readonly intro?: string;
  readonly keys?: readonly Pick<Shortcut, 'shown' | 'label'>[];
}

const simulatedIntro =
  'A small Kubernetes 1.36 cluster runs in this page: API server, StatefulSet controller, scheduler, kubelets, storage and DNS. Nothing leaves your browser. Whatever you do on the picture is a kubectl command, and the terminal shows it.';

export function HelpDialog({ intro = simulatedIntro, keys = shortcuts }: HelpProps): ReactElement {
  const open = usePage(({ dialog }) => dialog === 'help');
  return (
    <TitledDialog
      open={open}
      onOpenChange={(next) => openDialog(next ? 'help' : undefined)}
      onCloseAutoFocus={returnFocus}
      title="StatefulSet Playground"
      className="help"
      testId="help-dialog"
    >
      <p>{intro}</p>
      <h3>The picture</h3>
      <p>
        Each ordinal is a column that stays where it is: DNS name, Pod, PersistentVolumeClaim, PersistentVolume. The
        colour at a Pod’s edge is its revision. A gate between two ordinals says what the order waits for; ordinals left
        of the partition keep their revision.
      </p>
      <ul className="help-states">
        <li>
          <StateBadge tone="pending" word="Pending" /> not running yet
        </li>
        <li>
          <StateBadge tone="waiting" word="Running" /> running, not Ready
        </li>
        <li>
          <StateBadge tone="ready" word="Ready" /> its Services send to it
        </li>
        <li>
          <StateBadge tone="failing" word="CrashLoopBackOff" /> failing
        </li>
        <li>
          <StateBadge tone="ending" word="Terminating" /> being deleted
        </li>
      </ul>
      <h3>Keys</h3>
      <KeyList keys={[...keys.map(({ shown, label }) => [shown, label] as const), ...pageKeys]} />
      <h3>In the terminal</h3>
      <KeyList keys={terminalKeys} />
    </TitledDialog>
  );
}
