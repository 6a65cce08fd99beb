/** Flags that become request parameters: `--dry-run`, `--field-manager`, `--validate`; and how success lines show them. */

import type { ApiRequest } from '../api/request.ts';
import type { CommandContext } from './command.ts';
import { KubectlError } from './errors.ts';
import { parseGoBool } from './flag-values.ts';
import { klogHeader } from './klog.ts';

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

function readDryRun({ client, flags, io }: CommandContext): DryRun {
  const value = flags.string('dry-run');
  const warn = (line: number, text: string): void => {
    io.stderr(`${klogHeader('W', client.clock.nowMs(), `helpers.go:${line}`)} ${text}\n`);
  };
  if (value === 'unchanged') {
    warn(719, '--dry-run is deprecated and can be replaced with --dry-run=client.');
    return 'client';
  }
  if (value === 'none' || value === 'client' || value === 'server') return value;
  const truth = parseGoBool(value);
  if (truth.error !== undefined) {
    throw new KubectlError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
  }
  const strategy = truth.value ? 'client' : 'none';
  const text = `--dry-run=${value} is deprecated (boolean value) and can be replaced with --dry-run=${strategy}.`;
  warn(truth.value ? 733 : 736, text);
  return strategy;
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
