/** Help and flags of `kubectl rollout history`. */

import type { Command } from '../command.ts';
import { filenameFlags, printFlags, selectorFlag } from '../shared-flags.ts';

export const rolloutHistoryHelp = {
  long: `View previous rollout revisions and configurations.`,
  examples: `# View the rollout history of a deployment
kubectl rollout history deployment/abc

# View the details of daemonset revision 3
kubectl rollout history daemonset/abc --revision=3`,
  usage: 'kubectl rollout history (TYPE NAME | TYPE/NAME) [flags] [options]',
  flags: [
    ...printFlags,
    ...filenameFlags('Filename, directory, or URL to files identifying the resource to get from a server.'),
    { name: 'revision', type: 'int', usage: 'See the details, including podTemplate of the revision specified' },
    selectorFlag,
  ],
} satisfies Partial<Command>;
