/**
 * What a page was asked to open: the link in its fragment, else what its query describes. Neither looks at anything that
 * is stored: the address always wins.
 */

import type { SessionFile } from '../state.ts';
import { decodeLink, type DecodedLink } from './link.ts';
import { atOnce, parseMoment, type When } from './moment.ts';
import { parseRun, readQuery, type LinkQuery, type RunStep } from './query.ts';
import { scenarioNamed, situations, type Scenario } from './scenarios.ts';
import type { SharedSession, SharedStart, SharedStep, SharedView } from './shared-session.ts';

type Untimed<T> = T extends unknown ? Omit<T, 'atMs'> : never;

/** A step of a replay: when, and what is done then. Without a `step` it is a pause. */
export interface ReplayStep {
  readonly when: When;
  readonly step?: Untimed<SharedStep>;
}

/** Everything that opening needs. */
export interface OpeningPlan {
  readonly files: readonly SessionFile[];
  readonly steps: readonly ReplayStep[];
  /** How far time runs at least. */
  readonly end: When;
  /** The moment at which time stands still. */
  readonly cursorMs?: number;
  /** Time does not run on by itself. */
  readonly isPaused?: boolean;
  readonly view?: SharedView;
  readonly bookmarks?: SharedSession['bookmarks'];
  /** Lines that fail are told of: nobody has seen them fail before. */
  readonly isUntried?: boolean;
}

export interface Opening {
  /** The cluster that it begins with, when it is no fresh one. */
  readonly start?: SharedStart;
  readonly seed: number | undefined;
  readonly nodes: number | undefined;
  /** Absent when the address asks for nothing: the reader's draft is opened, or the first example. */
  readonly plan: ((readExample: ExampleReader) => Promise<OpeningPlan>) | undefined;
  /** The files as far as they are known before anything is loaded. */
  readonly files: readonly SessionFile[];
  /** What could not be opened, in sentences. */
  readonly problems: readonly string[];
  /** Text of a damaged link, to look at. */
  readonly rescued: string | undefined;
}

/** The text of a bundled example; undefined when it cannot be read. */
export type ExampleReader = (id: string) => Promise<string | undefined>;

/** Of a page's fragment and query. Never throws. */
export function openingOf(fragment: string | undefined, search: string | undefined): Opening {
  // Reading links is loaded with the first one.
  const link: DecodedLink = fragment && fragment !== '#' ? decodeLink(fragment) : { type: 'none' };
  if (link.type === 'session') return openingOfSession(link.session);
  const query = readQuery(search);
  const damage = link.type === 'damaged' ? [`This link is damaged: ${link.reason}.`] : [];
  const rescued = link.type === 'damaged' ? link.rescued : undefined;
  const opening = openingOfQuery(query);
  return { ...opening, problems: [...damage, ...opening.problems], rescued };
}

export function openingOfSession({ files, seed, nodes, start, steps, endMs, ...rest }: SharedSession): Opening {
  const plan: OpeningPlan = {
    files,
    steps: steps.map(({ atMs, ...step }) => ({ when: { type: 'at', ms: atMs }, step })),
    end: { type: 'at', ms: endMs },
    ...rest,
  };
  const begin = start ? { start } : {};
  return { ...begin, seed, nodes, plan: async () => plan, files, problems: [], rescued: undefined };
}

function openingOfQuery(query: LinkQuery): Opening {
  const { scenario: id, manifests, runs, seed, moment } = query;
  const named = id === undefined ? undefined : scenarioNamed(id);
  const problems = [...query.problems];
  if (id !== undefined && !named) {
    const names = situations.map((situation) => situation.id).join(', ');
    problems.push(
      `There is no scenario “${id.slice(0, 60)}”. Situations are ${names}; every example’s name is one too.`,
    );
  }
  // Lines and moments need something to be about.
  const isImplied = id === undefined && manifests.length === 0 && (runs.length > 0 || moment !== undefined);
  const scenario = named ?? (isImplied ? scenarioNamed('nginx') : undefined);
  const own = manifests.map((text, index) => ({
    name: index === 0 ? 'manifest.yaml' : `manifest-${index + 1}.yaml`,
    text,
  }));
  const base = { seed, nodes: query.nodes ?? scenario?.nodes, problems, rescued: undefined };
  if (!scenario && own.length === 0) return { ...base, plan: undefined, files: [] };
  return {
    ...base,
    files: own,
    plan: async (readExample) => {
      const files = [...(await scenarioFiles(scenario, own, readExample)), ...own];
      return { files, ...script(files, scenario, query) };
    },
  };
}

async function scenarioFiles(
  scenario: Scenario | undefined,
  own: readonly SessionFile[],
  readExample: ExampleReader,
): Promise<readonly SessionFile[]> {
  if (!scenario) return [];
  const ids = scenario.examples;
  const texts = await Promise.all(ids.map(readExample));
  const missing = ids.filter((_, index) => texts[index] === undefined);
  if (missing.length > 0) throw new Error(`the example ${missing.join(', ')} could not be loaded`);
  // The first example is the page's own first file, as when nothing is asked for.
  const nameOf = (id: string): string => (id === 'nginx' && own.length === 0 ? 'manifest.yaml' : `${id}.yaml`);
  const files = ids.map((id, index) => ({ name: nameOf(id), text: texts[index]! }));
  return scenario.manifest === undefined ? files : [...files, { name: `${scenario.id}.yaml`, text: scenario.manifest }];
}

/** Applies the files one after the other, then does what the scenario and the query say. */
function script(
  files: readonly SessionFile[],
  scenario: Scenario | undefined,
  query: LinkQuery,
): Omit<OpeningPlan, 'files'> {
  const applies = files.map((file): ReplayStep => ({
    when: atOnce,
    step: { line: `kubectl apply -f ${file.name}`, file },
  }));
  const situation = (scenario?.runs ?? []).flatMap((text) => {
    const run = parseRun(text);
    return typeof run === 'string' ? [] : [toStep(run)];
  });
  const own = query.runs.map(toStep);
  const moment = scenario?.moment === undefined ? undefined : parseMoment(scenario.moment);
  const pause: readonly ReplayStep[] = moment ? [{ when: moment }] : [];
  return {
    steps: [...applies, ...situation, ...pause, ...own],
    end: query.moment ?? atOnce,
    isPaused: query.isPaused,
    isUntried: true,
  };
}

function toStep(run: RunStep): ReplayStep {
  if ('line' in run) return { when: run.when, step: { line: run.line } };
  return { when: run.when, step: { fault: run.fault, value: run.on ? {} : undefined } };
}
