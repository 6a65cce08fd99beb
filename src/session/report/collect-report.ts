/** Reads a report off a session: what was done, what came of it, and why it is as it is. */

import { parseFault } from '../../api/faults.ts';
import { isJsonObject } from '../../api/json.ts';
import { unifiedDiff } from '../../lib/unified-diff.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { decisionIndex } from '../../view/decision-index.ts';
import { headline } from '../../view/headline.ts';
import { createHistoryReader } from '../../view/history-index.ts';
import { createStageView } from '../../view/stage.ts';
import type { StageModel } from '../../view/stage-model.ts';
import { explainCluster } from '../../view/why/explain.ts';
import { faultComment } from '../fault-comment.ts';
import type { JournalEntry } from '../journal.ts';
import { MomentSource } from '../moment-source.ts';
import type { SharedSession } from '../share/shared-session.ts';
import type { Moment, SessionState } from '../state.ts';
import { eventTable, stateTables } from './cluster-tables.ts';
import type { ReportMoment, ReportStep, SessionReport } from './session-report.ts';

export interface ReportSource {
  readonly simulation: Simulation;
  readonly state: SessionState;
  readonly shared: SharedSession;
  readonly journal: readonly JournalEntry[];
  readonly link: string;
}

export function collectReport({ simulation, state, shared, journal, link }: ReportSource): SessionReport {
  const { startMs } = simulation;
  const { moment, bookmarks, files, appliedTexts, history, start } = state;
  const index = createHistoryReader()(history, start);
  const told = (at: Moment, label: string): ReportMoment => {
    const stage = createStageView()(at, index);
    const sentence = headline(stage, decisionIndex(at.decisions)).text;
    return { atMs: at.atMs - startMs, label, sentence, stage };
  };
  const now = told(moment, '');
  const version = simulation.readAt(moment.atMs, { method: 'GET', path: '/version' }).body;
  return {
    title: titleOf(now.stage),
    version: isJsonObject(version) ? String(version['gitVersion']) : '',
    nodes: moment.reader.list('nodes').map(({ metadata }) => metadata.name),
    seed: shared.seed,
    isImported: shared.start !== undefined,
    endMs: shared.endMs,
    now,
    why: explainCluster(moment),
    bookmarks: bookmarks
      .filter(({ atMs }) => atMs <= simulation.nowMs)
      .map(({ atMs, label }) => told(new MomentSource(simulation).at(atMs), label)),
    files: files.map((file) => ({
      ...file,
      isApplied: Object.hasOwn(appliedTexts, file.name) && appliedTexts[file.name] === file.text,
    })),
    steps: stepsOf(journal, moment.atMs - startMs),
    state: stateTables(simulation, moment.atMs),
    events: eventTable(simulation, moment.atMs),
    link,
  };
}

const maxNamed = 3;

function titleOf({ blocks }: StageModel): string {
  const names = blocks.map(({ card }) => card.name);
  if (names.length === 0) return 'A session without a StatefulSet';
  const rest = names.length - maxNamed;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return `StatefulSet${names.length > 1 ? 's' : ''} ${names.slice(0, maxNamed).join(', ')}${more}`;
}

/** Up to the moment that is told. */
function stepsOf(journal: readonly JournalEntry[], untilMs: number): readonly ReportStep[] {
  const lastTexts = new Map<string, string>();
  return journal
    .filter(({ atMs }) => atMs <= untilMs)
    .map((entry): ReportStep => {
      if ('fault' in entry) {
        const fault = parseFault(entry.fault, entry.value ?? {});
        const text = fault ? faultComment(fault, entry.value !== undefined) : `fault: ${entry.fault}`;
        return { type: 'fault', atMs: entry.atMs, text };
      }
      const { atMs, line, output, isCut, exitCode, file } = entry;
      const before = file && lastTexts.get(file.name);
      if (file) lastTexts.set(file.name, file.text);
      const step = { type: 'line', atMs, line, output, isCut, exitCode } as const;
      if (!file || before === undefined || before === file.text) return step;
      return { ...step, changed: { name: file.name, diff: unifiedDiff(before, file.text) } };
    });
}
