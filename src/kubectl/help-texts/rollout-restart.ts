/** Help and flags of `kubectl rollout restart`. */

import type { Command } from '../command.ts';
import { fieldManagerFlag, filenameFlags, printFlags, selectorFlag } from '../shared-flags.ts';

export const rolloutRestartHelp = {
  long: `Restart a resource.

        Resource rollout will be restarted.`,
  examples: `# Restart all deployments in the test-namespace namespace
kubectl rollout restart deployment -n test-namespace

# Restart a deployment
kubectl rollout restart deployment/nginx

# Restart a daemon set
kubectl rollout restart daemonset/abc

# Restart deployments with the app=nginx label
kubectl rollout restart deployment --selector=app=nginx`,
  usage: 'kubectl rollout restart RESOURCE [options]',
  flags: [
    ...printFlags,
    ...filenameFlags('Filename, directory, or URL to files identifying the resource to get from a server.'),
    fieldManagerFlag('kubectl-rollout'),
    selectorFlag,
  ],
} satisfies Partial<Command>;
