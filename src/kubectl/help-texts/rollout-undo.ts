/** Help and flags of `kubectl rollout undo`. */

import type { Command } from '../command.ts';
import { dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../shared-flags.ts';

export const rolloutUndoHelp = {
  long: `Roll back to a previous rollout.`,
  examples: `# Roll back to the previous deployment
kubectl rollout undo deployment/abc

# Roll back to daemonset revision 3
kubectl rollout undo daemonset/abc --to-revision=3

# Roll back to the previous deployment with dry-run
kubectl rollout undo --dry-run=server deployment/abc`,
  usage: 'kubectl rollout undo (TYPE NAME | TYPE/NAME) [flags] [options]',
  flags: [
    ...printFlags,
    ...filenameFlags('Filename, directory, or URL to files identifying the resource to get from a server.'),
    dryRunFlag,
    selectorFlag,
    { name: 'to-revision', type: 'int', usage: 'The revision to rollback to. Default to 0 (last revision).' },
  ],
} satisfies Partial<Command>;
