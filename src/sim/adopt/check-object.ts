/**
 * Whether the API server would take an object, and what it makes of it: asked by a dry run of its creation, after which
 * everything that only a stored object has is put back.
 */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { isStatus } from '../../api/status.ts';
import type { ResourceName } from '../../api/scheme.ts';
import { createRequest } from '../../client/request.ts';
import { createRandom, randomUuid } from '../../lib/random.ts';
import { formatTime } from '../../lib/time.ts';
import type { Simulation } from '../simulation.ts';

/** Fields of metadata that no client may set. */
const serverFields = new Set([
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'generation',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
]);

export type CheckedObject =
  | { readonly type: 'fine'; readonly object: KubeObject; readonly warnings: readonly string[] }
  | { readonly type: 'refused'; readonly reason: string };

/** `number` tells objects apart that came without a uid. */
export function checkObject(
  resource: ResourceName,
  given: KubeObject,
  number: number,
  simulation: Simulation,
): CheckedObject {
  const { namespace } = given.metadata;
  const path = { resource, ...(namespace ? { namespace } : {}) };
  const query = { dryRun: 'All', fieldValidation: 'Warn' };
  const { code, body, warnings = [] } = simulation.request(createRequest(path, asNew(given), query));
  // The cluster has one of its own already (namespace default, Service kubernetes): the given one takes its place.
  if (code === 409) return { type: 'fine', object: complete(given, given, number, simulation), warnings };
  if (code >= 300 || !isJsonObject(body)) {
    return { type: 'refused', reason: isStatus(body) ? (body.message ?? String(code)) : String(code) };
  }
  const made = body as unknown as KubeObject;
  return { type: 'fine', object: complete(made, given, number, simulation), warnings };
}

function asNew(given: KubeObject): JsonObject {
  const { status: _, ...rest } = given as unknown as JsonObject;
  const metadata = Object.entries(given.metadata).filter(([field]) => !serverFields.has(field));
  return { ...rest, metadata: Object.fromEntries(metadata) as JsonObject, ...specAsNew(given) };
}

/** Without what was allocated to it where it comes from. */
function specAsNew(given: KubeObject): JsonObject {
  const { spec } = given as unknown as { readonly spec?: JsonValue };
  if (!isJsonObject(spec)) return {};
  if (given.kind === 'Pod') {
    const { ephemeralContainers: _, ...kept } = spec;
    return { spec: kept };
  }
  if (given.kind !== 'Service') return {};
  const { clusterIP, clusterIPs: _, healthCheckNodePort: __, ports, ...kept } = spec;
  const isHeadless = clusterIP === 'None';
  const bare = Array.isArray(ports) ? ports.map(withoutNodePort) : ports;
  return { spec: { ...kept, ...(isHeadless ? { clusterIP } : {}), ...(bare === undefined ? {} : { ports: bare }) } };
}

function withoutNodePort(port: JsonValue): JsonValue {
  if (!isJsonObject(port)) return port;
  const { nodePort: _, ...kept } = port;
  return kept;
}

/** The server's object, with what only the given one can say. */
function complete(made: KubeObject, given: KubeObject, number: number, simulation: Simulation): KubeObject {
  const { status: ownStatus, spec: ownSpec } = given as unknown as JsonObject;
  const { status, spec } = made as unknown as JsonObject;
  const { resourceVersion: _, ...madeMetadata } = made.metadata;
  const own = { creationTimestamp: formatTime(simulation.nowMs), uid: randomUuid(createRandom(number + 1)) };
  // What was stored once is complete: a cluster of an older version has no generation of Pods, and gets none.
  const isStored = given.metadata.uid !== undefined;
  const metadata = isStored ? given.metadata : { ...madeMetadata, ...own, ...(given.metadata as object) };
  const allocated = given.kind === 'Service' && isJsonObject(ownSpec) && isJsonObject(spec);
  return {
    ...made,
    metadata,
    ...(allocated ? { spec: { ...spec, ...ownSpec } } : {}),
    ...(ownStatus === undefined && status === undefined ? {} : { status: ownStatus ?? status }),
  } as unknown as KubeObject;
}
