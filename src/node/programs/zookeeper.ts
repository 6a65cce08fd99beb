/** ZooKeeper's programs: the client of a tree of nodes that the whole ensemble keeps, and the readiness check. */

import { hostNamesOf } from '../../network/resolver.ts';
import { lasting, printed, refused, type ProgramResult } from '../shell/program.ts';
import type { FileSystem } from '../file-system.ts';
import { formatPairs, parsePairs } from './pairs.ts';
import { parseArgs, type Tool, type ToolWorld } from './tool.ts';

/** Where each server keeps the tree, below its data folder. */
const treeFile = '/var/lib/zookeeper/data/version-2/tree';
const clientPort = 2181;

type Tree = ReadonlyMap<string, string>;

function readTree(files: FileSystem): Tree {
  const read = files.read(treeFile);
  return 'text' in read ? parsePairs(read.text) : new Map([['/zookeeper', '']]);
}

/** A write is known to all members of the ensemble that run. */
function writeTree(world: ToolWorld, tree: Tree): void {
  const text = formatPairs(tree);
  for (const { files } of world.peers('zookeeper')) {
    files.makeFolder('/var/lib/zookeeper/data/version-2', true);
    files.write(treeFile, text);
  }
}

const banner = 'Connecting to localhost:2181\n\nWATCHER::\n\nWatchedEvent state:SyncConnected type:None path:null\n';

const client: Tool = ({ argv, stdin }, world) => {
  const words = argv.slice(1).filter((word, index, all) => word !== '-server' && all[index - 1] !== '-server');
  if (world.connect('127.0.0.1', clientPort).type !== 'open') {
    return refused('KeeperErrorCode = ConnectionLoss\n', 1, 'Connecting to localhost:2181\n');
  }
  const lines =
    words.length > 0
      ? [words]
      : stdin
          .split('\n')
          .filter(Boolean)
          .map((line) => line.split(/\s+/));
  const results = lines.map((line) => execute(world, line));
  const stderr = results.map((result) => result.stderr).join('');
  return { ...printed(banner + results.map(({ stdout }) => stdout).join(''), stderr === '' ? 0 : 1), stderr };
};

function execute(world: ToolWorld, [command = '', path = '/', ...value]: readonly string[]): ProgramResult {
  const tree = readTree(world.files);
  const missing = refused(`Node does not exist: ${path}\n`);
  switch (command) {
    case 'create':
      if (tree.has(path)) return refused(`Node already exists: ${path}\n`);
      writeTree(world, new Map([...tree, [path, value.join(' ')]]));
      return printed(`Created ${path}\n`);
    case 'get':
      return tree.has(path) ? printed(`${tree.get(path)}\n${statistics(tree.get(path) ?? '')}`) : missing;
    case 'set':
      if (!tree.has(path)) return missing;
      writeTree(world, new Map([...tree, [path, value.join(' ')]]));
      return printed('');
    case 'delete':
    case 'rmr':
    case 'deleteall':
      if (!tree.has(path)) return missing;
      writeTree(world, new Map([...tree].filter(([name]) => name !== path && !name.startsWith(`${path}/`))));
      return printed('');
    case 'ls': {
      const prefix = path === '/' ? '/' : `${path}/`;
      const names = [...tree.keys()].filter(
        (name) => name.startsWith(prefix) && !name.slice(prefix.length).includes('/'),
      );
      return printed(`[${names.map((name) => name.slice(prefix.length)).join(', ')}]\n`);
    }
    case 'quit':
      return printed('');
    default:
      return refused(`Command not found: Command not found ${command}\n`);
  }
}

function statistics(value: string): string {
  return `cZxid = 0x100000002
ctime = Thu Jan 01 00:00:00 UTC 2026
mZxid = 0x100000002
mtime = Thu Jan 01 00:00:00 UTC 2026
pZxid = 0x100000002
cversion = 0
dataVersion = 0
aclVersion = 0
ephemeralOwner = 0x0
dataLength = ${value.length}
numChildren = 0
`;
}

/** Values of the options that `start-zookeeper` writes into the configuration. */
const settings: readonly (readonly [key: string, option: string, fallback: string])[] = [
  ['clientPort', 'client_port', '2181'],
  ['dataDir', 'data_dir', '/var/lib/zookeeper/data'],
  ['dataLogDir', 'data_log_dir', '/var/lib/zookeeper/data/log'],
  ['tickTime', 'tick_time', '2000'],
  ['initLimit', 'init_limit', '10'],
  ['syncLimit', 'sync_limit', '5'],
  ['maxClientCnxns', 'max_client_cnxns', '60'],
  ['minSessionTimeout', 'min_session_timeout', '4000'],
  ['maxSessionTimeout', 'max_session_timeout', '40000'],
  ['autopurge.snapRetainCount', 'snap_retain_count', '3'],
  ['autopurge.purgeInterval', 'purge_interval', '12'],
];

/** `start-zookeeper --servers=3 …`: derives myid and the ensemble from the Pod's host name, then serves. */
const start: Tool = ({ argv }, world) => {
  const { values } = parseArgs(argv.slice(1));
  const { hostname, fqdn } = hostNamesOf(world.pod);
  const match = /^(.*)-(\d+)$/.exec(hostname);
  if (!match) return refused('Failed to parse name and ordinal of Pod\n');
  const [, name = '', ordinal = '0'] = match;
  const domain = fqdn.slice(hostname.length);
  const servers = Array.from(
    { length: Math.min(Number(values.get('servers') ?? 1), 50) },
    (_, i) =>
      `server.${i + 1}=${name}-${i}${domain}:${values.get('server_port') ?? 2888}:${values.get('election_port') ?? 3888}\n`,
  );
  const lines = settings.map(([key, option, fallback]) => `${key}=${values.get(option) ?? fallback}\n`);
  world.files.makeFolder('/var/lib/zookeeper/data', true);
  world.files.write('/var/lib/zookeeper/data/myid', `${Number(ordinal) + 1}\n`);
  const head = '#This file was autogenerated DO NOT EDIT\n';
  world.files.write(
    '/opt/zookeeper/conf/zoo.cfg',
    head + lines.join('') + (servers.length > 1 ? servers.join('') : ''),
  );
  return lasting();
};

/** `zookeeper-ready 2181`: asks the own server `ruok`. */
const ready: Tool = ({ argv }, world) =>
  world.connect('127.0.0.1', Number(argv[1] ?? clientPort)).type === 'open' ? printed('') : printed('', 1);

export const zookeeperTools: Readonly<Record<string, Tool>> = {
  'start-zookeeper': start,
  'zkCli.sh': client,
  'zkServer.sh': start,
  'zookeeper-ready': ready,
};
