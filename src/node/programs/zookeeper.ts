/** ZooKeeper's programs: the client of a tree of nodes that the whole ensemble keeps, and the readiness check. */

import { printed, refused, type ProgramResult } from '../shell/program.ts';
import type { FileSystem } from '../file-system.ts';
import { formatPairs, parsePairs } from './pairs.ts';
import type { Tool, ToolWorld } from './tool.ts';

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

/** `zookeeper-ready 2181`: asks the own server `ruok`. */
const ready: Tool = ({ argv }, world) =>
  world.connect('127.0.0.1', Number(argv[1] ?? clientPort)).type === 'open' ? printed('') : printed('', 1);

export const zookeeperTools: Readonly<Record<string, Tool>> = { 'zkCli.sh': client, 'zookeeper-ready': ready };
