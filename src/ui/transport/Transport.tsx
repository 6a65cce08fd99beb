/** The transport bar: play, step, run until settled, the clock, the speed, and the way back to now. */

import type { ReactElement } from 'react';
import { clockText } from '../../view/clock-text.ts';
import { Icon, type FirstIconName } from '../icons.tsx';
import { LateMenu, type LateMenuBody } from '../LateMenu.tsx';
import { useSession, useSessionState } from '../session-context.ts';
import { speedText } from './speeds.ts';
import './transport.css';

const loadSpeedMenu = async (): Promise<LateMenuBody> => (await import('./SpeedMenu.tsx')).SpeedMenu;

interface TransportButtonProps {
  readonly icon: FirstIconName;
  readonly label: string;
  readonly shortcut: string;
  readonly isMain?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

function TransportButton({ icon, label, shortcut, isMain, disabled, onClick }: TransportButtonProps): ReactElement {
  return (
    <button
      type="button"
      className={`icon-button${isMain ? ' is-main' : ''}`}
      aria-label={label}
      title={`${label} (${shortcut})`}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

/** The cluster's time, relative to its start. */
function Clock(): ReactElement {
  const text = useSessionState(({ moment, playback }) => clockText(moment.atMs - playback.startMs));
  const live = useSessionState(({ playback }) => playback.live);
  return (
    <output className={`clock${live ? '' : ' is-past'}`} data-testid="clock" aria-label="Cluster time" aria-live="off">
      {text}
    </output>
  );
}

function SpeedButton(): ReactElement {
  const text = useSessionState(({ playback }) => speedText(playback.speed));
  return (
    <LateMenu
      button={{ className: 'speed', 'aria-label': `Speed ${text}`, title: 'Speed ([ and ])', children: text }}
      load={loadSpeedMenu}
      rest={{}}
    />
  );
}

export function Transport(): ReactElement {
  const session = useSession();
  const playing = useSessionState(({ playback }) => playback.playing);
  const live = useSessionState(({ playback }) => playback.live);
  const settling = useSessionState(({ playback }) => playback.settling);
  return (
    <div className="transport" role="group" aria-label="Time" aria-busy={settling}>
      <TransportButton icon="stepBack" label="Step back" shortcut="," onClick={() => session.stepBack()} />
      <TransportButton
        icon={playing ? 'pause' : 'play'}
        label={playing ? 'Pause' : 'Play'}
        shortcut="Space"
        isMain
        onClick={() => (playing ? session.pause() : session.play())}
      />
      <TransportButton icon="step" label="Step" shortcut="." onClick={() => session.step()} />
      {live ? (
        <TransportButton
          icon="settle"
          label="Run until settled"
          shortcut="End"
          onClick={() => session.runUntilSettled()}
        />
      ) : (
        <TransportButton icon="now" label="Back to now" shortcut="End" onClick={() => session.backToNow()} />
      )}
      <Clock />
      <SpeedButton />
    </div>
  );
}
