/** `kubectl rollout pause` and `resume`: only for Deployments, which the playground does not have. */

import { resourceName } from '../../api/scheme.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { fieldManagerFlag, filenameFlags, printFlags, selectorFlag } from '../shared-flags.ts';
import { requireResource, rolloutTargets } from './rollout-targets.ts';

function refuse(doing: string): (context: CommandContext) => Promise<void> {
  return async (context) => {
    requireResource(context);
    const { infos, errors } = await rolloutTargets(context);
    const refusals = infos.map(
      ({ resource, name }) =>
        new KubectlError(`error: ${resourceName(resource)} ${JSON.stringify(name)} ${doing} is not supported`),
    );
    throwAll([...errors, ...refusals]);
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
  run: refuse('pausing'),
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
  run: refuse('resuming'),
};
