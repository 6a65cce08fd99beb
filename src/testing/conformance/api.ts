/** The `api` corpus: raw requests to the API server and its answers. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import type { WatchEvent } from '../../api/watch-event.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { connectionOf } from '../connection.ts';
import type { RecordedCase } from './corpus.ts';
import { differencesBetween } from './differences.ts';
import { normalise } from './normalise.ts';
import { recordingCluster } from './trace-cluster.ts';

interface RequestStep {
  readonly request: Omit<ApiRequest, 'query'>;
  readonly response: {
    readonly code: number;
    readonly warnings?: string | readonly string[];
    readonly body: JsonValue;
  };
}
interface WatchStep {
  readonly watch: string;
  readonly during: readonly Step[];
  readonly code: number;
  readonly events: readonly JsonObject[];
}
type Step = RequestStep | WatchStep | { readonly wait: number };

export interface ApiCase extends RecordedCase {
  readonly steps: readonly Step[];
}

/** Where the playground's answers differ from the recorded ones; empty when the case agrees. */
export async function runApiCase(recorded: ApiCase): Promise<readonly string[]> {
  const simulation = recordingCluster({ auto: false, fastNodes: false });
  simulation.request({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: ownNamespace } } });
  simulation.runUntil(simulation.nowMs + 2000);
  return runSteps(simulation, recorded.steps, 'steps');
}

async function runSteps(simulation: Simulation, steps: readonly Step[], path: string): Promise<readonly string[]> {
  const differences: string[] = [];
  for (const [index, step] of steps.entries())
    differences.push(...(await runStep(simulation, step, `${path}[${index}]`)));
  return differences;
}

/** Each case ran in a namespace of its own, which the recordings write as `default`. */
const ownNamespace = 'conformance-api';
const toOwnNamespace = (path: string): string =>
  path
    .replace(/(\/namespaces\/)default(?=\/)/, `$1${ownNamespace}`)
    .replace(/(metadata\.namespace(?:=|%3D))default/, `$1${ownNamespace}`);

async function runStep(simulation: Simulation, step: Step, path: string): Promise<readonly string[]> {
  if ('wait' in step) {
    simulation.runUntil(simulation.nowMs + step.wait * 1000);
    return [];
  }
  return 'watch' in step ? runWatch(simulation, step, path) : runRequest(simulation, step, path);
}

async function runRequest(
  simulation: Simulation,
  { request, response }: RequestStep,
  path: string,
): Promise<readonly string[]> {
  const sent = withCurrentVersion(simulation, { ...request, ...split(request.path) });
  const answer = await connectionOf(simulation).transport.request(sent);
  return differencesBetween(`${path} ${request.method} ${request.path}`, masked(response), masked(answer));
}

async function runWatch(simulation: Simulation, step: WatchStep, path: string): Promise<readonly string[]> {
  const { path: target, query } = split(step.watch);
  const connection = connectionOf(simulation);
  const events: WatchEvent[] = [];
  let refusal: ApiResponse | undefined;
  const handle = connection.transport.watch(
    { method: 'GET', path: target, query },
    { onEvent: (event) => void events.push(event), onEnd: (answer) => void (refusal = answer) },
  );
  await connection.flush();
  if (refusal) return differencesBetween(`${path} code`, step.code, refusal.code);
  const during = await runSteps(simulation, step.during, `${path}.during`);
  await connection.flush();
  handle.close();
  const got = events.map(({ type, object }) => ({ type, object: maskedValue(object) }));
  return [...during, ...differencesBetween(`${path} events`, step.events.map(maskedValue), got)];
}

/** A recorded path with its query apart. */
function split(path: string): { readonly path: string; readonly query: Readonly<Record<string, string>> } {
  const [bare, search = ''] = toOwnNamespace(path).split('?') as [string, string?];
  return { path: bare, query: Object.fromEntries(new URLSearchParams(search)) };
}

/** `<current>` stands for the object's present resourceVersion. */
function withCurrentVersion(simulation: Simulation, request: ApiRequest): ApiRequest {
  const { body } = request;
  const metadata = isJsonObject(body) ? body['metadata'] : undefined;
  if (!isJsonObject(body) || !isJsonObject(metadata) || metadata['resourceVersion'] !== '<current>') return request;
  const stored = simulation.request({ method: 'GET', path: request.path }).body;
  const current = isJsonObject(stored) && isJsonObject(stored['metadata']) ? stored['metadata']['resourceVersion'] : '';
  return { ...request, body: { ...body, metadata: { ...metadata, resourceVersion: current } } };
}

function masked({ code, body, warnings }: ApiResponse | RequestStep['response']): JsonObject {
  const texts = typeof warnings === 'string' ? [warnings] : (warnings ?? []).map(toHeader);
  return { code, ...(texts.length > 0 ? { warnings: texts.join(', ') } : {}), body: maskedValue(body) };
}

const toHeader = (warning: string): string =>
  warning.startsWith('299 - ') ? warning : `299 - ${JSON.stringify(warning)}`;

/** Normalised, and without what varies from run to run in texts and in the cells of tables. */
function maskedValue(value: JsonValue): JsonValue {
  return maskTable(JSON.parse(maskText(JSON.stringify(normalise(value)))) as JsonValue);
}

function maskText(text: string): string {
  return text
    .replaceAll(ownNamespace, 'default')
    .replaceAll(/(too old resource version: \d+) \(\d+\)/g, '$1 (<version>)')
    .replaceAll(/(ResourceVersion in record) \(\d+\)/g, '$1 (<version>)')
    .replaceAll(/(resourceVersion\\+":\\+")\d+/g, '$1<version>')
    .replaceAll(/(creationTimestamp\\+":\\+")[^\\]+/g, '$1<time>')
    .replaceAll(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/g, '<certificate>');
}

const varyingColumns: ReadonlySet<string> = new Set(['Age', 'Node']);

function maskTable(value: JsonValue): JsonValue {
  if (!isJsonObject(value) || value['kind'] !== 'Table') return value;
  const columns = (value['columnDefinitions'] ?? []) as readonly JsonObject[];
  const rows = (value['rows'] ?? []) as readonly JsonObject[];
  const cellsOf = (row: JsonObject): JsonValue =>
    (row['cells'] as readonly JsonValue[]).map((cell, index) => {
      const name = String(columns[index]?.['name']);
      return varyingColumns.has(name) && cell !== '<none>' ? `<${name}>` : cell;
    });
  return { ...value, rows: rows.map((row) => ({ ...row, cells: cellsOf(row) })) };
}
