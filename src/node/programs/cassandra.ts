/**
 * Cassandra's `nodetool` and readiness check. Each member keeps the ring in its data: it enters it when it starts and
 * gossips it to those that run, so that one that stopped is still known, and is down.
 */

import { hexOf } from '../images/reference.ts';
import { printed, refused, type ProgramCall, type ProgramResult } from '../shell/program.ts';
import { formatPairs, parsePairs } from './pairs.ts';
import type { Peer, Tool, ToolWorld } from './tool.ts';

const clientPort = 9042;

interface Member {
  readonly ip: string;
  /** It has joined: it owns tokens. */
  readonly joined: boolean;
}

/** By host ID. */
type Ring = Map<string, Member>;

function dataFolder({ container }: Pick<Peer, 'container'>): string {
  const mounts = container.volumeMounts ?? [];
  const own = mounts.find(({ mountPath }) => /^\/(?:cassandra_data|var\/lib\/cassandra)/.test(mountPath));
  return own?.mountPath ?? '/var/lib/cassandra';
}

function readText(peer: Pick<Peer, 'container' | 'files'>, name: string): string | undefined {
  const read = peer.files.read(`${dataFolder(peer)}/${name}`);
  return 'text' in read ? read.text : undefined;
}

function readRing(peer: Peer): Ring {
  const members = [...parsePairs(readText(peer, 'system-peers') ?? '')].map(([id, text]) => {
    const [ip = '', state] = text.split(' ');
    return [id, { ip, joined: state === 'joined' }] as const;
  });
  return new Map(members);
}

function writeRing(peers: readonly Peer[], ring: Ring): void {
  const text = formatPairs(
    new Map([...ring].map(([id, { ip, joined }]) => [id, `${ip} ${joined ? 'joined' : 'joining'}`])),
  );
  for (const peer of peers) {
    if (readText(peer, 'system-peers') !== text) peer.files.write(`${dataFolder(peer)}/system-peers`, text);
  }
}

const hostIdOf = (peer: Pick<Peer, 'container' | 'files'>): string | undefined => readText(peer, 'host-id')?.trim();

/** Enters the ring with the address of this start; a fresh data folder makes a new member. */
export function joinRing(world: ToolWorld, ip: string): void {
  const [own, ...others] = world.peers('cassandra');
  if (!own) return;
  own.files.makeFolder(dataFolder(own), true);
  const hex = hexOf(`${own.pod.metadata.uid}/host`, 32);
  const fresh = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  const id = hostIdOf(own) ?? fresh;
  own.files.write(`${dataFolder(own)}/host-id`, `${id}\n`);
  const ring = mergedRing([own, ...others]);
  // The first member has nobody to wait for.
  ring.set(id, { ip, joined: ring.get(id)?.joined ?? ring.size === 0 });
  writeRing([own, ...others], ring);
}

/** What the members know together. */
function mergedRing(peers: readonly Peer[]): Ring {
  const ring: Ring = new Map();
  for (const peer of peers) {
    for (const [id, member] of readRing(peer)) if (!ring.has(id) || member.joined) ring.set(id, member);
  }
  return ring;
}

const isUp = (world: ToolWorld, host = '127.0.0.1'): boolean => world.connect(host, clientPort).type === 'open';

/** The ring as it is now: whoever answers has joined. */
function presentRing(world: ToolWorld): Ring {
  const peers = world.peers('cassandra');
  const ring = new Map(
    [...mergedRing(peers)].map(([id, member]) => [
      id,
      member.joined || !isUp(world, member.ip) ? member : { ...member, joined: true },
    ]),
  );
  writeRing(peers, ring);
  return ring;
}

const nodetool: Tool = (call, world) => {
  const [command = 'help'] = call.argv.slice(1).filter((word) => !word.startsWith('-'));
  if (!isUp(world)) {
    return refused(
      "nodetool: Failed to connect to '127.0.0.1:7199' - ConnectException: 'Connection refused (Connection refused)'.\n",
    );
  }
  switch (command) {
    case 'drain':
    case 'flush':
    case 'repair':
    case 'cleanup':
      return { ...printed(''), takesMs: 2000 };
    case 'decommission':
      return decommission(world);
    case 'status':
      return printed(statusText(world, call.environment));
    case 'version':
      return printed('ReleaseVersion: 3.11.2\n');
    default:
      return refused(
        `nodetool: Found unexpected parameters: [${command}]\nSee 'nodetool help' or 'nodetool help <command>'.\n`,
      );
  }
};

/** Leaves the ring for good. */
function decommission(world: ToolWorld): ProgramResult {
  const peers = world.peers('cassandra');
  const ring = presentRing(world);
  const id = peers[0] && hostIdOf(peers[0]);
  if (ring.size < 2)
    return refused(
      'nodetool: Unsupported operation: no other normal nodes in the ring; decommission would be pointless\n',
    );
  if (id !== undefined) ring.delete(id);
  writeRing(peers, ring);
  return { ...printed(''), takesMs: 12_000 };
}

const numberFrom = (id: string, from: number, digits: number): number =>
  parseInt(id.replaceAll('-', '').slice(from, from + digits), 16) / 16 ** digits;

function statusText(
  world: ToolWorld,
  { CASSANDRA_DC: datacenter = 'datacenter1', CASSANDRA_RACK: rack = 'rack1' }: ProgramCall['environment'],
): string {
  const ring = presentRing(world);
  const weight = (id: string): number => 0.85 + numberFrom(id, 0, 4) * 0.3;
  const owners = [...ring].filter(([, { joined }]) => joined).map(([id]) => id);
  const total = owners.reduce((sum, id) => sum + weight(id), 0);
  const width = Math.max('Address'.length, ...[...ring.values()].map(({ ip }) => ip.length));
  const rows = [...ring].map(([id, { ip, joined }]) => {
    const isRunning =
      isUp(world, ip) || (!joined && world.peers('cassandra').some(({ pod }) => pod.status.podIP === ip));
    const share = joined ? `${(owners.length <= 2 ? 100 : (200 * weight(id)) / total).toFixed(1)}%` : '?';
    const load = `${(65 + numberFrom(id, 4, 4) * 40).toFixed(2)} KiB`;
    const state = `${isRunning ? 'U' : 'D'}${joined ? 'N' : 'J'}`;
    return `${state}  ${ip.padEnd(width)}  ${load.padEnd(9)}  ${'32'.padEnd(11)}  ${share.padEnd(16)}  ${id}  ${rack}\n`;
  });
  const title = `Datacenter: ${datacenter}`;
  const head = `--  ${'Address'.padEnd(width)}  ${'Load'.padEnd(9)}  ${'Tokens'.padEnd(11)}  Owns (effective)  ${'Host ID'.padEnd(36)}  Rack\n`;
  return `${title}\n${'='.repeat(title.length)}\nStatus=Up/Down\n|/ State=Normal/Leaving/Joining/Moving\n${head}${rows.join('')}`;
}

/** A member is ready when its own client port answers: then it has joined. */
const ready: Tool = (_call, world) => {
  if (!isUp(world)) return refused('Not Up\n');
  presentRing(world);
  return printed('');
};

export const cassandraTools: Readonly<Record<string, Tool>> = { nodetool, 'cassandra-ready': ready };
