/** Help: what this is, how to read the picture, and the keys. */

import type { ReactElement } from 'react';
import { StateBadge } from '../graph/StateBadge.tsx';
import { openDialog, returnFocus, usePage } from '../page-store.ts';
import { TitledDialog } from '../panels/TitledDialog.tsx';
import { shortcuts, type Shortcut } from '../shortcuts.ts';
import './help.css';

/** Keys of the terminal beside those of every shell. */
const terminalKeys: readonly (readonly [shown: string, label: string])[] = [
  ['Tab', 'Complete commands, flags and names'],
  ['Ctrl C', 'End what runs; copy what is selected'],
  ['Ctrl R', 'Search earlier commands'],
  ['Ctrl V', 'Paste; Enter runs it'],
  ['Esc, Tab', 'Leave the terminal (or Shift Tab)'],
  ['Alt ⌫', 'Delete a word, where the browser keeps Ctrl W'],
];

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
      <dl className="help-keys">
        {keys.map(({ shown, label }) => (
          <div key={shown}>
            <dt>
              <span className="kbd">{shown}</span>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
        <div>
          <dt>
            <span className="kbd">Ctrl K</span>
          </dt>
          <dd>Command palette</dd>
        </div>
        <div>
          <dt>
            <span className="kbd">Ctrl ↵</span>
          </dt>
          <dd>Apply the manifest</dd>
        </div>
        <div>
          <dt>
            <span className="kbd">Delete</span>
          </dt>
          <dd>Delete the Pod that has the focus</dd>
        </div>
        <div>
          <dt>
            <span className="kbd">← ↑ ↓ →</span>
          </dt>
          <dd>From card to card on the stage</dd>
        </div>
        <div>
          <dt>
            <span className="kbd">Enter</span>
          </dt>
          <dd>Inspect the card that has the focus</dd>
        </div>
        <div>
          <dt>
            <span className="kbd">Shift F10</span>
          </dt>
          <dd>What can be done to it</dd>
        </div>
        <div>
          <dt>
            <span className="kbd">Esc</span>
          </dt>
          <dd>Close the inspector</dd>
        </div>
      </dl>
      <h3>In the terminal</h3>
      <dl className="help-keys">
        {terminalKeys.map(([shown, label]) => (
          <div key={shown}>
            <dt>
              <span className="kbd">{shown}</span>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </TitledDialog>
  );
}
