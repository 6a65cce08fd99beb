/** The height at which an embed shows everything, by what it holds and how wide it is: never by how high it is now. */

import type { EmbedEvent } from '../../embed/protocol.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { Session } from '../../session/session-contract.ts';
import { timelineLanes, type TimelineLane } from '../../view/timeline.ts';
import { createHistoryReader } from '../../view/history-index.ts';
import { axisHeight, footHeight, rowHeight } from '../timeline/timeline-grid.ts';
import type { EmbedPane } from './embed-options.ts';

const leastStagePx = 200;
const mostStagePx = 620;
/** Where columns stand one below the other. */
const mostNarrowStagePx = 760;
const leastTimelinePx = 96;
const mostTimelinePx = 220;
const leastEditorPx = 200;
const mostEditorPx = 460;
const lessonPx = 500;
const otherPanePx = 240;
const editorLinePx = 19;
/** In frames that are not low; both are slimmer in those that are. */
const headlinePx = 46;
const controlsPx = 37;
/** What is measured settles before it is told, and is told at most this often. */
const delayMs = 150;
/** Growth that the free room below the picture takes: no reason for a page to jump. */
const slackPx = 12;
/** So often the first measure is put off. */
const mostWaits = 20;

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** A part of the page as it is; 0 when it is not there. */
function heightOf(selector: string): number {
  return document.querySelector(selector)?.getBoundingClientRect().height ?? 0;
}

/** Of the picture when it is as wide as the stage, with what stands above and below it. */
function stageHeight(): number {
  const frame = document.querySelector('.stage .react-flow')?.getBoundingClientRect();
  const viewport = document.querySelector('.stage .react-flow__viewport');
  if (!frame || !viewport) return leastStagePx;
  const zoom = new DOMMatrixReadOnly(getComputedStyle(viewport).transform).a || 1;
  const { left, top } = viewport.getBoundingClientRect();
  let right = 0;
  let bottom = 0;
  for (const node of viewport.querySelectorAll('.react-flow__node')) {
    const box = node.getBoundingClientRect();
    right = Math.max(right, (box.right - left) / zoom);
    bottom = Math.max(bottom, (box.bottom - top) / zoom);
  }
  const isNarrow = document.querySelector('.stage.is-narrow') !== null;
  const fitting = right === 0 ? 1 : isNarrow ? (frame.width - 20) / right : clamp((frame.width - 40) / right, 0.68, 1);
  const picture = clamp(bottom * fitting + 44, leastStagePx, isNarrow ? mostNarrowStagePx : mostStagePx);
  const headline = Math.max(headlinePx, heightOf('.headline'));
  return picture + headline + 12 + Math.max(controlsPx, heightOf('.stage-controls'));
}

function paneHeight(pane: EmbedPane, session: Session, lanes: number): number {
  if (pane === 'stage') return stageHeight();
  if (pane === 'timeline') {
    return clamp(axisHeight + lanes * rowHeight + footHeight, leastTimelinePx, mostTimelinePx);
  }
  if (pane === 'lesson') return lessonPx;
  if (pane !== 'editor') return otherPanePx;
  const { files, activeFile } = session.store.getState();
  const text = files.find(({ name }) => name === activeFile)?.text ?? '';
  return clamp(text.split('\n').length * editorLinePx + 90, leastEditorPx, mostEditorPx);
}

/** Whether the stage is drawn: what is asked of a page of which nothing is there yet would be asked again. */
function isDrawn(panes: readonly EmbedPane[]): boolean {
  return !panes.includes('stage') || document.querySelector('.stage .react-flow__node, .empty-stage') !== null;
}

/** As many lanes as there are going to be: one for each Pod that a set wants. */
function laneCount(lanes: readonly TimelineLane[], reader: ClusterReader): number {
  const missing = reader.list('statefulsets.apps').map(({ metadata, spec }) => {
    const setKey = `${metadata.namespace}/${metadata.name}`;
    const shown = lanes.filter((lane) => lane.kind === 'Pod' && lane.setKey === setKey).length;
    return Math.max(0, (spec.replicas ?? 1) - shown);
  });
  return missing.reduce((sum, count) => sum + count, lanes.length);
}

/** Tells the height when it grows, and anew when the width changes: pages jump as little as can be. */
export function watchWantedHeight(
  session: Session,
  panes: readonly EmbedPane[],
  send: (event: EmbedEvent) => void,
): () => void {
  const readHistory = createHistoryReader();
  let told = 0;
  let width = window.innerWidth;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let patience = mostWaits;
  const measure = (): void => {
    timer = undefined;
    if (!isDrawn(panes) && patience-- > 0) {
      soon();
      return;
    }
    if (window.innerWidth !== width) told = 0;
    width = window.innerWidth;
    const { history, start, moment } = session.store.getState();
    const lanes = panes.includes('timeline') ? laneCount(timelineLanes(readHistory(history, start)), moment.reader) : 0;
    const heights = panes.map((pane) => paneHeight(pane, session, lanes));
    const editor = panes.findIndex((pane) => pane === 'lesson' || pane === 'editor');
    const isBeside = document.querySelector('.embed-panes.is-beside') !== null && editor >= 0;
    const total = heights.reduce((sum, height) => sum + height, 0);
    const own = heights[editor] ?? 0;
    const height = Math.ceil(heightOf('.embed-bar') + (isBeside ? Math.max(own, total - own) : total)) + 2;
    if (height <= told + (told > 0 ? slackPx : 0)) return;
    told = height;
    send({ type: 'height', height });
  };
  const soon = (): void => {
    timer ??= setTimeout(measure, delayMs);
  };
  let changeCount = -1;
  const unsubscribe = session.store.subscribe(({ moment }) => {
    if (moment.changeCount === changeCount) return;
    changeCount = moment.changeCount;
    soon();
  });
  window.addEventListener('resize', soon);
  measure();
  return () => {
    unsubscribe();
    window.removeEventListener('resize', soon);
    clearTimeout(timer);
  };
}
