/** Runs a case of `revisions/`: the ControllerRevision that is made of a random Pod template. */

import type { JsonObject } from '../../api/json.ts';
import { goJson } from '../../controllers/statefulset/revision.ts';
import { runCommandLine } from '../run-kubectl.ts';
import type { RecordedCase } from './corpus.ts';
import { differencesBetween } from './differences.ts';
import { recordingCluster, settle } from './trace-cluster.ts';

/** One recorded case. */
export interface RevisionsCase extends RecordedCase {
  readonly command: string;
  readonly stdin: string;
  readonly result: { readonly stdout: string; readonly stderr: string; readonly exitCode: number };
  readonly template: JsonObject;
  readonly revision: string;
  readonly data: string;
}

/** Differences from the recording; empty when the case agrees. */
export async function runRevisionsCase(recorded: RevisionsCase): Promise<readonly string[]> {
  const simulation = recordingCluster({ auto: false, fastNodes: false });
  const { stdout, stderr, exitCode } = await runCommandLine(simulation, recorded.command, { stdin: recorded.stdin });
  settle(simulation);
  const [set] = simulation.reader.list('statefulsets.apps', 'default');
  const [revision] = simulation.reader.list('controllerrevisions.apps', 'default');
  return [
    ...differencesBetween('result', recorded.result, { stdout, stderr, exitCode }),
    ...differencesBetween('template', recorded.template, set?.spec.template),
    ...differencesBetween('revision', recorded.revision, revision?.metadata.name),
    ...differencesBetween('data', recorded.data, goJson(revision?.data ?? null)),
  ];
}
