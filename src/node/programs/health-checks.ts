/** Client programs that ask a server whether it is well, as probes do: which port has to answer, and what they print. */

import { printed, refused, type ProgramCall } from '../shell/program.ts';
import type { Tool } from './tool.ts';

interface HealthCheck {
  readonly port: number;
  /** Flags that name the host, the port, or both as `host:port`. */
  readonly hostFlags?: readonly string[];
  readonly portFlags?: readonly string[];
  readonly addressFlags?: readonly string[];
  /** `%h` is the host, `%p` the port. */
  readonly well: string;
  readonly ill: string;
  /** Where the failure is written; default stderr. */
  readonly illOn?: 'stdout';
  /** Exit code when nothing answers; default 1. */
  readonly illStatus?: number;
}

const kafka: HealthCheck = {
  port: 9092,
  addressFlags: ['--bootstrap-server', '--bootstrap-controller'],
  well: '',
  ill: 'org.apache.kafka.common.errors.TimeoutException: Timed out waiting for a node assignment.\n',
};
const mongo: HealthCheck = {
  port: 27_017,
  hostFlags: ['--host', '-h'],
  portFlags: ['--port'],
  well: '{ ok: 1 }\n',
  ill: 'MongoNetworkError: connect ECONNREFUSED %h:%p\n',
};
const rabbit: HealthCheck = {
  port: 5672,
  well: '',
  ill: 'Error: unable to perform an operation on node. Please see diagnostics information and suggestions below.\n',
  illStatus: 69,
};

const checks: Readonly<Record<string, HealthCheck>> = {
  cqlsh: {
    port: 9042,
    well: '',
    ill: "Connection error: ('Unable to connect to any servers', {'%h:%p': ConnectionRefusedError(111)})\n",
  },
  etcdctl: {
    port: 2379,
    addressFlags: ['--endpoints'],
    well: '%h:%p is healthy: successfully committed proposal: took = 1.5ms\n',
    ill: '%h:%p is unhealthy: failed to commit proposal: context deadline exceeded\nError: unhealthy cluster\n',
  },
  'kafka-broker-api-versions.sh': { ...kafka, well: '%h:%p (id: 0 rack: null isFenced: false) -> (...)\n' },
  'kafka-metadata-quorum.sh': kafka,
  'kafka-topics.sh': kafka,
  mongo,
  mongosh: mongo,
  pg_isready: {
    port: 5432,
    hostFlags: ['-h', '--host'],
    portFlags: ['-p', '--port'],
    well: '%h:%p - accepting connections\n',
    ill: '%h:%p - no response\n',
    illOn: 'stdout',
    illStatus: 2,
  },
  'rabbitmq-diagnostics': { ...rabbit, well: 'Ping succeeded\n' },
  rabbitmqctl: rabbit,
  'rabbitmq-upgrade': rabbit,
};

/** `-h host`, `-hhost`, `--host=host`. */
function flagValue({ argv }: ProgramCall, names: readonly string[] = []): string | undefined {
  for (const [index, word] of argv.entries()) {
    for (const name of names) {
      if (word === name) return argv[index + 1];
      if (name.startsWith('--') ? word.startsWith(`${name}=`) : word.startsWith(name) && !word.startsWith('--'))
        return word.slice(name.length + (name.startsWith('--') ? 1 : 0));
    }
  }
  return undefined;
}

/** pg_isready names the socket when it was told no host. */
const localName: Readonly<Record<string, string>> = { pg_isready: '/var/run/postgresql' };

function toolOf(name: string, check: HealthCheck): Tool {
  return (call, world) => {
    const address =
      flagValue(call, check.addressFlags)
        ?.split(',')[0]
        ?.replace(/^\w+:\/\//, '') ?? '';
    const [addressHost, addressPort] = address.split(':');
    const asked = flagValue(call, check.hostFlags) ?? (addressHost || undefined);
    const host = asked ?? '127.0.0.1';
    const port = Number(flagValue(call, check.portFlags) ?? addressPort ?? check.port);
    const quiet = call.argv.some((word) => word === '-q' || word === '--quiet') && !check.well.startsWith('{');
    const said = (text: string): string =>
      text.replaceAll('%h', asked ?? localName[name] ?? host).replaceAll('%p', String(port));
    if (world.connect(host, port).type === 'open') return printed(quiet ? '' : said(check.well));
    const status = check.illStatus ?? 1;
    return check.illOn === 'stdout' ? printed(said(check.ill), status) : refused(said(check.ill), status);
  };
}

export const healthChecks: Readonly<Record<string, Tool>> = Object.fromEntries(
  Object.entries(checks).map(([name, check]) => [name, toolOf(name, check)]),
);
