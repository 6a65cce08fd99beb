/** MySQL's programs: the client, which runs enough SQL for the replicated MySQL tutorial, the admin tool, the server. */

import { lasting, printed, refused, type ProgramResult } from '../shell/program.ts';
import { backupTools } from './mysql-backup.ts';
import { layOutData, mysqlPort } from './mysql-server.ts';
import { runStatement } from './mysql-statements.ts';
import type { SqlSession } from './mysql-tables.ts';
import { parseArgs, type Peer, type Tool, type ToolWorld } from './tool.ts';

const valued = ['h', 'e', 'u', 'P', 'D', 'S', 'host', 'execute', 'user', 'port', 'database', 'connect-timeout'];

interface Statement {
  readonly text: string;
  readonly line: number;
  readonly vertical: boolean;
}

/** Statements of a script: apart by `;` or `\G`, without comments. */
function statementsOf(script: string): readonly Statement[] {
  const found: Statement[] = [];
  const tokens = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|--[ \t][^\n]*|#[^\n]*|\/\*[^]*?\*\/|;|\\G|[^]/g;
  let text = '';
  let line = 1;
  let startLine = 1;
  const finish = (vertical: boolean): void => {
    if (text.trim() !== '') found.push({ text: text.trim(), line: startLine, vertical });
    text = '';
  };
  for (const [token] of script.matchAll(tokens)) {
    const isComment = /^(?:--[ \t]|#|\/\*)/.test(token);
    if (token === ';' || token === String.raw`\G`) finish(token !== ';');
    else if (!isComment) {
      if (text.trim() === '' && token.trim() !== '') startLine = line;
      text += token;
    }
    line += token.split('\n').length - 1;
  }
  finish(false);
  return found;
}

interface Login {
  readonly host: string;
  readonly port: number;
}

function connect(world: ToolWorld, { host, port }: Login): Peer | ProgramResult {
  const connection = world.connect(host, port);
  if (connection.type === 'unresolved')
    return refused(`ERROR 2005 (HY000): Unknown MySQL server host '${host}' (-2)\n`);
  const isServer = connection.type === 'open' && ['mysql', 'mariadb'].includes(connection.peer?.set.kind ?? '');
  if (isServer && connection.peer) return connection.peer;
  const [reason, takesMs] = connection.type === 'timeout' ? ['110', 130_000] : ['111', 0];
  if (host === 'localhost') {
    return refused(
      "ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)\n",
    );
  }
  return {
    ...refused(`ERROR 2003 (HY000): Can't connect to MySQL server on '${host}' (${reason})\n`),
    takesMs: takesMs as number,
  };
}

const client: Tool = (call, world) => {
  const words = call.argv.slice(1).filter((word) => !/^-p|^--password/.test(word));
  const { values, flags, operands } = parseArgs(words, valued);
  const value = (short: string, long: string): string | undefined => values.get(short) ?? values.get(long);
  const login = { host: value('h', 'host') ?? 'localhost', port: Number(value('P', 'port') ?? mysqlPort) };
  if (flags.has('V') || flags.has('version')) return printed('mysql  Ver 14.14 Distrib 5.7.44, for Linux (x86_64)\n');
  const server = connect(world, login);
  if ('status' in server) return server;
  const session: SqlSession = {
    world,
    server,
    database: value('D', 'database') ?? operands[0],
    line: 1,
    drawn: flags.has('t') || flags.has('table') || (world.tty && !flags.has('B') && !flags.has('batch')),
    headless: flags.has('N') || flags.has('skip-column-names'),
  };
  let stdout = '';
  for (const { text, line, vertical } of statementsOf(value('e', 'execute') ?? call.stdin)) {
    session.line = line;
    const result = runStatement(session, text, vertical);
    stdout += result.stdout;
    if (result.status !== 0 && !flags.has('f')) return { ...result, stdout };
  }
  return printed(stdout);
};

const admin: Tool = (call, world) => {
  const { values, operands } = parseArgs(call.argv.slice(1), valued);
  const host = values.get('h') ?? values.get('host') ?? 'localhost';
  if ('status' in connect(world, { host, port: Number(values.get('P') ?? mysqlPort) })) {
    const error =
      host === 'localhost'
        ? "Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)"
        : `Can't connect to MySQL server on '${host}' (111)`;
    return refused(`mysqladmin: connect to server at '${host}' failed\nerror: '${error}'\n`);
  }
  return printed(operands.includes('ping') ? 'mysqld is alive\n' : '');
};

/** The server makes its system database in an empty data folder. */
const server: Tool = (_call, world) => {
  layOutData(world);
  return lasting();
};

export const mysqlTools: Readonly<Record<string, Tool>> = {
  ...backupTools,
  mariadb: client,
  'mariadb-admin': admin,
  mysql: client,
  mysqladmin: admin,
  mariadbd: server,
  mysqld: server,
  mysqldump: () => printed('-- Dump completed\n'),
};
