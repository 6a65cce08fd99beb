/** `kubectl create service`. Models cmd/create/create_service.go. */

import type { JsonObject } from '../../api/json.ts';
import type { Command, CommandContext } from '../command.ts';
import { KubectlError } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { generatorCommand, nameArgument, placed, type Generated } from './generate.ts';

/** The first fault of a port by number or name. Models validation.IsValidPortNum and IsValidPortName. */
function targetPortError(target: string): string | undefined {
  if (/^-?\d+$/.test(target)) {
    const isPort = Number(target) >= 1 && Number(target) <= 65_535;
    return isPort ? undefined : 'must be between 1 and 65535, inclusive';
  }
  if (target.length > 15) return 'must be no more than 15 characters';
  if (!/^[-a-z0-9]+$/.test(target)) {
    return 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)';
  }
  if (!/[a-z]/.test(target)) return 'must contain at least one letter (a-z)';
  if (target.includes('--')) return 'must not contain consecutive hyphens';
  return /^-|-$/.test(target) ? 'must not begin or end with a hyphen' : undefined;
}

/** `80:8080` → a port of the Service. Models parsePorts. */
function parsePort(text: string, nodePort: number): JsonObject {
  const [first = '', target] = text.split(':', 2);
  const invalid = (part: string, problem: string): KubectlError =>
    new KubectlError(`strconv.ParseUint: parsing ${JSON.stringify(part)}: ${problem}`);
  if (!/^\d+$/.test(first)) throw invalid(first, 'invalid syntax');
  const port = Number(first);
  if (port > 65_535) throw invalid(first, 'value out of range');
  const problem = target === undefined ? undefined : targetPortError(target);
  if (problem !== undefined) throw new KubectlError(problem);
  const targetPort = target === undefined ? port : /^\d+$/.test(target) ? Number(target) : target;
  const name = text.replaceAll(':', '-');
  return { name, port, protocol: 'TCP', targetPort, ...(nodePort ? { nodePort } : {}) };
}

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

function generateService(context: CommandContext, type: ServiceType): Generated {
  const { flags } = context;
  const name = nameArgument(context);
  const clusterIP = flags.has('clusterip') ? flags.string('clusterip') : '';
  const tcp = flags.strings('tcp');
  if (tcp.length === 0 && clusterIP !== 'None' && type !== 'ExternalName') {
    throw new KubectlError('at least one tcp port specifier must be provided');
  }
  const nodePort = flags.has('node-port') ? flags.int('node-port') : 0;
  const ports = tcp.map((text) => parsePort(text, nodePort));
  const selector = { app: name };
  return {
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: placed(context, { name, labels: { app: name } }),
      spec: {
        ...(ports.length > 0 ? { ports } : {}),
        selector,
        type,
        ...(clusterIP ? { clusterIP } : {}),
        ...(type === 'ExternalName' ? { externalName: flags.string('external-name') } : {}),
      },
      status: { loadBalancer: {} },
    },
    failure: `failed to create ${type} service: `,
  };
}

const tcpFlag: FlagSpec = {
  name: 'tcp',
  type: 'strings',
  usage: "Port pairs can be specified as '<port>:<targetPort>'.",
};

interface Variant {
  readonly command: string;
  readonly type: ServiceType;
  readonly noun: string;
  readonly example: string;
  readonly usage: string;
  readonly flags?: readonly FlagSpec[];
}

const variants: readonly Variant[] = [
  {
    command: 'clusterip',
    type: 'ClusterIP',
    noun: 'ClusterIP',
    example: `# Create a new ClusterIP service named my-cs
kubectl create service clusterip my-cs --tcp=5678:8080

# Create a new ClusterIP service named my-cs (in headless mode)
kubectl create service clusterip my-cs --clusterip="None"`,
    usage: 'NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]',
    flags: [
      {
        name: 'clusterip',
        type: 'string',
        usage: "Assign your own ClusterIP or set to 'None' for a 'headless' service (no loadbalancing).",
      },
    ],
  },
  {
    command: 'externalname',
    type: 'ExternalName',
    noun: 'ExternalName',
    example: `# Create a new ExternalName service named my-ns
kubectl create service externalname my-ns --external-name bar.com`,
    usage: 'NAME --external-name external.name [--dry-run=server|client|none]',
    flags: [{ name: 'external-name', type: 'string', required: true, usage: 'External name of service' }],
  },
  {
    command: 'loadbalancer',
    type: 'LoadBalancer',
    noun: 'LoadBalancer',
    example: `# Create a new LoadBalancer service named my-lbs
kubectl create service loadbalancer my-lbs --tcp=5678:8080`,
    usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
  },
  {
    command: 'nodeport',
    type: 'NodePort',
    noun: 'NodePort',
    example: `# Create a new NodePort service named my-ns
kubectl create service nodeport my-ns --tcp=5678:8080`,
    usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
    flags: [{ name: 'node-port', type: 'int', usage: 'Port used to expose the service on each node in a cluster.' }],
  },
];

const article = (noun: string): string => (/^[AEIOU]/.test(noun) ? 'an' : 'a');

export const createServiceCommand: Command = {
  name: 'service',
  aliases: ['svc'],
  short: 'Create a service using a specified subcommand',
  long: 'Create a service using a specified subcommand.',
  usage: 'kubectl create service [flags] [options]',
  subcommands: variants.map(({ command, type, noun, example, usage, flags }) =>
    generatorCommand({
      name: command,
      short: `Create ${article(noun)} ${noun} service`,
      long: `Create ${article(noun)} ${noun} service with the specified name.`,
      examples: example,
      usage: `kubectl create service ${command} ${usage} [options]`,
      flags: [tcpFlag, ...(flags ?? [])],
      generate: (context) => generateService(context, type),
    }),
  ),
};
