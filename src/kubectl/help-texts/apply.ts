/** Flags of `kubectl apply`; its long help stands in apply-texts.ts, what the flags mean in flag-usages.ts. */

import type { Command } from '../command.ts';
import { applyUsages } from './flag-usages.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, selectorFlag } from '../shared-flags.ts';

export const applyHelp = {
  usage: 'kubectl apply (-f FILENAME | -k DIRECTORY) [options]',
  flags: [
    ...printFlags,
    ...filenameFlags('The files that contain the configurations to apply.', 'Process a kustomization directory.'),
    { name: 'all', type: 'bool', usage: () => applyUsages.all },
    {
      name: 'cascade',
      type: 'string',
      default: 'background',
      noOptDefault: 'background',
      usage: () => applyUsages.cascade,
    },
    dryRunFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    {
      name: 'force',
      type: 'bool',
      usage: () => applyUsages.force,
    },
    {
      name: 'force-conflicts',
      type: 'bool',
      usage: () => applyUsages['force-conflicts'],
    },
    {
      name: 'grace-period',
      type: 'int',
      default: '-1',
      usage: () => applyUsages['grace-period'],
    },
    {
      name: 'openapi-patch',
      type: 'bool',
      default: 'true',
      usage: () => applyUsages['openapi-patch'],
    },
    {
      name: 'overwrite',
      type: 'bool',
      default: 'true',
      usage: () => applyUsages.overwrite,
    },
    {
      name: 'prune',
      type: 'bool',
      usage: () => applyUsages.prune,
    },
    {
      name: 'prune-allowlist',
      type: 'strings',
      usage: () => applyUsages['prune-allowlist'],
    },
    selectorFlag,
    { name: 'server-side', type: 'bool', usage: () => applyUsages['server-side'] },
    {
      name: 'subresource',
      type: 'string',
      usage: () => applyUsages.subresource,
    },
    {
      name: 'timeout',
      type: 'duration',
      usage: () => applyUsages.timeout,
    },
    {
      name: 'validate',
      type: 'string',
      default: 'strict',
      usage: () => applyUsages.validate,
    },
    {
      name: 'wait',
      type: 'bool',
      usage: () => applyUsages.wait,
    },
  ],
} satisfies Partial<Command>;
