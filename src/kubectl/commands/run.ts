/** `kubectl run`: one Pod from flags. Models kubectl/pkg/cmd/run/run.go and generate/versioned/run.go. */

import { recordFlag } from '../change-cause.ts';
import type { JsonObject } from '../../api/json.ts';
import type { Command, CommandContext } from '../command.ts';
import { isImageReference } from '../../api/image-reference.ts';
import { goQuote } from '../../lib/go-quote.ts';
import { KubectlError, throwAll, usageError } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { deleteHelp } from '../help-texts/delete.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags } from '../shared-flags.ts';
import { overridden, overrideFlags } from '../local-patch.ts';
import { createTypedPrinter } from '../output/typed-printer.ts';
import { dryRunOf, operationText } from '../request-options.ts';
import { makeGenerated, resourceOf, saveConfigFlag } from './generate.ts';
import { serviceOf } from './run-expose.ts';
import { attachToCreated } from './run-attached.ts';

function parseLabels(text: string, name: string): JsonObject {
  if (text === '') return { run: name };
  return Object.fromEntries(
    text.split(',').map((pair): [string, string] => {
      const [key, value, ...rest] = pair.split('=');
      if (!key || value === undefined || rest.length > 0) throw new KubectlError(`unexpected label spec: ${pair}`);
      return [key, value];
    }),
  );
}

function parseEnv(entries: readonly string[]): readonly JsonObject[] {
  return entries.map((entry) => {
    const equals = entry.indexOf('=');
    if (equals < 1) throw new KubectlError(`invalid env: ${entry}`);
    return { name: entry.slice(0, equals), value: entry.slice(equals + 1) };
  });
}

/** Models strconv.Atoi. */
function portNumber(text: string): number {
  if (!/^[-+]?\d+$/.test(text)) throw new KubectlError(`strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
  return Number(text);
}

const pullPolicies: readonly string[] = ['Always', 'IfNotPresent', 'Never'];
const restartPolicies: readonly string[] = ['Always', 'OnFailure', 'Never'];

function podFor(context: CommandContext, name: string, words: readonly string[]): JsonObject {
  const { flags } = context;
  const restartPolicy = flags.string('restart') || 'Always';
  if (!restartPolicies.includes(restartPolicy)) {
    throw usageError(context.commandPath, `invalid restart policy: ${restartPolicy}`);
  }
  const env = parseEnv(flags.strings('env'));
  const port = flags.string('port');
  const pullPolicy = flags.string('image-pull-policy');
  if (pullPolicy !== '' && !pullPolicies.includes(pullPolicy)) {
    throw usageError(context.commandPath, `invalid image pull policy: ${pullPolicy}`);
  }
  const container: JsonObject = {
    name,
    image: flags.string('image'),
    ...(words.length > 0 ? { [flags.bool('command') ? 'command' : 'args']: words } : {}),
    ...(env.length > 0 ? { env } : {}),
    ...(port ? { ports: [{ containerPort: portNumber(port) }] } : {}),
    ...(pullPolicy ? { imagePullPolicy: pullPolicy } : {}),
    ...(flags.bool('stdin') ? { stdin: true, stdinOnce: true } : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
    ...(flags.bool('privileged') ? { securityContext: { privileged: true } } : {}),
    resources: {},
  };
  const annotations = flags.strings('annotations').map((entry): [string, string] => {
    const equals = entry.indexOf('=');
    return [entry.slice(0, equals), entry.slice(equals + 1)];
  });
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      labels: parseLabels(flags.string('labels'), name),
      ...(annotations.length > 0 ? { annotations: Object.fromEntries(annotations) } : {}),
      ...(context.enforceNamespace ? { namespace: context.namespace } : {}),
    },
    spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy },
    status: {},
  };
}

async function run(context: CommandContext): Promise<void> {
  const { flags, io, args, argsBeforeDash, commandPath } = context;
  if (args.length === 0 || argsBeforeDash === 0) {
    throw usageError(commandPath, 'NAME is required for run');
  }
  const image = flags.string('image');
  if (image === '') throw new KubectlError('--image is required');
  if (!isImageReference(image))
    throw new KubectlError(`Invalid image name ${JSON.stringify(image)}: invalid reference format`);
  const expose = flags.bool('expose');
  if (expose && flags.string('port') === '') {
    throw usageError(commandPath, '--port must be set when exposing a service');
  }
  if (expose && flags.bool('rm')) throw new KubectlError('"kubectl run --expose --rm" is not part of this playground');
  const attached = flags.changed('attach') ? flags.bool('attach') : flags.bool('stdin');
  checkAttach(context, attached);
  const print = await createTypedPrinter(context, operationText('created', dryRunOf(context)));
  const name = args[0]!;
  const pod = podFor(context, name, args.slice(1));
  const created = await makeGenerated(context, { object: overridden(context, pod, resourceOf(pod)) });
  const failures: unknown[] = [];
  if (expose) {
    const object = serviceOf(
      context,
      name,
      parseLabels(flags.string('labels'), name),
      portNumber(flags.string('port')),
    );
    try {
      io.stdout(print(await makeGenerated(context, { object })));
      if (flags.string('output') === 'yaml') io.stdout('---\n');
    } catch (error) {
      failures.push(error);
    }
  }
  if (attached) return attachToCreated(context, created);
  io.stdout(print(created));
  throwAll(failures);
}

/** Models the checks of RunOptions.Run about attaching. */
function checkAttach(context: CommandContext, attached: boolean): void {
  const { flags, commandPath } = context;
  if (flags.bool('tty') && !flags.bool('stdin')) {
    throw usageError(commandPath, '-i/--stdin is required for containers with -t/--tty=true');
  }
  if (attached && dryRunOf(context) !== 'none') {
    throw usageError(
      commandPath,
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    );
  }
  if (flags.bool('rm') && !attached) {
    throw usageError(commandPath, '--rm should only be used for attached containers');
  }
}

const truth = (name: string, usage: string, shorthand?: string): FlagSpec => ({
  name,
  type: 'bool',
  usage,
  ...(shorthand ? { shorthand } : {}),
});
const text = (name: string, usage: string): FlagSpec => ({ name, type: 'string', usage });

/** Flags of deletion, which `run` has for `--rm`. */
const deletionFlags: readonly FlagSpec[] = [
  ...filenameFlags('to use to replace the resource.', 'Process a kustomization directory.'),
  ...deleteHelp.flags.filter(({ name }) => ['cascade', 'force', 'grace-period', 'timeout'].includes(name)),
  truth('wait', 'If true, wait for resources to be gone before returning. This waits for finalizers.'),
];

export const runCommand: Command = {
  name: 'run',
  short: 'Run a particular image on the cluster',
  long: 'Create and run a particular image in a pod.',
  examples: `# Start a nginx pod
kubectl run nginx --image=nginx

# Start a hazelcast pod and let the container expose port 5701
kubectl run hazelcast --image=hazelcast/hazelcast --port=5701

# Start a hazelcast pod and set environment variables "DNS_DOMAIN=cluster" and "POD_NAMESPACE=default" in the container
kubectl run hazelcast --image=hazelcast/hazelcast --env="DNS_DOMAIN=cluster" --env="POD_NAMESPACE=default"

# Start a hazelcast pod and set labels "app=hazelcast" and "env=prod" in the container
kubectl run hazelcast --image=hazelcast/hazelcast --labels="app=hazelcast,env=prod"

# Dry run; print the corresponding API objects without creating them
kubectl run nginx --image=nginx --dry-run=client

# Start a nginx pod, but overload the spec with a partial set of values parsed from JSON
kubectl run nginx --image=nginx --overrides='{ "apiVersion": "v1", "spec": { ... } }'

# Start a busybox pod and keep it in the foreground, don't restart it if it exits
kubectl run -i -t busybox --image=busybox --restart=Never

# Start the nginx pod using the default command, but use custom arguments (arg1 .. argN) for that command
kubectl run nginx --image=nginx -- <arg1> <arg2> ... <argN>

# Start the nginx pod using a different command and custom arguments
kubectl run nginx --image=nginx --command -- <cmd> <arg1> ... <argN>`,
  usage:
    'kubectl run NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...] [options]',
  flags: [
    recordFlag,
    ...printFlags,
    saveConfigFlag,
    ...deletionFlags,
    truth(
      'leave-stdin-open',
      'If the pod is started in interactive mode or with stdin, leave stdin open after the first attach completes. By default, stdin will be closed after the first attach completes.',
    ),
    { name: 'annotations', type: 'stringArray', usage: 'Annotations to apply to the pod.' },
    truth(
      'attach',
      "If true, wait for the Pod to start running, and then attach to the Pod as if 'kubectl attach ...' were called.  Default false, unless '-i/--stdin' is set, in which case the default is true. With '--restart=Never' the exit code of the container process is returned.",
    ),
    truth(
      'command',
      "If true and extra arguments are present, use them as the 'command' field in the container, rather than the 'args' field which is the default.",
    ),
    dryRunFlag,
    { name: 'env', type: 'stringArray', usage: 'Environment variables to set in the container.' },
    truth('expose', 'If true, create a ClusterIP service associated with the pod.  Requires `--port`.'),
    fieldManagerFlag('kubectl-run'),
    { name: 'image', type: 'string', required: true, usage: 'The image for the container to run.' },
    text(
      'image-pull-policy',
      'The image pull policy for the container.  If left empty, this value will not be specified by the client and defaulted by the server.',
    ),
    {
      name: 'labels',
      shorthand: 'l',
      type: 'string',
      usage: 'Comma separated labels to apply to the pod. Will override previous values.',
    },
    ...overrideFlags,
    text('port', 'The port that this container exposes.'),
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: '1m0s',
      usage: 'The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running',
    },
    truth('privileged', 'If true, run the container in privileged mode.'),
    truth('quiet', 'If true, suppress prompt messages.', 'q'),
    {
      name: 'restart',
      type: 'string',
      default: 'Always',
      usage: 'The restart policy for this Pod.  Legal values [Always, OnFailure, Never].',
    },
    truth(
      'rm',
      "If true, delete the pod after it exits.  Only valid when attaching to the container, e.g. with '--attach' or with '-i/--stdin'.",
    ),
    truth('stdin', 'Keep stdin open on the container in the pod, even if nothing is attached.', 'i'),
    truth('tty', 'Allocate a TTY for the container in the pod.', 't'),
  ],
  run,
};
