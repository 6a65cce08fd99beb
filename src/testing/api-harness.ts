/** An API server of its own with a clock that stands still, and short words for asking it: for tests of its rules. */

import type { FeatureGates } from '../api/feature-gates.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import type { ApiResponse } from '../api/request.ts';
import type { ResourceName } from '../api/scheme.ts';
import { ApiServer } from '../apiserver/api-server.ts';
import {
  createRequest,
  deleteRequest,
  pathOf,
  patchRequest,
  updateRequest,
  type DeleteOptions,
} from '../client/request.ts';
import { createRandom } from '../lib/random.ts';

/** What the server said: the object, or one line `field: text` for each cause (the message where there are none). */
export interface Answer {
  readonly code: number;
  readonly object: KubeObject & JsonObject;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export interface ApiHarness {
  readonly server: ApiServer;
  create(resource: ResourceName, object: object, query?: Readonly<Record<string, string>>): Answer;
  /** Stores what `change` makes of the object that is there. */
  update(resource: ResourceName, name: string, change: (object: never) => object, subresource?: string): Answer;
  /** A merge patch. */
  patch(resource: ResourceName, name: string, patch: object, subresource?: string): Answer;
  delete(resource: ResourceName, name: string, options?: DeleteOptions): Answer;
}

function answerOf({ code, body, warnings = [] }: ApiResponse): Answer {
  const object = (isJsonObject(body) ? body : {}) as KubeObject & JsonObject;
  return { code, object, errors: code < 300 ? [] : errorsOf(object), warnings };
}

function errorsOf({ details, message }: JsonObject): readonly string[] {
  const causes = isJsonObject(details) ? (details['causes'] as readonly JsonObject[] | undefined) : undefined;
  if (!causes?.length) return [String(message)];
  return causes.map(({ field, message: text }) => (field ? `${String(field)}: ${String(text)}` : String(text)));
}

const seed: readonly (readonly [ResourceName, object])[] = [
  ['namespaces', { metadata: { name: 'default' } }],
  ['serviceaccounts', { metadata: { name: 'default' } }],
  [
    'storageclasses.storage.k8s.io',
    {
      metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'example.com/disk',
      allowVolumeExpansion: true,
    },
  ],
];

/** A server with the namespace `default`, its service account and the default storage class `standard`. */
export function apiHarness(featureGates: Partial<FeatureGates> = {}): ApiHarness {
  const clock = { nowMs: () => 1_767_225_600_000 };
  const server = new ApiServer({ clock, random: createRandom(1), featureGates, onChange: () => undefined });
  const namespace = 'default';
  const actor = 'user';
  const harness: ApiHarness = {
    server,
    create: (resource, object, query) =>
      answerOf(server.handle(createRequest({ resource, namespace }, object, query), actor)),
    update(resource, name, change, subresource) {
      const path = { resource, namespace, name, ...(subresource ? { subresource } : {}) };
      const { body } = server.handle({ method: 'GET', path: pathOf({ resource, namespace, name }) }, actor);
      return answerOf(server.handle(updateRequest(path, change(body as never)), actor));
    },
    patch(resource, name, patch, subresource) {
      const path = { resource, namespace, name, ...(subresource ? { subresource } : {}) };
      return answerOf(server.handle(patchRequest(path, 'merge', patch as JsonValue), actor));
    },
    delete: (resource, name, options) =>
      answerOf(server.handle(deleteRequest({ resource, namespace, name }, options), actor)),
  };
  for (const [resource, object] of seed) harness.create(resource, object);
  return harness;
}

/** A Pod with one container that is fine as it is. */
export function plainPod(name: string, spec: object = {}): JsonObject & { readonly spec: JsonObject } {
  return { metadata: { name }, spec: { containers: [{ name: 'c', image: 'nginx' }], ...spec } };
}
