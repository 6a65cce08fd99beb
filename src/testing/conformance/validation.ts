/** Runs a case of `validation/`: what the API and `kubectl apply` answer to a manifest, and what is stored then. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { ApiRequest } from '../../api/request.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { connectionOf } from '../connection.ts';
import { runCommandLine } from '../run-kubectl.ts';
import type { RecordedCase } from './corpus.ts';
import { differencesBetween } from './differences.ts';
import { normalise } from './normalise.ts';
import { recordingCluster, settle } from './trace-cluster.ts';

interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

interface Direct {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: JsonObject;
  readonly response: { readonly code: number; readonly warnings?: string; readonly body: JsonObject };
}

/** One recorded case. */
export interface ValidationCase extends RecordedCase {
  readonly command: string;
  readonly stdin?: string;
  readonly before?: { readonly command: string; readonly stdin?: string };
  readonly result: Result;
  readonly stored?: readonly JsonObject[];
  readonly direct?: readonly Direct[];
}

/** Node names and the random ends of generated names, in whatever text they stand. */
function maskChosen(value: JsonValue, recorded: ValidationCase): JsonValue {
  const [, prefix] = /^\s*generateName: *(\S+)$/m.exec(recorded.stdin ?? '') ?? [];
  const text = JSON.stringify(value).replaceAll(/\bnode-\d\b/g, '<node>');
  if (prefix === undefined) return JSON.parse(text) as JsonValue;
  const generated = new RegExp(`${prefix}[bcdfghjklmnpqrstvwxz2456789]{5}\\b`, 'g');
  return JSON.parse(text.replaceAll(generated, `${prefix}<random>`)) as JsonValue;
}

/** `Warning` headers as the recorder joined them. */
function warningHeader(warnings: readonly string[]): string {
  return warnings.map((text) => `299 - ${JSON.stringify(text)}`).join(', ');
}

async function send(simulation: Simulation, { method, path, body }: Direct): Promise<JsonObject> {
  const [route = '', search = ''] = path.split('?');
  const query = Object.fromEntries(new URLSearchParams(search));
  const request: ApiRequest = { method, path: route, query, body };
  const response = await connectionOf(simulation).transport.request(request);
  const { warnings = [] } = response;
  const sent = isJsonObject(response.body) ? response.body : {};
  const answer = response.code < 300 ? { kind: sent['kind'] ?? null, accepted: true } : normalise(response.body);
  return { code: response.code, body: answer, ...(warnings.length > 0 ? { warnings: warningHeader(warnings) } : {}) };
}

async function compareDirect(simulation: Simulation, recorded: ValidationCase): Promise<readonly string[]> {
  const differences: string[] = [];
  for (const [index, request] of (recorded.direct ?? []).entries()) {
    const expected = { ...request.response, body: normalise(request.response.body) };
    const actual = await send(simulation, request);
    const [wanted, got] = [maskChosen(expected, recorded), maskChosen(actual, recorded)];
    differences.push(...differencesBetween(`direct[${index}]`, wanted, got));
  }
  return differences;
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Without status and last-applied annotation, as `stored` has objects. */
function bare(object: JsonObject): JsonObject {
  const { status: _status, metadata, ...rest } = object;
  if (!isJsonObject(metadata)) return rest;
  const { annotations, ...meta } = metadata;
  const { [lastApplied]: _applied, ...others } = isJsonObject(annotations) ? annotations : {};
  const kept = Object.keys(others).length > 0 ? { annotations: others } : {};
  return { ...rest, metadata: { ...meta, ...kept } };
}

/** Resources of the kinds that cases store. */
const resources: Readonly<Record<string, string>> = {
  StatefulSet: 'statefulsets.apps',
  Service: 'services',
  ConfigMap: 'configmaps',
  PodDisruptionBudget: 'poddisruptionbudgets.policy',
  PersistentVolumeClaim: 'persistentvolumeclaims',
  StorageClass: 'storageclasses.storage.k8s.io',
  PersistentVolume: 'persistentvolumes',
  Namespace: 'namespaces',
  Pod: 'pods',
};

/** Addresses and node ports that the server chose are not compared. */
function maskAllocated(object: JsonObject): JsonObject {
  const text = JSON.stringify(object).replaceAll(/"10\.96\.\d+\.\d+"/g, '"<allocated>"');
  return JSON.parse(text.replaceAll(/"nodePort":\d+/g, '"nodePort":"<allocated>"')) as JsonObject;
}

function compareStored(simulation: Simulation, stored: readonly JsonObject[]): readonly string[] {
  return stored.flatMap((expected) => {
    const { kind, metadata } = expected;
    const { name = '', namespace } = metadata as { readonly name?: string; readonly namespace?: string };
    const object = simulation.reader.getAny(resources[String(kind)] ?? '', namespace, name);
    if (!object) return [`stored: ${String(kind)} ${name} is missing`];
    const actual = maskAllocated(bare(normalise(object as unknown as JsonObject) as JsonObject));
    return differencesBetween(`stored ${String(kind)} ${name}`, maskAllocated(bare(expected)), actual);
  });
}

/** Differences from the recording; empty when the case agrees. */
export async function runValidationCase(recorded: ValidationCase): Promise<readonly string[]> {
  const simulation = recordingCluster({ auto: false, fastNodes: false });
  settle(simulation);
  const run = (command: string, stdin: string | undefined): Promise<Result> =>
    runCommandLine(simulation, command, stdin === undefined ? {} : { stdin });
  if (recorded.before) {
    await run(recorded.before.command, recorded.before.stdin);
    settle(simulation);
  }
  const direct = await compareDirect(simulation, recorded);
  const { stdout, stderr, exitCode } = await run(recorded.command, recorded.stdin);
  const masked = ({ stdout, stderr, exitCode }: Result): JsonValue =>
    maskChosen({ stdout: normalise(stdout), stderr: normalise(stderr), exitCode }, recorded);
  const result = differencesBetween('result', masked(recorded.result), masked({ stdout, stderr, exitCode }));
  settle(simulation);
  return [...direct, ...result, ...compareStored(simulation, recorded.stored ?? [])];
}
