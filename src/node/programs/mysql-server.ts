/**
 * A MySQL server as its files have it: its settings, its tables, and whom it replicates from. A replica that runs has
 * what its source has; one that is cut off keeps what it had.
 */

import { formatPairs, parsePairs } from './pairs.ts';
import type { Peer, ToolWorld } from './tool.ts';

export const mysqlPort = 3306;
export const mysqlData = '/var/lib/mysql';
const tablesFile = `${mysqlData}/playground.tables`;
const positionFile = `${mysqlData}/binlog.position`;
const sourceFile = `${mysqlData}/master.info`;
const runningFile = `${mysqlData}/relay-log.info`;
const settingsFolder = '/etc/mysql/conf.d';

/** `database.table` → its rows, tab-separated, the columns with their types first. `database.` stands for the database. */
export type Tables = ReadonlyMap<string, string>;

function textOf({ files }: Peer, path: string): string | undefined {
  const read = files.read(path);
  return 'text' in read ? read.text : undefined;
}

/** What the configuration says: `server-id=100`, `super-read-only`. Dashes and underscores are the same. */
export function setting(server: Peer, name: string): string | undefined {
  for (const file of server.files.list(settingsFolder)) {
    for (const line of (textOf(server, `${settingsFolder}/${file}`) ?? '').split('\n')) {
      const [key = '', value = ''] = line.split('=').map((part) => part.trim());
      if (key.replaceAll('_', '-') === name) return value;
    }
  }
  return undefined;
}

export const isReadOnly = (server: Peer): boolean => setting(server, 'super-read-only') !== undefined;

/** Name and position of the binary log; undefined when the server writes none. */
export function binaryLog(server: Peer): { readonly file: string; readonly position: number } | undefined {
  if (setting(server, 'log-bin') === undefined) return undefined;
  const position = Number(textOf(server, positionFile) ?? 154);
  return { file: `${server.pod.spec.hostname ?? server.pod.metadata.name}-bin.000003`, position };
}

/** The host that a server replicates from. */
export function sourceOf(server: Peer): string | undefined {
  return textOf(server, sourceFile)?.trim();
}

export const isReplicating = (server: Peer): boolean =>
  sourceOf(server) !== undefined && server.files.exists(runningFile);

export function setSource(server: Peer, host: string): void {
  server.files.write(sourceFile, `${host}\n`);
}

export function setReplicating(server: Peer, on: boolean): void {
  if (on) server.files.write(runningFile, './relay-log.000002\n');
  else server.files.remove(runningFile);
}

/** The source, when the server has one and reaches it. */
export function reachedSource(world: ToolWorld, server: Peer): Peer | undefined {
  const host = sourceOf(server);
  if (host === undefined || !isReplicating(server)) return undefined;
  const connection = world.connect(host, mysqlPort);
  return connection.type === 'open' && connection.peer?.pod.metadata.uid !== server.pod.metadata.uid
    ? connection.peer
    : undefined;
}

/** The tables, after catching up with the source. */
export function readTables(world: ToolWorld, server: Peer): Tables {
  const own = textOf(server, tablesFile);
  const source = reachedSource(world, server);
  const text = source ? (textOf(source, tablesFile) ?? '') : own;
  if (text !== undefined && text !== own) server.files.write(tablesFile, text);
  return parsePairs(text ?? '');
}

/** Writes the tables, into the binary log too; replicas that run get them. */
export function writeTables(world: ToolWorld, server: Peer, tables: Tables): void {
  const text = formatPairs(tables);
  server.files.write(tablesFile, text);
  const log = binaryLog(server);
  if (log) server.files.write(positionFile, String(log.position + 190));
  for (const peer of world.peers('mysql', server.pod)) {
    if (peer.pod.metadata.uid !== server.pod.metadata.uid && isReplicating(peer)) peer.files.write(tablesFile, text);
  }
}

/** The system database of an empty data folder. */
export function layOutData(world: Pick<ToolWorld, 'files'>): void {
  world.files.makeFolder(`${mysqlData}/mysql`, true);
}
