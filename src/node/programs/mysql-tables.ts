/** The tables of a MySQL server as statements see them: by name, with their columns and rows. */

import { printed, refused, type ProgramResult } from '../shell/program.ts';
import type { Column } from './mysql-output.ts';
import { readTables, writeTables, type Tables } from './mysql-server.ts';
import type { Peer, ToolWorld } from './tool.ts';

export interface SqlSession {
  readonly world: ToolWorld;
  readonly server: Peer;
  database: string | undefined;
  /** Line of the statement in its script. */
  line: number;
  /** Results are drawn as tables. */
  readonly drawn: boolean;
  readonly headless: boolean;
  vertical?: boolean;
}

/** Refuses a statement. */
export function fail({ line }: SqlSession, code: number, state: string, text: string): ProgramResult {
  return refused(`ERROR ${code} (${state}) at line ${line}: ${text}\n`);
}

export const clean = (name: string): string => name.replaceAll('`', '');
export const done = printed('');

export const tablesOf = ({ world, server }: SqlSession): Tables => readTables(world, server);
export const save = ({ world, server }: SqlSession, tables: Tables): ProgramResult => {
  writeTables(world, server, tables);
  return done;
};

/** The full name of a table, or why it has none. */
export function nameOf(session: SqlSession, name: string): string | ProgramResult {
  const plain = clean(name);
  if (plain.includes('.')) return plain;
  return session.database === undefined
    ? fail(session, 1046, '3D000', 'No database selected')
    : `${session.database}.${plain}`;
}

export interface Table {
  readonly key: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

export function openTable(session: SqlSession, name: string): Table | ProgramResult {
  const key = nameOf(session, name);
  if (typeof key !== 'string') return key;
  const text = tablesOf(session).get(key);
  if (text === undefined) return fail(session, 1146, '42S02', `Table '${key}' doesn't exist`);
  const [head = '', ...rows] = text.split('\n');
  const columns = head.split('\t').map((column) => {
    const [title = '', type = ''] = column.split(' ');
    return { title, isNumber: /^(?:tiny|small|medium|big)?int|^(?:decimal|float|double|numeric)/i.test(type) };
  });
  return { key, columns, rows: rows.map((row) => row.split('\t')) };
}

/** Writes changed rows of a table. */
export function saveRows(session: SqlSession, { key }: Table, rows: Table['rows']): ProgramResult {
  const tables = tablesOf(session);
  const [head = ''] = (tables.get(key) ?? '').split('\n');
  return save(session, new Map([...tables, [key, [head, ...rows.map((row) => row.join('\t'))].join('\n')]]));
}

/** Which rows a condition of the form `column = value [AND …]` means. */
export function matcher({ columns }: Table, condition: string | undefined): (row: readonly string[]) => boolean {
  const terms = (condition ?? '').split(/\s+and\s+/i).filter(Boolean);
  const tests = terms.map((term) => {
    const [, name = '', operator = '=', value = ''] =
      /^([\w`]+)\s*(=|!=|<>|<=|>=|<|>)\s*([^]+)$/.exec(term.trim()) ?? [];
    const at = columns.findIndex(({ title }) => title === clean(name));
    const wanted = value.trim().replaceAll(/^['"]|['"]$/g, '');
    return (row: readonly string[]): boolean => {
      const cell = row[at] ?? '';
      const [left, right] = columns[at]?.isNumber ? [Number(cell), Number(wanted)] : [cell, wanted];
      if (operator === '=') return left === right;
      if (operator === '!=' || operator === '<>') return left !== right;
      return operator.startsWith('<')
        ? left < right || (operator === '<=' && left === right)
        : left > right || (operator === '>=' && left === right);
    };
  });
  return (row) => tests.every((test) => test(row));
}
