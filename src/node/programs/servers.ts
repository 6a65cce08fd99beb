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

/** Servers whose program does other things too: serves when one of these words follows, else ends at once. */
const servesWith =
  (...words: readonly string[]): Tool =>
  ({ argv }) =>
    words.includes(argv[1] ?? '') ? lasting() : printed('');

/** With a signal to send it speaks to the running server and ends. */
const natsServer: Tool = ({ argv }) =>
  argv.some((word) => /^--?(?:sl|signal)\b/.test(word)) ? printed('') : lasting();

/** Watches for changes, unless it was told to look once: then it is an init container's work. */
const configReloader: Tool = ({ argv }) =>
  argv.includes('--watch-interval=0') || argv.includes('--watch-interval=0s') ? printed('') : lasting();

/** The images' own start script: runs the command line that follows, which begins with flags for the default server. */
const entrypoint: Tool = ({ argv, run }) =>
  argv[1] === undefined || argv[1].startsWith('-') ? lasting() : run(argv.slice(1));

/** `numactl --interleave=all mongod …`: runs what follows its flags. */
const numactl: Tool = ({ argv, run }) => {
  const program = argv.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  return program < 0 ? printed('') : run(argv.slice(program));
};

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
  cockroach: servesWith('start', 'start-single-node'),
  consul: servesWith('agent'),
  'docker-entrypoint.sh': entrypoint,
  elasticsearch: serve,
  etcd: serve,
  httpd: serve,
  java: serve,
  mongod: serve,
  minio: servesWith('server'),
  'nats-server': natsServer,
  nginx,
  'nginx-debug': nginx,
  node: interpreter,
  npm: interpreter,
  numactl,
  python: interpreter,
  python3: interpreter,
  postgres: serve,
  prometheus: serve,
  'prometheus-config-reloader': configReloader,
  'rabbitmq-server': serve,
  'kafka-server-start.sh': serve,
  'redis-sentinel': serve,
  'redis-server': serve,
  'redis-cli': redisCli,
};
