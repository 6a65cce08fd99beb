/** Finding a Pod and one of its containers, as `logs` and `exec` do. Models polymorphichelpers and cmd/util/podcmd. */

import { isJsonObject } from '../../api/json.ts';
import { formatSelector } from '../../api/selector.ts';
import type { Pod, Service, StatefulSet } from '../../api/types.ts';
import { parseTime } from '../../lib/time.ts';
import type { CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { resolve } from '../resolve.ts';

const defaultContainerAnnotation = 'kubectl.kubernetes.io/default-container';

/** The object that `POD` or `TYPE/NAME` names. */
export async function attachable(context: CommandContext, word: string): Promise<ResourceInfo> {
  const { infos, errors } = await resolve(context, { resourceNames: { type: 'pods', names: [word] } });
  if (errors.length > 0) throw errors[0];
  return infos[0]!;
}

const isReady = ({ status }: Pod): boolean =>
  status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') === true;

const restarts = ({ status }: Pod): number =>
  Math.max(0, ...(status?.containerStatuses ?? []).map(({ restartCount }) => restartCount));

const phaseRank = ({ status }: Pod): number => ['Pending', 'Unknown', 'Running'].indexOf(status?.phase ?? '');

/** The Pod that serves best comes first: scheduled, running, ready, longest. Models controller.ActivePods reversed. */
function bySuitability(a: Pod, b: Pod): number {
  const pairs: readonly (readonly [number, number])[] = [
    [a.spec.nodeName ? 1 : 0, b.spec.nodeName ? 1 : 0],
    [phaseRank(a), phaseRank(b)],
    [isReady(a) ? 1 : 0, isReady(b) ? 1 : 0],
    [restarts(b), restarts(a)],
    [-(parseTime(a.metadata.creationTimestamp ?? '') ?? 0), -(parseTime(b.metadata.creationTimestamp ?? '') ?? 0)],
  ];
  const decisive = pairs.find(([left, right]) => left !== right);
  return decisive ? decisive[1] - decisive[0] : a.metadata.name < b.metadata.name ? -1 : 1;
}

async function podsOf(context: CommandContext, info: ResourceInfo): Promise<readonly Pod[]> {
  const spec = isJsonObject(info.object.spec) ? info.object.spec : {};
  const labelSelector =
    info.resource.kind === 'Service'
      ? Object.entries(isJsonObject(spec.selector) ? spec.selector : {})
          .map(([key, value]) => `${key}=${String(value)}`)
          .join(',')
      : formatSelector((info.object as unknown as StatefulSet).spec?.selector);
  const list = await context.client.get({ resource: 'pods', namespace: info.namespace }, { labelSelector });
  return (list.items ?? []) as unknown as readonly Pod[];
}

/** All Pods of what was named, the most suitable first; `purpose` is said where there can be none. */
export async function podsBehind(
  context: CommandContext,
  info: ResourceInfo,
  purpose: 'attach to' | 'get the logs from',
): Promise<readonly Pod[]> {
  if (info.resource.kind === 'Pod') return [info.object as unknown as Pod];
  if (
    !['StatefulSet', 'Service', 'Deployment', 'ReplicaSet', 'Job', 'ReplicationController', 'DaemonSet'].includes(
      info.resource.kind,
    )
  ) {
    throw new KubectlError(
      `cannot ${purpose} *v1.${info.resource.kind}: selector for *v1.${info.resource.kind} not implemented`,
    );
  }
  const { kind } = info.resource;
  if (kind === 'Service' && Object.keys((info.object as unknown as Service).spec?.selector ?? {}).length === 0) {
    throw new KubectlError(
      `cannot ${purpose} *v1.Service: invalid service '${info.name}': Service is defined without a selector`,
    );
  }
  const pods = await podsOf(context, info);
  return pods.toSorted(bySuitability);
}

type Container = Pod['spec']['containers'][number];

interface NamedContainers {
  readonly regular: readonly Container[];
  readonly init: readonly Container[];
}

function containersIn({ spec }: Pod): NamedContainers {
  return { regular: spec.containers, init: (spec.initContainers ?? []) as readonly Container[] };
}

/** `nginx, sidecar, setup (init)`. */
export function containerNames(pod: Pod): string {
  const { regular, init } = containersIn(pod);
  return [...regular.map(({ name }) => name), ...init.map(({ name }) => `${name} (init)`)].join(', ');
}

/**
 * The container to use: the named one, that of the annotation, or the first, which is said on stderr when there are
 * more. Models podcmd.FindOrDefaultContainerByName.
 */
export function chooseContainer(context: CommandContext, pod: Pod, name: string, quiet = false): Container {
  const { regular, init } = containersIn(pod);
  const known = [...regular, ...init];
  const byName = (wanted: string): Container | undefined => known.find((container) => container.name === wanted);
  if (name !== '') {
    const found = byName(name);
    if (found) return found;
    throw new KubectlError(
      `container ${name} is not valid for pod ${pod.metadata.name} out of: ${containerNames(pod)}`,
    );
  }
  const annotated = pod.metadata.annotations?.[defaultContainerAnnotation];
  if (annotated) {
    const found = byName(annotated);
    if (found) return found;
    context.io.stderr(`Default container name ${JSON.stringify(annotated)} not found in pod ${pod.metadata.name}\n`);
  }
  const [first] = regular;
  if (!first) throw new KubectlError(`pod ${pod.metadata.name} does not have any containers`);
  if (known.length > 1 && !quiet) {
    context.io.stderr(`Defaulted container ${JSON.stringify(first.name)} out of: ${containerNames(pod)}\n`);
  }
  return first;
}
