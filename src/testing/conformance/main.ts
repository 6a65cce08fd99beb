/**
 * Runs the recorded cases: `npm run conformance [CORPUS…] [-- --failures] [--case NAME]`. Prints one line a corpus,
 * such as `traces 98/151`; with `--failures` also what differs. `--check` fails when fewer cases agree than before
 * (reached.json, for the same number of cases); `--json FILE` writes how many corpora held; `--record` keeps a better
 * share. `--over-http` sends all requests through the HTTP adapter of src/serve. Where the whole set of recordings is missing, the selection beside the code is run.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useHttp } from '../connection.ts';
import { runApiCase } from './api.ts';
import { corpora, hasCorpus, isWhole, loadCorpus, type CorpusName, type RecordedCase } from './corpus.ts';
import { runDefaultingCase } from './defaulting.ts';
import { exceptions } from './exceptions.ts';
import { runKubectlCase } from './kubectl.ts';
import { runRevisionsCase } from './revisions.ts';
import { runTraceCase } from './traces.ts';
import { runValidationCase } from './validation.ts';

/** Differences from the recording; empty when the case agrees. */
type RunCase = (recorded: never) => readonly string[] | Promise<readonly string[]>;

const runners: Readonly<Record<CorpusName, RunCase>> = {
  traces: runTraceCase,
  validation: runValidationCase,
  defaulting: runDefaultingCase,
  kubectl: runKubectlCase,
  revisions: runRevisionsCase,
  api: runApiCase,
};

interface Share {
  readonly agreeing: number;
  readonly total: number;
}

const reachedFile = join(import.meta.dirname, isWhole ? 'reached.json' : 'reached-selection.json');

async function differencesOf(run: RunCase, recorded: RecordedCase): Promise<readonly string[]> {
  try {
    return await run(recorded as never);
  } catch (error) {
    return [`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

async function runCorpus(corpus: CorpusName, only: string | undefined, showFailures: boolean): Promise<Share> {
  const cases = loadCorpus(corpus).filter(({ name }) => only === undefined || name === only);
  let agreeing = 0;
  for (const recorded of cases) {
    const differences = await differencesOf(runners[corpus], recorded);
    if (differences.length === 0) agreeing++;
    else if (showFailures) {
      const reason = exceptions[`${corpus}/${recorded.name}`];
      console.log(`${corpus}/${recorded.name}${reason ? ` (exception: ${reason})` : ''}`);
      for (const line of differences) console.log(`  ${line}`);
    }
  }
  console.log(`${corpus} ${agreeing}/${cases.length}`);
  return { agreeing, total: cases.length };
}

const words = process.argv.slice(2);
const option = (name: string): string | undefined => {
  const inline = words.find((word) => word.startsWith(`--${name}=`));
  if (inline) return inline.slice(name.length + 3);
  const index = words.indexOf(`--${name}`);
  return index < 0 ? undefined : words[index + 1];
};
const only = option('case');
const wanted = words.filter((word) => !word.startsWith('--') && word !== only);
const unknown = wanted.filter((word) => !(corpora as readonly string[]).includes(word));
if (unknown.length > 0) {
  console.error(`unknown corpus ${unknown.join(', ')}; there are ${corpora.join(', ')}`);
  process.exit(1);
}

if (!isWhole) {
  console.log(
    'The whole set of recordings is not at hand (CONFORMANCE_DIR names its folder): a selection is run instead.',
  );
}
const endHttp = words.includes('--over-http') ? await useHttp() : undefined;
const reached = JSON.parse(readFileSync(reachedFile, 'utf8')) as Record<string, Share>;
let passed = 0;
let failed = 0;
for (const corpus of corpora) {
  if (wanted.length > 0 && !wanted.includes(corpus)) continue;
  if (!hasCorpus(corpus)) {
    console.log(`${corpus} skipped: no recordings found (CONFORMANCE_DIR names their folder)`);
    continue;
  }
  const share = await runCorpus(corpus, only, words.includes('--failures'));
  const before = reached[corpus];
  // Shares of different sets of cases tell nothing about each other.
  const holds = before?.total !== share.total || share.agreeing >= before.agreeing;
  if (holds) passed++;
  else {
    failed++;
    if (words.includes('--check')) console.log(`  ${corpus} was at ${before.agreeing}/${before.total} before`);
  }
  if (holds && words.includes('--record')) reached[corpus] = share;
}
await endHttp?.();
const json = option('json');
if (json) writeFileSync(json, JSON.stringify({ passed, failed }));
if (words.includes('--record')) writeFileSync(reachedFile, `${JSON.stringify(reached, null, 2)}\n`);
if (words.includes('--check') && failed > 0) process.exitCode = 1;
