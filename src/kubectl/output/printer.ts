/** Prints single objects as `-o` asks: the counterpart of upstream's PrintFlags.ToPrinter. */

import type { JsonObject } from '../../api/json.ts';
import { KubectlError } from '../errors.ts';
import type { CommandContext } from '../command.ts';

/** Gives the text for one object, with its final newline where the format has one. */
export type ObjectPrinter = (object: JsonObject) => string;

/** `statefulset.apps/web`, `pod/web-0`. */
export function kindSlashName(object: JsonObject): string {
  const apiVersion = String(object.apiVersion ?? '');
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const kind = String(object.kind ?? '').toLowerCase();
  const name = String((object.metadata as JsonObject | undefined)?.name ?? '');
  return `${group ? `${kind}.${group}` : kind}/${name}`;
}

/**
 * The printer that `-o`/`--template` of `context.flags` ask for; without `-o` it prints `<kind>/<name> <operation>`.
 * Throws KubectlError for an unknown format. Managed fields are left out unless `--show-managed-fields`.
 */
export function createPrinter(context: Pick<CommandContext, 'flags' | 'io'>, operation: string): ObjectPrinter {
  const format = context.flags.string('output');
  if (format === '') return (object) => `${kindSlashName(object)} ${operation}\n`;
  if (format === 'name') return (object) => `${kindSlashName(object)}\n`;
  if (format === 'json') return (object) => `${JSON.stringify(object, undefined, 4)}\n`;
  throw new KubectlError(`unable to match a printer suitable for the output format "${format}"`);
}
