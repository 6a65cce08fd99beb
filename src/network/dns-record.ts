/** DNS questions and answers as data, in presentation form. */

export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'NS' | 'PTR' | 'SOA' | 'SRV' | 'TXT';

export interface DnsRecord {
  /** Fully qualified, with the trailing dot. */
  readonly name: string;
  readonly type: RecordType;
  readonly ttl: number;
  /** As a zone file has it: `10.244.1.5`, `0 50 80 web-0.nginx.default.svc.cluster.local.` … */
  readonly data: string;
}

export interface DnsQuestion {
  /** With or without the trailing dot; always taken as fully qualified. */
  readonly name: string;
  readonly type: RecordType;
}

export interface DnsAnswer {
  readonly question: DnsQuestion;
  /** NOERROR without answers is what is called NODATA: the name exists, the type does not. */
  readonly status: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL';
  readonly answers: readonly DnsRecord[];
  /** The SOA record of a negative answer. */
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
  /** From the cluster's own zones (flag `aa`), not forwarded. */
  readonly authoritative: boolean;
}

/** Lower case, with the trailing dot. */
export function absoluteName(name: string): string {
  const lower = name.toLowerCase();
  return lower.endsWith('.') ? lower : `${lower}.`;
}

/** Without the trailing dot. */
export function bareName(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

/** True for a dotted IPv4 address. */
export function isIPv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

/** True for anything that can only be an IPv6 address. */
export function isIPv6(text: string): boolean {
  return text.includes(':') && /^[0-9a-fA-F:.]+$/.test(text);
}

/** `10.244.1.5` → `5.1.244.10.in-addr.arpa.`; IPv6 by nibbles under ip6.arpa. */
export function reverseName(address: string): string {
  if (isIPv4(address)) return `${address.split('.').toReversed().join('.')}.in-addr.arpa.`;
  return `${[...expandIPv6(address)].toReversed().join('.')}.ip6.arpa.`;
}

/** The 32 hexadecimal digits of an IPv6 address. */
function expandIPv6(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return groups.map((group) => group.padStart(4, '0')).join('');
}
