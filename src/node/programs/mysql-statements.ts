/** The SQL that the tutorials and curious readers type: databases, tables, rows, variables and replication. */

import { printed, type ProgramResult } from '../shell/program.ts';
import { sqlTime } from './date-text.ts';
import {
  isReadOnly,
  isReplicating,
  reachedSource,
  setReplicating,
  setSource,
  setting,
  sourceOf,
} from './mysql-server.ts';
import { formatResult, type Column, type Rows } from './mysql-output.ts';
import {
  clean,
  done,
  fail,
  matcher,
  nameOf,
  openTable,
  save,
  saveRows,
  tablesOf,
  type SqlSession,
} from './mysql-tables.ts';

interface Rule {
  readonly pattern: RegExp;
  /** It changes data, which a read-only server refuses. */
  readonly writes?: boolean;
  run(session: SqlSession, match: RegExpExecArray): ProgramResult;
}

const rules: readonly Rule[] = [
  { pattern: /^create\s+(?:database|schema)\s+(if\s+not\s+exists\s+)?([\w`]+)/i, writes: true, run: createDatabase },
  { pattern: /^create\s+table\s+(if\s+not\s+exists\s+)?([\w.`]+)\s*\(([^]*)\)/i, writes: true, run: createTable },
  { pattern: /^drop\s+(database|schema|table)\s+(if\s+exists\s+)?([\w.`]+)$/i, writes: true, run: drop },
  { pattern: /^insert\s+into\s+([\w.`]+)\s*(?:\(([^)]*)\)\s*)?values\s*([^]*)$/i, writes: true, run: insert },
  {
    pattern: /^(?:delete\s+from|truncate(?:\s+table)?)\s+([\w.`]+)(?:\s+where\s+([^]+))?$/i,
    writes: true,
    run: remove,
  },
  { pattern: /^update\s+([\w.`]+)\s+set\s+([^]+?)(?:\s+where\s+([^]+))?$/i, writes: true, run: update },
  { pattern: /^use\s+([\w`]+)$/i, run: use },
  { pattern: /^show\s+(?:databases|schemas)$/i, run: (session) => single(session, 'Database', databases(session)) },
  { pattern: /^show\s+tables$/i, run: showTables },
  { pattern: /^show\s+(?:slave|replica)\s+status$/i, run: showReplication },
  { pattern: /^change\s+master\s+to\s+([^]+)$/i, run: changeSource },
  { pattern: /^(start|stop|reset)\s+(?:slave|replica)\b/i, run: replicate },
  { pattern: /^select\s+([^]+?)(?:\s+from\s+([\w.`]+)(?:\s+where\s+([^]+?))?(?:\s+limit\s+(\d+))?)?$/i, run: select },
  { pattern: /^(?:set|flush|grant|alter|begin|commit|start\s+transaction|reset)\b/i, run: () => done },
];

/** Runs one statement, without its end mark. `vertical`: it ended with `\G`. */
export function runStatement(session: SqlSession, statement: string, vertical: boolean): ProgramResult {
  for (const rule of rules) {
    const match = rule.pattern.exec(statement);
    if (!match) continue;
    if (rule.writes && isReadOnly(session.server)) {
      const text = 'The MySQL server is running with the --super-read-only option so it cannot execute this statement';
      return fail(session, 1290, 'HY000', text);
    }
    session.vertical = vertical;
    return rule.run(session, match);
  }
  const near = statement.slice(0, 60);
  const text = `You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near '${near}' at line 1`;
  return fail(session, 1064, '42000', text);
}

function createDatabase(session: SqlSession, [, unless, name = '']: RegExpExecArray): ProgramResult {
  const database = clean(name);
  const tables = tablesOf(session);
  if (!tables.has(`${database}.`)) return save(session, new Map([...tables, [`${database}.`, '']]));
  const text = `Can't create database '${database}'; database exists`;
  return unless ? done : fail(session, 1007, 'HY000', text);
}

function createTable(session: SqlSession, [, unless, name = '', body = '']: RegExpExecArray): ProgramResult {
  const key = nameOf(session, name);
  if (typeof key !== 'string') return key;
  const tables = tablesOf(session);
  const database = key.split('.')[0]!;
  if (!tables.has(`${database}.`)) return fail(session, 1049, '42000', `Unknown database '${database}'`);
  if (tables.has(key))
    return unless ? done : fail(session, 1050, '42S01', `Table '${key.split('.')[1]}' already exists`);
  const columns = body
    .split(/,(?![^(]*\))/)
    .map((text) => text.trim())
    .filter((text) => !/^(?:primary|unique|key|index|constraint|foreign)\b/i.test(text))
    .map((text) => text.split(/\s+/).slice(0, 2).map(clean).join(' '));
  return save(session, new Map([...tables, [key, columns.join('\t')]]));
}

function drop(session: SqlSession, [, kind = '', unless, name = '']: RegExpExecArray): ProgramResult {
  const tables = tablesOf(session);
  const key = kind.toLowerCase() === 'table' ? nameOf(session, name) : `${clean(name)}.`;
  if (typeof key !== 'string') return key;
  if (!tables.has(key)) {
    if (unless) return done;
    return key.endsWith('.')
      ? fail(session, 1008, 'HY000', `Can't drop database '${clean(name)}'; database doesn't exist`)
      : fail(session, 1051, '42S02', `Unknown table '${key}'`);
  }
  return save(
    session,
    new Map([...tables].filter(([other]) => other !== key && !(key.endsWith('.') && other.startsWith(key)))),
  );
}

const rowPattern = /\(((?:'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|\w+\(\)|[^()'"])*)\)/g;
const cellPattern = /'((?:[^'\\]|\\.|'')*)'|"((?:[^"\\]|\\.)*)"|([^,\s][^,]*)/g;

function insert(session: SqlSession, [, name = '', list, values = '']: RegExpExecArray): ProgramResult {
  const table = openTable(session, name);
  if ('status' in table) return table;
  const wanted = list?.split(',').map((column) => clean(column.trim())) ?? table.columns.map(({ title }) => title);
  const added: (readonly string[])[] = [];
  for (const [, text = ''] of values.matchAll(rowPattern)) {
    const cells = [...text.matchAll(cellPattern)].map(([, one, two, bare]) => {
      const word = (bare ?? '').trim();
      return (
        one?.replaceAll("''", "'") ??
        two ??
        (/^(?:now\(\)|current_timestamp)/i.test(word) ? sqlTime(session.world.nowMs) : word)
      );
    });
    if (cells.length !== wanted.length) {
      return fail(session, 1136, '21S01', `Column count doesn't match value count at row ${added.length + 1}`);
    }
    added.push(table.columns.map(({ title }) => (wanted.includes(title) ? cells[wanted.indexOf(title)]! : 'NULL')));
  }
  return saveRows(session, table, [...table.rows, ...added]);
}

function remove(session: SqlSession, [, name = '', condition]: RegExpExecArray): ProgramResult {
  const table = openTable(session, name);
  if ('status' in table) return table;
  const matches = matcher(table, condition);
  return saveRows(
    session,
    table,
    table.rows.filter((row) => !matches(row)),
  );
}

function update(session: SqlSession, [, name = '', changes = '', condition]: RegExpExecArray): ProgramResult {
  const table = openTable(session, name);
  if ('status' in table) return table;
  const matches = matcher(table, condition);
  const values = new Map(
    [...changes.matchAll(/([\w`]+)\s*=\s*('(?:[^'\\]|\\.)*'|"[^"]*"|[^,\s]+)/g)].map(([, column = '', value = '']) => [
      clean(column),
      value.replaceAll(/^['"]|['"]$/g, ''),
    ]),
  );
  const changed = table.rows.map((row) =>
    matches(row) ? table.columns.map(({ title }, at) => values.get(title) ?? row[at] ?? 'NULL') : row,
  );
  return saveRows(session, table, changed);
}

function use(session: SqlSession, [, name = '']: RegExpExecArray): ProgramResult {
  const database = clean(name);
  if (!databases(session).includes(database)) return fail(session, 1049, '42000', `Unknown database '${database}'`);
  session.database = database;
  return done;
}

function databases(session: SqlSession): readonly string[] {
  const own = [...tablesOf(session).keys()].map((name) => name.split('.')[0]!);
  return [...new Set(['information_schema', 'mysql', 'performance_schema', 'sys', ...own])].toSorted();
}

function showTables(session: SqlSession): ProgramResult {
  const { database } = session;
  if (database === undefined) return fail(session, 1046, '3D000', 'No database selected');
  const prefix = `${database}.`;
  const names = [...tablesOf(session).keys()].filter((name) => name.startsWith(prefix) && name !== prefix);
  return single(session, `Tables_in_${database}`, names.map((name) => name.slice(prefix.length)).toSorted());
}

function show(session: SqlSession, rows: Rows): ProgramResult {
  return printed(formatResult(rows, session));
}

function single(session: SqlSession, title: string, values: readonly string[]): ProgramResult {
  return show(session, { columns: [{ title, isNumber: false }], rows: values.map((value) => [value]) });
}

function changeSource(session: SqlSession, [, options = '']: RegExpExecArray): ProgramResult {
  const host = /master_host\s*=\s*'([^']*)'/i.exec(options)?.[1];
  if (host !== undefined) setSource(session.server, host);
  return done;
}

function replicate(session: SqlSession, [, verb = '']: RegExpExecArray): ProgramResult {
  const { server } = session;
  if (sourceOf(server) === undefined) {
    const text = 'The server is not configured as slave; fix in config file or with CHANGE MASTER TO';
    return verb.toLowerCase() === 'start' ? fail(session, 1200, 'HY000', text) : done;
  }
  setReplicating(server, verb.toLowerCase() === 'start');
  return done;
}

function showReplication(session: SqlSession): ProgramResult {
  const { world, server } = session;
  const host = sourceOf(server);
  if (host === undefined) return done;
  const runs = isReplicating(server);
  const reached = reachedSource(world, server) !== undefined;
  const pairs: readonly (readonly [string, string])[] = [
    [
      'Slave_IO_State',
      runs ? (reached ? 'Waiting for master to send event' : 'Reconnecting after a failed master event read') : '',
    ],
    ['Master_Host', host],
    ['Master_User', 'root'],
    ['Master_Port', '3306'],
    ['Connect_Retry', '10'],
    ['Slave_IO_Running', runs ? (reached ? 'Yes' : 'Connecting') : 'No'],
    ['Slave_SQL_Running', runs ? 'Yes' : 'No'],
    ['Seconds_Behind_Master', runs && reached ? '0' : 'NULL'],
  ];
  const columns = pairs.map(([title]) => ({ title, isNumber: /Port|Retry|Seconds/.test(title) }));
  return show(session, { columns, rows: [pairs.map(([, value]) => value)] });
}

function select(session: SqlSession, [, what = '', from, condition, limit]: RegExpExecArray): ProgramResult {
  const terms = what.split(/,(?![^(]*\))/).map((term) => term.trim());
  if (from === undefined) return selectValues(session, terms);
  const table = openTable(session, from);
  if ('status' in table) return table;
  const found = table.rows.filter(matcher(table, condition)).slice(0, limit === undefined ? undefined : Number(limit));
  if (/^count\(\*\)$/i.test(what.trim())) {
    return show(session, { columns: [{ title: what.trim(), isNumber: true }], rows: [[String(found.length)]] });
  }
  const names = what.trim() === '*' ? table.columns.map(({ title }) => title) : terms.map(clean);
  const at = names.map((name) => table.columns.findIndex(({ title }) => title === name));
  const unknown = at.indexOf(-1);
  if (unknown >= 0) return fail(session, 1054, '42S22', `Unknown column '${names[unknown]}' in 'field list'`);
  const columns = at.map((index) => table.columns[index]!);
  return show(session, { columns, rows: found.map((row) => at.map((index) => row[index] ?? 'NULL')) });
}

function selectValues(session: SqlSession, terms: readonly string[]): ProgramResult {
  const columns: Column[] = [];
  const row: string[] = [];
  for (const term of terms) {
    const [, text = term, alias] = /^([^]+?)\s+as\s+([\w`]+)$/i.exec(term) ?? [];
    const value = valueOf(session, text);
    if (value === undefined) {
      const name = /^@@(?:global\.|session\.)?(.*)$/i.exec(text)?.[1];
      return name === undefined
        ? fail(session, 1054, '42S22', `Unknown column '${clean(text)}' in 'field list'`)
        : fail(session, 1193, 'HY000', `Unknown system variable '${name}'`);
    }
    row.push(value);
    columns.push({
      title: alias ? clean(alias) : text.replaceAll(/^'|'$/g, ''),
      isNumber: /^-?\d+$/.test(value) && !text.startsWith("'"),
    });
  }
  return show(session, { columns, rows: [row] });
}

/** The value of an expression; undefined when it is not known. */
function valueOf({ server, world, database }: SqlSession, text: string): string | undefined {
  const name = text.toLowerCase().replace(/^@@(?:global\.|session\.)/, '@@');
  switch (name) {
    case '@@server_id':
      return setting(server, 'server-id') ?? '0';
    case '@@super_read_only':
    case '@@read_only':
      return isReadOnly(server) ? '1' : '0';
    case '@@log_bin':
      return setting(server, 'log-bin') === undefined ? '0' : '1';
    case '@@hostname':
      return server.pod.spec.hostname ?? server.pod.metadata.name;
    case '@@version':
    case 'version()':
      return setting(server, 'log-bin') === undefined ? '5.7.44' : '5.7.44-log';
    case 'now()':
    case 'current_timestamp':
    case 'current_timestamp()':
      return sqlTime(world.nowMs);
    case 'database()':
      return database ?? 'NULL';
    case 'user()':
    case 'current_user()':
      return 'root@localhost';
    default:
      return /^'[^]*'$|^"[^]*"$/.test(text) ? text.slice(1, -1) : /^-?\d+(?:\.\d+)?$/.test(text) ? text : undefined;
  }
}
