/** `nslookup` of three worlds: busybox up to 1.28 (asks libc), busybox from 1.29 on (asks DNS itself), bind-utils. */

import type { ClusterReader } from '../../api/reader.ts';
import { namesOf, resolve } from '../dns.ts';
import { absoluteName, bareName, isIPv4, reverseName, type DnsAnswer, type RecordType } from '../dns-record.ts';
import { candidateNames, lookupHost, type ResolverConfig } from '../resolver.ts';
import type { ToolResult } from './tool-result.ts';

export type NslookupFlavour = 'busybox-1.28' | 'busybox' | 'bind';

export interface NslookupRequest {
  readonly name: string;
  /** `-type=srv`; default: A and AAAA (PTR for an address). */
  readonly type?: RecordType;
  /** The server given on the command line. */
  readonly server?: string;
}

/** Runs `nslookup` with the Pod's resolver configuration. */
export function nslookup(
  reader: ClusterReader,
  config: ResolverConfig,
  flavour: NslookupFlavour,
  request: NslookupRequest,
): ToolResult {
  const server = request.server ?? config.nameservers[0] ?? '127.0.0.1';
  if (flavour === 'busybox-1.28') return oldBusybox(reader, config, server, request.name);
  return flavour === 'busybox' ? busybox(reader, config, server, request) : bind(reader, config, server, request);
}

function oldBusybox(reader: ClusterReader, config: ResolverConfig, server: string, name: string): ToolResult {
  const line = (index: number, address: string): string => {
    const [own] = namesOf(reader, address);
    return `Address ${index}: ${address}${own === undefined ? '' : ` ${own}`}\n`;
  };
  const head = `Server:    ${server}\n${line(1, server)}\n`;
  const addresses = isIPv4(name) ? [name] : lookupHost(reader, config, name).addresses;
  if (addresses.length === 0) {
    return { stdout: head, stderr: `nslookup: can't resolve '${name}'\n`, exitCode: 1 };
  }
  const lines = addresses.map((address, index) => line(index + 1, address)).join('');
  return { stdout: `${head}Name:      ${name}\n${lines}`, stderr: '', exitCode: 0 };
}

function busybox(
  reader: ClusterReader,
  config: ResolverConfig,
  server: string,
  { name, type }: NslookupRequest,
): ToolResult {
  const head = `Server:\t\t${server}\nAddress:\t${server}:53\n\n`;
  const reverse = isIPv4(name);
  const types: readonly RecordType[] = type ? [type] : reverse ? ['PTR'] : ['A', 'AAAA'];
  // A name with a dot is asked for as it is; only single labels get the search list.
  const names = reverse
    ? [reverseName(name)]
    : name.includes('.')
      ? [name]
      : config.searches.map((suffix) => `${name}.${suffix}`);
  let body = '';
  let found = false;
  for (const candidate of names) {
    const answers = types.map((wanted) => resolve(reader, { name: candidate, type: wanted }));
    for (const answer of answers) body += busyboxAnswer(bareName(candidate), answer);
    if (answers.some(({ answers: records }) => records.length > 0)) {
      found = true;
      break;
    }
  }
  return { stdout: head + body, stderr: '', exitCode: found ? 0 : 1 };
}

function busyboxAnswer(name: string, { status, answers }: DnsAnswer): string {
  if (status !== 'NOERROR') return `** server can't find ${name}: ${status}\n\n`;
  const lines = answers.map(({ name: owner, type, data }) => {
    const bare = bareName(owner);
    if (type === 'CNAME') return `${bare}\tcanonical name = ${bareName(data)}\n`;
    if (type === 'PTR') return `${bare}\tname = ${bareName(data)}\n`;
    if (type === 'SRV') return `${bare}\tservice = ${bareName(data)}\n`;
    return type === 'A' || type === 'AAAA' ? `Name:\t${bare}\nAddress: ${data}\n` : `${bare}\ttext = ${data}\n`;
  });
  return `${lines.join('')}\n`;
}

function bind(
  reader: ClusterReader,
  config: ResolverConfig,
  server: string,
  { name, type }: NslookupRequest,
): ToolResult {
  const head = `Server:\t\t${server}\nAddress:\t${server}#53\n\n`;
  if (isIPv4(name)) return bindReverse(reader, name);
  const types: readonly RecordType[] = type ? [type] : ['A', 'AAAA'];
  let noData = false;
  for (const candidate of candidateNames(name, config)) {
    const answers = types.map((wanted) => resolve(reader, { name: candidate, type: wanted }));
    const records = answers.flatMap((answer) => answer.answers);
    if (records.length > 0) {
      const body = records.map(({ name: owner, type: kind, data }) => bindLine(bareName(owner), kind, data)).join('');
      return { stdout: `${head}${body}\n`, stderr: '', exitCode: 0 };
    }
    noData ||= answers.some(({ status }) => status === 'NOERROR');
  }
  const failure = noData ? `*** Can't find ${name}: No answer` : `** server can't find ${name}: NXDOMAIN`;
  return { stdout: `${head}${failure}\n\n`, stderr: '', exitCode: noData ? 0 : 1 };
}

function bindLine(name: string, type: RecordType, data: string): string {
  if (type === 'A' || type === 'AAAA') return `Name:\t${name}\nAddress: ${data}\n`;
  if (type === 'CNAME') return `${name}\tcanonical name = ${data}\n`;
  if (type === 'SRV') return `${name}\tservice = ${data}\n`;
  return `${name}\ttext = ${data}\n`;
}

function bindReverse(reader: ClusterReader, address: string): ToolResult {
  const name = bareName(reverseName(address));
  const names = namesOf(reader, address);
  if (names.length === 0) {
    return { stdout: `** server can't find ${name}: NXDOMAIN\n\n`, stderr: '', exitCode: 1 };
  }
  const lines = names.map((target) => `${name}\tname = ${absoluteName(target)}\n`).join('');
  return { stdout: `${lines}\n`, stderr: '', exitCode: 0 };
}
