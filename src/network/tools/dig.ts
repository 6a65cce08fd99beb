/** `dig`, as bind-utils 9.18 prints it. The search list is used only with `+search`. */

import type { ClusterReader } from '../../api/reader.ts';
import { resolve } from '../dns.ts';
import { absoluteName, isIPv4, reverseName, type DnsAnswer, type DnsRecord, type RecordType } from '../dns-record.ts';
import { candidateNames, type ResolverConfig } from '../resolver.ts';
import type { ToolResult } from './tool-result.ts';

const recordTypes: readonly RecordType[] = ['A', 'AAAA', 'CNAME', 'NS', 'PTR', 'SOA', 'SRV', 'TXT'];

interface DigRequest {
  readonly name: string;
  readonly type: RecordType;
  readonly server: string | undefined;
  readonly short: boolean;
  readonly search: boolean;
}

/** The words after `dig`: `[@server] name [type] [-x addr] [+short] [+search]`. */
function parseDig(args: readonly string[]): DigRequest {
  let name: string | undefined;
  let type: RecordType | undefined;
  let server: string | undefined;
  let reverse: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    const asType = recordTypes.find((candidate) => candidate === word.toUpperCase());
    if (word.startsWith('@')) server = word.slice(1);
    else if (word === '-x') reverse = args[++i];
    else if (word === '-t') type = recordTypes.find((candidate) => candidate === args[i + 1]?.toUpperCase());
    else if (word.startsWith('+') || word.startsWith('-') || word.toUpperCase() === 'IN') continue;
    else if (asType && type === undefined && (name !== undefined || args.length > 1)) type = asType;
    else name ??= word;
  }
  if (reverse !== undefined && isIPv4(reverse))
    return { ...flags(args), name: reverseName(reverse), type: 'PTR', server };
  return { ...flags(args), name: name ?? '.', type: type ?? 'A', server };
}

function flags(args: readonly string[]): { short: boolean; search: boolean } {
  return { short: args.includes('+short'), search: args.includes('+search') };
}

/** Runs `dig`. `nowText` is the time as `WHEN` shows it. The exit code is 0 whatever the answer. */
export function dig(
  reader: ClusterReader,
  config: ResolverConfig,
  args: readonly string[],
  nowMs: number,
  nowText: string,
): ToolResult {
  const request = parseDig(args);
  const names = request.search ? candidateNames(request.name, config) : [request.name];
  let answer: DnsAnswer | undefined;
  for (const name of names) {
    answer = resolve(reader, { name, type: request.type }, nowMs);
    if (answer.answers.length > 0) break;
  }
  if (!answer) return { stdout: '', stderr: '', exitCode: 0 };
  const text = request.short
    ? shortText(answer)
    : fullText(answer, args, request.server ?? config.nameservers[0] ?? '', nowMs, nowText);
  return { stdout: text, stderr: '', exitCode: 0 };
}

function shortText({ answers }: DnsAnswer): string {
  return answers.map(({ data }) => `${data}\n`).join('');
}

const line = ({ name, ttl, type, data }: DnsRecord): string =>
  `${name}${name.length < 24 ? '\t\t' : ' '}${ttl}${name.length < 24 ? '\t' : ' '}IN\t${type}\t${data}`;

function section(title: string, records: readonly DnsRecord[]): readonly string[] {
  return records.length === 0 ? [] : [`;; ${title} SECTION:`, ...records.map(line), ''];
}

function fullText(answer: DnsAnswer, args: readonly string[], server: string, nowMs: number, nowText: string): string {
  const { question, status, answers, authority, additional, authoritative } = answer;
  const name = absoluteName(question.name);
  const counts = `QUERY: 1, ANSWER: ${answers.length}, AUTHORITY: ${authority.length}, ADDITIONAL: ${additional.length + 1}`;
  const bytes =
    60 +
    [...answers, ...authority, ...additional].reduce(
      (sum, { name: owner, data }) => sum + owner.length + data.length + 10,
      0,
    );
  const lines = [
    '',
    `; <<>> DiG 9.18.33 <<>> ${args.join(' ')}`,
    ';; global options: +cmd',
    ';; Got answer:',
    `;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: ${(nowMs % 60_000) + 1024}`,
    `;; flags: qr${authoritative ? ' aa' : ''} rd${authoritative ? '' : ' ra'}; ${counts}`,
    ...(authoritative ? [';; WARNING: recursion requested but not available'] : []),
    '',
    ';; OPT PSEUDOSECTION:',
    '; EDNS: version: 0, flags:; udp: 1232',
    ';; QUESTION SECTION:',
    `;${name}${name.length < 23 ? '\t\t' : ' '}IN\t${question.type}`,
    '',
    ...section('ANSWER', answers),
    ...section('AUTHORITY', authority),
    ...section('ADDITIONAL', additional),
    ';; Query time: 1 msec',
    `;; SERVER: ${server}#53(${server}) (UDP)`,
    `;; WHEN: ${nowText}`,
    `;; MSG SIZE  rcvd: ${bytes}`,
    '',
    '',
  ];
  return lines.join('\n');
}
