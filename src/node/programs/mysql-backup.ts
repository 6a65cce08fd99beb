/** xtrabackup's programs: a member sends its data through ncat, the next one unpacks it and replicates from there. */

import { parentOf, normalizePath } from '../file-system.ts';
import { printed, refused } from '../shell/program.ts';
import { binaryLog, mysqlData, mysqlPort, readTables, sourceOf } from './mysql-server.ts';
import { formatPairs, parsePairs } from './pairs.ts';
import { parseArgs, type Peer, type Tool, type ToolWorld } from './tool.ts';

/** First line of a stream of files. */
const streamHead = 'XBSTCK01\n';
const checkpoints = 'xtrabackup_checkpoints';

/** What the sidecar of a MySQL Pod sends to whoever connects; empty when its server does not answer. */
export function backupStream(world: ToolWorld, { pod }: Peer): string {
  const connection = world.connect(pod.status.podIP ?? '', mysqlPort);
  const server = connection.type === 'open' ? connection.peer : undefined;
  if (!server) return '';
  const tables = readTables(world, server);
  const log = binaryLog(server);
  const source = sourceOf(server);
  const files = new Map([
    ['mysql/user.frm', ''],
    ['playground.tables', formatPairs(tables)],
    [checkpoints, 'backup_type = full-backuped\n'],
  ]);
  if (log) files.set('xtrabackup_binlog_info', `${log.file}\t${log.position}\n`);
  if (source !== undefined) {
    const first = source.split('.')[0]!;
    files.set('xtrabackup_slave_info', `CHANGE MASTER TO MASTER_LOG_FILE='${first}-bin.000003', MASTER_LOG_POS=154;\n`);
  }
  return streamHead + formatPairs(files);
}

/** `xbstream -x -C folder`: unpacks the files of a stream. */
const xbstream: Tool = (call, { files }) => {
  const { values } = parseArgs(call.argv.slice(1), ['C', 'directory']);
  const folder = normalizePath(values.get('C') ?? values.get('directory') ?? '.', call.folder);
  const text = call.stdin;
  if (text === '') return printed('');
  if (!text.startsWith(streamHead)) return refused('xb_stream_read_chunk(): wrong chunk magic at offset 0x0.\n');
  for (const [name, contents] of parsePairs(text.slice(streamHead.length))) {
    files.makeFolder(parentOf(`${folder}/${name}`), true);
    files.write(`${folder}/${name}`, contents);
  }
  return printed('');
};

/** `xtrabackup --prepare` finishes a clone; `--backup` writes a stream of the own server. */
const xtrabackup: Tool = (call, world) => {
  const { flags, values } = parseArgs(call.argv.slice(1), ['target-dir']);
  if (flags.has('backup')) {
    const [own] = world.peers('mysql');
    const stream = own ? backupStream(world, own) : '';
    return stream === '' ? refused('Failed to connect to MySQL server\n') : { ...printed(stream), takesMs: 500 };
  }
  const folder = normalizePath(values.get('target-dir') ?? mysqlData, call.folder);
  if (!world.files.exists(`${folder}/${checkpoints}`)) {
    return refused(`xtrabackup: Error: failed to read metadata from '${folder}/${checkpoints}'\n`);
  }
  return { ...printed(''), stderr: 'completed OK!\n', takesMs: 800 };
};

export const backupTools: Readonly<Record<string, Tool>> = { xbstream, xtrabackup };
