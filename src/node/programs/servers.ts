/** Servers started by hand or by a script: they run until they are stopped. And the small programs that come with them. */

import { lasting, printed, refused } from '../shell/program.ts';
import { formatPairs, parsePairs } from './pairs.ts';
import type { Tool } from './tool.ts';

const serve: Tool = () => lasting();

const nginx: Tool = ({ argv }) => {
  if (argv.includes('-v') || argv.includes('-V')) return { ...printed(''), stderr: 'nginx version: nginx/1.27.5\n' };
  if (argv.includes('-t')) {
    return {
      ...printed(''),
      stderr:
        'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n',
    };
  }
  return argv.includes('-s') ? printed('') : lasting();
};

/** Whether this container's own server on `port` answers. */
const pinging =
  (port: number, good: string, bad: string): Tool =>
  (_call, world) =>
    world.connect('127.0.0.1', port).type === 'open' ? printed(good) : refused(bad, 1);

const redisCli: Tool = (call, world) => {
  const host = call.argv.includes('-h') ? (call.argv[call.argv.indexOf('-h') + 1] ?? '') : '127.0.0.1';
  const port = call.argv.includes('-p') ? Number(call.argv[call.argv.indexOf('-p') + 1]) : 6379;
  const words = call.argv
    .slice(1)
    .filter((word, index, all) => !word.startsWith('-') && !/^-[hpan]$/.test(all[index - 1] ?? ''));
  const connection = world.connect(host, port);
  if (connection.type !== 'open') return refused(`Could not connect to Redis at ${host}:${port}: Connection refused\n`);
  const peer = connection.peer;
  const path = '/data/appendonly.aof';
  const read = peer?.files.read(path);
  const data = read && 'text' in read ? parsePairs(read.text) : new Map<string, string>();
  const [command = 'PING', key = '', ...value] = words;
  const save = (): void => void peer?.files.write(path, formatPairs(data));
  switch (command.toUpperCase()) {
    case 'PING':
      return printed('PONG\n');
    case 'SET':
      data.set(key, value.join(' '));
      save();
      return printed('OK\n');
    case 'GET':
      return printed(`${data.get(key) ?? ''}\n`);
    case 'DEL': {
      const existed = data.delete(key);
      save();
      return printed(`${existed ? 1 : 0}\n`);
    }
    case 'KEYS':
      return printed([...data.keys()].map((name) => `${name}\n`).join(''));
    default:
      return printed(`(error) ERR unknown command '${command}'\n`);
  }
};

/** An interpreter: with a script it is taken for a server, else it waits for input that never comes. */
const interpreter: Tool = ({ argv }) => {
  if (argv.some((arg) => arg === '-V' || arg === '-v' || arg === '--version')) return printed('3.13.5\n');
  return argv.length > 1 && argv[1] !== '-c' && argv[1] !== '-e' ? lasting() : printed('');
};

export const servers: Readonly<Record<string, Tool>> = {
  cassandra: serve,
  etcd: serve,
  httpd: serve,
  java: serve,
  mongod: serve,
  nginx,
  node: interpreter,
  npm: interpreter,
  python: interpreter,
  python3: interpreter,
  postgres: serve,
  'kafka-server-start.sh': serve,
  'redis-sentinel': serve,
  'redis-server': serve,
  pg_isready: (_call, world) =>
    world.connect('127.0.0.1', 5432).type === 'open'
      ? printed('/var/run/postgresql:5432 - accepting connections\n')
      : printed('/var/run/postgresql:5432 - no response\n', 2),
  'redis-cli': redisCli,
  etcdctl: pinging(
    2379,
    '127.0.0.1:2379 is healthy: successfully committed proposal: took = 1.5ms\n',
    'Error: context deadline exceeded\n',
  ),
  mongo: pinging(27_017, '{ "ok" : 1 }\n', "Error: couldn't connect to server 127.0.0.1:27017\n"),
  mongosh: pinging(27_017, '{ ok: 1 }\n', 'MongoNetworkError: connect ECONNREFUSED 127.0.0.1:27017\n'),
};
