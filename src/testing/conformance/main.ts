/**
 * Runs the recorded cases: `npm run conformance [CORPUS…] [--failures] [--case NAME]`. Prints one line a corpus, such
 * as `traces 98/151`; with `--failures` also what differs.
 */

import { corpora, hasCorpus, loadCorpus, type CorpusName, type RecordedCase } from './corpus.ts';

/** Differences from the recording; empty when the case agrees. */
type RunCase = (recorded: never) => Promise<readonly string[]>;

const runners: Readonly<Record<CorpusName, readonly [file: string, name: string]>> = {
  traces: ['./traces.ts', 'runTraceCase'],
  validation: ['./validation.ts', 'runValidationCase'],
  defaulting: ['./defaulting.ts', 'runDefaultingCase'],
  kubectl: ['./kubectl.ts', 'runKubectlCase'],
  revisions: ['./revisions.ts', 'runRevisionsCase'],
  api: ['./api.ts', 'runApiCase'],
};

/** The corpus' runner, or why there is none. */
async function runnerOf(corpus: CorpusName): Promise<RunCase | string> {
  const [file, name] = runners[corpus];
  try {
    const module = (await import(file)) as Record<string, unknown>;
    return typeof module[name] === 'function' ? (module[name] as RunCase) : `${file} exports no ${name}`;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0]! : String(error);
  }
}

async function differencesOf(run: RunCase, recorded: RecordedCase): Promise<readonly string[]> {
  try {
    return await run(recorded as never);
  } catch (error) {
    return [`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

async function runCorpus(corpus: CorpusName, only: string | undefined, showFailures: boolean): Promise<void> {
  if (!hasCorpus(corpus)) return console.log(`${corpus}: no recordings found (set CONFORMANCE_DIR)`);
  const run = await runnerOf(corpus);
  if (typeof run === 'string') return console.log(`${corpus}: skipped (${run})`);
  const cases = loadCorpus(corpus).filter(({ name }) => only === undefined || name === only);
  let agreeing = 0;
  for (const recorded of cases) {
    const differences = await differencesOf(run, recorded);
    if (differences.length === 0) agreeing++;
    else if (showFailures)
      console.log(`${corpus}/${recorded.name}\n${differences.map((line) => `  ${line}`).join('\n')}`);
  }
  console.log(`${corpus} ${agreeing}/${cases.length}`);
}

const words = process.argv.slice(2);
const caseFlag = words.indexOf('--case');
const only = caseFlag < 0 ? undefined : words[caseFlag + 1];
const wanted = words.filter((word, index) => !word.startsWith('--') && (caseFlag < 0 || index !== caseFlag + 1));
const unknown = wanted.filter((word) => !(corpora as readonly string[]).includes(word));
if (unknown.length > 0) {
  console.error(`unknown corpus ${unknown.join(', ')}; there are ${corpora.join(', ')}`);
  process.exit(1);
}
for (const corpus of corpora) {
  if (wanted.length === 0 || wanted.includes(corpus)) await runCorpus(corpus, only, words.includes('--failures'));
}
