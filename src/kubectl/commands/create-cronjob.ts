/** `kubectl create cronjob`: shows the object with `--dry-run=client`; the cluster has none. Models cmd/create/create_cronjob.go. */

import type { Command } from '../command.ts';
import { generatorCommand, nameArgument, placed } from './generate.ts';

export const createCronJobCommand: Command = generatorCommand({
  name: 'cronjob',
  aliases: ['cj'],
  short: 'Create a cron job with the specified name',
  long: 'Create a cron job with the specified name.',
  examples: `# Create a cron job
kubectl create cronjob my-job --image=busybox --schedule="*/1 * * * *"

# Create a cron job with a command
kubectl create cronjob my-job --image=busybox --schedule="*/1 * * * *" -- date`,
  usage: "kubectl create cronjob NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags] [options]",
  flags: [
    { name: 'image', type: 'string', required: true, usage: 'Image name to run.' },
    { name: 'restart', type: 'string', usage: "job's restart policy. supported values: OnFailure, Never" },
    {
      name: 'schedule',
      type: 'string',
      required: true,
      usage: 'A schedule in the Cron format the job should be run with.',
    },
  ],
  generate(context) {
    const { args, argsBeforeDash, flags } = context;
    const name = nameArgument(context);
    const command = argsBeforeDash === -1 ? [] : args.slice(argsBeforeDash);
    const container = {
      name,
      image: flags.string('image'),
      ...(command.length > 0 ? { command } : {}),
      resources: {},
    };
    const template = {
      metadata: {},
      spec: { containers: [container], restartPolicy: flags.string('restart') || 'OnFailure' },
    };
    return {
      object: {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: placed(context, { name }),
        spec: { schedule: flags.string('schedule'), jobTemplate: { metadata: { name }, spec: { template } } },
        status: {},
      },
      failure: 'failed to create cronjob: ',
    };
  },
});
