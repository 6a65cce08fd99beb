/** What a script waits for where a session let time pass: what had come about by then, else the time itself. */

import { controllerOf } from '../../api/object.ts';
import type { StoreChange } from '../../api/change.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { Deployment, Pod, StatefulSet } from '../../api/types.ts';
import { shellWord } from '../../lib/shell-word.ts';
import { comment } from './step-lines.ts';

/** Less than this is no pause (ms). */
const shortMs = 1500;

const ignored = new Set(['events', 'leases.coordination.k8s.io']);

export interface Gap {
  readonly lengthMs: number;
  /** Writes of the time that passed. */
  readonly changes: readonly StoreChange[];
  /** The cluster at its end. */
  readonly reader: ClusterReader;
}

export function waitLines({ lengthMs, changes, reader }: Gap): readonly string[] {
  const news = changes.filter(({ resource }) => !ignored.has(resource));
  if (lengthMs < shortMs || news.length === 0) return [];
  const seconds = Math.max(1, Math.round(lengthMs / 1000));
  const moved = new Set(news.map(({ resource, key }) => `${resource} ${key}`));
  const has = (resource: string, { metadata: { namespace, name } }: Pod | StatefulSet | Deployment): boolean =>
    moved.has(`${resource} ${namespace ?? ''}/${name}`);
  const sets = reader.list('statefulsets.apps').filter((set) => has('statefulsets.apps', set));
  const deployments = reader.list('deployments.apps').filter((deployment) => has('deployments.apps', deployment));
  const pods = reader
    .list('pods')
    .filter((pod) => has('pods', pod) && !controllerOf(pod) && !pod.metadata.deletionTimestamp);
  const open = [...sets.filter((set) => !isSetDone(set)), ...deployments.filter((one) => !isDeploymentDone(one))];
  if (open.length > 0) {
    const names = open.map(
      ({ kind, metadata, status, spec }) =>
        `${kind} ${metadata.name} (${status?.readyReplicas ?? 0} of ${spec.replicas ?? 1} ready)`,
    );
    return [comment(`The session went on before this was done: ${names.join(', ')}.`), `pass ${seconds}`];
  }
  const waits = [
    ...sets.flatMap(setWaits),
    ...deployments.map(
      (one) =>
        `kubectl rollout status ${shellWord(`deployment/${one.metadata.name}`)}${place(one)} --timeout="$TIMEOUT"`,
    ),
    ...pods
      .filter(isReady)
      .map(
        (pod) =>
          `kubectl wait --for=condition=Ready ${shellWord(`pod/${pod.metadata.name}`)}${place(pod)} --timeout="$TIMEOUT"`,
      ),
  ];
  return waits.length > 0 ? waits : [`pass ${seconds}`];
}

const place = ({ metadata: { namespace } }: Pod | StatefulSet | Deployment): string =>
  namespace && namespace !== 'default' ? ` -n ${shellWord(namespace)}` : '';

const isReady = ({ status }: Pod): boolean =>
  status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') === true;

function isSetDone({ metadata, spec, status }: StatefulSet): boolean {
  const { replicas = 1, updateStrategy } = spec;
  if (status.observedGeneration !== metadata.generation || status.replicas !== replicas) return false;
  if ((status.readyReplicas ?? 0) !== replicas) return false;
  if (updateStrategy?.type === 'OnDelete' || status.updateRevision === status.currentRevision) return true;
  const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
  return (status.updatedReplicas ?? 0) >= replicas - Math.min(partition, replicas) && partition > 0;
}

function isDeploymentDone({ metadata, spec, status }: Deployment): boolean {
  const { replicas = 1 } = spec;
  if (status?.observedGeneration !== metadata.generation || (status?.replicas ?? 0) !== replicas) return false;
  return (status?.updatedReplicas ?? 0) === replicas && (status?.availableReplicas ?? 0) === replicas;
}

/** `rollout status` does not wait for Pods to go, and knows nothing of OnDelete. */
function setWaits(set: StatefulSet): readonly string[] {
  const name = shellWord(`statefulset/${set.metadata.name}`);
  const { replicas = 1, updateStrategy } = set.spec;
  const end = `${place(set)} --timeout="$TIMEOUT"`;
  const wait = (field: string): string =>
    `kubectl wait --for=jsonpath='{.status.${field}}'=${Number(replicas)} ${name}${end}`;
  const ready = replicas === 0 ? [] : [wait('readyReplicas')];
  const rollout =
    updateStrategy?.type === 'OnDelete' || replicas === 0 ? ready : [`kubectl rollout status ${name}${end}`];
  return [...rollout, wait('replicas')];
}
