/**
 * The tree that an ensemble of ZooKeeper servers keeps. Every write has a number; a server that was away has an older
 * tree, and takes over the newest one of those that serve. Without a majority there is nobody to ask.
 */

import { formatPairs, parsePairs } from './pairs.ts';
import type { Peer, ToolWorld } from './tool.ts';

export const clientPort = 2181;
/** Where each server keeps the tree. */
const treeFile = '/var/lib/zookeeper/data/version-2/tree';
const configFile = '/opt/zookeeper/conf/zoo.cfg';
/** Name of the pair that holds the number of the last transaction. */
const counterName = '#';

export interface TreeNode {
  readonly value: string;
  readonly createdId: number;
  readonly createdMs: number;
  readonly changedId: number;
  readonly changedMs: number;
  readonly version: number;
}

export interface Tree {
  /** Number of the last transaction. */
  readonly lastId: number;
  readonly nodes: ReadonlyMap<string, TreeNode>;
}

const root: TreeNode = { value: '', createdId: 0, createdMs: 0, changedId: 0, changedMs: 0, version: 0 };
const emptyTree: Tree = { lastId: 0, nodes: new Map([['/zookeeper', root]]) };

function readTree({ files }: Peer): Tree {
  const read = files.read(treeFile);
  if (!('text' in read)) return emptyTree;
  const pairs = parsePairs(read.text);
  const lastId = Number(pairs.get(counterName)) || 0;
  pairs.delete(counterName);
  const nodes = [...pairs].map(([path, text]) => {
    const [value = '', ...numbers] = text.split('\t');
    const [createdId = 0, createdMs = 0, changedId = 0, changedMs = 0, version = 0] = numbers.map(Number);
    return [path, { value, createdId, createdMs, changedId, changedMs, version }] as const;
  });
  return { lastId, nodes: new Map(nodes) };
}

/** Writes the tree to servers whose tree is another one. */
export function writeTree(servers: readonly Peer[], { lastId, nodes }: Tree): void {
  const pairs = [...nodes].map(([path, { value, createdId, createdMs, changedId, changedMs, version }]) => {
    return [path, [value, createdId, createdMs, changedId, changedMs, version].join('\t')] as const;
  });
  const text = formatPairs(new Map([[counterName, String(lastId)], ...pairs]));
  for (const { files } of servers) {
    const read = files.read(treeFile);
    if ('text' in read && read.text === text) continue;
    files.makeFolder('/var/lib/zookeeper/data/version-2', true);
    files.write(treeFile, text);
  }
}

/** How many servers the configuration counts; 1 for a server on its own. */
function ensembleSize({ files }: Peer): number {
  const read = files.read(configFile);
  const lines = 'text' in read ? read.text.split('\n').filter((line) => /^server\.\d+=/.test(line)) : [];
  return Math.max(1, lines.length);
}

export interface Ensemble {
  /** Those that serve. */
  readonly servers: readonly Peer[];
  readonly tree: Tree;
}

/** The ensemble of a server, with its tree; undefined while fewer than a majority of its servers run. */
export function ensembleOf(world: ToolWorld, server: Peer): Ensemble | undefined {
  const isServing = ({ pod }: Peer): boolean => world.connect(pod.status.podIP ?? '', clientPort).type === 'open';
  const servers = world.peers('zookeeper', server.pod).filter(isServing);
  if (servers.length * 2 <= ensembleSize(server)) return undefined;
  const trees = servers.map(readTree);
  const tree = trees.reduce((newest, other) => (other.lastId > newest.lastId ? other : newest), emptyTree);
  return { servers, tree };
}
