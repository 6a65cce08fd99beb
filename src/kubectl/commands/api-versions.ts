/** `kubectl api-versions`. Models kubectl/pkg/cmd/apiresources/apiversions.go. */

import { apiVersionOf } from '../../api/scheme.ts';
import type { Command, CommandContext } from '../command.ts';
import { usageError } from '../errors.ts';

/** Versions that are served although another one of their group is preferred. */
const olderVersions = ['autoscaling/v1'];

async function run({ io, args, client, commandPath }: CommandContext): Promise<void> {
  if (args.length > 0) throw usageError(commandPath, `unexpected arguments: [${args.join(' ')}]`);
  const versions = new Set([...client.resources.map(apiVersionOf), ...olderVersions]);
  io.stdout(
    [...versions]
      .sort()
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
