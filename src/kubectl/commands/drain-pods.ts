/** Which Pods of a node a drain removes, and which stand in its way. Models kubectl/pkg/drain/filters.go. */

import type { JsonObject } from '../../api/json.ts';
import { controllerOf } from '../../api/object.ts';
import type { Pod } from '../../api/types.ts';
import { parseTime } from '../../lib/time.ts';
import type { CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';

const daemonSetFatal = 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)';
const daemonSetWarning = 'ignoring DaemonSet-managed Pods';
const localStorageFatal = 'Pods with local storage (use --delete-emptydir-data to override)';
const localStorageWarning = 'deleting Pods with local storage';
const unmanagedFatal = 'Pods that declare no controller (use --force to override)';
const unmanagedWarning = 'deleting Pods that declare no controller';
const mirrorAnnotation = 'kubernetes.io/config.mirror';

interface Verdict {
  readonly remove: boolean;
  readonly warning?: string;
  readonly fatal?: string;
}

type Filter = (pod: Pod, context: CommandContext) => Verdict;

const remove: Verdict = { remove: true };
const skip: Verdict = { remove: false };

const isFinished = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** True for a Pod whose deletion is too long ago to be waited for. Models shouldSkipPod. */
export function isLongDeleted({ metadata }: Pod, { flags, client }: CommandContext): boolean {
  const limitSeconds = flags.int('skip-wait-for-delete-timeout');
  if (limitSeconds <= 0 || metadata.deletionTimestamp === undefined) return false;
  const passedMs = client.clock.nowMs() - (parseTime(metadata.deletionTimestamp) ?? 0);
  return Math.trunc(passedMs / 1000) > limitSeconds;
}

const skipDeleted: Filter = (pod, context) => (isLongDeleted(pod, context) ? skip : remove);

const daemonSet: Filter = (pod, { flags }) => {
  if (controllerOf(pod)?.kind !== 'DaemonSet' || isFinished(pod)) return remove;
  if (!flags.bool('ignore-daemonsets')) return { remove: false, fatal: daemonSetFatal };
  return { remove: false, warning: daemonSetWarning };
};

const mirrorPod: Filter = ({ metadata }) => (metadata.annotations?.[mirrorAnnotation] === undefined ? remove : skip);

const localStorage: Filter = (pod, { flags }) => {
  const hasLocal = pod.spec.volumes?.some((volume) => volume.emptyDir !== undefined) === true;
  if (!hasLocal || isFinished(pod)) return remove;
  if (!flags.bool('delete-emptydir-data') && !flags.bool('delete-local-data'))
    return { remove: false, fatal: localStorageFatal };
  return { remove: true, warning: localStorageWarning };
};

const unmanaged: Filter = (pod, { flags }) => {
  if (isFinished(pod) || controllerOf(pod)) return remove;
  return flags.bool('force') ? { remove: true, warning: unmanagedWarning } : { remove: false, fatal: unmanagedFatal };
};

const filters: readonly Filter[] = [skipDeleted, daemonSet, mirrorPod, localStorage, unmanaged];

/** Goes through the filters until one keeps the Pod; the last one asked has the last word. */
function judge(pod: Pod, context: CommandContext): Verdict {
  let verdict = remove;
  for (const filter of filters) {
    verdict = filter(pod, context);
    if (!verdict.remove) break;
  }
  return verdict;
}

export interface PodsToRemove {
  readonly pods: readonly Pod[];
  /** `ignoring DaemonSet-managed Pods: a/b; deleting …`; empty when there is nothing to say. */
  readonly warnings: string;
  readonly errors: readonly KubectlError[];
}

function grouped(entries: readonly { readonly pod: Pod; readonly text: string | undefined }[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { pod, text } of entries) {
    if (text === undefined) continue;
    const names = groups.get(text) ?? [];
    groups.set(text, [...names, `${pod.metadata.namespace}/${pod.metadata.name}`]);
  }
  return [...groups].map(([text, names]) => `${text}: ${names.join(', ')}`);
}

/** Lists the Pods of a node and judges each. Models Helper.GetPodsForDeletion. */
export async function podsForDeletion(context: CommandContext, node: string): Promise<PodsToRemove> {
  const labelSelector = context.flags.string('pod-selector');
  const list: JsonObject = await context.client.get(
    { resource: 'pods' },
    { fieldSelector: `spec.nodeName=${node}`, ...(labelSelector ? { labelSelector } : {}) },
  );
  const judged = ((list.items ?? []) as unknown as readonly Pod[]).map((pod) => ({ pod, ...judge(pod, context) }));
  const errors = grouped(judged.map(({ pod, fatal }) => ({ pod, text: fatal })));
  return {
    pods: judged.filter((entry) => entry.remove).map(({ pod }) => pod),
    warnings: grouped(judged.map(({ pod, warning }) => ({ pod, text: warning }))).join('; '),
    errors: errors.map((text) => new KubectlError(`cannot delete ${text}`)),
  };
}
