/** The commands of the palette: those of the page, and those of the objects on the stage. */

import { faultKey } from '../../api/faults.ts';
import type { ObjectRef } from '../../api/object.ts';
import { bundledLessons } from '../../lessons/catalogue.ts';
import type { Session } from '../../session/session-contract.ts';
import { activeFaults, classActions, faultGroups } from '../../view/fault-choices.ts';
import { faultText } from '../../view/fault-text.ts';
import type { StageModel } from '../../view/stage-model.ts';
import { cordonLine, deleteLine, drainLine, restartLine, scaleLine, undoLine } from '../../view/kubectl-lines.ts';
import { showInspectorTab } from '../inspector/inspector-tab.ts';
import { useLessons } from '../lessons/lesson-store.ts';
import { leaveLesson, openLesson } from '../lessons/open-lesson.ts';
import { printReport } from '../report/print-store.ts';
import { openDialog, showBottomTab, showNarrowTab, usePage, type StageView } from '../page-store.ts';
import { shortcuts } from '../shortcuts.ts';
import { speeds } from '../transport/speeds.ts';
import type { PaletteCommand } from './palette-command.ts';
import { viewCommands } from './view-commands.ts';

/** Commands for each of the first Pods; beyond that typing kubectl is quicker. */
const maxPods = 40;

const groupings: readonly (readonly [view: StageView, label: string])[] = [
  ['ordinal', 'Stage by ordinal'],
  ['node', 'Stage by node'],
  ['zone', 'Stage by zone'],
];

function pageCommands(session: Session): readonly PaletteCommand[] {
  const saveReport = (form: 'markdown' | 'html') => (): void =>
    void import('../report/save-report.ts').then((report) => report.saveReport(session, form));
  return [
    { label: 'Apply the manifest', hint: 'Ctrl ↵', run: () => void session.apply() },
    ...shortcuts.map(({ label, shown, run }) => ({ label, hint: shown, run: () => run(session) })),
    { label: 'Run until settled', run: () => session.runUntilSettled() },
    ...groupings.map(([stageView, label]) => ({
      label,
      run: () => {
        usePage.setState({ stageView });
        showNarrowTab('stage');
      },
    })),
    ...speeds.map((speed) => ({ label: `Speed ${speed}×`, run: () => session.setSpeed(speed) })),
    { label: 'Theme: light', run: () => session.setTheme('light') },
    { label: 'Theme: dark', run: () => session.setTheme('dark') },
    { label: 'Theme: as the system', run: () => session.setTheme('auto') },
    { label: 'Undo the fork', run: () => session.undoFork() },
    { label: 'Reset: a fresh cluster', run: () => session.reset() },
    ...session.examples.map(({ id, title }) => ({
      label: `Open the example ${title}`,
      hint: `${id}.yaml`,
      run: () => void session.openExample(id),
    })),
    { label: 'Share: copy the link', run: () => openDialog('share') },
    { label: 'Save as file, or open one …', run: () => openDialog('share') },
    { label: 'Embed: HTML for a page', run: () => openDialog('embed') },
    {
      label: 'Export as folder',
      hint: 'manifests and script',
      run: () => void import('../import/save-folder.ts').then(({ saveFolder }) => saveFolder(session)),
    },
    { label: 'Report (Markdown)', hint: 'what was done, and why', run: saveReport('markdown') },
    { label: 'Report (HTML)', hint: 'one file', run: saveReport('html') },
    { label: 'Print …', hint: 'as a report', run: printReport },
    { label: 'Import from a cluster …', hint: 'kubectl get -o yaml', run: () => openDialog('import') },
    ...(session.imported() ? [{ label: 'Leave the imported cluster', run: () => session.leaveImport() }] : []),
    ...(session.keptDraft() ? [{ label: 'Back to my draft', run: () => session.backToDraft() }] : []),
  ];
}

function lessonCommands(): readonly PaletteCommand[] {
  const leave = { label: 'Leave the lesson', hint: 'lesson', run: leaveLesson };
  return [
    ...(useLessons.getState().open ? [leave] : []),
    ...bundledLessons.map(({ id, title }) => ({
      label: `Lesson: ${title}`,
      hint: 'lesson',
      run: () => void openLesson(id),
    })),
  ];
}

/** Types a line into the terminal. */
export function kubectlCommand(session: Session, label: string, line: string): PaletteCommand {
  const run = (): void => {
    showBottomTab('terminal');
    void session.command(line);
  };
  return { label, hint: line.length > 44 ? `${line.slice(0, 43)}…` : line, run };
}

/** What can be done to sets, their Pods and nodes. */
export function stageCommands(session: Session, model: StageModel): readonly PaletteCommand[] {
  const sets = model.blocks.flatMap(({ card, columns }) => {
    const { ref, name, replicas } = card;
    if (card.state !== 'live') return [];
    return [
      kubectlCommand(session, `Scale ${name} up to ${replicas + 1}`, scaleLine(ref, replicas + 1)),
      ...(replicas > 0
        ? [kubectlCommand(session, `Scale ${name} down to ${replicas - 1}`, scaleLine(ref, replicas - 1))]
        : []),
      kubectlCommand(session, `Restart ${name}`, restartLine(ref)),
      kubectlCommand(session, `Roll ${name} back`, undoLine(ref)),
      kubectlCommand(session, `Delete StatefulSet ${name}`, deleteLine(ref)),
      ...columns
        .slice(0, maxPods)
        .flatMap(({ pod }) => (pod ? [kubectlCommand(session, `Delete Pod ${pod.name}`, deleteLine(pod.ref))] : [])),
    ];
  });
  const nodes = model.nodes
    .filter(({ exists }) => exists)
    .flatMap(({ name, cordoned }) => [
      kubectlCommand(session, `${cordoned ? 'Uncordon' : 'Cordon'} ${name}`, cordonLine(name, !cordoned)),
      kubectlCommand(session, `Drain ${name}`, drainLine(name)),
    ]);
  return [...sets, ...nodes];
}

function faultCommands(session: Session): readonly PaletteCommand[] {
  const { reader, faults } = session.store.getState().moment;
  const active = activeFaults(faults);
  const choices = faultGroups(reader).flatMap(({ subjects }) => subjects.flatMap((subject) => subject.choices));
  const ends = faults.map((fault) => ({
    label: `End the fault: ${faultText(fault)}`,
    hint: 'fault',
    run: () => session.setFault(fault, false),
  }));
  const begins = choices.flatMap(({ fault }) =>
    active.has(faultKey(fault))
      ? []
      : [{ label: `Fault: ${faultText(fault)}`, hint: 'fault', run: () => session.setFault(fault, true) }],
  );
  const endAll = {
    label: 'End all faults',
    hint: 'fault',
    run: () => {
      for (const fault of faults) session.setFault(fault, false);
    },
  };
  const classes = classActions(reader).map(({ label, line }) => kubectlCommand(session, label, line));
  return [...(ends.length > 1 ? [endAll] : []), ...ends, ...begins, ...classes];
}

/** Opens the inspector on an object. */
export function inspectCommands(session: Session, model: StageModel): readonly PaletteCommand[] {
  const inspect = (ref: ObjectRef): PaletteCommand => ({
    label: `Why: ${ref.kind} ${ref.name}`,
    hint: 'inspect',
    run: () => {
      showInspectorTab('why');
      session.select(ref);
    },
  });
  const refs = model.blocks.flatMap(({ card, columns, services }) => [
    card.ref,
    ...services.map(({ ref }) => ref),
    ...columns
      .slice(0, maxPods)
      .flatMap(({ pod, claims }) => [...(pod ? [pod.ref] : []), ...claims.map(({ ref }) => ref)]),
  ]);
  return [...refs, ...model.nodes.filter(({ exists }) => exists).map(({ ref }) => ref)].map(inspect);
}

export function paletteCommands(session: Session, model: StageModel): readonly PaletteCommand[] {
  return [
    ...pageCommands(session),
    ...viewCommands(session, model),
    ...lessonCommands(),
    // A name and Enter look at an object, and do not delete it.
    ...inspectCommands(session, model),
    ...stageCommands(session, model),
    ...faultCommands(session),
  ];
}
