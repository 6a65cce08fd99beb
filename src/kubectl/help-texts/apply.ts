/** Flags of `kubectl apply`; its long help stands in apply-texts.ts. */

import type { Command } from '../command.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, selectorFlag } from '../shared-flags.ts';

export const applyHelp = {
  usage: 'kubectl apply (-f FILENAME | -k DIRECTORY) [options]',
  flags: [
    ...printFlags,
    ...filenameFlags('The files that contain the configurations to apply.', 'Process a kustomization directory.'),
    { name: 'all', type: 'bool', usage: 'Select all resources in the namespace of the specified resource types.' },
    {
      name: 'cascade',
      type: 'string',
      default: 'background',
      noOptDefault: 'background',
      usage:
        'Must be "background", "orphan", or "foreground". Selects the deletion cascading strategy for the dependents (e.g. Pods created by a ReplicationController). Defaults to background.',
    },
    dryRunFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    {
      name: 'force',
      type: 'bool',
      usage:
        'If true, immediately remove resources from API and bypass graceful deletion. Note that immediate deletion of some resources may result in inconsistency or data loss and requires confirmation.',
    },
    {
      name: 'force-conflicts',
      type: 'bool',
      usage: 'If true, server-side apply will force the changes against conflicts.',
    },
    {
      name: 'grace-period',
      type: 'int',
      default: '-1',
      usage:
        'Period of time in seconds given to the resource to terminate gracefully. Ignored if negative. Set to 1 for immediate shutdown. Can only be set to 0 when --force is true (force deletion).',
    },
    {
      name: 'openapi-patch',
      type: 'bool',
      default: 'true',
      usage:
        'If true, use openapi to calculate diff when the openapi presents and the resource can be found in the openapi spec. Otherwise, fall back to use baked-in types.',
    },
    {
      name: 'overwrite',
      type: 'bool',
      default: 'true',
      usage:
        'Automatically resolve conflicts between the modified and live configuration by using values from the modified configuration',
    },
    {
      name: 'prune',
      type: 'bool',
      usage:
        'Automatically delete resource objects, that do not appear in the configs and are created by either apply or create --save-config. Should be used with either -l or --all.',
    },
    {
      name: 'prune-allowlist',
      type: 'strings',
      usage: 'Overwrite the default allowlist with <group/version/kind> for --prune',
    },
    selectorFlag,
    { name: 'server-side', type: 'bool', usage: 'If true, apply runs in the server instead of the client.' },
    {
      name: 'subresource',
      type: 'string',
      usage:
        'If specified, apply will operate on the subresource of the requested object.  Only allowed when using --server-side.',
    },
    {
      name: 'timeout',
      type: 'duration',
      usage:
        'The length of time to wait before giving up on a delete, zero means determine a timeout from the size of the object',
    },
    {
      name: 'validate',
      type: 'string',
      default: 'strict',
      usage:
        'Must be one of: strict (or true), warn, ignore (or false). "true" or "strict" will use a schema to validate the input and fail the request if invalid. It will perform server side validation if ServerSideFieldValidation is enabled on the api-server, but will fall back to less reliable client-side validation if not. "warn" will warn about unknown or duplicate fields without blocking the request if server-side field validation is enabled on the API server, and behave as "ignore" otherwise. "false" or "ignore" will not perform any schema validation, silently dropping any unknown or duplicate fields.',
    },
    {
      name: 'wait',
      type: 'bool',
      usage: 'If true, wait for resources to be gone before returning. This waits for finalizers.',
    },
  ],
} satisfies Partial<Command>;
