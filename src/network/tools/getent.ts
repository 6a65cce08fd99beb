/** `getent hosts` and `getent ahosts`: what libc finds, in its own columns. */

import type { ClusterReader } from '../../api/reader.ts';
import { lookupHost, type LibcFlavour, type ResolverConfig } from '../resolver.ts';
import type { ToolResult } from './tool-result.ts';

const notFound: ToolResult = { stdout: '', stderr: '', exitCode: 2 };

/** Runs `getent hosts <name>` or `getent ahosts <name>`. */
export function getent(
  reader: ClusterReader,
  config: ResolverConfig,
  database: string,
  name: string,
  libc: LibcFlavour = 'glibc',
): ToolResult {
  if (database !== 'hosts' && database !== 'ahosts') {
    return {
      stdout: '',
      stderr: `Unknown database: ${database}\nTry \`getent --help' or \`getent --usage' for more information.\n`,
      exitCode: 1,
    };
  }
  const { addresses, canonicalName } = lookupHost(reader, config, name, libc);
  if (canonicalName === undefined) return notFound;
  const stdout =
    database === 'hosts'
      ? addresses.map((address) => hostsLine(address, canonicalName, name)).join('')
      : addresses.flatMap((address) => ahostsLines(address, canonicalName)).join('');
  return { stdout, stderr: '', exitCode: 0 };
}

function hostsLine(address: string, canonicalName: string, name: string): string {
  const names = canonicalName === name ? canonicalName : `${canonicalName}  ${name}`;
  return `${address.padEnd(15)} ${names}\n`;
}

function ahostsLines(address: string, canonicalName: string): readonly string[] {
  const column = address.padEnd(15);
  return [`${column} STREAM ${canonicalName}\n`, `${column} DGRAM  \n`, `${column} RAW    \n`];
}
