/** What tests with the JavaScript client library share: refusals as Status, and waiting by watches. */

import {
  ApiException,
  setHeaderOptions,
  Watch,
  type KubeConfig,
  type KubernetesObject,
  type PatchStrategy,
  type V1Pod,
  type V1StatefulSet,
  type V1Status,
} from '@kubernetes/client-node';

/** The option of a call that says how its body is to be merged. */
export const as = (strategy: PatchStrategy): ReturnType<typeof setHeaderOptions> =>
  setHeaderOptions('Content-Type', strategy);

/** The Status with which a call was refused. Throws when it was not, or when the answer is no Status. */
export async function refusal(call: Promise<unknown>): Promise<V1Status> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiException)) throw new Error('it was not refused', { cause: error });
  const body: unknown = error.body;
  const status = (typeof body === 'string' ? JSON.parse(body) : body) as V1Status;
  if (status.kind !== 'Status' || status.status !== 'Failure' || status.code !== error.code) {
    throw new Error('the answer is no Status', { cause: error });
  }
  return status;
}

export const isReady = ({ status }: V1Pod): boolean =>
  status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;

export interface Seen<T> {
  readonly type: string;
  readonly object: T;
}

/** Follows a collection until what was seen is enough; rejects when the watch ends sooner. */
export async function watchUntil<T extends KubernetesObject>(
  config: KubeConfig,
  path: string,
  query: Record<string, string | boolean>,
  isEnough: (seen: readonly Seen<T>[]) => boolean,
): Promise<readonly Seen<T>[]> {
  const seen: Seen<T>[] = [];
  let controller: AbortController | undefined;
  const ended = new Error('the watch ended');
  try {
    await new Promise<void>((resolve, reject) => {
      const onEvent = (type: string, object: T): void => {
        seen.push({ type, object });
        if (isEnough(seen)) resolve();
      };
      const onEnd = (error: unknown): void => reject(Object.assign(ended, { cause: error }));
      new Watch(config).watch(path, query, onEvent, onEnd).then((started) => (controller = started), reject);
    });
  } finally {
    controller?.abort();
  }
  return seen;
}

/** Waits for a StatefulSet as `kubectl rollout status` does: by a watch of the one object. */
export async function rolledOut(
  config: KubeConfig,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  replicas: number,
): Promise<void> {
  await watchUntil<V1StatefulSet>(
    config,
    `/apis/apps/v1/namespaces/${namespace}/statefulsets`,
    { fieldSelector: `metadata.name=${name}` },
    (seen) => {
      const { metadata, spec, status } = seen.at(-1)!.object;
      return (
        (status?.observedGeneration ?? 0) >= metadata!.generation! &&
        spec?.replicas === replicas &&
        status?.readyReplicas === replicas &&
        status.updatedReplicas === replicas
      );
    },
  );
}
