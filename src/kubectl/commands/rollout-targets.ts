/** What the rollout subcommands have in common: which objects they are about. */

import type { CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { resolve, type Resolution } from '../resolve.ts';

/** Refuses a command line that names nothing. */
export function requireResource({ args, flags }: CommandContext): void {
  if (args.length === 0 && flags.strings('filename').length === 0 && flags.string('kustomize') === '') {
    throw new KubectlError('required resource not specified');
  }
}

const workloads = [
  'DaemonSet.apps',
  'Deployment.apps',
  'Job.batch',
  'Pod',
  'ReplicaSet.apps',
  'ReplicationController',
  'StatefulSet.apps',
  'CronJob.batch',
];

/** Why nothing can be said of a kind: it is no workload, or one without revisions. Models apps.GroupKindElement.Accept. */
export function notVisited(what: string, who: string, { resource: { kind, group } }: ResourceInfo): KubectlError {
  const name = group ? `${kind}.${group}` : kind;
  const shown = JSON.stringify(name);
  if (workloads.includes(name)) return new KubectlError(`no ${who} has been implemented for ${shown}`);
  return new KubectlError(`error retrieving ${what} for ${shown}, no visitor method exists for {${group} ${kind}}`);
}

/** Reads the objects of a rollout command; a bare type means all of it. */
export function rolloutTargets(context: CommandContext): Promise<Resolution> {
  const { flags } = context;
  return resolve(context, {
    args: context.args,
    allowEmptySelector: true,
    filenames: flags.strings('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    selector: flags.string('selector'),
    latest: true,
    continueOnError: true,
  });
}
