/** `kubectl logs`. Models kubectl/pkg/cmd/logs/logs.go and polymorphichelpers/logsforobject.go. */

import { goQuote } from '../../lib/go-quote.ts';
import { parseTime } from '../../lib/time.ts';
import type { Pod } from '../../api/types.ts';
import type { Command, CommandContext } from '../command.ts';
import { isStatusReason, KubectlError, throwAll, usageError } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { resolve } from '../resolve.ts';
import { selectorFlag } from '../shared-flags.ts';
import { followLog, readLog, type LogQuery, type LogSource } from './pod-log.ts';
import { attachable, chooseContainer, podsBehind } from './pod-targets.ts';

const logsUsage =
  "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";

function queryOf({ flags }: CommandContext): LogQuery {
  const selecting = flags.string('selector') !== '';
  const tail = selecting && !flags.changed('tail') ? 10 : flags.int('tail');
  const sinceMs = flags.durationMs('since');
  return {
    ...(flags.bool('previous') ? { previous: 'true' } : {}),
    ...(flags.bool('timestamps') ? { timestamps: 'true' } : {}),
    ...(tail >= 0 ? { tailLines: String(tail) } : {}),
    ...(sinceMs > 0 ? { sinceSeconds: String(Math.ceil(sinceMs / 1000)) } : {}),
    ...(flags.string('since-time') ? { sinceTime: flags.string('since-time') } : {}),
    ...(flags.int('limit-bytes') > 0 ? { limitBytes: String(flags.int('limit-bytes')) } : {}),
  };
}

/** The Pods that the command line means. */
async function podsFor(context: CommandContext, word: string | undefined): Promise<readonly Pod[]> {
  const { flags, io, namespace } = context;
  if (word === undefined) {
    const { infos, errors } = await resolve(context, { args: ['pods'], selector: flags.string('selector') });
    throwAll(errors);
    if (infos.length === 0) io.stderr(`No resources found in ${namespace} namespace.\n`);
    return infos.map(({ object }) => object as unknown as Pod);
  }
  let info;
  try {
    info = await attachable(context, word);
  } catch (error) {
    if (!isStatusReason(error, 'NotFound')) throw error;
    throw new KubectlError(`error from server (NotFound): ${error.message} in namespace ${JSON.stringify(namespace)}`);
  }
  const pods = await podsBehind(context, info, 'get the logs from');
  if (pods.length === 0) throw new KubectlError('timed out waiting for the condition');
  if (flags.bool('all-pods') || pods.length === 1) return pods;
  io.stderr(`Found ${pods.length} pods, using pod/${pods[0]!.metadata.name}\n`);
  return pods.slice(0, 1);
}

function sourcesOf(context: CommandContext, pods: readonly Pod[], container: string): readonly LogSource[] {
  const every = context.flags.bool('all-containers');
  return pods.flatMap((pod) => {
    if (!every) return [{ pod, container: chooseContainer(context, pod, container).name }];
    const names = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].map(({ name }) => name);
    return names.map((name) => ({ pod, container: name }));
  });
}

function printerFor({ flags, io }: CommandContext, { pod, container }: LogSource): (text: string) => void {
  if (!flags.bool('prefix') && !flags.bool('all-pods')) return (text) => io.stdout(text);
  const prefix = `[pod/${pod.metadata.name}/${container}] `;
  return (text) => io.stdout(text.replaceAll(/^(?=.)/gm, prefix));
}

function readArguments(context: CommandContext): { readonly word: string | undefined; readonly container: string } {
  const { args, flags, commandPath } = context;
  const container = flags.string('container');
  const selecting = flags.string('selector') !== '';
  if (args.length === 0 && !selecting) throw usageError(commandPath, logsUsage);
  if (args.length > 2) throw usageError(commandPath, logsUsage);
  if (selecting && args.length > 0) {
    throw usageError(commandPath, 'only a selector (-l) or a POD name is allowed');
  }
  if (args.length === 2 && container !== '') {
    throw usageError(commandPath, 'only one of -c or an inline [CONTAINER] arg is allowed');
  }
  if (flags.bool('all-containers') && (container !== '' || args.length === 2)) {
    throw new KubectlError(`--all-containers=true should not be specified with container name ${args[1] ?? container}`);
  }
  if (flags.int('tail') < -1) throw new KubectlError('--tail must be greater than or equal to -1');
  if (flags.string('since-time') !== '' && flags.durationMs('since') !== 0) {
    throw new KubectlError('at most one of `sinceTime` or `sinceSeconds` may be specified');
  }
  const sinceTime = flags.string('since-time');
  if (sinceTime !== '' && parseTime(sinceTime) === undefined) {
    const [layout, shown] = [goQuote('2006-01-02T15:04:05Z07:00'), goQuote(sinceTime)];
    throw new KubectlError(`parsing time ${shown} as ${layout}: cannot parse ${shown} as "2006"`);
  }
  if (flags.durationMs('since') < 0) throw new KubectlError('--since must be greater than 0');
  if (flags.int('limit-bytes') < 0) throw new KubectlError('--limit-bytes must be greater than 0');
  return { word: args[0], container: args[1] ?? container };
}

async function run(context: CommandContext): Promise<void> {
  const { flags } = context;
  const { word, container } = readArguments(context);
  const sources = sourcesOf(context, await podsFor(context, word), container);
  const query = queryOf(context);
  if (!flags.bool('follow')) {
    for (const source of sources) printerFor(context, source)(await readLog(context, source, query));
    return;
  }
  const most = flags.int('max-log-requests');
  if (sources.length > most) {
    throw new KubectlError(
      `you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${most}, use --max-log-requests to increase the limit`,
    );
  }
  await Promise.all(sources.map((source) => followLog(context, source, query, printerFor(context, source))));
}

const truth = (name: string, usage: string, shorthand?: string): FlagSpec => ({
  name,
  type: 'bool',
  usage,
  ...(shorthand ? { shorthand } : {}),
});

export const logsCommand: Command = {
  name: 'logs',
  short: 'Print the logs for a container in a pod',
  long: 'Print the logs for a container in a pod or specified resource. If the pod has only one container, the container name is optional.',
  examples: `# Return snapshot logs from pod nginx with only one container
kubectl logs nginx

# Return snapshot logs from pod nginx, prefixing each line with the source pod and container name
kubectl logs nginx --prefix

# Return snapshot logs from pod nginx, limiting output to 500 bytes
kubectl logs nginx --limit-bytes=500

# Return snapshot logs from pod nginx, waiting up to 20 seconds for it to start running.
kubectl logs nginx --pod-running-timeout=20s

# Return snapshot logs from pod nginx with multi containers
kubectl logs nginx --all-containers=true

# Return snapshot logs from all pods in the deployment nginx
kubectl logs deployment/nginx --all-pods=true

# Return snapshot logs from all containers in pods defined by label app=nginx
kubectl logs -l app=nginx --all-containers=true

# Return snapshot logs from all pods defined by label app=nginx, limiting concurrent log requests to 10 pods
kubectl logs -l app=nginx --max-log-requests=10

# Return snapshot of previous terminated ruby container logs from pod web-1
kubectl logs -p -c ruby web-1

# Begin streaming the logs from pod nginx, continuing even if errors occur
kubectl logs nginx -f --ignore-errors=true

# Begin streaming the logs of the ruby container in pod web-1
kubectl logs -f -c ruby web-1

# Begin streaming the logs from all containers in pods defined by label app=nginx
kubectl logs -f -l app=nginx --all-containers=true

# Display only the most recent 20 lines of output in pod nginx
kubectl logs --tail=20 nginx

# Show all logs from pod nginx written in the last hour
kubectl logs --since=1h nginx

# Show all logs with timestamps from pod nginx starting from August 30, 2024, at 06:00:00 UTC
kubectl logs nginx --since-time=2024-08-30T06:00:00Z --timestamps=true

# Show logs from a kubelet with an expired serving certificate
kubectl logs --insecure-skip-tls-verify-backend nginx

# Return snapshot logs from first container of a job named hello
kubectl logs job/hello

# Return snapshot logs from container nginx-1 of a deployment named nginx
kubectl logs deployment/nginx -c nginx-1`,
  usage: 'kubectl logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]',
  flags: [
    truth('all-containers', "Get all containers' logs in the pod(s)."),
    truth('all-pods', 'Get logs from all pod(s). Sets prefix to true.'),
    { name: 'container', shorthand: 'c', type: 'string', usage: 'Print the logs of this container' },
    truth('follow', 'Specify if the logs should be streamed.', 'f'),
    truth('ignore-errors', 'If watching / following pod logs, allow for any errors that occur to be non-fatal'),
    truth(
      'insecure-skip-tls-verify-backend',
      'Skip verifying the identity of the kubelet that logs are requested from.  In theory, an attacker could provide invalid log content back. You might want to use this if your kubelet serving certificates have expired.',
    ),
    { name: 'limit-bytes', type: 'int64', usage: 'Maximum bytes of logs to return. Defaults to no limit.' },
    {
      name: 'max-log-requests',
      type: 'int',
      default: '5',
      usage: 'Specify maximum number of concurrent logs to follow when using by a selector. Defaults to 5.',
    },
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: '20s',
      usage: 'The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running',
    },
    truth('prefix', 'Prefix each log line with the log source (pod name and container name)'),
    truth('previous', 'If true, print the logs for the previous instance of the container in a pod if it exists.', 'p'),
    selectorFlag,
    {
      name: 'since',
      type: 'duration',
      usage:
        'Only return logs newer than a relative duration like 5s, 2m, or 3h. Defaults to all logs. Only one of since-time / since may be used.',
    },
    {
      name: 'since-time',
      type: 'string',
      usage:
        'Only return logs after a specific date (RFC3339). Defaults to all logs. Only one of since-time / since may be used.',
    },
    {
      name: 'tail',
      type: 'int64',
      default: '-1',
      usage:
        'Lines of recent log file to display. Defaults to -1 with no selector, showing all log lines otherwise 10, if a selector is provided.',
    },
    truth('timestamps', 'Include timestamps on each line in the log output'),
  ],
  run,
};
