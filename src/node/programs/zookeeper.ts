/** ZooKeeper's programs: the client, the script that starts a server, and the readiness check. */

import { hostNamesOf } from '../../network/resolver.ts';
import { lasting, printed, refused, type ProgramResult } from '../shell/program.ts';
import { formatDate } from './date-text.ts';
import { parseArgs, type Peer, type Tool, type ToolWorld } from './tool.ts';
import { clientPort, ensembleOf, writeTree, type Ensemble, type TreeNode } from './zookeeper-tree.ts';

/** Takes the `-server host:port` off the words. */
function targetOf(words: readonly string[]): { readonly address: string; readonly rest: readonly string[] } {
  const at = words.indexOf('-server');
  if (at < 0) return { address: `localhost:${clientPort}`, rest: words };
  return { address: words[at + 1] ?? '', rest: [...words.slice(0, at), ...words.slice(at + 2)] };
}

const client: Tool = (call, world) => {
  const { address, rest } = targetOf(call.argv.slice(1));
  const lines =
    rest.length > 0
      ? [rest]
      : call.stdin
          .split('\n')
          .filter(Boolean)
          .map((line) => line.split(/\s+/));
  const [host = 'localhost', port = String(clientPort)] = address.split(':');
  const connection = world.connect(host, Number(port));
  const server = connection.type === 'open' ? connection.peer : undefined;
  const intro = `Connecting to ${address}\n\nWATCHER::\n\n`;
  if (!server || !ensembleOf(world, server)) return connectionLoss(`Connecting to ${address}\n`, lines[0] ?? []);
  const results = lines.map((line) => execute(world, server, line));
  const banner = `${intro}WatchedEvent state:SyncConnected type:None path:null\n`;
  const stderr = results.map((result) => result.stderr).join('');
  // Up to 3.4 the client ends well whatever the server said.
  const status = stderr === '' || world.imageTag.includes('3.4.') ? 0 : 1;
  return { ...printed(banner + results.map(({ stdout }) => stdout).join(''), status), stderr };
};

function connectionLoss(stdout: string, [, path = '/']: readonly string[]): ProgramResult {
  const exception = 'org.apache.zookeeper.KeeperException$ConnectionLossException';
  const text = `Exception in thread "main" ${exception}: KeeperErrorCode = ConnectionLoss for ${path}\n`;
  return { ...refused(text, 1, stdout), takesMs: 1500 };
}

const parentOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

function execute(world: ToolWorld, server: Peer, line: readonly string[]): ProgramResult {
  const ensemble = ensembleOf(world, server);
  if (!ensemble) return connectionLoss('', line);
  const [command = '', ...words] = line.filter((word) => !/^-[a-zA-Z]$/.test(word));
  const [path = '/', ...rest] = words;
  const options = new Set(line.filter((word) => /^-[a-zA-Z]$/.test(word)));
  const { nodes } = ensemble.tree;
  const node = nodes.get(path);
  const missing = refused(`Node does not exist: ${path}\n`);
  const value = rest.join(' ').replaceAll(/^(['"])(.*)\1$/g, '$2');
  switch (command) {
    case 'create': {
      const name = options.has('-s') ? `${path}${String(nodes.size - 1).padStart(10, '0')}` : path;
      if (nodes.has(name)) return refused(`Node already exists: ${name}\n`);
      if (parentOf(name) !== '/' && !nodes.has(parentOf(name))) return missing;
      write(world, ensemble, name, value);
      return printed(`Created ${name}\n`);
    }
    case 'get': {
      if (!node) return missing;
      const withStatistics = world.imageTag.includes('3.4.') || options.has('-s');
      return printed(`${node.value}\n${withStatistics ? statistics(path, node, ensemble) : ''}`);
    }
    case 'stat':
      return node ? printed(statistics(path, node, ensemble)) : missing;
    case 'set': {
      if (!node) return missing;
      const changed = write(world, ensemble, path, value);
      return printed(world.imageTag.includes('3.4.') ? statistics(path, changed, ensemble) : '');
    }
    case 'delete':
    case 'rmr':
    case 'deleteall': {
      if (!node) return missing;
      const inside = [...nodes.keys()].filter((name) => name.startsWith(`${path}/`));
      if (command === 'delete' && inside.length > 0) return refused(`Node not empty: ${path}\n`);
      const left = [...nodes].filter(([name]) => name !== path && !inside.includes(name));
      writeTree(ensemble.servers, { lastId: ensemble.tree.lastId + 3, nodes: new Map(left) });
      return printed('');
    }
    case 'ls':
      if (path !== '/' && !node) return missing;
      return printed(`[${childrenOf(path, ensemble).join(', ')}]\n`);
    case 'quit':
    case 'sync':
      return printed('');
    default:
      return refused(`Command not found: Command not found ${command}\n`);
  }
}

/** A write takes three transactions: the session's beginning, its own, the session's end. */
function write(world: ToolWorld, { servers, tree }: Ensemble, path: string, value: string): TreeNode {
  const id = tree.lastId + 2;
  const changed = { value, changedId: id, changedMs: world.nowMs };
  const before = tree.nodes.get(path);
  const node: TreeNode = before
    ? { ...before, ...changed, version: before.version + 1 }
    : { ...changed, createdId: id, createdMs: world.nowMs, version: 0 };
  writeTree(servers, { lastId: id + 1, nodes: new Map([...tree.nodes, [path, node]]) });
  return node;
}

function childrenOf(path: string, { tree }: Ensemble): readonly string[] {
  const prefix = path === '/' ? '/' : `${path}/`;
  return [...tree.nodes.keys()]
    .filter((name) => name.startsWith(prefix) && !name.slice(prefix.length).includes('/'))
    .map((name) => name.slice(prefix.length));
}

/** Transactions are counted within the leader's epoch. */
const transaction = (id: number): string => (id === 0 ? '0x0' : `0x1${id.toString(16).padStart(8, '0')}`);

function statistics(path: string, node: TreeNode, ensemble: Ensemble): string {
  const time = (ms: number): string => formatDate(ms, '%a %b %d %T UTC %Y');
  const children = childrenOf(path, ensemble);
  const made = children.map((name) => ensemble.tree.nodes.get(`${path}/${name}`)?.createdId ?? 0);
  return `cZxid = ${transaction(node.createdId)}
ctime = ${time(node.createdMs)}
mZxid = ${transaction(node.changedId)}
mtime = ${time(node.changedMs)}
pZxid = ${transaction(Math.max(node.createdId, ...made))}
cversion = ${children.length}
dataVersion = ${node.version}
aclVersion = 0
ephemeralOwner = 0x0
dataLength = ${node.value.length}
numChildren = ${children.length}
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
  const dataFolder = values.get('data_dir') ?? '/var/lib/zookeeper/data';
  const configFolder = values.get('conf_dir') ?? '/opt/zookeeper/conf';
  world.files.makeFolder(dataFolder, true);
  world.files.write(`${dataFolder}/myid`, `${Number(ordinal) + 1}\n`);
  const head = '#This file was autogenerated DO NOT EDIT\n';
  world.files.makeFolder(configFolder, true);
  world.files.write(`${configFolder}/zoo.cfg`, head + lines.join('') + (servers.length > 1 ? servers.join('') : ''));
  return lasting();
};

/** `zookeeper-ready 2181`: asks the own server `ruok`, which it answers without a majority too. */
const ready: Tool = ({ argv }, world) =>
  world.connect('127.0.0.1', Number(argv[1] ?? clientPort)).type === 'open' ? printed('') : printed('', 1);

export const zookeeperTools: Readonly<Record<string, Tool>> = {
  'start-zookeeper': start,
  'zkCli.sh': client,
  'zkServer.sh': start,
  'zookeeper-ready': ready,
};
