/** Programs that ask DNS and open connections. */

import type { RecordType } from '../../network/dns-record.ts';
import { isIPv4 } from '../../network/dns-record.ts';
import { lookupHost } from '../../network/resolver.ts';
import { dig as digText } from '../../network/tools/dig.ts';
import { getent as getentText } from '../../network/tools/getent.ts';
import { nslookup as nslookupText, type NslookupFlavour } from '../../network/tools/nslookup.ts';
import type { ToolResult } from '../../network/tools/tool-result.ts';
import { lasting, printed, refused, type ProgramResult } from '../shell/program.ts';
import { normalizePath } from '../file-system.ts';
import { curl } from './curl.ts';
import { dateText } from './date-text.ts';
import { respond } from './http-server.ts';
import { backupStream } from './mysql-backup.ts';
import { parseArgs, type Tool, type ToolWorld } from './tool.ts';
import { parseUrl } from './url.ts';

const finished = ({ stdout, stderr, exitCode }: ToolResult): ProgramResult => ({
  ...printed(stdout, exitCode),
  stderr,
});

/** Busybox up to 1.28 asks libc; later ones ask DNS themselves. */
function nslookupFlavour({ set, imageTag }: ToolWorld): NslookupFlavour {
  if (set.base === 'debian') return 'bind';
  const [, minor] = /^1\.(\d+)/.exec(imageTag) ?? [];
  return set.base === 'busybox' && minor !== undefined && Number(minor) <= 28 ? 'busybox-1.28' : 'busybox';
}

const nslookup: Tool = ({ argv }, world) => {
  const words = argv.slice(1);
  const type = words.map((word) => /^-(?:q|type|querytype)=(\w+)$/i.exec(word)?.[1]?.toUpperCase()).find(Boolean);
  const [name, server] = words.filter((word) => !word.startsWith('-'));
  if (name === undefined) return refused('Usage: nslookup [-type=QUERY_TYPE] HOST [DNS_SERVER]\n');
  const request = { name, ...(type ? { type: type as RecordType } : {}), ...(server === undefined ? {} : { server }) };
  return finished(nslookupText(world.reader, world.resolver, nslookupFlavour(world), request));
};

const dig: Tool = ({ argv }, { reader, resolver, nowMs }) =>
  finished(digText(reader, resolver, argv.slice(1), nowMs, dateText(nowMs)));

const host: Tool = ({ argv }, { reader, resolver, libc }) => {
  const [name = ''] = parseArgs(argv.slice(1)).operands;
  const { canonicalName, addresses } = lookupHost(reader, resolver, name, libc);
  if (canonicalName === undefined) return printed(`Host ${name} not found: 3(NXDOMAIN)\n`, 1);
  return printed(addresses.map((address) => `${canonicalName} has address ${address}\n`).join(''));
};

const getent: Tool = ({ argv }, { reader, resolver, libc }) => {
  const [database = 'hosts', name = ''] = argv.slice(1);
  return finished(getentText(reader, resolver, database, name, libc));
};

const ping: Tool = ({ argv }, world) => {
  const { operands, values } = parseArgs(argv.slice(1), ['c', 'W', 'w', 'i', 's']);
  const [name = ''] = operands;
  const busybox = world.set.base !== 'debian';
  const lookup = isIPv4(name) ? { addresses: [name] } : lookupHost(world.reader, world.resolver, name, world.libc);
  const [address] = lookup.addresses;
  if (address === undefined) {
    return busybox
      ? refused(`ping: bad address '${name}'\n`)
      : refused(`ping: ${name}: Name or service not known\n`, 2);
  }
  const count = Math.min(Number(values.get('c') ?? 4), 20);
  const alive = world.reader.list('pods').some((pod) => pod.status.podIP === address && pod.status.phase === 'Running');
  const rows = Array.from(
    { length: alive ? count : 0 },
    (_, i) => `64 bytes from ${address}: seq=${i} ttl=62 time=0.${100 + i * 7} ms\n`,
  );
  const loss = alive ? 0 : 100;
  const text = `PING ${name} (${address}): 56 data bytes\n${rows.join('')}\n--- ${name} ping statistics ---\n${count} packets transmitted, ${alive ? count : 0} packets received, ${loss}% packet loss\n`;
  return { ...printed(text, alive ? 0 : 1), takesMs: count * 1000 };
};

const wget: Tool = (call, world) => {
  const { operands, flags, values } = parseArgs(call.argv.slice(1), ['O', 'T', 't', 'timeout', 'output-document']);
  const url = parseUrl(operands[0] ?? '');
  const quiet = flags.has('q');
  const connection = world.connect(url.host, url.port);
  if (connection.type === 'unresolved') return refused(`wget: bad address '${url.host}'\n`);
  const intro = quiet
    ? ''
    : `Connecting to ${url.host}${url.port === 80 ? '' : `:${url.port}`} (${connection.address}:${url.port})\n`;
  if (connection.type === 'timeout')
    return { ...refused(`${intro}wget: download timed out\n`), takesMs: Number(values.get('T') ?? 130) * 1000 };
  if (connection.type === 'refused')
    return refused(`${intro}wget: can't connect to remote host (${connection.address}): Connection refused\n`);
  const reply = respond(connection, url.path, {
    method: 'GET',
    agent: 'Wget',
    from: world.pod.status.podIP ?? '',
    nowMs: world.nowMs,
  });
  if (!reply) return refused(`${intro}wget: error getting response\n`);
  if (reply.status >= 400)
    return refused(`${intro}wget: server returned error: HTTP/1.1 ${reply.status} ${reply.reason}\n`);
  const name =
    values.get('O') ??
    values.get('output-document') ??
    (url.path.endsWith('/') ? 'index.html' : url.path.slice(url.path.lastIndexOf('/') + 1));
  if (name === '-') return { ...printed(reply.body), stderr: intro };
  const error =
    name === '/dev/null' || flags.has('spider')
      ? undefined
      : world.files.write(normalizePath(name, call.folder), reply.body);
  return error
    ? refused(`${intro}wget: can't open '${name}': ${error}\n`)
    : { ...printed(''), stderr: quiet ? '' : `${intro}saving to '${name}'\n'${name}' saved\n` };
};

const nc: Tool = ({ argv }, world) => {
  const { operands, flags } = parseArgs(argv.slice(1), ['w', 'p', 'q', 'i']);
  if (flags.has('l') || flags.has('listen')) return lasting();
  const [name = '', port = ''] = operands;
  const connection = world.connect(name, Number(port));
  if (flags.has('recv-only') && connection.type === 'open' && connection.peer?.set.kind === 'xtrabackup') {
    return { ...printed(backupStream(world, connection.peer)), takesMs: 1200 };
  }
  const verbose = flags.has('v');
  if (connection.type === 'open')
    return verbose ? { ...printed(''), stderr: `${name} (${connection.address}:${port}) open\n` } : printed('');
  if (connection.type === 'unresolved') return refused(`nc: bad address '${name}'\n`);
  const reason = connection.type === 'refused' ? 'Connection refused' : 'Connection timed out';
  return refused(verbose || !flags.has('z') ? `nc: ${name} (${connection.address}:${port}): ${reason}\n` : '');
};

const ip: Tool = (_call, { pod }) =>
  printed(`1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue qlen 1000
    inet 127.0.0.1/8 scope host lo
2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1500 qdisc noqueue
    inet ${pod.status.podIP ?? '0.0.0.0'}/24 brd 10.244.255.255 scope global eth0
`);

export const networkTools: Readonly<Record<string, Tool>> = {
  curl,
  dig,
  getent,
  host,
  ifconfig: ip,
  ip,
  nc,
  ncat: nc,
  nslookup,
  ping,
  ping6: ping,
  telnet: nc,
  wget,
};
