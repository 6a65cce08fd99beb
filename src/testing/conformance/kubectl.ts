/** Replays a recorded terminal session against a simulated cluster and tells where they differ. */

import { sameJson } from '../../lib/same-json.ts';
import type { JsonValue } from '../../api/json.ts';
import { loadSchema } from '../../kubectl/explain/schema.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { drive, runCommandLine, startCommand, type CommandOutput } from '../run-kubectl.ts';
import type { RecordedCase } from './corpus.ts';
import { moveOnce } from './fake-kubelet.ts';
import type { PodTransition } from './fake-pod-status.ts';
import { maskOutput, sameOutput, watchRows } from './mask-output.ts';
import { recordingCluster, setAuto, settle } from './trace-cluster.ts';

interface CommandStep {
  readonly command: string;
  readonly stdin?: string;
  readonly during?: readonly SessionStep[];
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly seconds?: number;
  readonly stable?: boolean;
  readonly interrupted?: boolean;
}

type SessionStep =
  | CommandStep
  | { readonly wait: string }
  | { readonly autoKubelet: boolean }
  | { readonly kubelet: { readonly pod: string; readonly transition: PodTransition } };

export interface KubectlCase extends RecordedCase {
  readonly steps: readonly SessionStep[];
}

/** What a process needs before it sends its first request. */
const startMs = 60;
/** How long nothing must change. */
const quietMs = 1300;
/** Age of the cluster when a session begins. */
const clusterAgeMs = 5000;

/** The differences from the recording; empty when the session agrees. */
export async function runKubectlCase(recorded: KubectlCase): Promise<string[]> {
  // Loading takes no virtual time.
  await loadSchema();
  const simulation = recordingCluster({ auto: true, fastNodes: false });
  simulation.runUntil(simulation.nowMs + clusterAgeMs);
  const session = new Session(simulation);
  await session.run(recorded.steps);
  return session.differences;
}

/** Lets time pass until nothing has changed for a while in any namespace. */
function settleEverywhere(simulation: Simulation): void {
  const { changes } = simulation.history;
  settle(simulation);
  for (let rounds = 0; rounds < 1000; rounds++) {
    const seen = changes.length;
    simulation.runUntil(simulation.nowMs + quietMs);
    if (changes.slice(seen).every(({ resource }) => resource === 'leases.coordination.k8s.io')) return;
  }
}

class Session {
  readonly differences: string[] = [];
  readonly #simulation: Simulation;
  #moves = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  async run(steps: readonly SessionStep[]): Promise<void> {
    for (const step of steps) await this.#step(step);
  }

  async #step(step: SessionStep): Promise<void> {
    const simulation = this.#simulation;
    if ('wait' in step) return settleEverywhere(simulation);
    if ('autoKubelet' in step) return setAuto(simulation, step.autoKubelet);
    if ('kubelet' in step) return this.#kubelet(step.kubelet);
    simulation.runUntil(simulation.nowMs + startMs);
    const output = step.during ? await this.#watch(step, step.during) : await this.#command(step);
    if (step.stable !== false) this.#compare(step, output);
  }

  #command(step: CommandStep): Promise<CommandOutput> {
    return runCommandLine(this.#simulation, step.command, step.stdin === undefined ? {} : { stdin: step.stdin });
  }

  async #watch(step: CommandStep, during: readonly SessionStep[]): Promise<CommandOutput> {
    const command = startCommand(this.#simulation, step.command);
    await drive(this.#simulation, command.done, 0);
    await this.run(during);
    await drive(this.#simulation, command.done, 0);
    return command.done() ? command.finished : command.interrupt();
  }

  #kubelet({ pod, transition }: { readonly pod: string; readonly transition: PodTransition }): void {
    const { reader, nowMs } = this.#simulation;
    const request = (...args: Parameters<Simulation['request']>): JsonValue => this.#simulation.request(...args).body;
    moveOnce({ reader, nowMs, request }, { pod, transition }, ++this.#moves + 100);
  }

  #compare(step: CommandStep, output: CommandOutput): void {
    const note = (what: string, expected: string, actual: string): void => {
      const shown = (text: string): string => JSON.stringify(maskOutput(text, true));
      this.differences.push(
        `$ ${step.command}\n    ${what} expected ${shown(expected)}\n    ${what} got      ${shown(actual)}`,
      );
    };
    const sameStdout = step.during
      ? sameJson(watchRows(step.stdout), watchRows(output.stdout))
      : sameOutput(step.stdout, output.stdout);
    if (!sameStdout) note('stdout', step.stdout, output.stdout);
    if (!sameOutput(step.stderr, output.stderr)) note('stderr', step.stderr, output.stderr);
    if (step.exitCode !== null && step.exitCode !== output.exitCode) {
      note('exit code', String(step.exitCode), String(output.exitCode));
    }
  }
}
