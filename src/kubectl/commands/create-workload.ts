/** `kubectl create deployment`, `job` and `priorityclass`. Models cmd/create/create_{deployment,job,priorityclass}.go. */

import type { JsonObject } from '../../api/json.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { generatorCommand, nameArgument, placed } from './generate.ts';

/** What stands after the dashes. */
function commandOf({ args, argsBeforeDash }: CommandContext): readonly string[] {
  return argsBeforeDash === -1 ? [] : args.slice(argsBeforeDash);
}

/** A container named after its image, without registry, tag and digest. Models buildPodSpec. */
function containerOf(image: string, command: readonly string[], port: number): JsonObject {
  const name = image.split('/').at(-1)!.split(':')[0]!.split('@')[0]!;
  return {
    name: name.replaceAll(/[_.]/g, '-'),
    image,
    ...(command.length > 0 ? { command } : {}),
    ...(port >= 0 ? { ports: [{ containerPort: port }] } : {}),
    resources: {},
  };
}

export const createDeploymentCommand: Command = generatorCommand({
  name: 'deployment',
  aliases: ['deploy'],
  short: 'Create a deployment with the specified name',
  long: 'Create a deployment with the specified name.',
  examples: `# Create a deployment named my-dep that runs the busybox image
kubectl create deployment my-dep --image=busybox

# Create a deployment with a command
kubectl create deployment my-dep --image=busybox -- date

# Create a deployment named my-dep that runs the nginx image with 3 replicas
kubectl create deployment my-dep --image=nginx --replicas=3

# Create a deployment named my-dep that runs the busybox image and expose port 5701
kubectl create deployment my-dep --image=busybox --port=5701`,
  usage: 'kubectl create deployment NAME --image=image -- [COMMAND] [args...] [options]',
  flags: [
    {
      name: 'image',
      type: 'strings',
      required: true,
      usage: 'Image names to run. A deployment can have multiple images set for multi-container pod.',
    },
    { name: 'port', type: 'int', default: '-1', usage: 'The containerPort that this deployment exposes.' },
    {
      name: 'replicas',
      shorthand: 'r',
      type: 'int',
      default: '1',
      usage: 'Number of replicas to create. Default is 1.',
    },
  ],
  generate(context) {
    const { flags } = context;
    const name = nameArgument(context);
    const images = flags.strings('image');
    const command = commandOf(context);
    if (images.length > 1 && command.length > 0) {
      throw new KubectlError('cannot specify multiple --image options and command');
    }
    const labels = { app: name };
    const containers = images.map((image) => containerOf(image, command, flags.int('port')));
    return {
      object: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: placed(context, { name, labels }),
        spec: {
          replicas: flags.int('replicas'),
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers } },
          strategy: {},
        },
        status: {},
      },
      failure: 'failed to create deployment: ',
    };
  },
});

export const createJobCommand: Command = generatorCommand({
  name: 'job',
  short: 'Create a job with the specified name',
  long: 'Create a job with the specified name.',
  examples: `# Create a job
kubectl create job my-job --image=busybox

# Create a job with a command
kubectl create job my-job --image=busybox -- date`,
  usage: 'kubectl create job NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...] [options]',
  flags: [
    {
      name: 'from',
      type: 'string',
      usage: 'The name of the resource to create a Job from (only cronjob is supported).',
    },
    { name: 'image', type: 'string', usage: 'Image name to run.' },
  ],
  generate(context) {
    const { flags } = context;
    const name = nameArgument(context);
    const command = commandOf(context);
    const image = flags.string('image');
    const from = flags.string('from');
    if ((image === '') === (from === '')) throw new KubectlError('either --image or --from must be specified');
    if (from !== '' && command.length > 0) throw new KubectlError('cannot specify --from and command');
    if (from !== '') throw new KubectlError('CronJob is not part of this playground');
    const container = { name, image, ...(command.length > 0 ? { command } : {}), resources: {} };
    return {
      object: {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: placed(context, { name }),
        spec: { template: { metadata: {}, spec: { containers: [container], restartPolicy: 'Never' } } },
        status: {},
      },
      failure: 'failed to create job: ',
    };
  },
});

export const createPriorityClassCommand: Command = generatorCommand({
  name: 'priorityclass',
  aliases: ['pc'],
  short: 'Create a priority class with the specified name',
  long: 'Create a priority class with the specified name, value, globalDefault and description.',
  examples: `# Create a priority class named high-priority
kubectl create priorityclass high-priority --value=1000 --description="high priority"

# Create a priority class named default-priority that is considered as the global default priority
kubectl create priorityclass default-priority --value=1000 --global-default=true --description="default priority"

# Create a priority class named high-priority that cannot preempt pods with lower priority
kubectl create priorityclass high-priority --value=1000 --description="high priority" --preemption-policy="Never"`,
  usage:
    'kubectl create priorityclass NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none] [options]',
  flags: [
    {
      name: 'description',
      type: 'string',
      usage:
        'description is an arbitrary string that usually provides guidelines on when this priority class should be used.',
    },
    {
      name: 'global-default',
      type: 'bool',
      usage: 'global-default specifies whether this PriorityClass should be considered as the default priority.',
    },
    {
      name: 'preemption-policy',
      type: 'string',
      default: 'PreemptLowerPriority',
      usage: 'preemption-policy is the policy for preempting pods with lower priority.',
    },
    { name: 'value', type: 'int', default: '0', usage: 'the value of this priority class.' },
  ],
  generate(context) {
    const { flags } = context;
    const description = flags.string('description');
    return {
      object: {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name: nameArgument(context) },
        value: flags.int('value'),
        ...(flags.bool('global-default') ? { globalDefault: true } : {}),
        ...(description ? { description } : {}),
        preemptionPolicy: flags.string('preemption-policy'),
      },
      failure: 'failed to create priorityclass: ',
    };
  },
});
