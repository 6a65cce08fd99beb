/** The commands of the palette while a real cluster is followed: nothing that it cannot do, and no change while it is only read. */

import type { LiveSession } from '../../session/live/live-session.ts';
import type { StageModel } from '../../view/stage-model.ts';
import { describeLine, logsLine } from '../../view/kubectl-lines.ts';
import type { PaletteCommand } from '../toolbar/palette-command.ts';
import { inspectCommands, kubectlCommand, stageCommands } from '../toolbar/palette-commands.ts';
import { setFollowing } from './cluster-offer.ts';
import { liveShortcuts } from './live-shortcuts.ts';
import { shownNamespaces } from './shown-namespaces.ts';

/** Of sets and Pods at most so many are offered by name: beyond that typing kubectl is quicker. */
const maxNamed = 40;

function scopeCommands(session: LiveSession): readonly PaletteCommand[] {
  const { followed } = session.store.getState();
  if (!followed) return [];
  const { scope, sets, isReadOnly } = followed;
  const show = (label: string, set: string | undefined, others: boolean): PaletteCommand => ({
    label: `Show ${label}`,
    run: () => session.showScope({ ...scope, set, others }),
  });
  return [
    {
      label: isReadOnly ? 'Changes: on' : 'Changes: off',
      hint: isReadOnly ? 'every change is asked about' : 'only read',
      run: () => session.setReadOnly(!isReadOnly),
    },
    show('all StatefulSets', undefined, false),
    show('all Pods', undefined, true),
    ...sets.slice(0, maxNamed).map((name) => show(`StatefulSet ${name} alone`, name, false)),
    ...(shownNamespaces(followed) ?? []).slice(0, maxNamed).map((namespace) => ({
      label: `Namespace: ${namespace}`,
      run: () => session.showScope({ ...scope, namespace, set: undefined }),
    })),
  ];
}

function readingCommands(session: LiveSession, model: StageModel): readonly PaletteCommand[] {
  return model.blocks.flatMap(({ card, columns }) => [
    ...(card.state === 'live'
      ? [kubectlCommand(session, `Describe StatefulSet ${card.name}`, describeLine(card.ref))]
      : []),
    ...columns
      .slice(0, maxNamed)
      .flatMap(({ pod }) => (pod ? [kubectlCommand(session, `Logs of ${pod.name}`, logsLine(pod.ref))] : [])),
  ]);
}

/** For the palette. */
export function liveCommands(session: LiveSession, model: StageModel): readonly PaletteCommand[] {
  const isReadOnly = session.store.getState().followed?.isReadOnly ?? true;
  const apply = { label: 'Apply the manifest', hint: 'Ctrl ↵', run: () => void session.apply() };
  return [
    ...scopeCommands(session),
    ...liveShortcuts.map(({ label, shown, run }) => ({ label, hint: shown, run: () => run(session) })),
    { label: 'Theme: light', run: () => session.setTheme('light') },
    { label: 'Theme: dark', run: () => session.setTheme('dark') },
    { label: 'Theme: as the system', run: () => session.setTheme('auto') },
    { label: 'Back to the simulation', run: () => setFollowing(false) },
    ...readingCommands(session, model),
    ...inspectCommands(session, model),
    ...(isReadOnly ? [] : [apply, ...stageCommands(session, model)]),
  ];
}
