/** `kubectl version` and `cluster-info`. Models kubectl/pkg/cmd/{version,clusterinfo}. */

import { isJsonObject, type JsonObject } from '../../api/json.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { toYaml } from '../output/yaml.ts';

const kustomizeVersion = 'v5.8.1';

/** The client that the playground stands in for. */
const clientVersion: JsonObject = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.2',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'go1.26.10',
  compiler: 'gc',
  platform: 'linux/amd64',
};

const fieldOrder = [
  'major',
  'minor',
  'emulationMajor',
  'emulationMinor',
  'minCompatibilityMajor',
  'minCompatibilityMinor',
  'gitVersion',
  'gitCommit',
  'gitTreeState',
  'buildDate',
  'goVersion',
  'compiler',
  'platform',
];

/** Fields in the order of Go's version.Info. */
function ordered(info: JsonObject): JsonObject {
  return Object.fromEntries(fieldOrder.filter((key) => info[key] !== undefined).map((key) => [key, info[key]]));
}

async function serverVersion({ client }: CommandContext): Promise<JsonObject | undefined> {
  const body = await client.send({ method: 'GET', path: '/version' });
  return isJsonObject(body) ? body : undefined;
}

async function version(context: CommandContext): Promise<void> {
  const { flags, io, args } = context;
  // Upstream looks at arguments only on its way to the server.
  if (args.length > 0 && !flags.bool('client')) throw new KubectlError(`extra arguments: [${args.join(' ')}]`);
  const output = flags.string('output');
  if (output !== '' && output !== 'yaml' && output !== 'json') {
    throw new KubectlError("--output must be 'yaml' or 'json'");
  }
  const server = flags.bool('client') ? undefined : await serverVersion(context);
  const info = {
    clientVersion: ordered(clientVersion),
    kustomizeVersion,
    ...(server ? { serverVersion: ordered(server) } : {}),
  };
  if (output === 'json') return io.stdout(`${JSON.stringify(info, undefined, 2)}\n`);
  if (output === 'yaml') return io.stdout(toYaml(info));
  io.stdout(`Client Version: ${String(clientVersion.gitVersion)}\nKustomize Version: ${kustomizeVersion}\n`);
  if (server) io.stdout(`Server Version: ${String(server.gitVersion)}\n`);
}

export const versionCommand: Command = {
  name: 'version',
  short: 'Print the client and server version information',
  long: 'Print the client and server version information for the current context.',
  examples: `# Print the client and server versions for the current context
kubectl version`,
  usage: 'kubectl version [options]',
  flags: [
    { name: 'client', type: 'bool', usage: 'If true, shows client version only (no server required).' },
    { name: 'output', shorthand: 'o', type: 'string', usage: "One of 'yaml' or 'json'." },
  ],
  run: version,
};

async function clusterInfo({ io, args }: CommandContext): Promise<void> {
  if (args[0] === 'dump') throw new KubectlError('"kubectl cluster-info dump" is not part of this playground');
  io.stdout(
    `Kubernetes control plane is running at ${io.config.server}\n\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n`,
  );
}

export const clusterInfoCommand: Command = {
  name: 'cluster-info',
  short: 'Display cluster information',
  long: `Display addresses of the control plane and services with label kubernetes.io/cluster-service=true. To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.`,
  examples: `# Print the address of the control plane and cluster services
kubectl cluster-info`,
  usage: 'kubectl cluster-info [flags] [options]',
  run: clusterInfo,
};
