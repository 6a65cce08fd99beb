/** Cassandra's `nodetool status` and readiness check. */

import { hexOf } from '../images/reference.ts';
import { printed, refused } from '../shell/program.ts';
import type { Tool, ToolWorld } from './tool.ts';

const clientPort = 9042;
const isUp = (world: ToolWorld): boolean => world.connect('127.0.0.1', clientPort).type === 'open';

const nodetool: Tool = ({ argv }, world) => {
  const [command] = argv.slice(1).filter((word) => !word.startsWith('-'));
  if (!isUp(world))
    return refused("nodetool: Failed to connect to '127.0.0.1:7199' - ConnectException: 'Connection refused'.\n");
  if (command === 'drain' || command === 'decommission' || command === 'flush')
    return { ...printed(''), takesMs: 2000 };
  if (command !== 'status') return refused(`nodetool: Found unexpected parameters: [${command ?? ''}]\n`);
  const members = world.peers('cassandra');
  const share = Math.min(100, 200 / Math.max(members.length, 1)).toFixed(1);
  const rows = members.map(({ pod }) => {
    const id = hexOf(pod.metadata.name, 32);
    const hostId = `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
    const load = `${65 + (parseInt(id.slice(0, 2), 16) % 40)}.${parseInt(id.slice(2, 4), 16) % 100} KiB`;
    return `UN  ${(pod.status.podIP ?? '').padEnd(13)}${load.padEnd(12)} 32      ${`${share}%`.padEnd(18)} ${hostId}  Rack1-K8Demo\n`;
  });
  return printed(`Datacenter: DC1-K8Demo
======================
Status=Up/Down
|/ State=Normal/Leaving/Joining/Moving
--  Address      Load        Tokens  Owns (effective)   Host ID                               Rack
${rows.join('')}`);
};

/** A node is ready when its own client port answers. */
const ready: Tool = (_call, world) => (isUp(world) ? printed('') : refused('Not Up\n'));

export const cassandraTools: Readonly<Record<string, Tool>> = { nodetool, 'cassandra-ready': ready };
