/**
 * Replays the steps of a link or an address: each at its time, commands by the same kubectl that ran them first. It runs
 * in slices of real time, so that the page stays alive, and can be ended.
 */

import type { Simulation } from '../sim/simulation.ts';
import { kubectlWords } from './bash/needs-bash.ts';
import type { Journal } from './journal.ts';
import { loadLateParts } from './load-late-parts.ts';
import { runFor, settleFor } from './settle.ts';
import { maxReplayMs, type When } from './share/moment.ts';
import type { OpeningPlan, ReplayStep } from './share/opening.ts';
import type { SharedStep } from './share/shared-session.ts';
import { Shell, type FailedRequest, type ShellRun, type UrlReader } from './shell.ts';
import type { SimulationTransport } from './simulation-transport.ts';
import type { SessionFile } from './state.ts';

/** Real time between two looks at the page (ms). */
const sliceMs = 24;
/** Rounds of waiting for answers without any request: a command that goes on waiting waits for time to pass. */
const maxIdleRounds = 5000;
/** Requests of one command. */
const maxRequests = 20_000;
/** Writes of a replay: what writes more than this is no situation to look at. */
const maxChanges = 1_000_000;
const maxStderr = 20_000;
/** Longest wait for `settled` (cluster time). */
const maxSettleMs = 3_600_000;

export interface ReplayOptions {
  readonly simulation: Simulation;
  readonly transport: SimulationTransport;
  readonly readUrl: UrlReader;
  /** Takes down what is replayed. */
  readonly journal: Journal;
  /** Ends the replay where it is. */
  readonly signal: AbortSignal;
  /** How much is done, from 0 to 1. Called once a slice. */
  readonly onProgress: (share: number) => void;
}

/** A command line that ended with an error. */
export interface ReplayFailure {
  readonly line: string;
  readonly stderr: string;
  readonly file: SessionFile | undefined;
  readonly requests: readonly FailedRequest[];
}

export interface Replayed {
  /** What was done, at the times at which it was. */
  readonly steps: readonly SharedStep[];
  /** The text of each file that was applied last. */
  readonly applied: Readonly<Record<string, string>>;
  readonly failures: readonly ReplayFailure[];
  /** Why it did not come to its end. */
  readonly stopped: 'ended' | 'too much' | undefined;
}

/**
 * Brings a fresh simulation through the plan. A command that would wait (for a deletion, a rollout) is left once it only
 * waits: what it did is done.
 */
export async function replay(plan: OpeningPlan, options: ReplayOptions): Promise<Replayed> {
  // A command that only waits is told by its idle rounds: nothing may have to be loaded meanwhile.
  await loadLateParts();
  return new Replay(plan, options).run();
}

class Replay {
  readonly #plan: OpeningPlan;
  readonly #options: ReplayOptions;
  readonly #steps: SharedStep[] = [];
  readonly #applied = new Map<string, string>();
  readonly #failures: ReplayFailure[] = [];
  #done = 0;
  #isTooMuch = false;
  #sliceEndMs = performance.now() + sliceMs;

  constructor(plan: OpeningPlan, options: ReplayOptions) {
    this.#plan = plan;
    this.#options = options;
  }

  async run(): Promise<Replayed> {
    for (const step of this.#plan.steps) {
      await this.#reach(step.when);
      if (this.#stopped) break;
      await this.#act(step);
      this.#done++;
    }
    if (!this.#stopped) await this.#reach(this.#plan.end);
    return {
      steps: this.#steps,
      applied: Object.fromEntries(this.#applied),
      failures: this.#failures,
      stopped: this.#stopped,
    };
  }

  get #stopped(): Replayed['stopped'] {
    if (this.#options.signal.aborted) return 'ended';
    return this.#isTooMuch ? 'too much' : undefined;
  }

  get #elapsedMs(): number {
    const { nowMs, startMs } = this.#options.simulation;
    return nowMs - startMs;
  }

  /** Lets time run to a moment, or until the replay is stopped. */
  async #reach(when: When): Promise<void> {
    const { simulation, transport } = this.#options;
    const isSettling = when.type === 'settled';
    const wantedMs = isSettling
      ? this.#elapsedMs + maxSettleMs
      : when.ms + (when.type === 'after' ? this.#elapsedMs : 0);
    const untilMs = simulation.startMs + Math.min(wantedMs, maxReplayMs);
    for (let isThere = false; !isThere && !this.#stopped;) {
      const budgetMs = Math.max(1, this.#sliceEndMs - performance.now());
      if (isSettling) isThere = settleFor(budgetMs, untilMs, simulation, transport).done;
      else {
        if (simulation.nowMs < untilMs) runFor(budgetMs, untilMs, simulation);
        isThere = simulation.nowMs >= untilMs;
      }
      this.#isTooMuch ||= simulation.history.changes.length > maxChanges;
      if (performance.now() >= this.#sliceEndMs) await this.#breathe(isSettling ? undefined : untilMs);
    }
    this.#isTooMuch ||= wantedMs > maxReplayMs;
  }

  /** Leaves the thread to the page for a moment. */
  async #breathe(untilMs?: number): Promise<void> {
    const { simulation, onProgress } = this.#options;
    const { end, steps } = this.#plan;
    const isTimed = end.type === 'at' && steps.every(({ when }) => when.type === 'at');
    const within = untilMs === undefined ? 0 : (simulation.nowMs - simulation.startMs) / (untilMs - simulation.startMs);
    onProgress(isTimed ? this.#elapsedMs / Math.max(1, end.ms) : (this.#done + within) / (steps.length + 1));
    await nextTask();
    this.#sliceEndMs = performance.now() + sliceMs;
  }

  async #act({ step }: ReplayStep): Promise<void> {
    if (!step) return;
    const { simulation, journal } = this.#options;
    const atMs = this.#elapsedMs;
    if ('fault' in step) {
      simulation.setFault(step.fault, step.value);
      journal.fault(atMs, step.fault, step.value);
      this.#steps.push({ atMs, ...step });
    } else if ('request' in step) {
      simulation.request(step.request);
      journal.requests(atMs, step.label ?? `${step.request.method} ${step.request.path}`);
      this.#steps.push({ atMs, ...step });
    } else if (!kubectlWords(step.line)) {
      const stderr = 'only single kubectl commands are replayed';
      this.#failures.push({ line: step.line, stderr, file: step.file, requests: [] });
    } else {
      const file = await this.#runLine(step.line, step.file);
      this.#steps.push({ atMs, line: step.line, ...(file ? { file } : {}) });
      if (file) this.#applied.set(file.name, file.text);
    }
  }

  /** Runs one kubectl command; nothing else is ever recorded as a line. Resolves with the file that it read. */
  async #runLine(line: string, given: SessionFile | undefined): Promise<SessionFile | undefined> {
    const { simulation, transport, readUrl, journal } = this.#options;
    const known = given ? [given, ...this.#plan.files] : this.#plan.files;
    const textOf = (name: string): string | undefined => known.find((file) => file.name === name)?.text;
    const shell = new Shell(
      simulation,
      transport,
      { read: textOf, list: () => this.#plan.files.map(({ name }) => name), write: () => undefined },
      readUrl,
    );
    const notes = journal.begin(this.#elapsedMs, line);
    let read = given;
    let stderr = '';
    const course = { requests: 0, idleRounds: 0, isOver: false };
    const abort = new AbortController();
    const io = {
      stdout: (text: string) => notes.print(text),
      stderr: (text: string) => {
        notes.print(text);
        if (stderr.length < maxStderr) stderr += text;
      },
      signal: abort.signal,
    };
    const observer = {
      onRequest: () => {
        course.idleRounds = 0;
        course.requests++;
      },
      onRead: (name: string, text: string) => void (read ??= { name, text }),
    };
    await shell.load(line);
    let run: ShellRun | undefined;
    const ending = shell
      .run(line, io, observer)
      .then((ended) => {
        run = ended;
      })
      .catch(() => undefined)
      .finally(() => {
        course.isOver = true;
      });
    while (!course.isOver && !this.#stopped) {
      if (course.idleRounds++ > maxIdleRounds || course.requests > maxRequests) break;
      await Promise.resolve();
      if (performance.now() >= this.#sliceEndMs) await this.#breathe();
    }
    if (!course.isOver) abort.abort(new Error('replayed'));
    await ending;
    if (read) notes.read(read.name, read.text);
    if (run && !abort.signal.aborted) notes.end(run.exitCode);
    if (run && run.exitCode !== 0 && !abort.signal.aborted) {
      this.#failures.push({ line, stderr: stderr.trim(), file: read, requests: run.failures });
    }
    return read;
  }
}

/** Resolves in a task of its own, also where timers are slowed down: in a tab behind others. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const listen = (): void => {
      port1.close();
      resolve();
    };
    port1.addEventListener('message', listen, { once: true });
    port1.start();
    port2.postMessage(undefined);
  });
}
