/** `kubectl describe`. Models kubectl/pkg/cmd/describe/describe.go. */

import type { KubeObject } from '../../api/object.ts';
import type { Command, CommandContext } from '../command.ts';
import type { DescribeContext } from '../describe/describer.ts';
import { describerOf } from '../describe/registry.ts';
import { isStatusReason, KubectlError, throwAll } from '../errors.ts';
import type { BuilderOptions, ResourceInfo } from '../plan-visits.ts';
import { resolve } from '../resolve.ts';
import { allNamespacesFlag, chunkSizeFlag, filenameFlags, selectorFlag } from '../shared-flags.ts';

const long = `Show details of a specific resource or group of resources.

 Print a detailed description of the selected resources, including related resources such as events or controllers. You may select a single object by name, all objects of that type, provide a name prefix, or label selector. For example:

        $ kubectl describe TYPE NAME_PREFIX
        
 will first check for an exact match on TYPE and NAME_PREFIX. If no such resource exists, it will output details for every resource that has a name prefixed with NAME_PREFIX.

Use "kubectl api-resources" for a complete list of supported resources.`;

const examples = `# Describe a node
kubectl describe nodes kubernetes-node-emt8.c.myproject.internal

# Describe a pod
kubectl describe pods/nginx

# Describe a pod identified by type and name in "pod.json"
kubectl describe -f pod.json

# Describe all pods
kubectl describe pods

# Describe pods by label name=myLabel
kubectl describe pods -l name=myLabel

# Describe all pods managed by the 'frontend' replication controller
# (rc-created pods get the name of the rc as a prefix in the pod name)
kubectl describe pods frontend`;

function describeInfo({ resource, object }: ResourceInfo, context: DescribeContext): Promise<string> {
  return describerOf(resource)(object as unknown as KubeObject, context);
}

/** Describes everything whose name begins like the one that was not found. Models DescribeMatchingResources. */
async function describeMatching(
  context: CommandContext,
  options: BuilderOptions,
  describe: DescribeContext,
  notFound: unknown,
): Promise<void> {
  const [type = '', prefix = ''] = context.args;
  const { infos, errors } = await resolve(context, { ...options, args: [type], singleResourceType: true });
  throwAll(errors);
  const matching = infos.filter(({ name }) => name.startsWith(prefix));
  if (matching.length === 0) throw notFound;
  for (const info of matching) context.io.stdout(`${await describeInfo(info, describe)}\n`);
}

async function run(context: CommandContext): Promise<void> {
  const { io, client, flags, args, namespace } = context;
  const filenames = flags.strings('filename');
  const kustomize = flags.string('kustomize');
  if (args.length === 0 && filenames.length === 0 && kustomize === '') {
    throw new KubectlError(
      'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n',
    );
  }
  const allNamespaces = flags.bool('all-namespaces');
  const options: BuilderOptions = {
    args,
    allowEmptySelector: true,
    filenames,
    kustomize,
    recursive: flags.bool('recursive'),
    latest: true,
    selector: flags.string('selector'),
    allNamespaces,
    continueOnError: true,
  };
  const { infos, errors } = await resolve(context, options);
  const wished = flags.changed('show-events') ? flags.bool('show-events') : undefined;
  const describe: DescribeContext = {
    client,
    clock: { nowMs: client.clock.nowMs(), timeZoneOffsetMinutes: io.timeZoneOffsetMinutes ?? 0 },
    showEvents: wished ?? infos.length === 1,
  };
  if (errors.length === 1 && isStatusReason(errors[0], 'NotFound') && args.length === 2) {
    return describeMatching(context, options, describe, errors[0]);
  }
  for (const [index, info] of infos.entries()) {
    io.stdout(`${index === 0 ? '' : '\n\n'}${await describeInfo(info, describe)}`);
  }
  if (infos.length === 0 && errors.length === 0) {
    io.stderr(allNamespaces ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`);
  }
  throwAll(errors);
}

export const describeCommand: Command = {
  name: 'describe',
  short: 'Show details of a specific resource or group of resources',
  long,
  examples,
  usage: 'describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [options]',
  flags: [
    allNamespacesFlag,
    chunkSizeFlag,
    ...filenameFlags('Filename, directory, or URL to files containing the resource to describe'),
    selectorFlag,
    {
      name: 'show-events',
      type: 'bool',
      default: 'true',
      usage:
        'If true, display events related to the described object. Defaults to true for a single object, false for multiple objects and prefix matching.',
    },
  ],
  run,
};
