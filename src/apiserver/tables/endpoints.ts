/** How Endpoints are printed: ready addresses only. Models printers.go printEndpoints and formatEndpoints. */

import type { Endpoints } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, firstThree, nameColumn } from './common-columns.ts';

function hostPort(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

function addresses({ subsets }: Endpoints): string {
  if (!subsets || subsets.length === 0) return '<none>';
  const texts = subsets.flatMap((subset) => {
    const ips = (subset.addresses ?? []).map(({ ip }) => ip);
    if (!subset.ports || subset.ports.length === 0) return ips;
    return subset.ports.flatMap(({ port }) => ips.map((ip) => hostPort(ip, port)));
  });
  return firstThree(texts);
}

export const endpointsColumns: readonly TableColumn<Endpoints>[] = [
  nameColumn,
  {
    name: 'Endpoints',
    type: 'string',
    description:
      'The set of all endpoints is the union of all subsets. Addresses are placed into subsets according to the IPs they share. A single address with multiple ports, some of which are ready and some of which are not (because they come from different containers) will result in the address being displayed in different subsets for the different ports. No address will appear in both Addresses and NotReadyAddresses in the same subset. Sets of addresses and ports that comprise a service.',
    cell: addresses,
  },
  ageColumn,
];
