/** `kubectl drain`. Models kubectl/pkg/cmd/drain/drain.go and kubectl/pkg/drain/drain.go. */

import { isSelectorError, parseLabelSelector } from '../../api/label-selector.ts';
import type { JsonObject } from '../../api/json.ts';
import type { Pod } from '../../api/types.ts';
import { createRequest } from '../../client/request.ts';
import { formatGoDuration } from '../../lib/go-duration.ts';
import type { Command, CommandContext } from '../command.ts';
import { ErrorList, isStatusReason, KubectlError } from '../errors.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { dryRunOf, operationText, writeQuery, type DryRun } from '../request-options.ts';
import { chunkSizeFlag, dryRunFlag, selectorFlag } from '../shared-flags.ts';
import { isLongDeleted, podsForDeletion } from './drain-pods.ts';
import { nodeTargets, setUnschedulable } from './node-schedulable.ts';

const retryMs = 5000;
const pollMs = 1000;

interface Drain {
  readonly context: CommandContext;
  readonly dryRun: DryRun;
  /** When the whole drain of one node is given up; absent without `--timeout`. */
  readonly deadlineMs: number | undefined;
  readonly timeoutMs: number;
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const gracePeriod = ({ flags }: CommandContext): { readonly gracePeriodSeconds?: number } =>
  flags.int('grace-period') >= 0 ? { gracePeriodSeconds: flags.int('grace-period') } : {};

const isOver = ({ context, deadlineMs }: Drain): boolean =>
  deadlineMs !== undefined && context.client.clock.nowMs() >= deadlineMs;

const globalTimeout = ({ timeoutMs }: Drain): string => `global timeout reached: ${formatGoDuration(timeoutMs)}`;

async function evict({ context, dryRun }: Drain, { metadata }: Pod): Promise<void> {
  const { name, namespace = '' } = metadata;
  const eviction = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name, namespace },
    deleteOptions: gracePeriod(context),
  };
  const path = { resource: 'pods', namespace, name, subresource: 'eviction' };
  await context.client.send(createRequest(path, eviction, writeQuery({ dryRun })));
}

/** Polls until the Pod is gone, replaced by another of its name, or not to be waited for. Models waitForDelete. */
async function waitUntilGone(drain: Drain, { metadata }: Pod, operation: string): Promise<void> {
  const { client, io, flags } = drain.context;
  const { name, namespace = '', uid } = metadata;
  for (;;) {
    let present: JsonObject | undefined;
    try {
      present = await client.get({ resource: 'pods', namespace, name });
    } catch (error) {
      if (!isStatusReason(error, 'NotFound')) throw error;
    }
    if (!present || (present.metadata as JsonObject).uid !== uid) {
      io.stdout(`pod/${name} ${operation}\n`);
      return;
    }
    if (isLongDeleted(present as unknown as Pod, drain.context)) {
      const seconds = flags.int('skip-wait-for-delete-timeout');
      io.stdout(`pod ${JSON.stringify(name)} has DeletionTimestamp older than ${seconds} seconds, skipping\n`);
      return;
    }
    if (isOver(drain)) throw new KubectlError('context deadline exceeded');
    await client.clock.sleep(untilNextPollMs(drain), io.signal);
  }
}

/** The next poll, or the deadline when that comes first. */
function untilNextPollMs({ context, deadlineMs }: Drain): number {
  if (deadlineMs === undefined) return pollMs;
  return Math.max(1, Math.min(pollMs, deadlineMs - context.client.clock.nowMs()));
}

/** Evicts one Pod, again and again while a budget forbids it. */
async function evictOne(drain: Drain, pod: Pod): Promise<void> {
  const { io, client } = drain.context;
  const { name, namespace = '' } = pod.metadata;
  const shown = `pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
  for (;;) {
    io.stdout(`${operationText(`evicting pod ${namespace}/${name}`, drain.dryRun)}\n`);
    if (isOver(drain)) throw new KubectlError(`error when evicting ${shown}: ${globalTimeout(drain)}`);
    try {
      await evict(drain, pod);
      break;
    } catch (error) {
      if (isStatusReason(error, 'NotFound')) return;
      if (!isStatusReason(error, 'TooManyRequests')) {
        throw new KubectlError(`error when evicting ${shown}: ${textOf(error)}`);
      }
      io.stderr(`error when evicting ${shown} (will retry after 5s): ${textOf(error)}\n`);
      await client.clock.sleep(retryMs, io.signal);
    }
  }
  if (drain.dryRun === 'server') return;
  try {
    await waitUntilGone(drain, pod, 'evicted');
  } catch (error) {
    throw new KubectlError(
      `error when waiting for pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)} to terminate: ${textOf(error)}`,
    );
  }
}

/** Models evictPods: side by side, and of goroutines started in a row the last one runs first. */
async function evictAll(drain: Drain, pods: readonly Pod[]): Promise<void> {
  const order = [...pods.slice(-1), ...pods.slice(0, -1)];
  const results = await Promise.allSettled(order.map((pod) => evictOne(drain, pod)));
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
  if (errors.length > 0) throw new ErrorList(errors);
}

/** Models deletePods: all are deleted, then waited for together. */
async function deleteAll(drain: Drain, pods: readonly Pod[]): Promise<void> {
  const { context, dryRun } = drain;
  for (const { metadata } of pods) {
    const place = { resource: 'pods', namespace: metadata.namespace ?? '', name: metadata.name };
    try {
      await context.client.delete(place, gracePeriod(context), writeQuery({ dryRun }));
    } catch (error) {
      if (!isStatusReason(error, 'NotFound')) throw error;
    }
  }
  if (dryRun === 'none') await Promise.all(pods.map((pod) => waitUntilGone(drain, pod, 'deleted')));
}

/** Removes the Pods of one node. Models deleteOrEvictPodsSimple. */
async function drainNode(context: CommandContext, { name }: ResourceInfo, dryRun: DryRun): Promise<void> {
  const { io, flags, client } = context;
  const { pods, warnings, errors } = await podsForDeletion(context, name);
  if (errors.length > 0) throw new ErrorList(errors);
  if (warnings !== '') io.stderr(`Warning: ${warnings}\n`);
  if (dryRun === 'client') {
    for (const { metadata } of pods) io.stdout(`evicting pod ${metadata.namespace}/${metadata.name} (dry run)\n`);
    return;
  }
  const timeoutMs = flags.durationMs('timeout');
  const deadlineMs = timeoutMs > 0 ? client.clock.nowMs() + timeoutMs : undefined;
  try {
    const removal = flags.bool('disable-eviction') ? deleteAll : evictAll;
    await removal({ context, dryRun, deadlineMs, timeoutMs }, pods);
  } catch (error) {
    if (context.io.signal.aborted) throw error;
    const pending = await podsForDeletion(context, name);
    if (pending.pods.length > 0) {
      io.stderr(`There are pending pods in node ${JSON.stringify(name)} when an error occurred: ${textOf(error)}\n`);
      for (const { metadata } of pending.pods) io.stderr(`pod/${metadata.name}\n`);
    }
    throw error;
  }
}

async function run(context: CommandContext): Promise<void> {
  const { io } = context;
  const dryRun = dryRunOf(context);
  if (isSelectorError(parseLabelSelector(context.flags.string('pod-selector')))) {
    throw new KubectlError('--pod-selector=<pod_selector> must be a valid label selector');
  }
  const nodes = await nodeTargets(context, 'drain NODE');
  await setUnschedulable(context, nodes, true, dryRun);
  const failures: { readonly name: string; readonly error: Error }[] = [];
  for (const node of nodes) {
    try {
      await drainNode(context, node, dryRun);
      io.stdout(`node/${node.name} ${operationText('drained', dryRun)}\n`);
    } catch (error) {
      if (io.signal.aborted) throw error;
      const failure = error instanceof Error ? error : new KubectlError(String(error));
      failures.push({ name: node.name, error: failure });
      const shown = JSON.stringify(node.name);
      io.stderr(`error: unable to drain node ${shown} due to error: ${failure.message}, continuing command...\n`);
    }
  }
  if (failures.length === 0) return;
  io.stderr('There are pending nodes to be drained:\n');
  for (const { name } of failures) io.stderr(` ${name}\n`);
  throw new ErrorList(failures.map(({ error }) => error));
}

export const drainCommand: Command = {
  name: 'drain',
  short: 'Drain node in preparation for maintenance',
  long: `Drain node in preparation for maintenance.

 The given node will be marked unschedulable to prevent new pods from arriving. 'drain' evicts the pods if the API server supports https://kubernetes.io/docs/concepts/workloads/pods/disruptions/ eviction https://kubernetes.io/docs/concepts/workloads/pods/disruptions/ . Otherwise, it will use normal DELETE to delete the pods. The 'drain' evicts or deletes all pods except mirror pods (which cannot be deleted through the API server).  If there are daemon set-managed pods, drain will not proceed without --ignore-daemonsets, and regardless it will not delete any daemon set-managed pods, because those pods would be immediately replaced by the daemon set controller, which ignores unschedulable markings.  If there are any pods that are neither mirror pods nor managed by a replication controller, replica set, daemon set, stateful set, or job, then drain will not delete any pods unless you use --force.  --force will also allow deletion to proceed if the managing resource of one or more pods is missing.

 'drain' waits for graceful termination. You should not operate on the machine until the command completes.

 When you are ready to put the node back into service, use kubectl uncordon, which will make the node schedulable again.

 https://kubernetes.io/images/docs/kubectl_drain.svg Workflowhttps://kubernetes.io/images/docs/kubectl_drain.svg`,
  examples: `# Drain node "foo", even if there are pods not managed by a replication controller, replica set, job, daemon set, or stateful set on it
kubectl drain foo --force

# As above, but abort if there are pods not managed by a replication controller, replica set, job, daemon set, or stateful set, and use a grace period of 15 minutes
kubectl drain foo --grace-period=900`,
  usage: 'kubectl drain NODE [options]',
  flags: [
    chunkSizeFlag,
    {
      name: 'delete-emptydir-data',
      type: 'bool',
      usage:
        'Continue even if there are pods using emptyDir (local data that will be deleted when the node is drained).',
    },
    {
      name: 'delete-local-data',
      type: 'bool',
      hidden: true,
      deprecated: 'This option is deprecated and will be deleted. Use --delete-emptydir-data.',
      usage: 'The old name of --delete-emptydir-data.',
    },
    {
      name: 'disable-eviction',
      type: 'bool',
      usage:
        'Force drain to use delete, even if eviction is supported. This will bypass checking PodDisruptionBudgets, use with caution.',
    },
    dryRunFlag,
    { name: 'force', type: 'bool', usage: 'Continue even if there are pods that do not declare a controller.' },
    {
      name: 'grace-period',
      type: 'int',
      default: '-1',
      usage:
        'Period of time in seconds given to each pod to terminate gracefully. If negative, the default value specified in the pod will be used.',
    },
    { name: 'ignore-daemonsets', type: 'bool', usage: 'Ignore DaemonSet-managed pods.' },
    { name: 'pod-selector', type: 'string', usage: 'Label selector to filter pods on the node' },
    selectorFlag,
    {
      name: 'skip-wait-for-delete-timeout',
      type: 'int',
      usage:
        'If pod DeletionTimestamp older than N seconds, skip waiting for the pod.  Seconds must be greater than 0 to skip.',
    },
    {
      name: 'timeout',
      type: 'duration',
      usage: 'The length of time to wait before giving up, zero means infinite',
    },
  ],
  run,
};
