/**
 * Commands that need a connection to a container or a component that the playground does not have: arguments are
 * checked as upstream does, then they say so.
 */

import type { Command, CommandContext } from '../command.ts';
import { KubectlError, usageError } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { converse } from './attachment.ts';
import { attachable, chooseContainer, podsBehind } from './pod-targets.ts';

const refusal = (context: CommandContext, why: string): KubectlError =>
  new KubectlError(`"${context.commandPath}" is not part of this playground: ${why}`);

const containerFlag: FlagSpec = {
  name: 'container',
  shorthand: 'c',
  type: 'string',
  usage:
    'Container name. If omitted, use the kubectl.kubernetes.io/default-container annotation for selecting the container to be attached or the first container in the pod will be chosen',
};

const runningTimeoutFlag: FlagSpec = {
  name: 'pod-running-timeout',
  type: 'duration',
  default: '1m0s',
  usage: 'The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running',
};

export const attachCommand: Command = {
  name: 'attach',
  short: 'Attach to a running container',
  long: 'Attach to a process that is already running inside an existing container.',
  examples: `# Get output from running pod mypod; use the 'kubectl.kubernetes.io/default-container' annotation
# for selecting the container to be attached or the first container in the pod
kubectl attach mypod

# Get output from ruby-container from pod mypod
kubectl attach mypod -c ruby-container`,
  usage: 'kubectl attach (POD | TYPE/NAME) -c CONTAINER [options]',
  flags: [
    containerFlag,
    runningTimeoutFlag,
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Only print output from the remote session' },
    { name: 'stdin', shorthand: 'i', type: 'bool', usage: 'Pass stdin to the container' },
    { name: 'tty', shorthand: 't', type: 'bool', usage: 'Stdin is a TTY' },
  ],
  run: async (context) => {
    const [word, ...rest] = context.args;
    if (word === undefined) throw usageError(context.commandPath, 'at least 1 argument is required for attach');
    if (rest.length > 0)
      throw usageError(context.commandPath, 'expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments)');
    const [pod] = await podsBehind(context, await attachable(context, word), 'attach to');
    if (!pod) throw new KubectlError('timed out waiting for the condition');
    const phase = pod.status?.phase;
    if (phase === 'Succeeded' || phase === 'Failed') {
      throw new KubectlError(`cannot attach a container in a completed pod; current phase is ${phase}`);
    }
    const { flags, io } = context;
    const container = chooseContainer(context, pod, flags.string('container'), flags.bool('quiet'));
    if (flags.bool('tty') && !container.tty && !flags.bool('quiet')) {
      io.stderr(`error: Unable to use a TTY - container ${container.name} did not allocate one\n`);
    }
    await converse(context, { pod, container: container.name }, { tailLines: '0' });
  },
};

export const portForwardCommand: Command = {
  name: 'port-forward',
  short: 'Forward one or more local ports to a pod',
  long: `Forward one or more local ports to a pod.

 Use resource type/name such as deployment/mydeployment to select a pod. Resource type defaults to 'pod' if omitted.

 If there are multiple pods matching the criteria, a pod will be selected automatically. The forwarding session ends when the selected pod terminates, and a rerun of the command is needed to resume forwarding.`,
  examples: `# Listen on ports 5000 and 6000 locally, forwarding data to/from ports 5000 and 6000 in the pod
kubectl port-forward pod/mypod 5000 6000

# Listen on port 8888 locally, forwarding to 5000 in the pod
kubectl port-forward pod/mypod 8888:5000`,
  usage: 'kubectl port-forward TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  flags: [
    {
      name: 'address',
      type: 'strings',
      default: 'localhost',
      usage:
        'Addresses to listen on (comma separated). Only accepts IP addresses or localhost as a value. When localhost is supplied, kubectl will try to bind on both 127.0.0.1 and ::1 and will fail if neither of these addresses are available to bind.',
    },
    runningTimeoutFlag,
  ],
  run: async (context) => {
    const [word, ...ports] = context.args;
    if (word === undefined || ports.length === 0) {
      throw usageError(context.commandPath, 'TYPE/NAME and list of ports are required for port-forward');
    }
    await attachable(context, word);
    throw refusal(context, 'there is no network outside the cluster; use curl or wget in a container');
  },
};

const topUsage = (noun: string): Command => ({
  name: noun,
  aliases: noun === 'pod' ? ['pods', 'po'] : ['nodes', 'no'],
  short: `Display resource (CPU/memory) usage of ${noun}s`,
  usage: `kubectl top ${noun} [NAME | -l label] [options]`,
  lenient: true,
  run: async (context) => {
    await context.client.discover();
    const isServed = context.client.resources.some(({ group }) => group === 'metrics.k8s.io');
    if (isServed) throw refusal(context, 'run kubectl in a terminal of your machine');
    throw new KubectlError('Metrics API not available');
  },
});

export const topCommand: Command = {
  name: 'top',
  short: 'Display resource (CPU/memory) usage',
  long: `Display resource (CPU/memory) usage.

 This command provides a view of recent resource consumption for nodes and pods. It fetches metrics from the Metrics Server, which aggregates this data from the kubelet on each node. The Metrics Server must be installed and running in the cluster for this command to work.

 The metrics shown are specifically optimized for Kubernetes autoscaling decisions, such as those made by the Horizontal Pod Autoscaler (HPA) and Vertical Pod Autoscaler (VPA). Because of this, the values may not match those from standard OS tools like 'top', as the metrics are designed to provide a stable signal for autoscalers rather than for pinpoint accuracy.

 FAQ for Metrics Server: https://github.com/kubernetes-sigs/metrics-server/blob/master/FAQ.md

 When to use this command:

  *  For on-the-fly spot-checks of resource usage (e.g. identify which pods are consuming the most resources at a glance, or get a quick sense of the load on your nodes)
  *  Understand current resource consumption patterns
  *  Validate the behavior of your HPA or VPA configurations by seeing the metrics they use for scaling decisions.

 It is not intended to be a replacement for full-featured monitoring solutions. Its primary design goal is to provide a low-overhead signal for autoscalers, not to be a perfectly accurate monitoring tool. For high-accuracy reporting, historical analysis, dashboarding, or alerting, you should use a dedicated monitoring solution.`,
  usage: 'kubectl top [flags] [options]',
  subcommands: [topUsage('node'), topUsage('pod')],
};

export const debugCommand: Command = {
  name: 'debug',
  short: 'Create debugging sessions for troubleshooting workloads and nodes',
  long: 'Debug cluster resources using interactive debugging containers.',
  usage: 'kubectl debug (POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ] [options]',
  flags: [
    { name: 'copy-to', type: 'string', usage: 'Create a copy of the target Pod with this name.' },
    { name: 'image', type: 'string', usage: 'Container image to use for debug container.' },
    {
      name: 'target',
      type: 'string',
      usage: 'When using an ephemeral container, target processes in this container name.',
    },
    {
      name: 'stdin',
      shorthand: 'i',
      type: 'bool',
      usage: 'Keep stdin open on the container(s) in the pod, even if nothing is attached.',
    },
    { name: 'tty', shorthand: 't', type: 'bool', usage: 'Allocate a TTY for the debugging container.' },
    {
      name: 'profile',
      type: 'string',
      default: 'general',
      usage: 'Options are "general", "baseline", "netadmin", "restricted" or "sysadmin". Defaults to "general"',
    },
  ],
  run: async (context) => {
    if (context.args.length === 0) throw new KubectlError('NAME or TYPE/NAME is required for debug');
    if (context.flags.string('image') === '' && context.flags.string('copy-to') === '') {
      throw new KubectlError('you must specify --image when not using --copy-to.');
    }
    await attachable(context, context.args[0]!);
    throw refusal(context, 'ephemeral containers are not simulated; use "kubectl exec"');
  },
};
