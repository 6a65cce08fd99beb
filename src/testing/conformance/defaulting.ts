/** Runs a case of `defaulting/`: what is stored of a manifest, and the first objects that controllers make from it. */

import type { JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { goJson } from '../../controllers/statefulset/revision.ts';
import { runCommandLine } from '../run-kubectl.ts';
import type { RecordedCase } from './corpus.ts';
import { differencesBetween } from './differences.ts';
import { normalise } from './normalise.ts';
import { recordingCluster, settle } from './trace-cluster.ts';

/** One recorded case. */
export interface DefaultingCase extends RecordedCase {
  readonly command: string;
  readonly stdin?: string;
  readonly result: { readonly stdout: string; readonly stderr: string; readonly exitCode: number };
  readonly stored: Readonly<Record<string, readonly JsonObject[]>>;
  readonly controllerRevisions: Readonly<Record<string, string>>;
}

const resources: Readonly<Record<string, string>> = {
  statefulsets: 'statefulsets.apps',
  services: 'services',
  controllerrevisions: 'controllerrevisions.apps',
  pods: 'pods',
  persistentvolumeclaims: 'persistentvolumeclaims',
  poddisruptionbudgets: 'poddisruptionbudgets.policy',
  endpointslices: 'endpointslices.discovery.k8s.io',
};

/** What the server chose, the node, and generated names are not compared. */
function mask(object: JsonObject, plural: string): JsonObject {
  const masked = JSON.parse(
    JSON.stringify(object)
      .replaceAll(/"10\.96\.\d+\.\d+"/g, '"<allocated>"')
      .replaceAll(/"nodePort":\d+/g, '"nodePort":"<allocated>"')
      .replaceAll(/"(nodeName|volume\.kubernetes\.io\/selected-node)":"[^"]*"/g, '"$1":"<node>"'),
  ) as JsonObject;
  if (plural !== 'endpointslices') return masked;
  return { ...masked, metadata: { ...(masked['metadata'] as JsonObject), name: '<random>' } };
}

/** Whether the object belongs to the comparison: of Pods and claims only the recorded ones do. */
function isCompared(plural: string, object: KubeObject, recorded: readonly JsonObject[]): boolean {
  if (object.metadata.name === 'kubernetes') return false;
  if (plural !== 'pods' && plural !== 'persistentvolumeclaims') return true;
  return recorded.some(({ metadata }) => (metadata as JsonObject)['name'] === object.metadata.name);
}

/** Differences from the recording; empty when the case agrees. */
export async function runDefaultingCase(recorded: DefaultingCase): Promise<readonly string[]> {
  const simulation = recordingCluster({ auto: false, fastNodes: false });
  settle(simulation);
  const options = recorded.stdin === undefined ? {} : { stdin: recorded.stdin };
  const { stdout, stderr, exitCode } = await runCommandLine(simulation, recorded.command, options);
  settle(simulation);
  const differences = [...differencesBetween('result', recorded.result, { stdout, stderr, exitCode })];
  for (const [plural, resource] of Object.entries(resources)) {
    const expected = recorded.stored[plural] ?? [];
    const objects = simulation.reader.listAny(resource, 'default');
    const compared = objects.filter((object) => isCompared(plural, object, expected));
    const actual = compared.map((object) => mask(normalise(object as unknown as JsonObject) as JsonObject, plural));
    const masked = expected.map((object) => mask(object, plural));
    differences.push(...differencesBetween(plural, masked, actual));
  }
  const revisions = simulation.reader.list('controllerrevisions.apps', 'default');
  const data = Object.fromEntries(revisions.map((revision) => [revision.metadata.name, goJson(revision.data ?? null)]));
  return [...differences, ...differencesBetween('controllerRevisions', recorded.controllerRevisions, data)];
}
