/** Commands that exist upstream but not in the playground: they say so instead of pretending. */

import type { Command } from '../command.ts';
import { KubectlError } from '../errors.ts';

/** A command that is listed in help and refuses to run, with the reason where there is one to give. */
export function refusedCommand(name: string, short: string, reason?: string): Command {
  return {
    name,
    short,
    lenient: true,
    run: async (context) => {
      throw new KubectlError(`"${context.commandPath}" is not part of this playground${reason ? `: ${reason}` : ''}`);
    },
  };
}
