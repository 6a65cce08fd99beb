/**
 * Addresses that people write by hand: `?scenario=stuck-rollout&run=settled kubectl scale sts web --replicas=5&t=+30s`.
 * What is wrong with one is said in words; the rest of it is used.
 */

import { parseFault } from '../../api/faults.ts';
import { atOnce, parseMoment, type When } from './moment.ts';
import { maxNodes } from './shared-session.ts';

/** A line of `run=`: kubectl, or a fault that begins or ends. */
export type RunStep =
  | { readonly when: When; readonly line: string }
  | { readonly when: When; readonly fault: string; readonly on: boolean };

export interface LinkQuery {
  readonly scenario: string | undefined;
  readonly manifests: readonly string[];
  readonly runs: readonly RunStep[];
  readonly nodes: number | undefined;
  readonly seed: number | undefined;
  /** The moment to show. */
  readonly moment: When | undefined;
  /** Time stands still there (`autoplay=0`). */
  readonly isPaused: boolean;
  /** What could not be used, in sentences. */
  readonly problems: readonly string[];
}

/** The parameters that say what is opened; a link in the fragment replaces them all. */
export const inputParameters = ['scenario', 'manifest', 'run', 'nodes', 'seed', 't'] as const;

/** True for an address that names a scenario, or that has lines or a moment and no manifest for them to be about. */
export function asksForScenario(search: string | undefined): boolean {
  const query = new URLSearchParams(search);
  return query.has('scenario') || (!query.has('manifest') && (query.has('run') || query.has('t')));
}

const maxQueryLength = 200_000;
const maxRuns = 500;
const maxManifests = 20;
const maxLineLength = 4000;
const maxSaid = 60;

const cut = (text: string): string => (text.length > maxSaid ? `${text.slice(0, maxSaid)}…` : text);

/** Reads a page's query. Never throws. */
export function readQuery(search: string | undefined): LinkQuery {
  const problems: string[] = [];
  const isTooLong = (search?.length ?? 0) > maxQueryLength;
  if (isTooLong) problems.push(`The address is longer than ${maxQueryLength} characters and is not read.`);
  const query = new URLSearchParams(isTooLong ? '' : search);
  const whole = (name: string, least: number, most: number): number | undefined => {
    const text = query.get(name);
    if (text === null) return undefined;
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    problems.push(`${name}=${cut(text)} is left out: it has to be a whole number from ${least} to ${most}.`);
    return undefined;
  };
  const several = (name: string, most: number): readonly string[] => {
    const texts = query.getAll(name).filter((text) => text.trim() !== '');
    if (texts.length > most) problems.push(`Of ${texts.length} times “${name}” the first ${most} are used.`);
    return texts.slice(0, most);
  };
  const moment = query.get('t');
  const when = moment === null ? undefined : parseMoment(moment.trim());
  if (moment !== null && !when) problems.push(`t=${cut(moment)} is left out: a moment is 12s, 1m30s, +5s or settled.`);
  return {
    scenario: query.get('scenario')?.trim() || undefined,
    manifests: several('manifest', maxManifests),
    runs: several('run', maxRuns).flatMap((text) => {
      const run = parseRun(text);
      if (typeof run !== 'string') return [run];
      problems.push(`run=${cut(text)} is left out: ${run}.`);
      return [];
    }),
    nodes: whole('nodes', 1, maxNodes),
    seed: whole('seed', 0, 0xffff_ffff),
    moment: when,
    isPaused: query.get('autoplay') === '0',
    problems,
  };
}

/** A line such as `12s kubectl scale …`, `settled fault node/node-1/down` or `end node/node-1/down`; or what is wrong. */
export function parseRun(text: string): RunStep | string {
  const [first = '', rest = ''] = splitFirst(text.trim());
  const when = parseMoment(first);
  const line = when ? rest : text.trim();
  if (line.length > maxLineLength) return `it is longer than ${maxLineLength} characters`;
  const [verb = '', subject = ''] = splitFirst(line);
  if (verb === 'fault' || verb === 'end') {
    if (!parseFault(subject)) return `there is no fault “${cut(subject)}”`;
    return { when: when ?? atOnce, fault: subject, on: verb === 'fault' };
  }
  if (verb !== 'kubectl' && verb !== 'k') return 'only kubectl commands and faults can be run from an address';
  return { when: when ?? atOnce, line };
}

function splitFirst(text: string): readonly [first: string, rest: string] {
  const end = text.search(/\s/);
  return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end).trim()];
}
