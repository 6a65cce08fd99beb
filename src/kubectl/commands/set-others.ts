/** `kubectl set serviceaccount` and `set selector`. Models set_serviceaccount.go and set_selector.go. */

import type { JsonObject } from '../../api/json.ts';
import { isSelectorError, parseLabelSelector } from '../../api/label-selector.ts';
import { patchRequest } from '../../client/request.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { createPrinter } from '../output/printer.ts';
import { dryRunOf, operationText, writeQuery } from '../request-options.ts';
import { readTargets, setFlags, updateTemplates } from './set-template.ts';

async function runServiceAccount(context: CommandContext): Promise<void> {
  const serviceAccountName = context.args.at(-1);
  if (serviceAccountName === undefined) throw new KubectlError('serviceaccount is required');
  const resources = context.args.slice(0, -1);
  await updateTemplates(context, await readTargets(context, resources), {
    resources,
    subject: 'ServiceAccountName',
    operation: 'serviceaccount updated',
    patch: () => ({ serviceAccountName }),
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
  flags: setFlags('serviceaccount'),
  run: runServiceAccount,
};

/** `a=b,c=d` as a map; anything but equality is not a Service's selector. */
function parseSelector(text: string): JsonObject {
  const parsed = parseLabelSelector(text);
  if (isSelectorError(parsed)) throw new KubectlError(parsed.error);
  const entries = parsed.map(({ key, operator, values }): [string, string] => {
    if (operator !== '=' && operator !== '==') {
      throw new KubectlError(`${JSON.stringify(text)} is not a valid selector of a Service`);
    }
    return [key, [...values][0] ?? ''];
  });
  return Object.fromEntries(entries);
}

async function runSelector(context: CommandContext): Promise<void> {
  const { flags, io, client } = context;
  const dryRun = dryRunOf(context);
  if (context.args.length === 0) {
    throw new KubectlError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  const selector = parseSelector(context.args.at(-1)!);
  const infos = await readTargets(context, context.args.slice(0, -1));
  const failures: unknown[] = [];
  for (const { resource, namespace, name } of infos) {
    try {
      if (resource.kind !== 'Service') throw new KubectlError('setting a selector is only supported for Services');
      const query = writeQuery({
        dryRun: dryRun === 'none' ? 'none' : 'server',
        fieldManager: flags.string('field-manager'),
      });
      const patch = { spec: { selector: { ...selector, $patch: 'replace' } } };
      const changed = await client.send(patchRequest({ resource, namespace, name }, 'strategic', patch, query));
      io.stdout(createPrinter(context, operationText('selector updated', dryRun))(changed as JsonObject));
    } catch (error) {
      failures.push(error);
    }
  }
  throwAll(failures);
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
    {
      name: 'resource-version',
      type: 'string',
      usage:
        'If non-empty, the selectors update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.',
    },
  ]),
  run: runSelector,
};
