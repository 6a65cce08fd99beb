/** `kubectl set serviceaccount` and `set selector`. Models set_serviceaccount.go and set_selector.go. */

import { recorded, recordFlag } from '../change-cause.ts';
import type { JsonObject } from '../../api/json.ts';
import { createTwoWayMergePatch } from '../../api/strategic-diff.ts';
import { patchRequest } from '../../client/request.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { createTypedPrinter } from '../output/typed-printer.ts';
import { localAndServer } from '../local-refusals.ts';
import { dryRunOf, operationText, writeQuery } from '../request-options.ts';
import { toLabelSelector, type ParsedSelector } from '../to-label-selector.ts';
import { readTargets, resolveTargets, setFlags, updateTemplates } from './set-template.ts';

async function runServiceAccount(context: CommandContext): Promise<void> {
  const isLocal = context.flags.bool('local');
  if (dryRunOf(context) === 'server' && isLocal) throw new KubectlError(localAndServer);
  const serviceAccountName = context.args.at(-1);
  if (serviceAccountName === undefined) throw new KubectlError('serviceaccount is required');
  const resources = isLocal ? [] : context.args.slice(0, -1);
  await updateTemplates(context, await readTargets(context, resources), {
    resources,
    failure: 'failed to patch ServiceAccountName',
    operation: 'serviceaccount updated',
    change: (_, spec) => ({ ...spec, serviceAccountName }),
  });
}

export const setServiceAccountCommand: Command = {
  name: 'serviceaccount',
  aliases: ['sa'],
  short: 'Update the service account of a resource',
  long: `Update the service account of pod template resources.

 Possible resources (case insensitive) can be:

 replicationcontroller (rc), deployment (deploy), daemonset (ds), job, replicaset (rs), statefulset`,
  examples: `# Set deployment nginx-deployment's service account to serviceaccount1
kubectl set serviceaccount deployment nginx-deployment serviceaccount1

# Print the result (in YAML format) of updated nginx deployment with the service account from local file, without hitting the API server
kubectl set sa -f nginx-deployment.yaml serviceaccount1 --local --dry-run=client -o yaml`,
  usage: 'kubectl set serviceaccount (-f FILENAME | TYPE NAME) SERVICE_ACCOUNT [options]',
  flags: setFlags('serviceaccount', [recordFlag]).filter(({ name }) => name !== 'selector'),
  run: runServiceAccount,
};

/** The selector of a Service, which knows equality alone. Models updateSelectorForObject. */
function serviceSelector({ matchLabels, matchExpressions }: ParsedSelector): JsonObject {
  if (matchExpressions.length === 0) return matchLabels;
  const shown = matchExpressions.map(({ key, operator, values }) => `{${key} ${operator} [${values.join(' ')}]}`);
  throw new KubectlError(`match expression [${shown.join(' ')}] not supported on this object`);
}

async function runSelector(context: CommandContext): Promise<void> {
  const { flags, io, client, args } = context;
  const dryRun = dryRunOf(context);
  const print = await createTypedPrinter(context, operationText('selector updated', dryRun));
  const last = args.at(-1);
  if (last === undefined) throw new KubectlError('one selector is required');
  const selector = toLabelSelector(last);
  const { infos, errors } = await resolveTargets(context, args.slice(0, -1));
  const failures: unknown[] = [];
  for (const { resource, namespace, name, object } of infos) {
    try {
      if (resource.kind !== 'Service') throw new KubectlError('setting a selector is only supported for Services');
      const version = flags.string('resource-version');
      const spec = { ...(object.spec as JsonObject | undefined), selector: serviceSelector(selector) };
      const changed = recorded(context, { ...object, spec });
      if (flags.bool('local') || dryRun === 'client') {
        io.stdout(print(changed));
        continue;
      }
      const patch = createTwoWayMergePatch(object, changed, 'Service');
      const versioned = version
        ? { ...patch, metadata: { ...(patch['metadata'] as JsonObject | undefined), resourceVersion: version } }
        : patch;
      const query = writeQuery({ dryRun, fieldManager: flags.string('field-manager') });
      const request = patchRequest({ resource, namespace, name }, 'strategic', versioned, query);
      io.stdout(print((await client.send(request)) as JsonObject));
    } catch (error) {
      failures.push(error);
    }
  }
  throwAll([...failures, ...errors]);
}

export const setSelectorCommand: Command = {
  name: 'selector',
  short: 'Set the selector on a resource',
  long: `Set the selector on a resource. Note that the new selector will overwrite the old selector if the resource had one prior to the invocation of 'set selector'.

 A selector must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters. If --resource-version is specified, then updates will use this resource version, otherwise the existing resource-version will be used. Note: currently selectors can only be set on Service objects.`,
  examples: `# Set the labels and selector before creating a deployment/service pair
kubectl create service clusterip my-svc --clusterip="None" -o yaml --dry-run=client | kubectl set selector --local -f - 'environment=qa' -o yaml | kubectl create -f -
kubectl create deployment my-dep -o yaml --dry-run=client | kubectl label --local -f - environment=qa -o yaml | kubectl create -f -`,
  usage: 'kubectl set selector (-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version] [options]',
  flags: setFlags('selector', [
    recordFlag,
    {
      name: 'resource-version',
      type: 'string',
      usage:
        'If non-empty, the selectors update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.',
    },
  ]).filter(({ name }) => name !== 'selector' && name !== 'kustomize'),
  run: runSelector,
};
