/** Makes the moments that the page shows, present and past, and keeps their identity while nothing has changed. */

import { parseFault, type Fault } from '../api/faults.ts';
import type { JsonValue } from '../api/json.ts';
import type { SortedTable } from '../lib/sorted-table.ts';
import type { Simulation } from '../sim/simulation.ts';
import { isNoteworthy, lastIndexWhere } from '../sim/history.ts';
import { kubectlWords } from './bash/needs-bash.ts';
import type { SharedStep } from './share/shared-session.ts';
import type { Moment, UserMark } from './state.ts';

export class MomentSource {
  readonly #simulation: Simulation;
  #last: Moment | undefined;
  #memory: { readonly moment: Moment; readonly memory: ReturnType<Simulation['memoryAt']> } | undefined;
  #marksOf: readonly SharedStep[] | undefined;
  #marks: readonly UserMark[] = [];

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** To be called when the history was replaced. */
  forget(): void {
    this.#last = undefined;
  }

  live(): Moment {
    return this.at(this.#simulation.nowMs);
  }

  at(atMs: number): Moment {
    const { reader, decisions, changeCount } = this.#simulation.momentAt(atMs);
    const last = this.#last;
    const sameWrites = last?.changeCount === changeCount;
    const sameDecisions = last !== undefined && sameItems(last.decisions, decisions);
    const faults = toFaults(this.#simulation.faultsAt(atMs));
    const sameFaults = last !== undefined && JSON.stringify(last.faults) === JSON.stringify(faults);
    if (last && sameWrites && sameDecisions && sameFaults && last.atMs === atMs) return last;
    this.#last = {
      atMs,
      changeCount,
      reader: sameWrites ? last.reader : reader,
      decisions: sameDecisions ? last.decisions : decisions,
      faults: sameFaults ? last.faults : faults,
    };
    return this.#last;
  }

  /** What controllers remember at the moment that was asked for last. */
  memory(): ReturnType<Simulation['memoryAt']> {
    const moment = this.#last ?? this.live();
    if (moment.atMs >= this.#simulation.nowMs) return this.#simulation.memoryAt(moment.atMs);
    if (this.#memory?.moment !== moment) {
      this.#memory = { moment, memory: this.#simulation.memoryAt(moment.atMs) };
    }
    return this.#memory.memory;
  }

  /** The next recorded moment after `atMs` at which something was written. */
  nextMs(atMs: number): number | undefined {
    const { changes } = this.#simulation.history;
    for (let i = lastIndexWhere(changes, (change) => change.atMs <= atMs) + 1; i < changes.length; i++) {
      if (isNoteworthy(changes[i]!)) return changes[i]!.atMs;
    }
    return undefined;
  }

  /** The last recorded moment before `atMs` at which something was written. */
  previousMs(atMs: number): number | undefined {
    const { changes } = this.#simulation.history;
    for (let i = lastIndexWhere(changes, (change) => change.atMs < atMs); i >= 0; i--) {
      if (isNoteworthy(changes[i]!)) return changes[i]!.atMs;
    }
    return undefined;
  }

  marks(steps: readonly SharedStep[]): readonly UserMark[] {
    if (steps === this.#marksOf) return this.#marks;
    this.#marksOf = steps;
    const marks: UserMark[] = [];
    for (const step of steps) {
      const label = labelOf(step);
      if (label === undefined) continue;
      const atMs = this.#simulation.startMs + step.atMs;
      const last = marks.at(-1);
      // The requests of one line are one mark.
      if (last?.label === label && (last.atMs === atMs || ('request' in step && actsOverTime(label)))) {
        if (atMs > last.atMs) marks[marks.length - 1] = { ...last, untilMs: atMs };
      } else marks.push({ atMs, label });
    }
    this.#marks = marks;
    return this.#marks;
  }
}

/** True for lines of a shell (loops and the like) and for drains: what else acts twice was done twice. */
function actsOverTime(label: string): boolean {
  return kubectlWords(label) === undefined || /^(?:kubectl|k)\s+drain\b/.test(label);
}

function toFaults(table: SortedTable<JsonValue>): readonly Fault[] {
  return table.keys.flatMap((key, index) => parseFault(key, table.values[index]) ?? []);
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function labelOf(step: SharedStep): string | undefined {
  if ('line' in step) return step.line;
  if ('request' in step) return step.label;
  return `${step.value === undefined ? 'end' : 'fault'} ${step.fault}`;
}
