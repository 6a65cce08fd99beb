/** Flags that become request parameters: `--dry-run`, `--field-manager`, `--validate`; and how success lines show them. */

import type { ApiRequest } from '../api/request.ts';
import type { CommandContext } from './command.ts';
import { KubectlError } from './errors.ts';
import { oldDryRun } from './old-dry-run.ts';

export type DryRun = 'none' | 'client' | 'server';

const dryRuns = new WeakMap<CommandContext['flags'], DryRun>();

/** Reads `--dry-run`; old spellings are warned of once. Models cmdutil.GetDryRunStrategy. */
export function dryRunOf(context: CommandContext): DryRun {
  const known = dryRuns.get(context.flags);
  if (known) return known;
  const read = readDryRun(context);
  dryRuns.set(context.flags, read);
  return read;
}

function readDryRun(context: CommandContext): DryRun {
  const value = context.flags.string('dry-run');
  return value === 'none' || value === 'client' || value === 'server' ? value : oldDryRun(context, value);
}

/** `created` → `created (server dry run)`. */
export function operationText(operation: string, dryRun: DryRun): string {
  if (dryRun === 'none') return operation;
  return `${operation} (${dryRun === 'client' ? 'dry run' : 'server dry run'})`;
}

/** Reads `--validate`. Models cmdutil.GetValidationDirective. */
export function validationOf(context: CommandContext): 'Strict' | 'Warn' | 'Ignore' {
  const value = context.flags.string('validate');
  if (value === 'true' || value === 'strict') return 'Strict';
  if (value === 'warn') return 'Warn';
  if (value === 'false' || value === 'ignore') return 'Ignore';
  throw new KubectlError(
    `invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`,
  );
}

/** Query of a write: who asks, whether it is only tried, how strictly fields are checked. */
export function writeQuery(options: {
  readonly fieldManager?: string;
  readonly dryRun?: DryRun;
  readonly validation?: string;
  readonly force?: boolean;
}): NonNullable<ApiRequest['query']> {
  return {
    ...(options.dryRun === 'server' ? { dryRun: 'All' } : {}),
    ...(options.fieldManager ? { fieldManager: options.fieldManager } : {}),
    ...(options.validation ? { fieldValidation: options.validation } : {}),
    ...(options.force === undefined ? {} : { force: String(options.force) }),
  };
}
