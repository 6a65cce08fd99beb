/**
 * MySQL's programs: enough SQL for the replicated MySQL tutorial. Tables live in the data folder; the first member of
 * the set is the primary, whose writes all running members get.
 */

import { lasting, printed, refused, type ProgramResult } from '../shell/program.ts';
import { sqlTime } from './date-text.ts';
import { formatPairs, parsePairs } from './pairs.ts';
import { parseArgs, type Peer, type Tool, type ToolWorld } from './tool.ts';

const port = 3306;
const dataFile = '/var/lib/mysql/playground.tables';

/** `database.table` → its rows, tab-separated, the column names first. */
type Tables = Map<string, string>;

interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function readTables(peer: Peer): Tables {
  const read = peer.files.read(dataFile);
  return 'text' in read ? parsePairs(read.text) : new Map();
}

function ordinalOf({ pod }: Peer): number {
  return Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? 0);
}

/** Writes to the primary reach every member; a replica is read-only. */
function writeTables(world: ToolWorld, server: Peer, tables: Tables): void {
  const text = formatPairs(tables);
  for (const { files } of world.peers('mysql', server.pod)) files.write(dataFile, text);
}

const client: Tool = (call, world) => {
  const { values, flags } = parseArgs(call.argv.slice(1), ['h', 'e', 'u', 'P', 'D', 'host', 'execute', 'user', 'port']);
  const host = values.get('h') ?? values.get('host') ?? '127.0.0.1';
  const connection = world.connect(host, Number(values.get('P') ?? values.get('port') ?? port));
  if (connection.type === 'unresolved')
    return refused(`ERROR 2005 (HY000): Unknown MySQL server host '${host}' (-2)\n`);
  if (connection.type !== 'open' || !connection.peer)
    return refused(`ERROR 2003 (HY000): Can't connect to MySQL server on '${host}' (111)\n`);
  const server = connection.peer;
  const script = values.get('e') ?? values.get('execute') ?? call.stdin;
  const session: Session = {
    world,
    server,
    database: undefined,
    plain: !flags.has('t') && values.get('e') === undefined && !flags.has('execute'),
  };
  let stdout = '';
  for (const statement of script
    .split(';')
    .map((text) => text.trim())
    .filter(Boolean)) {
    const result = execute(session, statement);
    stdout += result.stdout;
    if (result.status !== 0) return { ...result, stdout };
  }
  return printed(stdout);
};

interface Session {
  readonly world: ToolWorld;
  readonly server: Peer;
  database: string | undefined;
  /** Tab-separated instead of a drawn table: the input is no terminal. */
  readonly plain: boolean;
}

const failed = (code: number, state: string, text: string): ProgramResult =>
  refused(`ERROR ${code} (${state}) at line 1: ${text}\n`);

function execute(session: Session, statement: string): ProgramResult {
  const create = /^create\s+(database|schema|table)\s+(?:if\s+not\s+exists\s+)?([\w.`]+)\s*(?:\(([^]*)\))?/i.exec(
    statement,
  );
  if (create) return createThing(session, create[1]!.toLowerCase(), clean(create[2]!), create[3] ?? '');
  const insert = /^insert\s+into\s+([\w.`]+)\s*(?:\([^)]*\)\s*)?values\s*([^]*)$/i.exec(statement);
  if (insert) return insertRows(session, clean(insert[1]!), insert[2]!);
  const use = /^use\s+([\w`]+)$/i.exec(statement);
  if (use) {
    session.database = clean(use[1]!);
    return printed('');
  }
  if (/^(?:drop|delete|update|set|flush|grant|alter|stop|start|change|reset)\b/i.test(statement)) return printed('');
  if (/^show\s+databases/i.test(statement))
    return show(session, { columns: ['Database'], rows: databases(session).map((name) => [name]) });
  const select = /^select\s+([^]*?)(?:\s+from\s+([\w.`]+)[^]*)?$/i.exec(statement);
  if (select) return selectRows(session, select[1]!, select[2] && clean(select[2]));
  return failed(1064, '42000', `You have an error in your SQL syntax near '${statement.slice(0, 60)}'`);
}

const clean = (name: string): string => name.replaceAll('`', '');

function databases({ server }: Session): readonly string[] {
  const own = [...readTables(server).keys()].map((name) => name.split('.')[0]!);
  return [...new Set(['information_schema', 'mysql', 'performance_schema', 'sys', ...own])].toSorted();
}

function qualified({ database }: Session, name: string): string {
  return name.includes('.') ? name : `${database ?? ''}.${name}`;
}

function readOnly({ server }: Session): ProgramResult | undefined {
  if (ordinalOf(server) === 0) return undefined;
  return failed(
    1290,
    'HY000',
    'The MySQL server is running with the --super-read-only option so it cannot execute this statement',
  );
}

function createThing(session: Session, kind: string, name: string, columns: string): ProgramResult {
  const refusal = readOnly(session);
  if (refusal) return refusal;
  const tables = readTables(session.server);
  const key = kind === 'table' ? qualified(session, name) : `${name}.`;
  if (tables.has(key)) {
    return kind === 'table'
      ? failed(1050, '42S01', `Table '${name}' already exists`)
      : failed(1007, 'HY000', `Can't create database '${name}'; database exists`);
  }
  const names = columns.split(',').map((column) => column.trim().split(/\s+/)[0] ?? '');
  writeTables(session.world, session.server, new Map([...tables, [key, kind === 'table' ? names.join('\t') : '']]));
  return printed('');
}

function insertRows(session: Session, name: string, values: string): ProgramResult {
  const refusal = readOnly(session);
  if (refusal) return refusal;
  const key = qualified(session, name);
  const tables = readTables(session.server);
  const table = tables.get(key);
  if (table === undefined) return failed(1146, '42S02', `Table '${key}' doesn't exist`);
  const rows = [...values.matchAll(/\(((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^()'"])*)\)/g)].map((row) =>
    [...row[1]!.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,\s]+)/g)]
      .map((cell) => cell[1] ?? cell[2] ?? cell[3] ?? '')
      .join('\t'),
  );
  writeTables(session.world, session.server, new Map([...tables, [key, [table, ...rows].join('\n')]]));
  return printed('');
}

function selectRows(session: Session, what: string, from: string | undefined): ProgramResult {
  if (from === undefined) {
    const terms = what.split(',').map((term) => term.trim());
    return show(session, { columns: terms, rows: [terms.map((term) => expression(session, term))] });
  }
  const key = qualified(session, from);
  const table = readTables(session.server).get(key);
  if (table === undefined) return failed(1146, '42S02', `Table '${key}' doesn't exist`);
  const [columns = [], ...rows] = table.split('\n').map((line) => line.split('\t'));
  if (/^count\(\*\)$/i.test(what.trim()))
    return show(session, { columns: ['COUNT(*)'], rows: [[String(rows.length)]] });
  const wanted = what.trim() === '*' ? columns : what.split(',').map((name) => clean(name.trim()));
  const unknown = wanted.find((name) => !columns.includes(name));
  if (unknown !== undefined) return failed(1054, '42S22', `Unknown column '${unknown}' in 'field list'`);
  return show(session, {
    columns: wanted,
    rows: rows.map((row) => wanted.map((name) => row[columns.indexOf(name)] ?? 'NULL')),
  });
}

function expression({ server, world }: Session, term: string): string {
  const name = term.toLowerCase();
  if (name === '@@server_id') return String(100 + ordinalOf(server));
  if (name === 'now()' || name === 'current_timestamp') return sqlTime(world.nowMs);
  if (name === '@@hostname') return server.pod.metadata.name;
  if (name === 'version()' || name === '@@version') return '5.7.44-log';
  return name.replaceAll(/^'|'$/g, '');
}

/** A table drawn as the client does on a terminal, or tab-separated. */
function show({ plain }: Session, { columns, rows }: Rows): ProgramResult {
  if (rows.length === 0) return printed('');
  if (plain) return printed([columns, ...rows].map((row) => `${row.join('\t')}\n`).join(''));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => (row[index] ?? '').length)),
  );
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const numeric = columns.map((_, index) => rows.every((row) => /^-?\d+$/.test(row[index] ?? '')));
  const line = (row: readonly string[], head: boolean): string => {
    const cells = row.map((cell, index) =>
      numeric[index] && !head ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!),
    );
    return `| ${cells.join(' | ')} |\n`;
  };
  return printed(`${rule}${line(columns, true)}${rule}${rows.map((row) => line(row, false)).join('')}${rule}`);
}

const admin: Tool = (_call, world) =>
  world.connect('127.0.0.1', port).type === 'open'
    ? printed('mysqld is alive\n')
    : refused("mysqladmin: connect to server at '127.0.0.1' failed\n");

/** `xtrabackup --prepare` finishes a clone: this Pod then has what the member before it has. */
const xtrabackup: Tool = (_call, world) => {
  const own = Number(/-(\d+)$/.exec(world.pod.metadata.name)?.[1] ?? 0);
  const source = world.peers('mysql').find((peer) => ordinalOf(peer) === own - 1);
  if (source && !world.files.exists(dataFile)) {
    const read = source.files.read(dataFile);
    world.files.makeFolder('/var/lib/mysql/mysql', true);
    if ('text' in read) world.files.write(dataFile, read.text);
  }
  return { ...printed(''), stderr: 'completed OK!\n', takesMs: 800 };
};

/** The server makes its system database in an empty data folder. */
const server: Tool = (_call, world) => {
  world.files.makeFolder('/var/lib/mysql/mysql', true);
  return lasting();
};

export const mysqlTools: Readonly<Record<string, Tool>> = {
  mariadb: client,
  'mariadb-admin': admin,
  mysql: client,
  mysqladmin: admin,
  mariadbd: server,
  mysqld: server,
  mysqldump: () => printed('-- Dump completed\n'),
  xtrabackup,
};
