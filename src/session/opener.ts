/** Opens what an address or a file asks for: loads its texts, replays its inputs, and tells what went wrong in words. */

import type { StoreApi } from 'zustand/vanilla';
import { spanText } from '../view/clock-text.ts';
import { diagnose } from './diagnose.ts';
import type { Journal } from './journal.ts';
import { readExample, readAddress, type FileLoader } from './example-loader.ts';
import { replay, type Replayed } from './replay.ts';
import { maxReplayMs } from './share/moment.ts';
import type { Opening, OpeningPlan } from './share/opening.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { SimulationTransport } from './simulation-transport.ts';
import type { FileDiagnostic, SessionFile, SessionState } from './state.ts';

export interface OpenerOptions {
  readonly store: StoreApi<SessionState>;
  readonly simulation: Simulation;
  readonly transport: SimulationTransport;
  readonly journal: Journal;
  readonly loadExample: FileLoader | undefined;
  readonly signal: AbortSignal;
  /** The files are known: they are about to take the place of what was shown. */
  readonly onFiles: (files: readonly SessionFile[]) => void;
}

export interface Opened {
  readonly plan: OpeningPlan;
  readonly replayed: Replayed;
  readonly diagnostics: readonly FileDiagnostic[];
  /** What was left out, in sentences. */
  readonly problems: readonly string[];
}

/** Opens a plan in a fresh cluster. Rejects when its texts cannot be loaded. */
export async function openPlan(makePlan: NonNullable<Opening['plan']>, options: OpenerOptions): Promise<Opened> {
  const { store, simulation, transport, journal, loadExample, signal, onFiles } = options;
  store.setState({ opening: { share: 0 } });
  try {
    const plan = await makePlan((id) => readExample(id, loadExample));
    onFiles(plan.files);
    const replayed = await replay(plan, {
      simulation,
      transport,
      journal,
      signal,
      readUrl: (url) => readAddress(url, loadExample),
      onProgress: (share) => store.setState({ opening: { share: Math.min(1, Math.max(0, share)) } }),
    });
    return { plan, replayed, ...told(plan, replayed) };
  } finally {
    store.setState({ opening: undefined });
  }
}

/** Failures of lines that nobody has seen fail before, and why the replay did not come to its end. */
function told(plan: OpeningPlan, { failures, stopped }: Replayed): Pick<Opened, 'diagnostics' | 'problems'> {
  const problems: string[] = [];
  if (stopped === 'ended') problems.push('Opening was ended: what comes after this moment is left out.');
  if (stopped === 'too much') {
    problems.push(
      `Opening ended here: more than ${spanText(maxReplayMs)} of cluster time or a million writes are not replayed.`,
    );
  }
  if (!plan.isUntried) return { problems, diagnostics: [] };
  const diagnostics = failures.flatMap(({ file, requests, stderr }) => (file ? diagnose(file, requests, stderr) : []));
  return { problems: [...failures.map(({ line, stderr }) => `${line}: ${stderr}`), ...problems], diagnostics };
}
