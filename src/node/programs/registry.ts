/** All programs of the fake containers, by name. */

import { cassandraTools } from './cassandra.ts';
import { fileTools } from './file-tools.ts';
import { healthChecks } from './health-checks.ts';
import { mysqlTools } from './mysql.ts';
import { networkTools } from './network-tools.ts';
import { servers } from './servers.ts';
import { systemTools } from './system-tools.ts';
import { textTools } from './text-tools.ts';
import type { Tool } from './tool.ts';
import { zookeeperTools } from './zookeeper.ts';

const tools = new Map<string, Tool>(
  [
    textTools,
    fileTools,
    systemTools,
    networkTools,
    servers,
    healthChecks,
    mysqlTools,
    zookeeperTools,
    cassandraTools,
  ].flatMap((group) => Object.entries(group)),
);

/** The program of that name; undefined when it is not simulated. */
export function toolNamed(name: string): Tool | undefined {
  return tools.get(name);
}
