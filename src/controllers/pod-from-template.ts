/**
 * Making and removing interchangeable Pods, with the Events of the real controllers. Models RealPodControl and
 * slowStartBatch of pkg/controller/controller_utils.go.
 */

import type { SyncContext } from '../api/controller.ts';
import { isJsonObject } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import type { ApiResponse } from '../api/request.ts';
import type { Pod, PodSpec, PodTemplateSpec } from '../api/types.ts';
import { createRequest, deleteRequest } from '../client/request.ts';
import { controllerRefTo } from './controller-refs.ts';
import { failureOf, type Failure } from './statefulset/pod-control.ts';

/** What is special about the Pods of some kinds of owners. */
export interface PodTraits {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  /** Instead of the owner's name and a dash. */
  readonly generateName?: string;
  /** Instead of the template's. */
  readonly spec?: PodSpec;
}

/** True when the namespace is going: no Pod can be made, and that is no error. */
function isNamespaceTerminating({ body }: ApiResponse): boolean {
  const details = isJsonObject(body) ? body['details'] : undefined;
  const causes = isJsonObject(details) ? details['causes'] : undefined;
  return (
    Array.isArray(causes) && causes.some((cause) => isJsonObject(cause) && cause['reason'] === 'NamespaceTerminating')
  );
}

/** Creates one Pod whose name begins with the owner's. */
function createPod(owner: KubeObject, template: PodTemplateSpec, traits: PodTraits, context: SyncContext): Failure {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const all = [...(finalizers ?? []), ...(traits.finalizers ?? [])];
  const { name, namespace } = owner.metadata;
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: traits.generateName ?? `${name}-`,
      labels: { ...labels, ...traits.labels },
      ...(annotations || traits.annotations ? { annotations: { ...annotations, ...traits.annotations } } : {}),
      ...(all.length > 0 ? { finalizers: all } : {}),
      ownerReferences: [controllerRefTo(owner)],
    },
    spec: traits.spec ?? template.spec,
  };
  const response = context.request(createRequest({ resource: 'pods', namespace: namespace! }, pod));
  const failure = failureOf(response);
  if (failure === undefined) {
    const message = `Created pod: ${(response.body as unknown as Pod).metadata.name}`;
    context.recordEvent({ about: owner, type: 'Normal', reason: 'SuccessfulCreate', message });
    return undefined;
  }
  if (isNamespaceTerminating(response)) return undefined;
  const message = `Error creating: ${failure}`;
  context.recordEvent({ about: owner, type: 'Warning', reason: 'FailedCreate', message });
  return failure;
}

/** Creates a Pod for each of `traits` in batches of 1, 2, 4 …; a batch with a failure is the last. */
export function createPods(
  owner: KubeObject,
  template: PodTemplateSpec,
  traits: readonly PodTraits[],
  context: SyncContext,
): Failure {
  let size = 1;
  for (let start = 0; start < traits.length; start += size, size *= 2) {
    const failures = traits.slice(start, start + size).map((trait) => createPod(owner, template, trait, context));
    const failure = failures.find((entry) => entry !== undefined);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/** Deletes a Pod; one that is gone already is a success. */
export function deletePod(owner: KubeObject, { metadata }: Pod, context: SyncContext): Failure {
  const { name, namespace } = metadata;
  const response = context.request(deleteRequest({ resource: 'pods', namespace: namespace!, name }));
  if (response.code === 404) return undefined;
  const failure = failureOf(response);
  context.recordEvent(
    failure === undefined
      ? { about: owner, type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted pod: ${name}` }
      : { about: owner, type: 'Warning', reason: 'FailedDelete', message: `Error deleting: ${failure}` },
  );
  return failure;
}
