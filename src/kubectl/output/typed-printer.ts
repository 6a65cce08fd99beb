/** Prints objects that kubectl holds as structs of its client library: their JSON has the order of the structs' fields. */

import type { CommandContext } from '../command.ts';
import { goStructJson } from './go-json.ts';
import type { ObjectPrinter } from './object-printer.ts';
import { createPrinter, outputFormat, withoutManagedFields } from './printer.ts';

/** As `createPrinter`, for such objects. */
export async function createTypedPrinter(
  context: Pick<CommandContext, 'flags' | 'io'>,
  operation: string,
): Promise<ObjectPrinter> {
  const print = createPrinter(context, operation);
  if (outputFormat(context).toLowerCase() !== 'json') return print;
  const { inFieldOrder } = await import('./field-order.ts');
  const keep = context.flags.has('show-managed-fields') && context.flags.bool('show-managed-fields');
  return (object) => `${goStructJson(inFieldOrder(keep ? object : withoutManagedFields(object)), '    ')}\n`;
}
