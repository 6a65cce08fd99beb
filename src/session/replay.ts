/** Replays the steps of a link: each at its time, commands by the same kubectl that ran them first. */

import type { Simulation } from '../sim/simulation.ts';
import type { SharedSession } from './share/link.ts';
import { Shell, type UrlReader } from './shell.ts';
import type { SimulationTransport } from './simulation-transport.ts';

/** Longest cluster time that a link may ask to be replayed. */
const maxReplayMs = 24 * 3_600_000;
/** Rounds of waiting for answers within one moment; a command that asks for more waits for time to pass. */
const maxRounds = 5000;

/**
 * Brings a fresh simulation to the end of the shared session. Resolves with the applied text of each file. A command
 * that would wait (for a deletion, a rollout) is left once it only waits: what it did is done.
 */
export async function replaySteps(
  simulation: Simulation,
  transport: SimulationTransport,
  shared: SharedSession,
  readUrl: UrlReader,
): Promise<Readonly<Record<string, string>>> {
  const applied: Record<string, string> = {};
  const endMs = Math.min(shared.endMs, maxReplayMs);
  for (const step of shared.steps) {
    if (step.atMs > maxReplayMs) break;
    simulation.runUntil(simulation.startMs + step.atMs);
    if ('fault' in step) simulation.setFault(step.fault, step.value);
    else if ('request' in step) simulation.request(step.request);
    else {
      const { file } = step;
      const files = {
        read: (name: string) =>
          name === file?.name ? file.text : shared.files.find((other) => other.name === name)?.text,
        list: () => shared.files.map((other) => other.name),
        write: () => undefined,
      };
      const shell = new Shell(simulation, transport, files, readUrl);
      await shell.load(step.line);
      await runAtOnce(shell, step.line);
      if (file) applied[file.name] = file.text;
    }
  }
  simulation.runUntil(simulation.startMs + endMs);
  return applied;
}

async function runAtOnce(shell: Shell, line: string): Promise<void> {
  const abort = new AbortController();
  const progress = { done: false };
  const quiet = { stdout: () => undefined, stderr: () => undefined, signal: abort.signal };
  const run = shell.run(line, quiet, { onRequest: () => undefined }).finally(() => {
    progress.done = true;
  });
  for (let round = 0; round < maxRounds && !progress.done; round++) await Promise.resolve();
  if (!progress.done) abort.abort(new Error('replayed'));
  await run.catch(() => undefined);
}
