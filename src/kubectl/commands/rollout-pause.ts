/** `kubectl rollout pause` and `resume`, only for Deployments. Models cmd/rollout/rollout_{pause,resume}.go. */

import { isJsonObject, type JsonObject } from '../../api/json.ts';
import { resourceName } from '../../api/scheme.ts';
import { patchRequest } from '../../client/request.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { createTypedPrinter } from '../output/typed-printer.ts';
import type { ResourceInfo } from '../plan-visits.ts';
import { writeQuery } from '../request-options.ts';
import { fieldManagerFlag, filenameFlags, printFlags, selectorFlag } from '../shared-flags.ts';
import { requireResource, rolloutTargets } from './rollout-targets.ts';

/** What one of the two commands does, in words. */
interface Pausing {
  readonly paused: boolean;
  readonly doing: string;
  readonly done: string;
  /** Why an object cannot be treated so: it is as wanted already. */
  readonly already: string;
}

async function setPaused(context: CommandContext, info: ResourceInfo, pausing: Pausing): Promise<string> {
  const { resource, namespace, name, object } = info;
  const refuse = (reason: string): never => {
    throw new KubectlError(`error: ${resourceName(resource)} ${JSON.stringify(name)} ${reason}`);
  };
  if (resource.kind !== 'Deployment') return refuse(`${pausing.doing} is not supported`);
  const isPaused = isJsonObject(object['spec']) && object['spec']['paused'] === true;
  if (isPaused === pausing.paused) return refuse(pausing.already);
  const patch = { spec: { paused: pausing.paused ? true : null } };
  const query = writeQuery({ fieldManager: context.flags.string('field-manager') });
  try {
    const changed = await context.client.send(patchRequest({ resource, namespace, name }, 'strategic', patch, query));
    return (await createTypedPrinter(context, pausing.done))(changed as JsonObject);
  } catch (error) {
    throw new KubectlError(`failed to patch: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function runner(pausing: Pausing): (context: CommandContext) => Promise<void> {
  return async (context) => {
    await createTypedPrinter(context, '');
    requireResource(context);
    const { infos, errors } = await rolloutTargets(context);
    const failures = [...errors];
    if (infos.length === 0 && errors.length === 0) {
      context.io.stderr(`No resources found in ${context.namespace} namespace.\n`);
    }
    for (const info of infos) {
      try {
        context.io.stdout(await setPaused(context, info, pausing));
      } catch (error) {
        failures.push(error);
      }
    }
    throwAll(failures);
  };
}

const flags = [
  ...printFlags,
  fieldManagerFlag('kubectl-rollout'),
  ...filenameFlags('Filename, directory, or URL to files identifying the resource to get from a server.'),
  selectorFlag,
];

export const rolloutPauseCommand: Command = {
  name: 'pause',
  short: 'Mark the provided resource as paused',
  long: `Mark the provided resource as paused.

 Paused resources will not be reconciled by a controller. Use "kubectl rollout resume" to resume a paused resource. Currently only deployments support being paused.`,
  examples: `# Mark the nginx deployment as paused
# Any current state of the deployment will continue its function; new updates
# to the deployment will not have an effect as long as the deployment is paused
kubectl rollout pause deployment/nginx`,
  usage: 'kubectl rollout pause RESOURCE [options]',
  flags,
  run: runner({ paused: true, doing: 'pausing', done: 'paused', already: 'is already paused' }),
};

export const rolloutResumeCommand: Command = {
  name: 'resume',
  short: 'Resume a paused resource',
  long: `Resume a paused resource.

 Paused resources will not be reconciled by a controller. By resuming a resource, we allow it to be reconciled again. Currently only deployments support being resumed.`,
  examples: `# Resume an already paused deployment
kubectl rollout resume deployment/nginx`,
  usage: 'kubectl rollout resume RESOURCE [options]',
  flags,
  run: runner({ paused: false, doing: 'resuming', done: 'resumed', already: 'is not paused' }),
};
