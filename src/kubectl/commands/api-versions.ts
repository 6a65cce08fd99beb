/** `kubectl api-versions`. Models kubectl/pkg/cmd/apiresources/apiversions.go. */

import type { Command, CommandContext } from '../command.ts';
import { discoverServer } from '../discovery.ts';
import { usageError } from '../errors.ts';

async function run({ io, args, client, commandPath }: CommandContext): Promise<void> {
  if (args.length > 0) throw usageError(commandPath, `unexpected arguments: [${args.join(' ')}]`);
  const { versions } = await discoverServer(client.send);
  io.stdout(
    versions
      .toSorted()
      .map((version) => `${version}\n`)
      .join(''),
  );
}

export const apiVersionsCommand: Command = {
  name: 'api-versions',
  short: 'Print the supported API versions on the server, in the form of "group/version"',
  long: 'Print the supported API versions on the server, in the form of "group/version".',
  examples: '# Print the supported API versions\nkubectl api-versions',
  usage: 'api-versions [options]',
  run,
};
