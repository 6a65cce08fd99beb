/**
 * Names outside the cluster, as the nodes' resolvers would answer them. There is no internet here: the names that
 * are reserved for examples (and the project's own) have addresses from the documentation range, all others do not exist.
 */

import { absoluteName, type DnsAnswer, type DnsQuestion } from './dns-record.ts';

const addresses: ReadonlyMap<string, string> = new Map([
  ['example.com.', '192.0.2.10'],
  ['www.example.com.', '192.0.2.10'],
  ['example.org.', '192.0.2.11'],
  ['www.example.org.', '192.0.2.11'],
  ['example.net.', '192.0.2.12'],
  ['www.example.net.', '192.0.2.12'],
  ['kubernetes.io.', '192.0.2.20'],
  ['www.kubernetes.io.', '192.0.2.20'],
  ['k8s.io.', '192.0.2.21'],
  ['registry.k8s.io.', '192.0.2.22'],
]);

const ttl = 300;

/** The answer of a forwarded query. */
export function resolveUpstream(question: DnsQuestion): DnsAnswer {
  const name = absoluteName(question.name);
  const address = addresses.get(name);
  const empty = { question, authority: [], additional: [], authoritative: false };
  if (address === undefined) return { ...empty, status: 'NXDOMAIN', answers: [] };
  const answers = question.type === 'A' ? [{ name, type: 'A' as const, ttl, data: address }] : [];
  return { ...empty, status: 'NOERROR', answers };
}
