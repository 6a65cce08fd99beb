/** What goes on inside a Pod, in one line: its containers, its probes, how often it was restarted. */

import type { ReactElement } from 'react';
import type { PodCard, ProbeMark } from '../../view/stage-model.ts';

const probeWords = { startup: 'started', readiness: 'ready', liveness: 'live' } as const;
const probeSigns = { passing: '✓', pending: '…', failing: '✕' } as const;
const probeStates = { passing: 'succeeds', pending: 'has not run yet', failing: 'does not succeed' } as const;

function Probe({ probe: { type, state } }: { readonly probe: ProbeMark }): ReactElement {
  const text = `${type} probe ${probeStates[state]}`;
  return (
    <span className={`probe is-${state}`} title={text}>
      <span aria-hidden="true">
        <span className="probe-sign">{probeSigns[state]}</span>
        {probeWords[type]}
      </span>
      <span className="visually-hidden">{text}</span>
    </span>
  );
}

function Containers({ card }: { readonly card: PodCard }): ReactElement | null {
  if (card.containers.length < 2) return null;
  const label = `${card.state.readyContainers} containers ready: ${card.containers.map(({ name }) => name).join(', ')}`;
  return (
    <span className="container-dots" role="img" aria-label={label} title={label}>
      {card.containers.map(({ name, ready, init }) => (
        <span key={name} className={`container-dot${ready ? ' is-ready' : ''}${init ? ' is-init' : ''}`} />
      ))}
    </span>
  );
}

export function PodMarks({ card }: { readonly card: PodCard }): ReactElement {
  const { restarts } = card.state;
  const word = restarts === 1 ? '1 restart' : `${restarts} restarts`;
  const isShort = card.probes.length > 0;
  return (
    <span className="pod-marks">
      {card.probes.map((probe) => (
        <Probe key={probe.type} probe={probe} />
      ))}
      {isShort && restarts === 0 ? null : (
        <span className={restarts > 0 ? 'has-restarts' : undefined} title={word}>
          {isShort ? `↻${restarts}` : word}
        </span>
      )}
      <Containers card={card} />
    </span>
  );
}
