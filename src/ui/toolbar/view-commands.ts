/** Commands of the palette for the page itself: its panels and files, what is seen of stage and timeline, and pictures. */

import type { Session } from '../../session/session-contract.ts';
import { clockText } from '../../view/clock-text.ts';
import { decisionIndex } from '../../view/decision-index.ts';
import { headline } from '../../view/headline.ts';
import type { StageModel } from '../../view/stage-model.ts';
import { freshName } from '../editor/free-name.ts';
import { createFlowReader } from '../graph/stage-flow.ts';
import { useLessons } from '../lessons/lesson-store.ts';
import { setFollowing, useClusterOffer } from '../live/cluster-offer.ts';
import { narrowQuery } from '../media.ts';
import { closeInspector, showBottomTab, showNarrowTab, usePage } from '../page-store.ts';
import { isPanelOpen, setPanelOpen } from '../panels/panel-open.ts';
import { saveFile } from '../save-file.ts';
import type { PaletteCommand } from './palette-command.ts';

function panelCommand(name: string, isOpenAtFirst: boolean, words: string): PaletteCommand {
  const isOpen = isPanelOpen(name, isOpenAtFirst);
  return { label: `${isOpen ? 'Hide' : 'Show'} ${words}`, hint: 'panel', run: () => setPanelOpen(name, !isOpen) };
}

function panelCommands(session: Session): readonly PaletteCommand[] {
  const inLesson = useLessons.getState().open !== undefined;
  const isInspecting = session.store.getState().selection !== undefined || usePage.getState().isWhyOpen;
  const panels = window.matchMedia(narrowQuery).matches
    ? [{ label: 'Show the editor', run: () => showNarrowTab('editor') }]
    : [
        panelCommand(inLesson ? 'lesson-editor' : 'editor', !inLesson, 'the editor'),
        panelCommand('bottom', true, 'the lower panel'),
      ];
  return [
    ...panels,
    ...(isInspecting ? [{ label: 'Close the inspector', hint: 'Esc', run: () => closeInspector(session) }] : []),
  ];
}

function fileCommands(session: Session): readonly PaletteCommand[] {
  const { files, activeFile } = session.store.getState();
  const { edits, done } = session.editHistory(activeFile);
  const isAuto = isPanelOpen('auto-apply', false);
  const active = files.find(({ name }) => name === activeFile);
  const show = (name: string) => (): void => {
    session.setActiveFile(name);
    showNarrowTab('editor');
  };
  return [
    {
      label: `Apply by itself: ${isAuto ? 'off' : 'on'}`,
      hint: 'Auto',
      run: () => setPanelOpen('auto-apply', !isAuto),
    },
    ...(done > 0 ? [{ label: 'Undo the last edit', run: () => void session.undoEdit(activeFile) }] : []),
    ...(done < edits.length ? [{ label: 'Redo the edit', run: () => void session.redoEdit(activeFile) }] : []),
    ...files.filter((file) => file !== active).map(({ name }) => ({ label: `Go to ${name}`, run: show(name) })),
    {
      label: 'New file',
      run: () => {
        session.addFile(freshName(files.map(({ name }) => name)), '');
        showNarrowTab('editor');
      },
    },
    ...(active ? [{ label: `Save ${active.name}`, run: () => saveFile(new Blob([active.text]), active.name) }] : []),
  ];
}

/** Presses a control of the page, once the view that has it is there. */
function pressing(control: string, show: () => void): () => void {
  return () => {
    show();
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`button[aria-label="${control}"]`)?.click());
  };
}

function pictureCommands(session: Session, model: StageModel): readonly PaletteCommand[] {
  const save = (type: 'svg' | 'png') => async (): Promise<void> => {
    const { savePicture } = await import('../graph/export/save-picture.ts');
    const isNarrow = window.matchMedia(narrowQuery).matches;
    const flow = createFlowReader()(usePage.getState().stageView, model, isNarrow);
    const { text } = headline(model, decisionIndex(session.store.getState().moment.decisions));
    await savePicture(session, type, flow, text);
  };
  if (model.podCount === 0 && model.blocks.length === 0) return [];
  return [
    { label: 'Save the picture as SVG', hint: 'vector', run: () => void save('svg')() },
    { label: 'Save the picture as PNG', hint: '2×', run: () => void save('png')() },
  ];
}

function seenCommands(): readonly PaletteCommand[] {
  const onStage = (): void => showNarrowTab('stage');
  const onTimeline = (): void => showBottomTab('timeline');
  return [
    { label: 'Stage: show everything', run: pressing('Show everything', onStage) },
    { label: 'Stage: zoom in', run: pressing('Zoom in', onStage) },
    { label: 'Stage: zoom out', run: pressing('Zoom out', onStage) },
    { label: 'Timeline: show all of time', run: pressing('Show all of time', onTimeline) },
    { label: 'Timeline: zoom in', run: pressing('Zoom into time', onTimeline) },
    { label: 'Timeline: zoom out', run: pressing('Zoom out of time', onTimeline) },
  ];
}

export function viewCommands(session: Session, model: StageModel): readonly PaletteCommand[] {
  const { bookmarks, playback } = session.store.getState();
  return [
    ...panelCommands(session),
    ...fileCommands(session),
    ...seenCommands(),
    ...pictureCommands(session, model),
    ...bookmarks.map(({ atMs, label }) => ({
      label: `Go to the bookmark ${label || clockText(atMs - playback.startMs)}`,
      hint: clockText(atMs - playback.startMs),
      run: () => session.seek(atMs),
    })),
    ...(useClusterOffer.getState().cluster ? [{ label: 'Follow this cluster', run: () => setFollowing(true) }] : []),
  ];
}
